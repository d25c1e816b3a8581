import { afterAll, assert, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { authorize } from "@org-trust/core/lifecycle/Decide"
import type { RulingOn, Request } from "@org-trust/core/lifecycle/Request"
import {
  operationNames,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from "@org-trust/core/Operation"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { almighty, answerOf, type Spot } from "./support/ask.ts"
import { isThorough } from "../../../testkit/test/support/effort.ts"
import { scenarioRuns } from "./support/options.ts"

/** What a change answers, and what the next read shows its caller. */
interface Both {
  readonly answered: unknown
  readonly read: unknown
}

type Reread<K extends OperationName> = (
  request: Request<K>,
  reply: OperationOutput<K>,
  read: <R extends OperationName>(operation: R, input: OperationInput<R>) => OperationOutput<R>,
) => unknown

/** How what a change answers is read again. */
const rereads: { readonly [K in OperationName]?: Reread<K> } = {
  "Pairings.create": (_, { id: pairingId }, read) => read("Pairings.get", { pairingId }),
  "Trustees.create": (_, { id: trusteeOrgId }, read) => read("Trustees.get", { trusteeOrgId }),
  "Trustees.update": ({ input }, _, read) => read("Trustees.get", input),
  "TrusteeUsers.add": ({ input: { payload, trusteeOrgId } }, _, read) =>
    read("TrusteeUsers.get", { trusteeOrgId, trusteeUserId: payload.id }),
  "TrusteeGroups.add": ({ input: { payload, trusteeOrgId } }, _, read) =>
    read("TrusteeGroups.get", { trusteeOrgId, trusteeGroupId: payload.id }),
  "TrusteeUserRoles.replace": ({ input }, _, read) => read("TrusteeUserRoles.get", input),
  "TrusteeGroupRoles.replace": ({ input }, _, read) => read("TrusteeGroupRoles.get", input),
  "TrusteeUserRoleDivisions.replace": ({ input }, _, read) => read("TrusteeUserRoles.get", input),
  "TrusteeGroupRoleDivisions.replace": ({ input }, _, read) => read("TrusteeGroupRoles.get", input),
  "DefaultTrusts.create": (_, __, read) => read("DefaultTrusts.get", {}),
  // Whether those are among them that were there before, the profile says.
  "CareTrusts.create": (_, { entities }, read) =>
    entities.map(({ id: trusteeOrgId }) => read("Trustees.get", { trusteeOrgId })),
}

const rereadOf = <K extends OperationName>(spot: Spot, request: Request<K>, outcome: RulingOn<K>): Both | undefined => {
  const reread: Reread<K> | undefined = rereads[request.operation]
  if (reread === undefined || Result.isFailure(outcome)) return undefined
  const { reply } = outcome.success
  const { organizationId, userId } = request.principal
  const read = reread(request, reply, (operation, input) =>
    answerOf(spot, almighty(organizationId, userId), operation, input),
  )
  return { answered: request.operation === "CareTrusts.create" ? entitiesOf(reply) : reply, read }
}

const entitiesOf = (reply: unknown): unknown =>
  typeof reply === "object" && reply !== null && "entities" in reply ? reply.entities : undefined

const seen = new Set<OperationName>()

it.prop(
  "a change answers what the next read shows",
  [scenariosOf(100)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    for (const { after, outcome, request } of run(environment, scenario.plan)) {
      const both = rereadOf({ environment, state: after, now: request.now }, request, outcome)
      if (both === undefined) continue
      seen.add(request.operation)
      assert.deepStrictEqual(both.answered, both.read, request.operation)
    }
  },
  scenarioRuns,
)

afterAll(() => {
  const missing = operationNames.filter((name) => rereads[name] !== undefined && !seen.has(name))
  // The rarest comes in one scenario of 20: of 60 one in 20 tries has none with it, of 400 one in 10⁹.
  if (isThorough) assert.deepStrictEqual(missing, [], "never answered with success")
  else assert.isBelow(missing.length, Object.keys(rereads).length / 2, `never answered with success: ${missing}`)
})

it.prop(
  "who is authorized is answered as by deciding at once, and who is not is refused before anything is looked at",
  [scenariosOf(100)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    for (const { before, outcome, request } of run(environment, scenario.plan)) {
      const { correlationId, fresh, input, now, operation, principal } = request
      const trustorOrgId = "trustorOrgId" in input ? input.trustorOrgId : undefined
      const caller = { operation, principal, now, correlationId, trustorOrgId }
      const authorized = authorize<OperationName>(environment, before, caller)
      assert.deepStrictEqual(
        Result.flatMap(authorized, (carryOut) => carryOut(input, fresh)),
        outcome,
      )
      const isRefusedFirst = Result.isFailure(outcome) && /^(?:principal|permission)\./.test(outcome.failure.rule)
      assert.strictEqual(Result.isFailure(authorized), isRefusedFirst)
    }
  },
  scenarioRuns,
)
