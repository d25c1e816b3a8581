/**
 * Runs the `org-trust` command as a process.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import { orgTrust } from "./orgTrust.ts"

// Who is stopped says by which signal, as the system itself would: 130 for SIGINT, 143 for SIGTERM.
let isTerminated = false
process.once("SIGTERM", () => {
  isTerminated = true
})
const teardown: Runtime.Teardown = (exit, onExit) =>
  Runtime.defaultTeardown(exit, (code) => onExit(code === 130 && isTerminated ? 143 : code))

orgTrust.pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain({ teardown }))
