import { assert, describe, it } from "@effect/vitest"
import { inject } from "vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Hash from "effect/Hash"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as TestClock from "effect/testing/TestClock"
import type { WorkflowEngine } from "effect/workflow/WorkflowEngine"
import * as Workflow from "effect/workflow/Workflow"
import { groupsOf, trust, usersOf } from "@org-trust/core/lifecycle/State"
import type { OperationName } from "@org-trust/core/Operation"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import * as Platform from "@org-trust/testkit/Platform"
import * as Offboarding from "../src/Offboarding.ts"
import * as Onboarding from "../src/Onboarding.ts"
import { type RunHead, RunId } from "../src/Run.ts"
import { RunLog } from "../src/RunLog.ts"
import * as Runs from "../src/Runs.ts"
import type { Seal } from "../src/Seal.ts"
import { type Adversity, type Dice, make as makeAdversity, makeDice } from "./support/Adversity.ts"
import { as, layer, settle, trustee, trustor } from "./support/Bench.ts"

const { agent01, lea, nina, tom } = trustee.users
const { supportTeam } = trustee.groups
const { recruiter, supervisor, visitor } = trustor.roles
const { retail } = trustor.divisions

const users: Onboarding.Input["users"] = [
  { id: tom.id, grants: [{ roleId: supervisor.id }] },
  { id: lea.id, grants: [{ roleId: recruiter.id, divisionId: retail.id }, { roleId: supervisor.id }] },
]
const groups: Onboarding.Input["groups"] = [{ id: supportTeam.id, grants: [{ roleId: visitor.id }] }]

/** Everything that a trust comes to, as text that can be compared. */
const trustNow = Effect.gen(function* () {
  const platform = yield* Platform.Platform
  const found = trust(yield* platform.state, trustor.id, trustee.id)
  if (found === undefined) return "no trust"
  const grantsOf = (members: Iterable<{ readonly id: string; readonly grants: ReadonlyArray<object> }>) =>
    Array.from(members, ({ grants, id }) => ({
      id,
      grants: grants.map((grant) => JSON.stringify(grant)).toSorted(),
    })).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return JSON.stringify({
    settings: found.settings,
    users: grantsOf(usersOf(found)),
    groups: grantsOf(groupsOf(found)),
  })
})

/** What each user of the trustee may do in the trustor now. */
const accessNow = Effect.gen(function* () {
  const platform = yield* Platform.Platform
  return yield* Effect.forEach([tom, lea, nina, agent01], ({ id, name }) =>
    Effect.map(
      platform.accessOf({ trustorOrgId: trustor.id, trusteeOrgId: trustee.id, userId: id }),
      (may) => `${name}: ${[...may].toSorted().join()}`,
    ),
  )
})

/** A trust that is there before, with somebody in it whom nobody asks for. */
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

const resume = Effect.fnUntraced(function* ({ id, workflow }: RunHead) {
  const known = Workflow.make(workflow, { payload: { run: RunId }, idempotencyKey: ({ run }) => run })
  yield* known.resume(yield* known.executionId({ run: id }))
})

const workflows = Layer.merge(Onboarding.layer, Offboarding.layer)

const refusals: readonly [OperationName | undefined, ...ReadonlyArray<OperationName | undefined>] = [
  undefined,
  undefined,
  undefined,
  "Trustees.update",
  "TrusteeUsers.add",
  "TrusteeGroups.add",
  "Trustees.create",
  "Pairings.create",
  "Trustors.get",
  "Trustees.remove",
]

type Needs = RunLog | WorkflowEngine | Seal

/** What people do: at random, or not at all. */
type People = (dice: Dice) => Effect.Effect<unknown, unknown, Needs>

/** Lives through a history until every run has ended. Processes die, and others go on. */
const live = Effect.fnUntraced(function* (
  dice: Dice,
  adversity: Adversity,
  begin: Effect.Effect<ReadonlyArray<RunId>, unknown, Needs>,
  people: People,
) {
  const log = yield* RunLog
  let scope = yield* Scope.make()
  yield* Layer.buildWithScope(workflows, scope)
  const runs = yield* Effect.orDie(begin)
  for (let count = 0; count < 2000; count++) {
    yield* settle
    if (adversity.dies()) {
      yield* Scope.close(scope, Exit.void)
      adversity.revive()
      scope = yield* Scope.make()
      yield* Layer.buildWithScope(workflows, scope)
      yield* Effect.forEach(yield* log.list("open"), resume)
      continue
    }
    const standings = yield* Effect.forEach(runs, Runs.standing)
    if (standings.every(({ ended }) => ended !== undefined)) {
      yield* Scope.close(scope, Exit.void)
      return standings
    }
    // What nobody waits for any more, or not yet, is answered in vain.
    yield* Effect.ignore(people(dice))
    yield* TestClock.adjust(dice.pick([Duration.minutes(1), Duration.minutes(20), Duration.hours(3)]))
  }
  const open = yield* Effect.forEach(runs, Runs.standing)
  return yield* Effect.die(
    new Error(`It never ends: ${JSON.stringify(open.map(({ doing, wait }) => ({ doing, wait })))}`),
  )
}, Effect.orDie)

const seedOf = (name: string) => Hash.string(`${inject("seed")} ${name}`) >>> 0

const seeds = Array.from({ length: 8 }, (_, at) => seedOf("workflows in any order") + at)

describe("in whatever order things come", () => {
  it.effect.each(seeds)(
    "an onboarding lets in exactly who is asked for, or nobody else than before (seed %i)",
    (seed) => {
      const dice = makeDice(seed)
      const isApart = dice.once(2)
      const isOld = dice.once(3)
      const adversity = makeAdversity(dice, {
        fails: dice.pick([3, 8, 1000]),
        kills: dice.pick([5, 15, 1000]),
        refused: dice.pick(refusals),
      })
      return Effect.gen(function* () {
        if (isOld) yield* letNinaIn
        const before = { trust: yield* trustNow, access: yield* accessNow }
        const asked = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id, users, groups }
        const begin = Effect.forEach(isApart ? (["trustor", "trustee"] as const) : (["both"] as const), (side) =>
          Onboarding.start({ ...asked, side, answerWithin: Duration.days(5) }),
        )
        const letting = RunId.make("onboarding-1")
        const asking = RunId.make("onboarding-2")
        const handOver = Effect.flatMap(Runs.handOver(asking), ({ pairingId }) => Runs.hand(letting, pairingId))
        const patience = dice.pick([2, 20, 200])
        const [first] = yield* live(dice, adversity, begin, (dice) =>
          dice.once(80)
            ? Runs.giveUp(dice.pick([letting, asking]), "the dice said so")
            : dice.once(80)
              ? Runs.answer(dice.pick([letting, asking]), { _tag: "Declined", reason: "the dice said so" })
              : isApart && dice.once(patience)
                ? handOver
                : Effect.void,
        )
        const ended = first?.ended
        assert.isDefined(ended)
        const left = ended?.left.filter(({ what }) => what !== "pairing") ?? []
        const after = { trust: yield* trustNow, access: yield* accessNow }
        const reason = `${seed}: ${ended?.how}: ${ended?.message}; left: ${JSON.stringify(left)}`
        const everybody = [
          `${tom.name}: ${supervisor.permissions.join()}`,
          `${lea.name}: ${[...recruiter.permissions, ...supervisor.permissions].toSorted().join()}`,
          before.access[2],
          before.access[3],
        ]
        if (ended?.how === "Done" || ended?.how === "NotSeen") assert.deepStrictEqual(after.access, everybody, reason)
        else if (left.length === 0) assert.strictEqual(after.trust, before.trust, reason)
        for (const [at, may] of after.access.entries()) assert.include([before.access[at], everybody[at]], may, reason)
        // Nothing is done twice.
        assert.isAtMost(adversity.carriedOut("Trustees.create"), 1, reason)
        assert.isAtMost(adversity.carriedOut("TrusteeUsers.add"), users.length, reason)
        assert.isAtMost(adversity.carriedOut("TrusteeGroups.add"), groups.length, reason)
      }).pipe(Effect.provide(layer(adversity.around)))
    },
  )

  it.effect.each(seeds)("an offboarding ends all access, or none (seed %i)", (seed) => {
    const dice = makeDice(seed + 1_000_000)
    const adversity = makeAdversity(dice, {
      fails: dice.pick([3, 8, 1000]),
      kills: dice.pick([5, 15, 1000]),
      refused: dice.pick(refusals),
    })
    const grace = dice.pick([Duration.zero, Duration.days(1), Duration.days(7)])
    return Effect.gen(function* () {
      yield* letNinaIn
      yield* as(
        "trustor",
        TrusteeUsers.use((each) => each.add(trustee.id, { id: tom.id, roleIds: [supervisor.id] })),
      )
      const before = { trust: yield* trustNow, access: yield* accessNow }
      const asked = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id, side: "both", grace } as const
      const run = RunId.make("offboarding-1")
      const [standing] = yield* live(
        dice,
        adversity,
        Effect.map(Offboarding.start(asked), (id) => [id]),
        (dice) =>
          dice.once(40)
            ? Runs.giveUp(run, "the dice said so")
            : dice.once(40)
              ? Runs.answer(run, { _tag: "TakenBack", reason: "the dice said so" })
              : Effect.void,
      )
      const ended = standing?.ended
      const left = ended?.left ?? []
      const after = { trust: yield* trustNow, access: yield* accessNow }
      const reason = `${seed}: ${ended?.how}: ${ended?.message}; left: ${JSON.stringify(left)}`
      if (ended?.how === "Done" || ended?.how === "NotSeen") assert.strictEqual(after.trust, "no trust", reason)
      else if (left.length === 0) assert.strictEqual(after.trust, before.trust, reason)
      else
        assert.deepStrictEqual(
          after.access,
          [tom, lea, nina, agent01].map(({ name }) => `${name}: `),
          reason,
        )
    }).pipe(Effect.provide(layer(adversity.around)))
  })
})
