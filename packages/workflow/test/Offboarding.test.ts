import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { Trustors } from "@org-trust/core/Trustors"
import * as Offboarding from "../src/Offboarding.ts"
import * as Onboarding from "../src/Onboarding.ts"
import * as Runs from "../src/Runs.ts"
import { accessOf, as, hasEnded, layer, trustee, trustor, until, waitsFor } from "./support/Bench.ts"

const { nina } = trustee.users
const { supervisor } = trustor.roles
const pair = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id } as const

const letNinaIn = Effect.gen(function* () {
  const { id } = yield* as(
    "trustee",
    Pairings.use((pairings) => pairings.create({ userIds: [nina.id] })),
  )
  yield* as(
    "trustor",
    Trustees.use((trustees) =>
      trustees.create({ pairingId: id, enabled: true, users: [{ id: nina.id, roleIds: [supervisor.id] }] }),
    ),
  )
})

const withAll = Effect.provide(Layer.merge(Onboarding.layer, Offboarding.layer).pipe(Layer.provideMerge(layer())))

describe("Offboarding", () => {
  it.effect("ends the trust after the time in which it can be taken back, and tells what access ended", () =>
    Effect.gen(function* () {
      yield* letNinaIn
      const run = yield* Offboarding.start({ ...pair, side: "both", grace: Duration.days(7) })
      yield* until(run, waitsFor("grace"))
      assert.deepStrictEqual(yield* accessOf(nina.id), [])
      yield* until(run, hasEnded, "6 hours")
      const report = yield* Offboarding.result(run)
      assert.deepStrictEqual(report.seenBy, [trustor.id, trustee.id])
      assert.deepStrictEqual(
        report.leavers.map(({ name, rights }) => ({ name, rights })),
        [{ name: nina.name, rights: [...supervisor.permissions] }],
      )
      assert.strictEqual(
        (yield* as(
          "trustor",
          Trustees.use((trustees) => trustees.all()),
        )).length,
        0,
      )
    }).pipe(withAll),
  )

  it.effect("taken back in time, everything is as it was", () =>
    Effect.gen(function* () {
      yield* letNinaIn
      const before = yield* accessOf(nina.id)
      const run = yield* Offboarding.start({ ...pair, side: "trustor", grace: Duration.days(7) })
      yield* until(run, waitsFor("grace"))
      yield* Runs.answer(run, { _tag: "TakenBack", reason: "We stay together" })
      yield* until(run, hasEnded)
      const error = yield* Effect.flip(Offboarding.result(run))
      assert.deepInclude({ ...error }, { _tag: "TakenBack", left: [] })
      assert.deepStrictEqual(yield* accessOf(nina.id), before)
    }).pipe(withAll),
  )

  it.effect("a trust that was closed by somebody else before is not opened when it is taken back", () =>
    Effect.gen(function* () {
      yield* letNinaIn
      yield* as(
        "trustor",
        Trustees.use((trustees) => trustees.update(trustee.id, { enabled: false })),
      )
      const run = yield* Offboarding.start({ ...pair, side: "trustor", grace: Duration.days(7) })
      yield* until(run, waitsFor("grace"))
      yield* Runs.giveUp(run, "Never mind")
      yield* until(run, hasEnded)
      assert.deepStrictEqual(yield* accessOf(nina.id), [])
    }).pipe(withAll),
  )

  it.effect("a trust that was made anew meanwhile is left alone", () =>
    Effect.gen(function* () {
      yield* letNinaIn
      const run = yield* Offboarding.start({ ...pair, side: "trustor", grace: Duration.days(7) })
      yield* until(run, waitsFor("grace"))
      yield* TestClock.adjust("1 day")
      yield* as(
        "trustor",
        Trustees.use((trustees) => trustees.remove(trustee.id)),
      )
      yield* letNinaIn
      yield* until(run, hasEnded, "1 day")
      assert.strictEqual((yield* Effect.flip(Offboarding.result(run)))._tag, "AlreadyTrusted")
      assert.notDeepEqual(yield* accessOf(nina.id), [])
    }).pipe(withAll),
  )

  it.effect("as trustee: the trust is ended from the other side", () =>
    Effect.gen(function* () {
      yield* letNinaIn
      const run = yield* Offboarding.start({ ...pair, side: "trustee" })
      yield* until(run, hasEnded)
      assert.isTrue((yield* Offboarding.result(run)).wasThere)
      assert.strictEqual(
        (yield* as(
          "trustee",
          Trustors.use((trustors) => trustors.all()),
        )).length,
        0,
      )
    }).pipe(withAll),
  )

  it.effect("of one pair there is one run at a time, and the second is told which", () =>
    Effect.gen(function* () {
      yield* letNinaIn
      const run = yield* Offboarding.start({ ...pair, side: "trustor", grace: Duration.days(7) })
      const again = yield* Effect.flip(Offboarding.start({ ...pair, side: "both" }))
      assert.deepInclude({ ...again }, { _tag: "AlreadyRunning", run })
      const other = yield* Effect.flip(
        Onboarding.start({ ...pair, side: "trustor", users: [{ id: nina.id, grants: [] }], groups: [] }),
      )
      assert.deepInclude({ ...other }, { _tag: "AlreadyRunning", run })
      yield* until(run, hasEnded, "1 day")
      yield* until(yield* Offboarding.start({ ...pair, side: "trustor" }), hasEnded)
    }).pipe(withAll),
  )
})
