/**
 * The smoke program in a page: `run(setting)` gives what came of it.
 */
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import { type Setting, smoke } from "./smoke.ts"

Object.assign(globalThis, {
  run: (setting: Setting) => Effect.runPromise(smoke(setting).pipe(Effect.provide(FetchHttpClient.layer))),
})
