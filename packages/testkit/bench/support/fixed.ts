import { join } from "node:path"
import { message, start } from "./process.ts"

/** Starts a server of fixed answers and answers its URL: one trustee, a page of trustees, or the pages of many users. */
export const startFixed = async (which: "one" | "page" | "users"): Promise<string> =>
  String(await message(start(join(import.meta.dirname, "fixedServer.ts"), [which])))

/** What clients say that they are. A fixed server does not look at it. */
export const token = "a-token-that-nobody-looks-at-0123456789"
