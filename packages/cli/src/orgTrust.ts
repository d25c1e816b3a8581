/**
 * The `org-trust` command with all its commands.
 */
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
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
import { answer } from "./workflow/answer.ts"
import { keep } from "./workflow/keep.ts"
import { offboard } from "./workflow/offboard.ts"
import { onboard } from "./workflow/onboard.ts"
import { renew } from "./workflow/renew.ts"
import { runs } from "./workflow/runs.ts"
import { worker } from "./workflow/worker.ts"
import { world } from "./world.ts"

const command = Command.make("org-trust").pipe(
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
    onboard,
    offboard,
    renew,
    keep,
    runs,
    answer,
    worker,
  ]),
)

const packageFile = fileURLToPath(new URL("../package.json", import.meta.url))
const decodePackage = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Struct({ version: Schema.String })))

/** Does what the arguments of the process say. */
export const orgTrust = Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  const { version } = yield* decodePackage(yield* files.readFileString(packageFile))
  yield* exitCodeOfUsage(Command.run(command, { version }))
})
