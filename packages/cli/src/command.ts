/**
 * The `org-trust` command.
 */
import { fileURLToPath } from "node:url"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import * as Command from "effect/cli/Command"
import { apply } from "./access/apply.ts"
import { drift } from "./access/drift.ts"
import { exportCommand } from "./access/export.ts"
import { plan } from "./access/plan.ts"
import { schema } from "./access/schema.ts"
import { emulate } from "./emulate.ts"
import { openapi } from "./openapi.ts"
import { operations } from "./operations.ts"
import { verify } from "./verify.ts"
import { exitCodeOfUsage } from "./usage.ts"
import { explain, whatIf } from "./review/explain.ts"
import { review } from "./review/review.ts"
import { world } from "./world.ts"

const orgTrust = Command.make("org-trust").pipe(
  Command.withDescription("Trusts between Genesys Cloud organizations: an emulator of the API and what it is made of"),
  Command.withSubcommands([
    emulate,
    world,
    operations,
    openapi,
    verify,
    schema,
    exportCommand,
    plan,
    apply,
    drift,
    review,
    explain,
    whatIf,
  ]),
)

const packageFile = fileURLToPath(new URL("../package.json", import.meta.url))
const decodePackage = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Struct({ version: Schema.String })))

// Who is stopped says by which signal, as the system itself would: 130 for SIGINT, 143 for SIGTERM.
let isTerminated = false
process.once("SIGTERM", () => {
  isTerminated = true
})
const teardown: Runtime.Teardown = (exit, onExit) =>
  Runtime.defaultTeardown(exit, (code) => onExit(code === 130 && isTerminated ? 143 : code))

Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  const { version } = yield* decodePackage(yield* files.readFileString(packageFile))
  yield* exitCodeOfUsage(Command.run(orgTrust, { version }))
}).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain({ teardown }))
