/**
 * Signatures by a key that the processes of a journal share.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import type { Journal } from "../../Journal.ts"

/** A new key. */
export const newKey = (): string => randomBytes(32).toString("base64url")

/** Signs with a key. */
export const make = (key: string): Pick<Journal["Service"], "sign" | "verify"> => {
  const signature = (text: string) => createHmac("sha256", key).update(text).digest()
  return {
    sign: (text) => `${Buffer.from(text).toString("base64url")}.${signature(text).toString("base64url")}`,
    verify: (signed) => {
      const [text = "", given = ""] = signed.split(".").map((part) => Buffer.from(part, "base64url"))
      const found = text.toString()
      const expected = signature(found)
      return given.length === expected.length && timingSafeEqual(Buffer.from(given), expected) ? found : undefined
    },
  }
}
