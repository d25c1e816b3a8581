import { assert, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

class Count extends Context.Service<Count, { readonly total: number }>()("bench/Count") {}
const memory = Layer.succeed(Count, { total: 0 })

it.effect("there is none yet", () =>
  Effect.gen(function* () {
    const { total } = yield* Count
    assert.strictEqual(Schema.decodeSync(Schema.Number)(total), 0)
  }).pipe(Effect.provide(memory)),
)
