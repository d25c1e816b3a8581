import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Duration from "effect/Duration"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/testing/TestClock"
import { RoleId } from "@org-trust/core/Identifiers"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import * as Platform from "@org-trust/testkit/Platform"
import * as Onboarding from "../src/Onboarding.ts"
import type { RunId } from "../src/Run.ts"
import { RunLog } from "../src/RunLog.ts"
import * as Runs from "../src/Runs.ts"
import { unavailableFor } from "./support/Adversity.ts"
import { accessOf, as, type Between, hasEnded, layer, trustee, trustor, until, waitsFor } from "./support/Bench.ts"

const { lea, nina, tom } = trustee.users
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

const leftOf = (run: RunId) => Effect.map(Runs.standing(run), ({ ended }) => ended?.left.map(({ what }) => what))

/** Long enough to be given up. */
const hours = { first: Duration.hours(1), most: Duration.hours(1), attempts: 10 }

/** A platform that lets no groups in for the moment. */
const withoutGroups: Between = (invoke) => unavailableFor(invoke, "TrusteeGroups.add")

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

  it.effect("whom the trustor declines is told why", () =>
    Effect.gen(function* () {
      const run = yield* Onboarding.start(input("trustee"))
      yield* until(run, waitsFor("agreement 1"))
      const { token } = yield* Runs.handOver(run)
      const forged = Redacted.make(`${Redacted.value(token)}x`)
      const declined = { _tag: "Declined", reason: "Not this year" } as const
      assert.strictEqual((yield* Effect.flip(Runs.answerByToken(forged, declined)))._tag, "BadSeal")
      const approved = { _tag: "Approved", fingerprint: "" } as const
      assert.strictEqual((yield* Effect.flip(Runs.answerByToken(token, approved)))._tag, "NotAsked")
      assert.strictEqual(yield* Runs.answerByToken(token, declined), run)
      yield* until(run, hasEnded)
      const error = yield* Effect.flip(Onboarding.result(run))
      assert.deepInclude({ ...error }, { _tag: "Declined", reason: "Not this year" })
      // A pairing cannot be withdrawn: that it is there is said.
      assert.deepStrictEqual(yield* leftOf(run), ["pairing"])
      assert.strictEqual((yield* Effect.flip(Runs.answerByToken(token, declined)))._tag, "NotAsked")
    }).pipe(withAll()),
  )

  it.effect("a yes lets the trustee look at once", () =>
    Effect.gen(function* () {
      const asking = yield* Onboarding.start(input("trustee"))
      const letting = yield* Onboarding.start(input("trustor"))
      yield* until(asking, waitsFor("agreement 1"))
      yield* TestClock.adjust("20 hours")
      yield* Runs.hand(letting, (yield* Runs.handOver(asking)).pairingId)
      yield* until(letting, hasEnded, "1 second")
      yield* Runs.answer(asking, { _tag: "Agreed" })
      const before = yield* Clock.currentTimeMillis
      yield* until(asking, hasEnded, "1 second")
      assert.isBelow((yield* Clock.currentTimeMillis) - before, 60_000)
    }).pipe(withAll()),
  )

  it.effect("without a pairing in time, the trustor's run ends", () =>
    Effect.gen(function* () {
      const run = yield* Onboarding.start(input("trustor"))
      yield* until(run, hasEnded, "6 hours")
      assert.strictEqual((yield* Effect.flip(Onboarding.result(run)))._tag, "NotAnswered")
    }).pipe(withAll()),
  )

  it.effect("a pairing that is too old is asked for anew", () =>
    Effect.gen(function* () {
      const asking = yield* Onboarding.start(input("trustee"))
      const letting = yield* Onboarding.start(input("trustor"))
      yield* until(asking, waitsFor("agreement 1"))
      const { pairingId } = yield* Runs.handOver(asking)
      yield* until(asking, waitsFor("agreement 2"), "1 hour")
      yield* Runs.hand(letting, pairingId)
      yield* until(letting, waitsFor("pairing 2"))
      yield* Runs.hand(letting, (yield* Runs.handOver(asking)).pairingId)
      yield* until(letting, hasEnded)
      assert.strictEqual((yield* Onboarding.result(letting)).pairings, 2)
    }).pipe(withAll()),
  )

  it.effect("a role that there is not is refused as the API does, and nothing stays", () =>
    Effect.gen(function* () {
      const users = [
        { id: tom.id, grants: [{ roleId: supervisor.id }] },
        { id: lea.id, grants: [{ roleId: RoleId.make("99999999-3333-4000-8000-000000000001") }] },
      ]
      const run = yield* Onboarding.start({ ...input("both"), users })
      yield* until(run, hasEnded)
      const error = yield* Effect.flip(Onboarding.result(run))
      assert.deepInclude({ ...error }, { _tag: "Refused", step: `let in user ${lea.id}`, left: [] })
      assert.deepStrictEqual(
        yield* as(
          "trustor",
          Trustees.use((trustees) => trustees.all()),
        ),
        [],
      )
    }).pipe(withAll()),
  )

  it.effect("a trust that is there and as asked is found; another one is left as it is", () =>
    Effect.gen(function* () {
      yield* until(yield* Onboarding.start(input("both")), hasEnded)
      const again = yield* Onboarding.start(input("both"))
      yield* until(again, hasEnded)
      const report = yield* Onboarding.result(again)
      assert.deepStrictEqual([report.isNew, report.letIn, report.pairings], [false, [], 0])
      const more = yield* Onboarding.start({
        ...input("both"),
        users: [{ id: tom.id, grants: [{ roleId: recruiter.id }] }],
      })
      yield* until(more, hasEnded)
      assert.strictEqual((yield* Effect.flip(Onboarding.result(more)))._tag, "AlreadyTrusted")
      assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
    }).pipe(withAll()),
  )

  it.effect("given up, it takes back what it has made", () =>
    Effect.gen(function* () {
      const run = yield* Onboarding.start({ ...input("both"), patience: hours })
      yield* until(run, ({ wait }) => wait?.what === "platform", "1 second")
      assert.strictEqual(
        (yield* as(
          "trustor",
          Trustees.use((trustees) => trustees.all()),
        )).length,
        1,
      )
      yield* Runs.giveUp(run, "It takes too long")
      yield* until(run, hasEnded)
      const error = yield* Effect.flip(Onboarding.result(run))
      assert.deepInclude({ ...error }, { _tag: "GivenUp", reason: "It takes too long", left: [] })
      assert.deepStrictEqual(
        yield* as(
          "trustor",
          Trustees.use((trustees) => trustees.all()),
        ),
        [],
      )
    }).pipe(withAll(withoutGroups)),
  )

  it.effect("what others have let in meanwhile stays when a run takes back", () =>
    Effect.gen(function* () {
      const run = yield* Onboarding.start({ ...input("both"), patience: hours })
      yield* until(run, ({ wait }) => wait?.what === "platform", "1 second")
      yield* as(
        "trustor",
        TrusteeUsers.use((users) => users.add(trustee.id, { id: nina.id, roleIds: [] })),
      )
      yield* Runs.giveUp(run, "It takes too long")
      yield* until(run, hasEnded)
      assert.deepStrictEqual(yield* leftOf(run), ["trust"])
      const users = yield* as(
        "trustor",
        TrusteeUsers.use((users) => users.all(trustee.id)),
      )
      assert.deepStrictEqual(
        users.map(({ id }) => id),
        [nina.id],
      )
    }).pipe(withAll(withoutGroups)),
  )

  it.effect("the pairing stands nowhere in what is written down", () =>
    Effect.gen(function* () {
      const run = yield* Onboarding.start(input("trustee"))
      yield* until(run, waitsFor("agreement 1"))
      const { pairingId } = yield* Runs.handOver(run)
      const log = yield* RunLog
      assert.notInclude(JSON.stringify(yield* log.get(run)), Redacted.value(pairingId))
    }).pipe(withAll()),
  )

  it.effect("the pairing stands in no failure either, whatever the platform says", () =>
    Effect.gen(function* () {
      const run = yield* Onboarding.start({ ...input("both"), patience: { ...hours, attempts: 2 } })
      yield* until(run, hasEnded)
      const error = yield* Effect.flip(Onboarding.result(run))
      const log = yield* RunLog
      const written = JSON.stringify([{ ...error }, yield* log.get(run)])
      assert.include(written, "Not now: ")
      const platform = yield* Platform.Platform
      const pairings = HashMap.keys((yield* platform.state).pairings)
      assert.strictEqual(error._tag, "Refused")
      for (const id of pairings) assert.notInclude(written, id)
    }).pipe(withAll((invoke) => unavailableFor(invoke, "Trustees.create"))),
  )

  it.effect("an input that makes no sense is refused before it begins", () =>
    Effect.gen(function* () {
      const good = input("both")
      const wrong = {
        "at least one user or group": { ...good, users: [], groups: [] },
        "two organizations": { ...good, trusteeOrgId: good.trustorOrgId },
        "each user and group once": { ...good, users: [...good.users, ...good.users] },
      }
      for (const [message, input] of Object.entries(wrong)) {
        const error = yield* Effect.flip(Onboarding.start(input))
        assert.strictEqual(error._tag, "InvalidInput")
        assert.include(error.message, message)
      }
    }).pipe(withAll()),
  )
})
