/**
 * A function that is frozen between calls: for each line that it is sent, it makes a
 * pairing and lists the trusts, with services that live as long as it does.
 */
import { createInterface } from "node:readline"
import { UserId } from "@org-trust/core/Identifiers"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { layerOf } from "./layers.ts"
import { layerAs, type Setting } from "./smoke.ts"

const [layer, text] = process.argv.slice(2)
const setting: Setting = JSON.parse(text ?? "")
const services = ManagedRuntime.make(layerAs(setting, setting.trustee).pipe(Layer.provide(layerOf(layer))))

const handle = Effect.gen(function* () {
  yield* Trustees.use((trustees) => trustees.list())
  yield* Pairings.use((pairings) => pairings.create({ userIds: [UserId.make(setting.userId)] }))
})

for await (const name of createInterface({ input: process.stdin })) {
  const began = performance.now()
  void services
    .runPromise(Effect.exit(handle))
    .then((exit) => console.log(JSON.stringify({ name, exit, took: performance.now() - began })))
}
