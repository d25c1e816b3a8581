import { assert, it } from "@effect/vitest"
import * as Invariants from "@org-trust/core/lifecycle/Invariants"
import { empty } from "@org-trust/core/lifecycle/State"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { scenarioRuns } from "./support/options.ts"

it.prop(
  "every invariant holds after every step",
  [scenariosOf(100)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    assert.deepStrictEqual(Invariants.broken(environment, empty), [])
    for (const { after, before, step } of run(environment, scenario.plan)) {
      if (after !== before) assert.deepStrictEqual(Invariants.broken(environment, after), [], `after ${step.operation}`)
    }
  },
  scenarioRuns,
)
