import { afterAll, assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Plan from "@org-trust/core/access/Plan"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { type Trust, trusts } from "@org-trust/core/lifecycle/State"
import { run, startOfPlans } from "@org-trust/testkit/arbitrary/Run"
import { plansOf } from "@org-trust/testkit/arbitrary/Plan"
import { scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import * as World from "@org-trust/core/lifecycle/World"
import { often, scenarioRuns } from "../lifecycle/support/options.ts"
import { accessOf, carryOut } from "./support/carryOut.ts"
import { desiredOf, snapshotOf } from "./support/seen.ts"

const keysOf = (plan: Plan.Plan) => plan.steps.map((step) => JSON.stringify([step.operation, step.input]))

let stepsSeen = 0
let taken = 0
let kept = 0

/** Two states that random histories lead to in one world: what there is, and what is asked for. */
const situations = scenariosOf(150)

it.prop(
  "a plan leads from what there is to what is asked for, and nobody has in between what is in neither",
  [situations, plansOf(150)],
  ([scenario, other]) => {
    const environment: Environment = {
      world: World.make(scenario.organizations),
      profile: { ...defaultProfile, memberLimit: 1_000, cloneLimit: 1_000, endInPast: "Accept" },
    }
    const end = (plan: typeof other) => run(environment, plan).at(-1)
    const last = end(scenario.plan)
    const wished = end(other)
    if (last === undefined || wished === undefined) return
    const now = DateTime.max(DateTime.max(last.request.now, wished.request.now), startOfPlans)
    for (const { id: own } of scenario.organizations) {
      const isPlain = (trust: Trust) => trust.defaults === undefined
      if (![...trusts(last.after), ...trusts(wished.after)].every(isPlain)) continue
      const desired = desiredOf(wished.after, own, now)
      const before = accessOf(environment, last.after, own, now)
      const plan = Plan.make(desired, snapshotOf(last.after, own, now))
      assert.deepStrictEqual(Plan.make(desired, snapshotOf(last.after, own, now)), plan, "the same plan each time")
      assert.strictEqual(new Set(keysOf(plan)).size, plan.steps.length, "no step is there twice")
      // Carrying it out leads to what is asked for, and then there is nothing to do.
      const states = [last.after]
      for (const step of plan.steps) {
        states.push(carryOut(environment, states.at(-1) ?? last.after, own, now, step))
      }
      const done = states.at(-1) ?? last.after
      assert.deepStrictEqual(keysOf(Plan.make(desired, snapshotOf(done, own, now))), [], JSON.stringify(keysOf(plan)))
      const after = accessOf(environment, done, own, now)
      assert.deepStrictEqual(after, accessOf(environment, wished.after, own, now))
      for (const state of states) {
        for (const [who, permitted] of accessOf(environment, state, own, now)) {
          const first = before.get(who) ?? new Set()
          const final = after.get(who) ?? new Set()
          for (const permission of permitted) {
            assert.isTrue(first.has(permission) || final.has(permission), `${who} may do ${permission} in between`)
          }
          for (const permission of first) {
            if (!final.has(permission)) continue
            assert.isTrue(permitted.has(permission), `${who} may not do ${permission} in between`)
            kept++
          }
        }
      }
      stepsSeen += plan.steps.length
      taken += plan.steps.filter(({ effect }) => effect === "takes").length
    }
  },
  scenarioRuns,
)

afterAll(() => assert.isAbove(stepsSeen, often(200), "hardly any steps"))
afterAll(() => assert.isAbove(taken, often(30), "hardly anything was taken away"))
afterAll(() => assert.isAbove(kept, often(100), "hardly any access was kept"))

it.prop(
  "there is nothing to do where there is what is asked for",
  [situations],
  ([scenario]) => {
    const environment: Environment = { world: World.make(scenario.organizations), profile: scenario.profile }
    const last = run(environment, scenario.plan).at(-1)
    if (last === undefined) return
    for (const { id: own } of scenario.organizations) {
      const { now } = last.request
      assert.deepStrictEqual(Plan.make(desiredOf(last.after, own, now), snapshotOf(last.after, own, now)), {
        steps: [],
        strangers: [],
        unseen: [],
        obstacles: [],
      })
    }
  },
  scenarioRuns,
)
