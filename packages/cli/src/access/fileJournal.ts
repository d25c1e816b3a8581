/**
 * A journal in a file: a line of JSON for each entry, on the disk before the next step.
 */
import { open, readFile } from "node:fs/promises"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { Entry, Journal, JournalError } from "@org-trust/core/access/Journal"
import { reasonOf } from "../reasonOf.ts"

const Line = Schema.fromJsonString(Entry)
const decode = Schema.decodeUnknownEffect(Line)
const encode = Schema.encodeEffect(Line)

const hasCode = (cause: unknown, code: string): boolean =>
  typeof cause === "object" && cause !== null && "code" in cause && cause.code === code

const readText = (path: string): Effect.Effect<string, JournalError> =>
  Effect.tryPromise({
    try: () =>
      readFile(path, "utf8").catch((cause: unknown) => {
        if (hasCode(cause, "ENOENT")) return ""
        throw cause
      }),
    catch: (cause) => new JournalError({ message: `Cannot read the journal ${path}: ${reasonOf(cause)}` }),
  })

/** The entries of a file; none where there is no file. A last line that was cut off is not one. */
export const readEntries = Effect.fnUntraced(function* (path: string) {
  const text = yield* readText(path)
  const lines = text.split("\n")
  return yield* Effect.forEach(
    lines.slice(0, -1).flatMap((line, at) => (line.trim() === "" ? [] : [{ line, number: at + 1 }])),
    ({ line, number }) =>
      Effect.mapError(
        decode(line),
        ({ message }) => new JournalError({ message: `${path}:${number}: this is no entry of a journal: ${message}` }),
      ),
  )
})

const write = async (path: string, line: string): Promise<void> => {
  const file = await open(path, "a+")
  try {
    const { size } = await file.stat()
    const { buffer } = size === 0 ? { buffer: Buffer.from("\n") } : await file.read(Buffer.alloc(1), 0, 1, size - 1)
    // A line that was cut off was never an entry: what it was to say, nobody has acted upon.
    if (buffer.toString() !== "\n") {
      const text = await file.readFile("utf8")
      await file.truncate(Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1)))
    }
    await file.appendFile(`${line}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The journal in a file, which is made with the first entry. */
export const layer = (path: string): Layer.Layer<Journal> =>
  Layer.succeed(Journal, {
    entries: readEntries(path),
    append: (entry) =>
      encode(entry).pipe(
        Effect.flatMap((line) => Effect.tryPromise(() => write(path, line))),
        Effect.mapError(
          (error) =>
            new JournalError({ message: `Cannot write the journal ${path}: ${reasonOf(error.cause ?? error)}` }),
        ),
      ),
  })
