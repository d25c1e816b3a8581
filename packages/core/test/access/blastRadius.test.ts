import { afterAll, assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { accessOf } from "@org-trust/core/access/Access"
import * as BlastRadius from "@org-trust/core/access/BlastRadius"
import { afterSteps } from "@org-trust/core/access/Forecast"
import * as Plan from "@org-trust/core/access/Plan"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import * as World from "@org-trust/core/lifecycle/World"
import { plansOf } from "@org-trust/testkit/arbitrary/Plan"
import { run, startOfPlans } from "@org-trust/testkit/arbitrary/Run"
import { scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { isThorough } from "../../../testkit/test/support/effort.ts"
import { scenarioRuns } from "../lifecycle/support/options.ts"
import { withCare } from "./support/care.ts"
import { desiredOf, directoryOf, snapshotOf } from "./support/seen.ts"
import { textsOf } from "./support/texts.ts"

let careIn = 0

it.prop(
  "what a plan changes is what there is afterwards without what there was before",
  [scenariosOf(120), plansOf(120), Schema.Array(Schema.Int)],
  ([{ organizations, plan }, other, [there = 0, asked = 0]]) => {
    const profile = { ...defaultProfile, memberLimit: 1_000, cloneLimit: 1_000, endInPast: "Accept" as const }
    const environment = { world: World.make(organizations), profile }
    const last = run(environment, plan).at(-1)
    const wished = run(environment, other).at(-1)
    if (last === undefined || wished === undefined) return
    const now = DateTime.max(DateTime.max(last.request.now, wished.request.now), startOfPlans)
    for (const { id: own } of organizations) {
      const aim = withCare(environment, wished.after, own, now, asked)
      const before = snapshotOf(withCare(environment, last.after, own, now, there), own, now, environment.world)
      const after = snapshotOf(aim, own, now, environment.world)
      const directory = directoryOf(environment.world, own)
      const made = Plan.make(desiredOf(aim, own, now), before)
      // What the API cannot do about Customer Care is not done.
      if (made.obstacles.some(({ kind }) => kind !== "nobody")) continue
      careIn += made.steps.filter(({ operation }) => operation === "CareTrusts.create").length
      const radius = BlastRadius.ofPlan(before, made, directory)
      const expected = BlastRadius.compare(accessOf(before, directory, now), accessOf(after, directory, now))
      assert.deepStrictEqual(textsOf(radius.gains), textsOf(expected.gains))
      assert.deepStrictEqual(textsOf(radius.losses), textsOf(expected.losses))
      assert.deepStrictEqual(afterSteps(before, []), before)
    }
  },
  scenarioRuns,
)

// In a part of the scenarios it may not come to this.
afterAll(() => assert.isAtLeast(careIn, isThorough ? 10 : 0, "Customer Care was hardly ever let in"))
