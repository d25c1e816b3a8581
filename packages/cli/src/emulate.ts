/**
 * `org-trust emulate`: serves the emulator until stopped.
 */
import * as Command from "effect/cli/Command"
import { emulateFlags } from "./emulate/flags.ts"
import { loaded } from "./loaded.ts"

/** The command. */
export const emulate = Command.make(
  "emulate",
  emulateFlags,
  loaded(() => import("./emulate/serve.ts").then(({ serve }) => serve)),
).pipe(
  Command.withDescription("Serve the API until stopped, from memory or from a state that outlives it"),
  Command.withExamples([
    { command: "org-trust emulate --port 8080", description: "Serve the built-in world on port 8080" },
    { command: "org-trust emulate --state trusts.db", description: "Go on where it was when it was last stopped" },
  ]),
)
