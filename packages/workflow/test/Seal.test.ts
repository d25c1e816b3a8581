import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { layer, Seal } from "../src/Seal.ts"

const key = Redacted.make("a key that only the tests know")
const withKey = (key: Redacted.Redacted) => Effect.provide(layer(key))

describe("Seal", () => {
  it.effect.prop("opens what it sealed, which shows nothing of the secret", [Schema.String], ([any]) =>
    Effect.gen(function* () {
      const seal = yield* Seal
      const secret = any.toWellFormed()
      const closed = yield* seal.close(Redacted.make(`${secret}-secret`))
      assert.notInclude(closed, "-secret")
      assert.notStrictEqual(closed, yield* seal.close(Redacted.make(`${secret}-secret`)))
      assert.strictEqual(Redacted.value(yield* seal.open(closed)), `${secret}-secret`)
    }).pipe(withKey(key), Effect.orDie),
  )

  it.effect("takes nothing that was changed, cut, or made with another key", () =>
    Effect.gen(function* () {
      const seal = yield* Seal
      const signed = yield* seal.sign("onboarding-1/pairing-1")
      assert.strictEqual(yield* seal.verify(signed), "onboarding-1/pairing-1")
      const other = yield* Seal.use((seal) => seal.sign("onboarding-1/pairing-1")).pipe(
        withKey(Redacted.make("another key of the same length")),
      )
      const [text = "", tag = ""] = signed.split(".")
      for (const forged of ["", ".", text, `${text}.`, `.${tag}`, `${text}A.${tag}`, `${text}.A${tag}`, other, "ü.ü"]) {
        assert.strictEqual((yield* Effect.flip(seal.verify(forged)))._tag, "BadSeal", forged)
      }
      const closed = yield* seal.close(Redacted.make("secret"))
      for (const forged of ["", "A", closed.slice(0, -2), `A${closed.slice(1)}x`]) {
        assert.strictEqual((yield* Effect.flip(seal.open(forged)))._tag, "BadSeal", forged)
      }
    }).pipe(withKey(key)),
  )

  it.effect("a key that is too short is refused, and not shown", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Effect.provide(Effect.void, layer(Redacted.make("short"))))
      assert.strictEqual(error._tag, "WeakKey")
      assert.notInclude(error.message, "short,")
    }),
  )
})
