import { assert, it } from "@effect/vitest"
import * as Equal from "effect/Equal"
import * as Result from "effect/Result"
import * as EventJson from "@org-trust/core/lifecycle/EventJson"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { empty, events } from "@org-trust/core/lifecycle/State"
import * as StateJson from "@org-trust/core/lifecycle/StateJson"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { scenarioRuns } from "./support/options.ts"

it.prop(
  "an event that went through JSON is the same",
  [scenariosOf(60)],
  ([scenario]) => {
    const happened = events(run(environmentOf(scenario), scenario.plan).at(-1)?.after ?? empty)
    for (const event of happened) {
      assert.deepStrictEqual(Result.getOrThrow(EventJson.fromJson(EventJson.toJson(event))), event)
    }
  },
  scenarioRuns,
)

it.prop(
  "a state that went through JSON half-way comes to the same",
  [scenariosOf(60)],
  ([scenario]) => {
    const transitions = run(environmentOf(scenario), scenario.plan)
    const end = transitions.at(-1)?.after ?? empty
    const middle = transitions[Math.floor(transitions.length / 2)]?.after ?? empty
    const kept = Result.getOrThrow(StateJson.fromParts(StateJson.toParts(middle, 3), middle.trail))
    const continued = events(end).slice(events(middle).length).reduce(evolve, kept)
    assert.deepStrictEqual([...StateJson.toParts(continued)], [...StateJson.toParts(end)])
    assert.isTrue(Equal.equals(events(continued), events(end)))
  },
  scenarioRuns,
)

it("what is no event, or no state, says where", () => {
  const failed = EventJson.fromJson('{"_tag":"TrustEnded","at":"yesterday"}')
  assert.match(String(Result.getFailure(failed)), /at/)
  assert.isTrue(Result.isFailure(StateJson.fromParts(['{"pairings":'], undefined)))
})
