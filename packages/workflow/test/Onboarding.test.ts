import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Onboarding from "../src/Onboarding.ts"
import * as Runs from "../src/Runs.ts"
import { accessOf, type Between, hasEnded, layer, trustee, trustor, until, waitsFor } from "./support/Bench.ts"

const { lea, tom } = trustee.users
const { supportTeam } = trustee.groups
const { recruiter, supervisor } = trustor.roles

const input = (side: Onboarding.Input["side"]): Onboarding.Input => ({
  trustorOrgId: trustor.id,
  trusteeOrgId: trustee.id,
  side,
  users: [
    { id: tom.id, grants: [{ roleId: supervisor.id }] },
    { id: lea.id, grants: [{ roleId: recruiter.id, divisionId: trustor.divisions.retail.id }] },
  ],
  groups: [{ id: supportTeam.id, grants: [] }],
})

const withAll = (between?: Between) => Effect.provide(Onboarding.layer.pipe(Layer.provideMerge(layer(between))))

describe("Onboarding", () => {
  it.effect("as both: everybody is in with the roles that are asked for, and both see it", () =>
    Effect.gen(function* () {
      const run = yield* Onboarding.start(input("both"))
      yield* until(run, hasEnded)
      const report = yield* Onboarding.result(run)
      assert.deepStrictEqual(report, {
        trustorOrgId: trustor.id,
        trusteeOrgId: trustee.id,
        isNew: true,
        letIn: [tom.id, lea.id, supportTeam.id],
        unseen: [],
        pairings: 1,
        seenBy: [trustor.id, trustee.id],
      })
      assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
      const standing = yield* Runs.standing(run)
      assert.strictEqual(standing.ended?.how, "Done")
      assert.deepStrictEqual(standing.ended?.left, [])
    }).pipe(withAll()),
  )

  it.effect("as two runs that meet through the platform", () =>
    Effect.gen(function* () {
      const asking = yield* Onboarding.start(input("trustee"))
      const letting = yield* Onboarding.start(input("trustor"))
      yield* until(letting, waitsFor("pairing 1"))
      yield* until(asking, waitsFor("agreement 1"))
      const { pairingId } = yield* Runs.handOver(asking)
      yield* Runs.hand(letting, pairingId)
      yield* until(letting, hasEnded)
      yield* until(asking, hasEnded)
      const asked = yield* Onboarding.result(asking)
      assert.deepStrictEqual([asked.isNew, asked.pairings], [true, 1])
      const letIn = yield* Onboarding.result(letting)
      assert.deepStrictEqual([letIn.isNew, letIn.letIn.length], [true, 3])
      assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
    }).pipe(withAll()),
  )

  it.effect("asks as often as the input allows, and ends typed when no pairing was used", () =>
    Effect.gen(function* () {
      const run = yield* Onboarding.start({ ...input("trustee"), pairings: 2 })
      yield* until(run, waitsFor("agreement 2"), "1 hour")
      const ended = yield* until(run, hasEnded, "1 hour")
      assert.strictEqual(ended.ended?.how, "PairingExpired")
      const error = yield* Effect.flip(Onboarding.result(run))
      assert.strictEqual(error._tag, "PairingExpired")
      const now = yield* Clock.currentTimeMillis
      assert.isAtLeast(now, 96 * 3_600_000)
      assert.isBelow(now, 99 * 3_600_000)
    }).pipe(withAll()),
  )
})
