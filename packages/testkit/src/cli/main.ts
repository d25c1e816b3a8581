#!/usr/bin/env node
/**
 * The `org-trust` command.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import { emulate } from "./emulate.ts"
import { openapi } from "./openapi.ts"
import { operations } from "./operations.ts"
import { world } from "./world.ts"

const orgTrust = Command.make("org-trust").pipe(
  Command.withDescription("Trusts between Genesys Cloud organizations: an emulator of the API and what it is made of"),
  Command.withSubcommands([emulate, world, operations, openapi]),
)

Command.run(orgTrust, { version: "0.1.0" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
