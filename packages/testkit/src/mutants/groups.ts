/**
 * Wrong ways with groups in a trust: which can be added, what is added with them, and how they are listed and counted.
 */
import * as Result from "effect/Result"
import { GroupId } from "@org-trust/core/Identifiers"
import type { Request } from "@org-trust/core/lifecycle/Request"
import { groupsOf, setTrust, type State, trust, usersOf, withUsers } from "@org-trust/core/lifecycle/State"
import * as View from "@org-trust/core/lifecycle/View"
import { make as makeWorld } from "@org-trust/core/lifecycle/World"
import type { OperationName } from "@org-trust/core/Operation"
import { Conflict } from "@org-trust/core/TrustError"
import { believing, leaving, type Mutant, overriding, refusing, replying } from "./Mutant.ts"
import { asTrustor, asTrustee, changeGroup } from "./groupSteps.ts"

/** The world as if every organization had the groups of all. */
const anyGroup = believing(({ environment, state }) => {
  const all = [...environment.world.values()].map(({ organization }) => organization)
  const groups = all.flatMap((organization) => organization.groups)
  return {
    environment: { ...environment, world: makeWorld(all.map((organization) => ({ ...organization, groups }))) },
    state,
  }
})

const withoutTrail =
  <K extends OperationName>() =>
  (after: State, _request: Request<K>, before: State): State => ({ ...after, trail: before.trail })

/** Wrong ways with groups in a trust. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "own-roles-lost-with-group",
    sentence: "When a group is removed, the roles that its members have of their own go as well.",
    rules: ["group.apart-from-users"],
    step: () =>
      overriding({
        "TrusteeGroups.remove": (environment, state, request) => {
          const { trusteeGroupId, trusteeOrgId } = request.input
          const members = new Set<string>(environment.world.get(trusteeOrgId)?.groups.get(trusteeGroupId)?.memberIds)
          return leaving<"TrusteeGroups.remove">((after) => {
            const current = asTrustor(after, request)
            return current === undefined
              ? after
              : setTrust(
                  after,
                  withUsers(
                    current,
                    usersOf(current).map((user) => (members.has(user.id) ? { ...user, grants: [] } : user)),
                  ),
                )
          })(environment, state, request)
        },
      }),
  },
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
            const current = asTrustor(after, request)
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
        "TrusteeGroups.list": (environment, state, request) => {
          const current = trust(state, request.principal.organizationId, request.input.trusteeOrgId)
          const users = current === undefined ? [] : usersOf(current)
          const groups = users.map((user) =>
            View.trustGroup(environment.world, request.input.trusteeOrgId, { ...user, id: GroupId.make(user.id) }, ""),
          )
          return replying<"TrusteeGroups.list">((page) => ({ ...page, entities: [...page.entities, ...groups] }))(
            environment,
            state,
            request,
          )
        },
      }),
  },
  {
    name: "group-of-others-accepted",
    sentence: "A group of any organization can be let in, not only of the trustee.",
    rules: ["group.of-trustee"],
    step: () => overriding({ "TrusteeGroups.add": anyGroup, "TrustorGroups.add": anyGroup }),
  },
  {
    name: "group-added-twice",
    sentence: "A trustor that adds a group a second time is answered as if nothing were wrong.",
    rules: ["group.added-once"],
    step: () =>
      overriding({
        "TrusteeGroups.add": believing(({ environment, state }) => ({
          environment: { ...environment, profile: { ...environment.profile, duplicateMember: "Unchanged" } },
          state,
        })),
      }),
  },
  {
    name: "trustee-adds-group-with-roles",
    sentence: "A group that the trustee adds gets the roles of the user who adds it.",
    rules: ["group.added-by-trustee"],
    step: () =>
      overriding({
        "TrustorGroups.add": leaving((after, request) => {
          const current = asTrustee(after, request)
          const adder = (current === undefined ? [] : usersOf(current)).find(
            (user) => user.id === request.principal.userId,
          )
          return changeGroup(after, current, request.input.trustorGroupId, (group) =>
            group.grants.length === 0 ? { ...group, grants: adder?.grants ?? [] } : group,
          )
        }),
      }),
  },
  {
    name: "trustee-add-drops-group-roles",
    sentence: "A trustee that adds a group that is there already takes the group's roles away.",
    rules: ["group.added-by-trustee"],
    step: () =>
      overriding({
        "TrustorGroups.add": leaving((after, request) =>
          changeGroup(after, asTrustee(after, request), request.input.trustorGroupId, (group) => ({
            ...group,
            grants: [],
          })),
        ),
      }),
  },
  {
    name: "trustee-sees-no-groups-of-trustor",
    sentence: "The trustee sees only the groups that it added itself.",
    rules: ["group.both-organizations-agree"],
    step: () =>
      overriding({
        "TrustorGroups.list": (environment, state, request) => {
          const current = trust(state, request.input.trustorOrgId, request.principal.organizationId)
          const own = new Set<string>(
            (current === undefined ? [] : groupsOf(current)).flatMap((group) =>
              group.createdBy.organizationId === request.principal.organizationId ? [group.id] : [],
            ),
          )
          return replying<"TrustorGroups.list">((page) => ({
            ...page,
            entities: page.entities.filter((group) => own.has(group.id)),
          }))(environment, state, request)
        },
      }),
  },
  {
    name: "groups-do-not-count",
    sentence: "Groups are let in beyond the limit of a trust.",
    rules: ["trust.member-limit"],
    step: () => {
      const unlimited = believing(({ environment, state }) => ({
        environment: { ...environment, profile: { ...environment.profile, memberLimit: Number.MAX_SAFE_INTEGER } },
        state,
      }))
      return overriding({ "TrusteeGroups.add": unlimited, "TrustorGroups.add": unlimited })
    },
  },
  {
    name: "limit-not-named",
    sentence: "The conflict of one member too many does not say which limit was reached.",
    rules: ["trust.member-limit-named"],
    step: () =>
      overriding({
        "TrusteeGroups.add": refusing((error) => {
          if (error._tag !== "Conflict" || error.limit === undefined) return Result.fail(error)
          const { limit: _, ...rest } = error
          return Result.fail(new Conflict(rest))
        }),
      }),
  },
  {
    name: "group-changes-not-audited",
    sentence: "What the trustor does with groups is not in the audits.",
    rules: ["audit.every-change"],
    step: () =>
      overriding({
        "TrusteeGroups.add": leaving(withoutTrail()),
        "TrusteeGroups.remove": leaving(withoutTrail()),
        "TrusteeGroupRoles.replace": leaving(withoutTrail()),
        "TrusteeGroupRoles.clear": leaving(withoutTrail()),
      }),
  },
]
