/** What the table says of sending a request again, asked of the model. */
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import { decide } from "@org-trust/core/lifecycle/Decide"
import type { State } from "@org-trust/core/lifecycle/State"
import { groupsOf, trusts, usersOf } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { operations } from "@org-trust/core/Operation"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { scenarioRuns } from "./support/options.ts"

const again = {
  pairingId: PairingId.make("eeeeeeee-6666-4000-8000-000000000001"),
  auditId: AuditMessageId.make("eeeeeeee-7777-4000-8000-000000000001"),
}

/** What there is, without how it came about. */
const facts = (state: State) => ({
  pairings: [...state.pairings].map(([id, { used }]) => [id, used]).sort(),
  trusts: trusts(state).map((trust) => ({
    ...trust.settings,
    between: [trust.trustorOrgId, trust.trusteeOrgId],
    users: usersOf(trust),
    groups: groupsOf(trust),
  })),
})

const json = (value: unknown) => JSON.stringify(value)

describe("a request that was carried out, sent again,", () => {
  it.prop(
    "does what the replay law of its operation says",
    [scenariosOf(100)],
    ([scenario]) => {
      const environment = environmentOf(scenario)
      for (const { after, outcome, request } of run(environment, scenario.plan)) {
        if (Result.isFailure(outcome)) continue
        const second = decide(environment, after, { ...request, fresh: again })
        const { state } = step(environment, after, { ...request, fresh: again })
        const { operation } = request
        const { replay } = operations[operation]
        const reply = Result.isSuccess(second) ? second.success.reply : undefined
        if (replay === "safe" || replay === "repeatable") {
          assert.strictEqual(json(reply), json(outcome.success.reply), operation)
        }
        if (replay === "once") {
          assert.isTrue(Result.isSuccess(second))
          assert.notStrictEqual(json(facts(state)), json(facts(after)))
        } else {
          assert.strictEqual(json(facts(state)), json(facts(after)), operation)
        }
        if (replay === "removal" && Result.isFailure(second)) {
          // Whoever has taken themselves out may not ask any more.
          assert.include(["NotFound", "MissingTrustorPermissions"], second.failure.error._tag)
        }
        if (replay === "removal" || operation === "Trustees.create") assert.isTrue(Result.isFailure(second), operation)
      }
    },
    scenarioRuns,
  )
})
