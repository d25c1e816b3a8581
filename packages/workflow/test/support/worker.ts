/**
 * Works on the toy's runs until it is ended: `node worker.ts PLACE [PORT]`, where the place is a
 * file or the address of a database. Says when it is ready, and what went wrong.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as WorkflowEngine from "effect/workflow/WorkflowEngine"
import * as Postgres from "@org-trust/workflow/engine/postgres"
import * as Sqlite from "@org-trust/workflow/engine/sqlite"
import type * as Store from "@org-trust/workflow/Store"
import * as Toy from "./toy.ts"

const [, , place = "", port] = process.argv
const engine: Layer.Layer<
  WorkflowEngine.WorkflowEngine | Store.Store,
  Store.StoreUnusable | Store.StoreInUse | Store.AddressUnusable
> = place.startsWith("postgres:")
  ? Postgres.layer({ url: Redacted.make(place), ...(port !== undefined && { port: Number(port) }) })
  : Sqlite.layer({ file: place })

Console.log("ready").pipe(
  Effect.andThen(Effect.never),
  Effect.provide(Layer.provideMerge(Toy.layer, engine)),
  Effect.tapError(({ message }) => Console.error(message)),
  NodeRuntime.runMain,
)
