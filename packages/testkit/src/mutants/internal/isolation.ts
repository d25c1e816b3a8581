/**
 * Wrong ways in which organizations get into each other's way, and errors that do not tell exchanges apart.
 */
import * as Result from "effect/Result"
import { OrganizationId } from "@org-trust/core/Identifiers"
import type { OperationName } from "@org-trust/core/Operation"
import { type Environment, originOf, type Request } from "@org-trust/core/lifecycle/Request"
import { removeTrust, setTrust, type State, trusts } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import * as View from "@org-trust/core/lifecycle/View"
import { NotFound } from "@org-trust/core/TrustError"
import { nobody, readableId } from "../../arbitrary/ReadableId.ts"
import type { Mutant } from "../Mutant.ts"
import { asking, leaving, overriding, replying, trustFor } from "./steps.ts"

const noOrganization = OrganizationId.make(readableId(nobody, "organization", 0))

const withRequest =
  (change: <K extends OperationName>(request: Request<K>) => Request<K>): Step =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> =>
    step(environment, state, change(request))

/** Wrong errors, and organizations that get into each other's way. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "case-of-ids-matters",
    sentence: "A pairing is not found under its id in upper case.",
    rules: ["id.case"],
    step: () =>
      overriding({
        "Pairings.get": (environment, state, request) => {
          const { pairingId } = request.input
          if (pairingId === pairingId.toLowerCase()) return step(environment, state, request)
          const error = new NotFound({
            ...originOf(request.operation, request.correlationId),
            message: `There is no pairing with the id ${pairingId}`,
            entityName: "pairing",
            entityId: pairingId,
          })
          return { result: Result.fail(error), state }
        },
      }),
  },
  {
    name: "case-of-trustor-ids-matters",
    sentence: "Nobody is permitted to see the users of a trustor whose id is in upper case.",
    rules: ["id.case"],
    step: () =>
      overriding({
        "TrustorUsers.list": asking(({ input, ...request }) => ({
          ...request,
          input: {
            ...input,
            trustorOrgId: input.trustorOrgId === input.trustorOrgId.toLowerCase() ? input.trustorOrgId : noOrganization,
          },
        })),
      }),
  },
  {
    name: "case-of-listed-ids-matters",
    sentence: "A bulk removal passes over ids in upper case.",
    rules: ["id.case"],
    step: () =>
      overriding({
        "BulkRemoval.trustees": asking(({ input, ...request }) => ({
          ...request,
          input: { id: input.id.map((id) => (id === id.toLowerCase() ? id : noOrganization)) },
        })),
      }),
  },
  {
    name: "same-correlation-id-for-all",
    sentence: "Every exchange has the same correlation id.",
    rules: ["error.correlation-id"],
    step: () => withRequest((request) => ({ ...request, correlationId: "00000000-0000-4000-8000-000000000000" })),
  },
  {
    name: "no-correlation-id",
    sentence: "Errors have no correlation id.",
    rules: ["error.correlation-id"],
    step: () => withRequest(({ correlationId: _, ...request }) => request),
  },
  {
    name: "everybodys-trustees",
    sentence: "Listing trustees shows those of all organizations.",
    rules: ["isolation.third-organization"],
    step: () =>
      overriding({
        "Trustees.list": replying((page, _request, state, { world }) => ({
          ...page,
          entities: trusts(state).map((trust) => View.trustee(world, trust)),
        })),
      }),
  },
  {
    name: "third-ends-trust",
    sentence: "Ending a trust with an organization ends everybody's trust with it.",
    rules: ["isolation.third-organization"],
    step: () =>
      overriding({
        "Trustees.remove": leaving((after, { input }) =>
          trusts(after)
            .filter((trust) => trust.trusteeOrgId === input.trusteeOrgId)
            .reduce((state, trust) => removeTrust(state, trust.trustorOrgId, trust.trusteeOrgId), after),
        ),
      }),
  },
  {
    name: "switch-of-all-trusts",
    sentence: "Disabling or enabling a trust does so with all trusts of the trustor.",
    rules: ["isolation.third-organization"],
    step: () =>
      overriding({
        "Trustees.update": leaving((after, request) => {
          const settings = trustFor(after, request)?.settings
          const own = trusts(after).filter(({ trustorOrgId }) => trustorOrgId === request.principal.organizationId)
          if (settings === undefined) return after
          return own.reduce((state, trust) => setTrust(state, { ...trust, settings }), after)
        }),
      }),
  },
  {
    name: "third-reads-trust",
    sentence: "Any organization can read the trust of any other with a trustee.",
    rules: ["isolation.third-organization"],
    step: () =>
      overriding({
        "Trustees.get": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const someone = trusts(state).find((trust) => trust.trusteeOrgId === request.input.trusteeOrgId)
          return Result.isFailure(stepped.result) && stepped.result.failure._tag === "NotFound" && someone !== undefined
            ? { state, result: Result.succeed(View.trustee(environment.world, someone)) }
            : stepped
        },
      }),
  },
]
