/**
 * Wrong ways with the trustors of a user.
 */
import * as Result from "effect/Result"
import type { OperationOutput } from "@org-trust/core/Operation"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import { isTrustOpen } from "@org-trust/core/lifecycle/EffectiveAccess"
import { type State, trust, withGroups } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import type { Mutant } from "../Mutant.ts"
import { asking, inTrusts, overriding, refusing, replying } from "./steps.ts"

type Name = "UserTrustors.list"
type Listing = OperationOutput<Name>

/** The trustors of the whole organization. */
const ofOrganization = (environment: Environment, state: State, request: Request<Name>) => {
  const { pageNumber, pageSize } = request.input
  return step(environment, state, {
    ...request,
    operation: "Trustors.list",
    input: { ...(pageNumber !== undefined && { pageNumber }), ...(pageSize !== undefined && { pageSize }) },
  })
}

const nothing: Listing = { entities: [], pageSize: 25, pageNumber: 1, total: 0, pageCount: 0 }

/** Wrong ways with the trustors of a user. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "trustors-of-everybody",
    sentence: "The trustors of a user are all trustors of the organization.",
    rules: ["user-trustors.exactly"],
    step: () =>
      overriding({
        "UserTrustors.list": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const all = ofOrganization(environment, state, request)
          return Result.isSuccess(stepped.result) && Result.isSuccess(all.result)
            ? { state, result: Result.succeed(all.result.success) }
            : stepped
        },
      }),
  },
  {
    name: "trustors-of-another-user",
    sentence: "The trustors of a user are answered as those of another user of the organization.",
    rules: ["user-trustors.exactly"],
    step: () =>
      overriding({
        "UserTrustors.list": asking((request, { world }) => {
          const { users = [] } = world.get(request.principal.organizationId)?.organization ?? {}
          const at = users.findIndex(({ id }) => id === request.input.userId)
          const userId = at < 0 ? request.input.userId : (users[(at + 1) % users.length]?.id ?? request.input.userId)
          return { ...request, input: { ...request.input, userId } }
        }),
      }),
  },
  {
    name: "trustors-without-groups",
    sentence: "A trustor that lets the user in through a group is left out.",
    rules: ["user-trustors.exactly"],
    step: () => inTrusts(["UserTrustors.list"], (current) => withGroups(current, [])),
  },
  {
    name: "trustors-that-are-open",
    sentence: "A trustor whose trust is disabled or expired is left out.",
    rules: ["user-trustors.exactly"],
    step: () =>
      overriding({
        "UserTrustors.list": replying((listing, { now, principal }, state) => {
          const entities = listing.entities.filter(({ id }) => {
            const found = trust(state, id, principal.organizationId)
            return found !== undefined && isTrustOpen(found, now)
          })
          return { ...listing, entities, total: entities.length }
        }),
      }),
  },
  {
    name: "strangers-have-no-trustors",
    sentence: "The trustors of a user of another organization, or of none, are an empty list.",
    rules: ["user-trustors.own-user"],
    step: () =>
      overriding({
        "UserTrustors.list": refusing((error) =>
          error._tag === "NotFound" ? Result.succeed(nothing) : Result.fail(error),
        ),
      }),
  },
]
