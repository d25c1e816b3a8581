import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Journal from "@org-trust/core/access/Journal"
import { TrustFile } from "@org-trust/core/access/TrustFile"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUserRoles } from "@org-trust/core/TrusteeUserRoles"
import * as Keeping from "../src/Keeping.ts"
import * as Runs from "../src/Runs.ts"
import { accessOf, as, hasEnded, layer, trustee, trustor, until } from "./support/Bench.ts"

const { tom } = trustee.users
const { visitor, supervisor } = trustor.roles

const file = Schema.decodeSync(TrustFile)({
  organization: trustor.id,
  trustees: { [trustee.id]: { users: { [tom.id]: [supervisor.id] } } },
})

const isAsked = ({ wait }: { readonly wait: { readonly what: string } | undefined }): boolean =>
  wait?.what === "approval"

const withAll = Effect.provide(Keeping.layer.pipe(Layer.provide(Journal.layerMemory()), Layer.provideMerge(layer())))

describe("Keeping", () => {
  it.effect("does what somebody approves, and notices the next day what was changed by hand", () =>
    Effect.gen(function* () {
      const run = yield* Keeping.start({ file, rounds: 4 })
      const first = yield* until(run, isAsked)
      assert.deepStrictEqual(yield* accessOf(tom.id), [])
      const { fingerprint = "", steps = [] } = first.wait?.plan ?? {}
      assert.strictEqual(steps.length, 1)
      yield* Runs.answer(run, { _tag: "Approved", fingerprint })
      yield* until(run, ({ wait }) => wait?.what === "time")
      assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
      yield* as(
        "trustor",
        TrusteeUserRoles.use((roles) => roles.replace(trustee.id, tom.id, [visitor.id])),
      )
      const second = yield* until(run, isAsked, "1 hour")
      yield* Runs.answer(run, { _tag: "Approved", fingerprint: second.wait?.plan?.fingerprint ?? "" })
      yield* until(run, hasEnded, "1 hour")
      assert.deepStrictEqual(yield* Keeping.result(run), { rounds: 4, drifted: 2, applied: 2 })
      assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
    }).pipe(withAll),
  )

  it.effect("does nothing that was not approved: another plan, a no, or no answer", () =>
    Effect.gen(function* () {
      const run = yield* Keeping.start({ file, rounds: 3, every: Duration.days(1) })
      yield* until(run, isAsked)
      yield* Runs.answer(run, { _tag: "Approved", fingerprint: "of another plan" })
      yield* until(run, ({ wait }) => wait?.name === "approval 2", "1 hour")
      yield* Runs.answer(run, { _tag: "Declined", reason: "Not today" })
      yield* until(run, hasEnded, "1 hour")
      assert.deepStrictEqual(yield* Keeping.result(run), { rounds: 3, drifted: 3, applied: 0 })
      assert.deepStrictEqual(
        yield* as(
          "trustor",
          Trustees.use((trustees) => trustees.all()),
        ),
        [],
      )
    }).pipe(withAll),
  )

  it.effect("a file with mistakes is refused before it begins, with every mistake", () =>
    Effect.gen(function* () {
      const wrong = { ...file, trustees: { partner: { users: { tom: ["boss"] } } } }
      const error = yield* Effect.flip(Keeping.start({ file: wrong }))
      assert.strictEqual(error._tag, "InvalidInput")
      for (const name of ["partner", "tom", "boss"]) assert.include(error.message, name)
    }).pipe(withAll),
  )
})
