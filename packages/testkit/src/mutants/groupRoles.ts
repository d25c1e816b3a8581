/**
 * Wrong ways with the roles of groups.
 */
import { groupsOf, setTrust, withGroups } from "@org-trust/core/lifecycle/State"
import { believing, leaving, mapTrusts, type Mutant, overriding } from "./Mutant.ts"
import { asTrustor, groupIn, changeGroup, throughTrust } from "./groupSteps.ts"

/** Wrong ways with the roles of groups. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "group-roles-of-another-group",
    sentence: "The members of a group have the roles of all groups of the trust.",
    rules: ["group.roles-of-its-own"],
    step: () =>
      throughTrust(
        believing(({ environment, state }) => ({
          environment,
          state: mapTrusts(state, (current) => {
            const grants = groupsOf(current).flatMap((group) => group.grants)
            return withGroups(
              current,
              groupsOf(current).map((group) => ({ ...group, grants })),
            )
          }),
        })),
      ),
  },
  {
    name: "group-roles-in-every-trust",
    sentence: "Replacing the roles of a group replaces them in all trusts that let the group in.",
    rules: ["group.roles-of-its-own"],
    step: () =>
      overriding({
        "TrusteeGroupRoles.replace": leaving((after, request) => {
          const { trusteeGroupId } = request.input
          const grants = groupIn(asTrustor(after, request), trusteeGroupId)?.grants ?? []
          return mapTrusts(after, (current) =>
            withGroups(
              current,
              groupsOf(current).map((group) => (group.id === trusteeGroupId ? { ...group, grants } : group)),
            ),
          )
        }),
      }),
  },
  {
    name: "group-roles-appended",
    sentence: "Replacing a group's roles adds the new ones to the old.",
    rules: ["group.roles-of-its-own"],
    step: () =>
      overriding({
        "TrusteeGroupRoles.replace": leaving((after, request, before) => {
          const old = groupIn(asTrustor(before, request), request.input.trusteeGroupId)?.grants ?? []
          return changeGroup(after, asTrustor(after, request), request.input.trusteeGroupId, (group) => ({
            ...group,
            grants: [
              ...group.grants,
              ...old.filter((grant) => group.grants.every((other) => other.roleId !== grant.roleId)),
            ],
          }))
        }),
      }),
  },
  {
    name: "clear-removes-group",
    sentence: "Clearing a group's roles takes the group out of the trust.",
    rules: ["group.roles-of-its-own"],
    step: () =>
      overriding({
        "TrusteeGroupRoles.clear": leaving((after, request) => {
          const current = asTrustor(after, request)
          return current === undefined
            ? after
            : setTrust(
                after,
                withGroups(
                  current,
                  groupsOf(current).filter((group) => group.id !== request.input.trusteeGroupId),
                ),
              )
        }),
      }),
  },
]
