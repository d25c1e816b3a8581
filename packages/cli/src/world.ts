/**
 * `org-trust world`: prints the built-in world.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Command from "effect/cli/Command"
import { world as builtInWorld } from "@org-trust/testkit/BuiltInWorld"
import { WorldFile } from "@org-trust/testkit/WorldFile"

/** The command. */
export const world = Command.make("world", {}, () =>
  Schema.encodeEffect(WorldFile)(builtInWorld).pipe(
    Effect.orDie,
    Effect.flatMap((json) => Console.log(JSON.stringify(json, undefined, 2))),
  ),
).pipe(
  Command.withDescription("Print the built-in world as JSON, in the format that --world takes"),
  Command.withExamples([{ command: "org-trust world > world.json", description: "Write a world file to start from" }]),
)
