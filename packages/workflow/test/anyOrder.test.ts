import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import type { OperationName } from "@org-trust/core/Operation"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import * as Offboarding from "../src/Offboarding.ts"
import * as Onboarding from "../src/Onboarding.ts"
import { RunId } from "../src/Run.ts"
import * as Runs from "../src/Runs.ts"
import { diesAfter, make as makeAdversity, makeDice } from "./support/Adversity.ts"
import { as, hasEnded, layer, settle, trustee, trustor, until } from "./support/Bench.ts"
import { accessNow, letNinaIn, live, resume, trustNow } from "./support/Live.ts"
import { seedOf } from "./support/seedOf.ts"

const { agent01, lea, nina, tom } = trustee.users
const { supportTeam } = trustee.groups
const { recruiter, supervisor, visitor } = trustor.roles
const { retail } = trustor.divisions

const users: Onboarding.Input["users"] = [
  { id: tom.id, grants: [{ roleId: supervisor.id }] },
  { id: lea.id, grants: [{ roleId: recruiter.id, divisionId: retail.id }, { roleId: supervisor.id }] },
]
const groups: Onboarding.Input["groups"] = [{ id: supportTeam.id, grants: [{ roleId: visitor.id }] }]

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

const seeds = Array.from({ length: 8 }, (_, at) => seedOf("workflows in any order") + at)

describe("in whatever order things come", () => {
  it.effect("given up while a process died in the middle of a step, a run takes back what the step had made", () => {
    const adversity = diesAfter("Trustees.create")
    return Effect.gen(function* () {
      const first = yield* Scope.make()
      yield* Layer.buildWithScope(workflows, first)
      const pair = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id, side: "both" } as const
      const run = yield* Onboarding.start({ ...pair, users, groups })
      while (!adversity.dies()) yield* settle
      assert.notStrictEqual(yield* trustNow, "no trust")
      yield* Runs.giveUp(run, "It takes too long")
      yield* Scope.close(first, Exit.void)
      adversity.revive()
      yield* Layer.build(workflows)
      yield* resume((yield* Runs.standing(run)).head)
      const { ended } = yield* until(run, hasEnded)
      assert.deepStrictEqual([ended?.how, ended?.left], ["GivenUp", []])
      assert.strictEqual(yield* trustNow, "no trust")
    }).pipe(Effect.scoped, Effect.provide(layer(adversity.around)))
  })

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
        if (isOld) yield* letNinaIn()
        const before = { trust: yield* trustNow, access: yield* accessNow }
        const asked = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id, users, groups }
        const begin = Effect.forEach(isApart ? (["trustor", "trustee"] as const) : (["both"] as const), (side) =>
          Onboarding.start({ ...asked, side, answerWithin: Duration.days(5) }),
        )
        const letting = RunId.make("onboarding-1")
        const asking = RunId.make("onboarding-2")
        const handOver = Effect.flatMap(Runs.handOver(asking), ({ pairingId }) => Runs.hand(letting, pairingId))
        const patience = dice.pick([2, 20, 200])
        const [first] = yield* live(workflows, dice, adversity, begin, (dice) =>
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
      yield* letNinaIn()
      yield* as(
        "trustor",
        TrusteeUsers.use((each) => each.add(trustee.id, { id: tom.id, roleIds: [supervisor.id] })),
      )
      const before = { trust: yield* trustNow, access: yield* accessNow }
      const asked = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id, side: "both", grace } as const
      const run = RunId.make("offboarding-1")
      const [standing] = yield* live(
        workflows,
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
