/**
 * Opens a file to work on it, and says how that ended: `node opener.ts FILE`.
 */
import * as Effect from "effect/Effect"
import * as Engine from "@org-trust/workflow/engine/sqlite"

const [, , file = ""] = process.argv
const said = await Effect.runPromise(
  Effect.void.pipe(
    Effect.provide(Engine.layer({ file })),
    Effect.match({ onFailure: ({ _tag, message }) => `${_tag}: ${message}`, onSuccess: () => "opened" }),
  ),
)
console.log(said)
