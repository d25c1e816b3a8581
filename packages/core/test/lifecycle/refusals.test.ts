import { assert, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { rules } from "@org-trust/core/lifecycle/Rule"
import { isErrorOf, type OperationName } from "@org-trust/core/Operation"
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

/** Who is taken out may have a clone, and so may all members of a group; and some requests are about many trusts. */
const mostEvents: { readonly [K in OperationName]?: number } = {
  "TrusteeUsers.remove": 2,
  "TrustorUsers.remove": 2,
  "TrusteeGroups.remove": Number.POSITIVE_INFINITY,
  "TrustorGroups.remove": Number.POSITIVE_INFINITY,
  "CareTrusts.create": Number.POSITIVE_INFINITY,
  "BulkRemoval.trustees": Number.POSITIVE_INFINITY,
  "BulkRemoval.trustors": Number.POSITIVE_INFINITY,
}

it.prop(
  "reading changes nothing, and what several things happen of have events with ids of their own",
  [scenariosOf(100)],
  ([scenario]) => {
    for (const { after, before, outcome, request } of run(environmentOf(scenario), scenario.plan)) {
      if (Result.isFailure(outcome)) continue
      const { events } = outcome.success
      const { operation } = request
      const isReading = /\.(?:get|list|ofTrustees|ofTrustor)$/.test(operation)
      const most = mostEvents[operation] ?? 1
      assert.isAtMost(events.length, isReading ? 0 : most)
      assert.strictEqual(after === before, events.length === 0)
      assert.strictEqual(new Set(events.map(({ id }) => id)).size, events.length)
      if (events[0] !== undefined) assert.strictEqual(events[0].id, request.fresh.auditId)
      for (const event of events) {
        assert.strictEqual(event.at, request.now)
        assert.strictEqual(event.correlationId, request.correlationId)
        assert.strictEqual(event.by.organizationId, request.principal.organizationId)
        assert.strictEqual(event.by.userId, request.principal.userId)
      }
    }
  },
  scenarioRuns,
)
