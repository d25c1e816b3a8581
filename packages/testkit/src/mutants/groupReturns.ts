/**
 * Wrong ways with groups that have left a trust: what they still give, and what they come back with.
 */
import * as Result from "effect/Result"
import type { GroupId } from "@org-trust/core/Identifiers"
import { groupsOf, type Member, type Trust, withGroups } from "@org-trust/core/lifecycle/State"
import { believing, leaving, mapTrusts, type Mutant, overriding, refusing } from "./Mutant.ts"
import { asTrustor, asTrustee, groupIn, changeGroup, throughTrust } from "./groupSteps.ts"
import { keepingRoles } from "./keptRoles.ts"

/** Wrong ways with groups that have left a trust. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "group-roles-kept-on-return",
    sentence: "A group that left and comes back has the old roles again.",
    rules: ["group.leaves-with-roles"],
    step: () => {
      const { leaves, returns } = keepingRoles(groupIn, changeGroup)
      return overriding({
        "TrusteeGroups.remove": leaves((state, request) => [asTrustor(state, request), request.input.trusteeGroupId]),
        "TrustorGroups.remove": leaves((state, request) => [asTrustee(state, request), request.input.trustorGroupId]),
        "TrusteeGroups.add": returns((state, request) => [asTrustor(state, request), request.input.payload.id]),
        "TrustorGroups.add": returns((state, request) => [asTrustee(state, request), request.input.trustorGroupId]),
      })
    },
  },
  {
    name: "removed-group-still-grants",
    sentence: "A group that the trustor removes is not listed any more, and still gives its members its roles.",
    rules: ["group.leaves-with-roles"],
    step: () => {
      const removed = new Map<string, ReadonlyArray<Member<GroupId>>>()
      const key = (current: Trust) => `${current.trustorOrgId}/${current.trusteeOrgId}`
      const still = throughTrust(
        believing(({ environment, state }) => ({
          environment,
          state: mapTrusts(state, (current) =>
            withGroups(current, [...groupsOf(current), ...(removed.get(key(current)) ?? [])]),
          ),
        })),
      )
      const remembering = overriding({
        "TrusteeGroups.remove": leaving((after, request, before) => {
          const current = asTrustor(before, request)
          const group = groupIn(current, request.input.trusteeGroupId)
          if (current !== undefined && group !== undefined) {
            removed.set(key(current), [...(removed.get(key(current)) ?? []), group])
          }
          return after
        }),
      })
      return (environment, state, request) =>
        request.operation === "TrusteeGroups.remove"
          ? remembering(environment, state, request)
          : still(environment, state, request)
    },
  },
  {
    name: "removing-no-group-succeeds",
    sentence: "Removing a group that is not in the trust succeeds.",
    rules: ["group.absent"],
    step: () =>
      overriding({
        "TrusteeGroups.remove": refusing((error) =>
          error._tag === "NotFound" ? Result.succeed(undefined) : Result.fail(error),
        ),
        "TrustorGroups.remove": refusing((error) =>
          error._tag === "NotFound" ? Result.succeed(undefined) : Result.fail(error),
        ),
      }),
  },
]
