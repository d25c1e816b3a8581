/**
 * Wrong ways with groups that have left a trust: what they still give, and what they come back with.
 */
import * as Result from "effect/Result"
import type { GroupId } from "@org-trust/core/Identifiers"
import { groupsOf, type Member, type State, type Trust, withGroups } from "@org-trust/core/model/State"
import { believing, leaving, mapTrusts, type Mutant, overriding, refusing } from "./Mutant.ts"
import { asTrustor, asTrustee, groupIn, changeGroup, throughTrust } from "./groupSteps.ts"

/** Wrong ways with groups that have left a trust. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "group-roles-kept-on-return",
    sentence: "A group that left and comes back has the old roles again.",
    rules: ["group.leaves-with-roles"],
    step: () => {
      const left = new Map<string, Member<GroupId>>()
      const key = (current: Trust, id: string) => `${current.trustorOrgId}/${current.trusteeOrgId}/${id}`
      const remember = (current: Trust | undefined, id: GroupId) => {
        const group = groupIn(current, id)
        if (current !== undefined && group !== undefined) left.set(key(current, id), group)
      }
      const restore = (after: State, current: Trust | undefined, id: GroupId) => {
        const old = current === undefined ? undefined : left.get(key(current, id))
        return changeGroup(after, current, id, (group) =>
          group.grants.length === 0 ? { ...group, grants: old?.grants ?? [] } : group,
        )
      }
      return overriding({
        "TrusteeGroups.remove": leaving((after, request, before) => {
          remember(asTrustor(before, request), request.input.trusteeGroupId)
          return after
        }),
        "TrustorGroups.remove": leaving((after, request, before) => {
          remember(asTrustee(before, request), request.input.trustorGroupId)
          return after
        }),
        "TrusteeGroups.add": leaving((after, request) =>
          restore(after, asTrustor(after, request), request.input.payload.id),
        ),
        "TrustorGroups.add": leaving((after, request) =>
          restore(after, asTrustee(after, request), request.input.trustorGroupId),
        ),
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
