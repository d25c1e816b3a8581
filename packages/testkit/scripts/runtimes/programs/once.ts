/**
 * The smoke program for Node, Bun and Deno: `once LAYER SETTING` prints what came of it.
 */
import * as Effect from "effect/Effect"
import { layerOf } from "./layers.ts"
import { smoke } from "./smoke.ts"

const [layer, setting] = process.argv.slice(2)

const steps = await Effect.runPromise(smoke(JSON.parse(setting ?? "")).pipe(Effect.provide(layerOf(layer))))
console.log(JSON.stringify(steps))
