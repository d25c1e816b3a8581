#!/usr/bin/env node
/**
 * The `org-trust` command.
 */
import { fileURLToPath } from "node:url"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Schema from "effect/Schema"
import * as Command from "effect/cli/Command"
import { emulate } from "./emulate.ts"
import { openapi } from "./openapi.ts"
import { operations } from "./operations.ts"
import { verify } from "./verify.ts"
import { exitCodeOfUsage } from "./verify/Usage.ts"
import { world } from "./world.ts"

const orgTrust = Command.make("org-trust").pipe(
  Command.withDescription("Trusts between Genesys Cloud organizations: an emulator of the API and what it is made of"),
  Command.withSubcommands([emulate, world, operations, openapi, verify]),
)

const packageFile = fileURLToPath(new URL("../package.json", import.meta.url))
const decodePackage = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Struct({ version: Schema.String })))

Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  const { version } = yield* decodePackage(yield* files.readFileString(packageFile))
  yield* exitCodeOfUsage(Command.run(orgTrust, { version }))
}).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
