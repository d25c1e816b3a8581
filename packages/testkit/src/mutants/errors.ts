/**
 * Wrong errors, and organizations that get into each other's way.
 */
import * as Result from "effect/Result"
import type { OperationName } from "@org-trust/core/Operation"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import { removeTrust, type State, trusts } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import * as View from "@org-trust/core/lifecycle/View"
import { Conflict, InvalidRequest } from "@org-trust/core/TrustError"
import { leaving, type Mutant, overriding, refusing } from "./Mutant.ts"

interface Said {
  readonly operation: string
  readonly message: string
  readonly correlationId?: string
}

const origin = ({ correlationId, message, operation }: Said) => ({
  operation,
  message,
  ...(correlationId !== undefined && { correlationId }),
})

const withRequest =
  (change: <K extends OperationName>(request: Request<K>) => Request<K>): Step =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> =>
    step(environment, state, change(request))

/** Wrong errors. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "conflict-called-invalid",
    sentence: "A second trust is refused as a malformed request.",
    rules: ["trust.one-per-direction"],
    step: () =>
      overriding({
        "Trustees.create": refusing((error) =>
          Result.fail(
            error._tag === "Conflict"
              ? new InvalidRequest({ ...origin(error), code: "bad.request", status: 400, details: [] })
              : error,
          ),
        ),
      }),
  },
  {
    name: "absent-trust-called-invalid",
    sentence: "A trust that does not exist is called a malformed request.",
    rules: ["trust.absent"],
    step: () =>
      overriding({
        "Trustees.get": refusing((error) =>
          Result.fail(
            error._tag === "NotFound"
              ? new InvalidRequest({ ...origin(error), code: "bad.request", status: 400, details: [] })
              : error,
          ),
        ),
      }),
  },
  {
    name: "absent-user-called-invalid",
    sentence: "A user who is not in the trust is called a malformed request.",
    rules: ["user.absent"],
    step: () =>
      overriding({
        "TrusteeUserRoles.get": refusing((error) =>
          Result.fail(
            error._tag === "NotFound"
              ? new InvalidRequest({ ...origin(error), code: "bad.request", status: 400, details: [] })
              : error,
          ),
        ),
      }),
  },
  {
    name: "wrong-conflict-code",
    sentence: "A conflict has a code of its own invention.",
    rules: ["user.added-once"],
    step: () =>
      overriding({
        "TrusteeUsers.add": refusing((error) =>
          Result.fail(error._tag === "Conflict" ? new Conflict({ ...origin(error), code: "already.there" }) : error),
        ),
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
        "Trustees.list": (environment, state, request) => {
          const stepped = step(environment, state, request)
          return {
            ...stepped,
            result: Result.map(stepped.result, (page) => ({
              ...page,
              entities: trusts(state).map((trust) => View.trustee(environment.world, trust)),
            })),
          }
        },
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
