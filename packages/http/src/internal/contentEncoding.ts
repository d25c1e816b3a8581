import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { builtin } from "./builtin.ts"
import { decodeUtf8 } from "./utf8.ts"

/** Why bytes cannot be read. */
export type Unreadable =
  /** Beyond the limit once decoded. */
  | { readonly _tag: "TooLarge" }
  /** In this encoding, which is not known here, or which the bytes are not in. */
  | { readonly _tag: "Encoded"; readonly encoding: string }

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => unknown

/** Functions of `node:zlib`; the first one that succeeds is right. */
const decoders: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ["gzip", ["gunzipSync"]],
  ["x-gzip", ["gunzipSync"]],
  // With and without the wrapper of zlib: servers send both.
  ["deflate", ["inflateSync", "inflateRawSync"]],
  ["br", ["brotliDecompressSync"]],
  ["zstd", ["zstdDecompressSync"]],
])

const isDecode = (value: unknown): value is Decode => Predicate.isFunction(value)

const isTooLarge = (error: unknown): boolean =>
  Predicate.hasProperty(error, "code") && error.code === "ERR_BUFFER_TOO_LARGE"

const decodeOne = (
  bytes: Uint8Array,
  encoding: string,
  maxOutputLength: number,
): Result.Result<Uint8Array, Unreadable> => {
  const zlib = builtin("node:zlib")
  for (const name of decoders.get(encoding) ?? []) {
    const decode: unknown = Predicate.hasProperty(zlib, name) ? zlib[name] : undefined
    if (!isDecode(decode)) continue
    try {
      const decoded = decode(bytes, { maxOutputLength })
      if (decoded instanceof Uint8Array) return Result.succeed(decoded)
    } catch (error) {
      if (isTooLarge(error)) return Result.fail({ _tag: "TooLarge" })
    }
  }
  return Result.fail({ _tag: "Encoded", encoding })
}

/** What no text has in it, but what is compressed has almost at once. */
// oxlint-disable-next-line no-control-regex
const noText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/

const looked = 1024

/**
 * Whether bytes are text as they are. `fetch` decodes by itself and leaves the header
 * that says otherwise, and some servers write nonsense there.
 */
export const isPlain = (bytes: Uint8Array): boolean => {
  const text = decodeUtf8(bytes.subarray(0, looked))
  // The last character may be cut.
  return !noText.test(bytes.length > looked ? text.replace(/\ufffd+$/, "") : text)
}

/** The encodings that an answer's header names, the one that was applied first, first. */
export const encodingsOf = (header: string | undefined): ReadonlyArray<string> =>
  (header ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity")

/** Takes bytes out of the encodings that they are in, up to so many bytes. */
export const decodeContent = (
  bytes: Uint8Array,
  encodings: ReadonlyArray<string>,
  maxBytes: number,
): Result.Result<Uint8Array, Unreadable> => {
  let content = bytes
  for (const encoding of encodings.toReversed()) {
    if (content.length === 0 || isPlain(content)) break
    const decoded = decodeOne(content, encoding, maxBytes)
    if (Result.isFailure(decoded)) return decoded
    content = decoded.success
  }
  return Result.succeed(content)
}
