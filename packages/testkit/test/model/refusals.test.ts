import { assert, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { rules } from "@org-trust/core/model/Rule"
import { isErrorOf } from "@org-trust/core/Operation"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { scenarioRuns } from "./support/options.ts"

it.prop(
  "a refused request changes nothing, names a rule, and fails as the operation may",
  [scenariosOf(100)],
  ([scenario]) => {
    for (const { after, before, outcome, request } of run(environmentOf(scenario), scenario.plan)) {
      if (Result.isSuccess(outcome)) continue
      const { error, rule } = outcome.failure
      assert.strictEqual(after, before)
      assert.isTrue(Object.hasOwn(rules, rule), rule)
      assert.isTrue(isErrorOf(request.operation, error), `${request.operation}: ${error._tag}`)
      assert.strictEqual(error.operation, request.operation)
      assert.strictEqual(error.correlationId, request.correlationId)
    }
  },
  scenarioRuns,
)

it.prop(
  "reading changes nothing, and one request makes one event at most",
  [scenariosOf(100)],
  ([scenario]) => {
    for (const { after, before, outcome, request } of run(environmentOf(scenario), scenario.plan)) {
      if (Result.isFailure(outcome)) continue
      const { events } = outcome.success
      const isReading = /\.(?:get|list|ofTrustees|ofTrustor)$/.test(request.operation)
      assert.isAtMost(events.length, isReading ? 0 : 1)
      assert.strictEqual(after === before, events.length === 0)
      for (const event of events) {
        assert.strictEqual(event.id, request.fresh.auditId)
        assert.strictEqual(event.at, request.now)
        assert.strictEqual(event.correlationId, request.correlationId)
        assert.strictEqual(event.by.organizationId, request.principal.organizationId)
        assert.strictEqual(event.by.userId, request.principal.userId)
      }
    }
  },
  scenarioRuns,
)
