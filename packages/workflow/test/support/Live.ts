/**
 * Histories of runs by dice: processes die and others go on, days pass, people answer or do not.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as TestClock from "effect/testing/TestClock"
import * as Workflow from "effect/workflow/Workflow"
import type { WorkflowEngine } from "effect/workflow/WorkflowEngine"
import { groupsOf, trust, usersOf } from "@org-trust/core/lifecycle/State"
import { Pairings } from "@org-trust/core/Pairings"
import type { TrustCreate } from "@org-trust/core/Trustee"
import { Trustees } from "@org-trust/core/Trustees"
import * as Platform from "@org-trust/testkit/Platform"
import { type RunHead, RunId } from "../../src/Run.ts"
import { RunLog, type RunLogError } from "../../src/RunLog.ts"
import * as Runs from "../../src/Runs.ts"
import type { Seal } from "../../src/Seal.ts"
import type { Dice, Mortal } from "./Adversity.ts"
import { as, settle, trustee, trustor } from "./Bench.ts"

const { agent01, lea, nina, tom } = trustee.users

/** Everything that a trust comes to, as text that can be compared. */
export const trustNow = Effect.gen(function* () {
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
export const accessNow = Effect.gen(function* () {
  const platform = yield* Platform.Platform
  return yield* Effect.forEach([tom, lea, nina, agent01], ({ id, name }) =>
    Effect.map(
      platform.accessOf({ trustorOrgId: trustor.id, trusteeOrgId: trustee.id, userId: id }),
      (may) => `${name}: ${[...may].toSorted().join()}`,
    ),
  )
})

/** A trust that is there before, with somebody in it. */
export const letNinaIn = Effect.fnUntraced(function* (settings?: Partial<TrustCreate>) {
  const { id } = yield* as(
    "trustee",
    Pairings.use((pairings) => pairings.create({ userIds: [nina.id] })),
  )
  const users = [{ id: nina.id, roleIds: [trustor.roles.supervisor.id] }]
  yield* as(
    "trustor",
    Trustees.use((trustees) => trustees.create({ pairingId: id, enabled: true, users, ...settings })),
  )
})

/** Has a process go on with a run. */
export const resume = Effect.fnUntraced(function* ({ id, workflow }: RunHead) {
  const known = Workflow.make(workflow, { payload: { run: RunId }, idempotencyKey: ({ run }) => run })
  yield* known.resume(yield* known.executionId({ run: id }))
})

type Needs = RunLog | WorkflowEngine | Seal

/** What people do: at random, or not at all. */
type People = (dice: Dice) => Effect.Effect<unknown, unknown, Needs>

/** Lives through a history until every run has ended. Processes die, and others go on. */
export const live = Effect.fnUntraced(function* <R>(
  workflows: Layer.Layer<never, RunLogError, R>,
  dice: Dice,
  adversity: Mortal,
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
