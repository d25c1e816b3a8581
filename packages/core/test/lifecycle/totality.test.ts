import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { decide } from "@org-trust/core/lifecycle/Decide"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import { empty } from "@org-trust/core/lifecycle/State"
import { type OperationName, type OperationOutput, operationNames, operations } from "@org-trust/core/Operation"
import { permissions } from "@org-trust/core/Permission"
import { Principal } from "@org-trust/core/Principal"
import { Timestamp } from "@org-trust/core/Timestamp"
import { TrustError } from "@org-trust/core/TrustError"
import { auditMessageIds, pairingIds } from "@org-trust/testkit/arbitrary/Identifiers"
import { upTo } from "@org-trust/testkit/arbitrary/Numbers"
import { plansOf } from "@org-trust/testkit/arbitrary/Plan"
import { readableId } from "@org-trust/testkit/arbitrary/ReadableId"
import { run, type Transition } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, type Scenario, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { scenarioRuns } from "./support/options.ts"

const encodeError = Schema.encodeUnknownSync(TrustError)
const decodeError = Schema.decodeUnknownSync(TrustError)

const outputs = new Map(
  operationNames.map((name) => {
    const output: Schema.Codec<OperationOutput<OperationName>, unknown> = operations[name].output
    return [name, { encode: Schema.encodeUnknownSync(output), decode: Schema.decodeUnknownSync(output) }]
  }),
)

/** The reply, or the error, comes through its own codec unchanged. */
const survivesItsCodec = ({ outcome, request }: Pick<Transition, "outcome" | "request">) => {
  if (Result.isFailure(outcome)) {
    const { error } = outcome.failure
    assert.deepStrictEqual(decodeError(encodeError(error)), error)
    return
  }
  const output = outputs.get(request.operation)
  assert.isDefined(output)
  const { reply } = outcome.success
  assert.deepStrictEqual(output?.decode(output.encode(reply)), reply)
}

const states = (scenario: Scenario) => {
  const transitions = run(environmentOf(scenario), scenario.plan)
  return transitions.at(-1)?.after ?? empty
}

it.prop(
  "what the model answers is what the API's models can say",
  [scenariosOf(60)],
  ([scenario]) => {
    for (const transition of run(environmentOf(scenario), scenario.plan)) survivesItsCodec(transition)
  },
  { arbitrary: { runs: 100, size: 60 } },
)

describe("decides any input", () => {
  for (const operation of operationNames) {
    const input: Schema.Codec<Parameters<typeof decide>[2]["input"], unknown> = operations[operation].input
    it.prop(
      operation,
      {
        scenario: scenariosOf(20),
        input: Arbitrary.schema(input),
        who: upTo(9),
        now: Timestamp,
        pairingId: pairingIds,
        auditId: auditMessageIds,
      },
      ({ auditId, input, now, pairingId, scenario, who }) => {
        const organization = scenario.organizations[who % scenario.organizations.length]
        if (organization === undefined) return
        const userId = organization.users[who]?.id
        const principal = new Principal({
          organizationId: organization.id,
          ...(userId !== undefined && { userId }),
          permissions,
        })
        const request = { operation, principal, input, now, fresh: { auditId, pairingId } }
        const outcome = decide(environmentOf(scenario), states(scenario), request)
        survivesItsCodec({ outcome, request })
      },
      { arbitrary: { runs: 50, size: 20 } },
    )
  }
})

const emptyOrganizations = [1, 2].map((owner) => ({
  id: OrganizationId.make(readableId(owner, "organization", 0)),
  name: `Empty ${owner}`,
  users: [],
  groups: [],
  roles: [],
  divisions: [],
}))

it.prop(
  "plans can be carried out in a world with hardly anything in it",
  [plansOf(50), upTo(2)],
  ([plan, count]) => {
    const organizations = emptyOrganizations.slice(0, count)
    for (const { outcome } of run(environmentOf({ organizations, profile: defaultProfile }), plan)) {
      if (count === 0) assert.isTrue(Result.isFailure(outcome))
    }
  },
  scenarioRuns,
)
