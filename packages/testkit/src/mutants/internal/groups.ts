/**
 * Wrong ways with groups beside users: what the one has to do with the other, and whose permissions count.
 */
import { GroupId } from "@org-trust/core/Identifiers"
import { setTrust, usersOf, withUsers } from "@org-trust/core/lifecycle/State"
import * as View from "@org-trust/core/lifecycle/View"
import type { Mutant } from "../Mutant.ts"
import { byTrustee, groups } from "./MemberKind.ts"
import { holding } from "./permissions.ts"
import { inWorld, leaving, only, overriding, replying, trustFor } from "./steps.ts"

/** Those who may do something about users may do it about groups. */
const asIfForUsers = (permission: string): ReadonlyArray<string> =>
  permission.includes("orgTrusteeUser") ? [permission, permission.replace("TrusteeUser", "TrusteeGroup")] : [permission]

/** Wrong ways with groups beside users. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "group-members-become-users",
    sentence: "When a group is added, its members are added to the trust's users.",
    rules: ["group.apart-from-users"],
    step: () =>
      overriding({
        "TrusteeGroups.add": (environment, state, request) => {
          const { payload, trusteeOrgId } = request.input
          const members = environment.world.get(trusteeOrgId)?.groups.get(payload.id)?.memberIds ?? []
          return leaving<"TrusteeGroups.add">((after) => {
            const current = trustFor(after, request)
            if (current === undefined) return after
            const users = usersOf(current)
            const others = members.filter((id) => users.every((user) => user.id !== id))
            const joined = { dateCreated: request.now, createdBy: request.principal, grants: [] }
            return setTrust(after, withUsers(current, [...users, ...others.map((id) => ({ ...joined, id }))]))
          })(environment, state, request)
        },
      }),
  },
  {
    name: "group-list-shows-users",
    sentence: "The users of a trust are listed among its groups.",
    rules: ["group.apart-from-users"],
    step: () =>
      overriding({
        "TrusteeGroups.list": replying((page, request, state, { world }) => {
          const current = trustFor(state, request)
          const users = (current === undefined ? [] : usersOf(current)).map((user) =>
            View.trustGroup(world, request.input.trusteeOrgId, { ...user, id: GroupId.make(user.id) }, ""),
          )
          return { ...page, entities: [...page.entities, ...users] }
        }),
      }),
  },
  {
    name: "user-permissions-enough-for-groups",
    sentence: "A caller who may view or remove users can view or remove groups.",
    rules: ["group.own-permissions"],
    step: () =>
      only(
        ["TrusteeGroups.list", "TrusteeGroups.get", "TrusteeGroupRoles.get", "TrusteeGroups.remove"],
        holding(({ principal }) => principal.permissions.flatMap(asIfForUsers)),
      ),
  },
  {
    name: "user-roles-enough-for-groups",
    sentence: "Roles of the trustor that permit something on users permit it on groups.",
    rules: ["group.own-permissions"],
    step: () =>
      inWorld(byTrustee(groups), (organization) => ({
        ...organization,
        roles: organization.roles.map((role) => ({ ...role, permissions: role.permissions.flatMap(asIfForUsers) })),
      })),
  },
]
