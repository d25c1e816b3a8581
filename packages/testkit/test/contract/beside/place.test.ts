/* Clauses that are checked at once keep to places of their own: what is done in one changes nothing in another. */
import { assert, describe, it } from "@effect/vitest"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { decide } from "@org-trust/core/lifecycle/Decide"
import type { RulingOn } from "@org-trust/core/lifecycle/Request"
import type { OperationName } from "@org-trust/core/Operation"
import { run, type Transition } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { anyMeet, placesOf } from "../../../src/contract/internal/beside/Place.ts"

const pairingOf = ({ input }: Transition["request"]): unknown =>
  Predicate.hasProperty(input, "pairingId")
    ? input.pairingId
    : Predicate.hasProperty(input, "payload") && Predicate.hasProperty(input.payload, "pairingId")
      ? input.payload.pairingId
      : undefined

const answerOf = (outcome: RulingOn<OperationName>): unknown =>
  Result.isSuccess(outcome) ? outcome.success.reply : outcome.failure

describe("a place", () => {
  it.prop(
    "is all that a call changes, and all that changes its answer, pairings aside, which only their owner knows",
    [scenariosOf(60)],
    ([scenario]) => {
      const environment = environmentOf(scenario)
      const transitions = run(environment, scenario.plan)
      const owners = new Map<string, string>()
      for (const { outcome, request } of transitions) {
        if (request.operation === "Pairings.create" && Result.isSuccess(outcome)) {
          owners.set(request.fresh.pairingId.toLowerCase(), request.principal.organizationId.toLowerCase())
        }
      }
      const placesOfRequest = ({ input, operation, principal }: Transition["request"]) =>
        placesOf(operation, principal.organizationId, input, (id) => owners.get(id))
      for (const { after, before, request: change } of transitions) {
        if (before === after || change.operation === "Pairings.create") continue
        const places = placesOfRequest(change)
        for (const { request } of transitions) {
          if (anyMeet(places, placesOfRequest(request))) continue
          if (pairingOf(request) !== undefined && pairingOf(request) === pairingOf(change)) continue
          assert.deepStrictEqual(
            answerOf(decide(environment, after, request)),
            answerOf(decide(environment, before, request)),
            `${change.operation} changes the answer to ${request.operation}`,
          )
        }
      }
    },
    { arbitrary: { runs: 60, size: 60 } },
  )
})
