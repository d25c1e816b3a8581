import { afterAll, assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Plan from "@org-trust/core/access/Plan"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { run, startOfPlans } from "@org-trust/testkit/arbitrary/Run"
import { plansOf } from "@org-trust/testkit/arbitrary/Plan"
import { scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import * as Schema from "effect/Schema"
import * as World from "@org-trust/core/lifecycle/World"
import { isThorough } from "../../../testkit/test/support/effort.ts"
import { often, scenarioRuns } from "../lifecycle/support/options.ts"
import { accessOf, carryOut } from "./support/carryOut.ts"
import { withCare } from "./support/care.ts"
import { desiredOf, snapshotOf } from "./support/seen.ts"

const keysOf = (plan: Plan.Plan) => plan.steps.map((step) => JSON.stringify([step.operation, step.input]))

let stepsSeen = 0
let taken = 0
let kept = 0
let careIn = 0
let remade = 0
const refusals = new Set<string>()

/** Two states that random histories lead to in one world: what there is, and what is asked for. */
const situations = scenariosOf(150)

it.prop(
  "a plan leads from what there is to what is asked for, and nobody has in between what is in neither",
  [situations, plansOf(150), Schema.Array(Schema.Int)],
  ([scenario, other, [there = 0, asked = 0]]) => {
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
      const see = (state: State) => snapshotOf(state, own, now, environment.world)
      const first = withCare(environment, last.after, own, now, there)
      const aim = withCare(environment, wished.after, own, now, asked)
      const desired = desiredOf(aim, own, now)
      const before = accessOf(environment, first, own, now)
      const plan = Plan.make(desired, see(first))
      assert.deepStrictEqual(Plan.make(desired, see(first)), plan, "the same plan each time")
      assert.strictEqual(new Set(keysOf(plan)).size, plan.steps.length, "no step is there twice")
      // Carrying it out leads to what is asked for, and then there is nothing to do.
      const states = [first]
      for (const step of plan.steps) {
        states.push(carryOut(environment, states.at(-1) ?? first, own, now, step))
      }
      // What stands in the way of one step another may have taken away.
      const more = plan.obstacles.length === 0 ? [] : Plan.make(desired, see(states.at(-1) ?? first)).steps
      for (const step of more) states.push(carryOut(environment, states.at(-1) ?? first, own, now, step))
      const done = states.at(-1) ?? first
      const left = Plan.make(desired, see(done))
      assert.deepStrictEqual(keysOf(left), [], JSON.stringify(keysOf(plan)))
      // What no step can bring about is about Customer Care, or about a trust without anybody in it.
      const refused = new Set(left.obstacles.map(({ partner }) => partner))
      for (const { kind, partner } of left.obstacles) {
        const isCare = environment.world.get(partner)?.organization.isCare === true
        assert.isTrue(kind === "nobody" ? desired.trustees?.get(partner)?.users.size === 0 : isCare)
      }
      const after = accessOf(environment, done, own, now)
      const wanted = accessOf(environment, aim, own, now)
      const ofOthers = (access: typeof after) =>
        new Map([...access].filter(([who]) => ![...refused].some((id) => who.startsWith(id))))
      assert.deepStrictEqual(ofOthers(after), ofOthers(wanted))
      for (const { kind } of plan.obstacles) refusals.add(kind)
      careIn += plan.steps.filter(({ operation }) => operation === "CareTrusts.create").length
      remade += plan.steps.filter(({ reason }) => reason.includes("other flags")).length
      for (const state of states) {
        for (const [who, permitted] of accessOf(environment, state, own, now)) {
          const had = before.get(who) ?? new Set()
          const final = after.get(who) ?? new Set()
          for (const permission of permitted) {
            assert.isTrue(had.has(permission) || final.has(permission), `${who} may do ${permission} in between`)
          }
          for (const permission of had) {
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
afterAll(() => {
  // In a part of the scenarios it may not come to all of this.
  if (!isThorough) return
  assert.isAbove(careIn, 50, "Customer Care was hardly ever let in")
  assert.isAbove(remade, 20, "hardly any flags were changed")
  const kinds = ["care-at-once", "care-flags", "care-open", "nobody"]
  assert.deepStrictEqual([...refusals].toSorted(), kinds)
})
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
      const seen = snapshotOf(last.after, own, now, environment.world)
      assert.deepStrictEqual(Plan.make(desiredOf(last.after, own, now), seen), {
        steps: [],
        strangers: [],
        unseen: [],
        obstacles: [],
      })
    }
  },
  scenarioRuns,
)
