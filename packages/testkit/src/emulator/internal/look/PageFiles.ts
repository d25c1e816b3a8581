/**
 * The files of the page for browsers. They are sent as they lie in the package, beside
 * its sources; nothing is built.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as HttpServerResponse from "effect/http/HttpServerResponse"

const types = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
} as const

/** What the page consists of. */
export const names = [
  "index.html",
  "style.css",
  "fields.css",
  "parts.css",
  "trusts.css",
  "main.js",
  "access.js",
  "calls.js",
  "clients.js",
  "clock.js",
  "copyable.js",
  "act.js",
  "dom.js",
  "faults.js",
  "names.js",
  "organizations.js",
  "pairings.js",
  "picture.js",
  "said.js",
  "time.js",
  "trusts.js",
] as const

// From the root of the package, so that the compiled files find them too.
const folder = "../../../../src/emulator/internal/page/"

const headers = {
  "cache-control": "no-cache",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  vary: "Accept",
  "x-content-type-options": "nosniff",
}

// Asked of the process rather than imported: the emulator runs where there are no files, too.
const read = Option.liftThrowable((name: string): string =>
  globalThis.process.getBuiltinModule("node:fs").readFileSync(new URL(folder + name, import.meta.url), "utf8"),
)

const make = (name: string): Option.Option<HttpServerResponse.HttpServerResponse> =>
  Option.map(read(name), (text) => {
    const [, type] = Object.entries(types).find(([ending]) => name.endsWith(ending)) ?? []
    return HttpServerResponse.text(text, { headers, contentType: type ?? "text/plain" })
  })

const made = new Map<string, Option.Option<HttpServerResponse.HttpServerResponse>>()

/** A file of the page, unless there is none of this name, or no files at all, as in a bundle. */
export const pageFile = (name: string): Effect.Effect<Option.Option<HttpServerResponse.HttpServerResponse>> =>
  Effect.sync(() => {
    if (!names.some((known) => known === name)) return Option.none()
    const known = made.get(name)
    if (known !== undefined) return known
    const file = make(name)
    made.set(name, file)
    return file
  })
