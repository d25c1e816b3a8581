/**
 * Wrong ways with the groups of a trust.
 */
import * as Result from "effect/Result"
import { GroupId, type UserId } from "@org-trust/core/Identifiers"
import type { Environment, Request } from "@org-trust/core/model/Request"
import {
  groupsOf,
  type Member,
  setTrust,
  type State,
  type Trust,
  trust,
  usersOf,
  withGroups,
  withUsers,
} from "@org-trust/core/model/State"
import { step } from "@org-trust/core/model/Step"
import * as View from "@org-trust/core/model/View"
import { make as makeWorld, type World } from "@org-trust/core/model/World"
import type { OperationName } from "@org-trust/core/Operation"
import { Principal } from "@org-trust/core/Principal"
import { Conflict } from "@org-trust/core/TrustError"
import { believing, leaving, mapTrusts, type Mutant, overriding, refusing, replying } from "./Mutant.ts"

type AsTrustor = Request<
  "TrusteeGroups.add" | "TrusteeGroups.remove" | "TrusteeGroupRoles.replace" | "TrusteeGroupRoles.clear"
>

const asTrustor = (state: State, request: AsTrustor): Trust | undefined =>
  trust(state, request.principal.organizationId, request.input.trusteeOrgId)

const asTrustee = (state: State, request: Request<"TrustorGroups.add" | "TrustorGroups.remove">): Trust | undefined =>
  trust(state, request.input.trustorOrgId, request.principal.organizationId)

const groupIn = (current: Trust | undefined, id: GroupId): Member<GroupId> | undefined =>
  current === undefined ? undefined : groupsOf(current).find((group) => group.id === id)

const changeGroup = (
  state: State,
  current: Trust | undefined,
  id: GroupId,
  change: (group: Member<GroupId>) => Member<GroupId>,
): State =>
  current === undefined
    ? state
    : setTrust(
        state,
        withGroups(
          current,
          groupsOf(current).map((group) => (group.id === id ? change(group) : group)),
        ),
      )

/** What is decided by what the trust permits somebody. */
const throughTrust = (wrong: ReturnType<typeof believing>) =>
  overriding({
    "TrustorUsers.list": wrong,
    "TrustorUsers.get": wrong,
    "TrustorUsers.add": wrong,
    "TrustorUsers.remove": wrong,
    "TrustorGroups.list": wrong,
    "TrustorGroups.get": wrong,
    "TrustorGroups.add": wrong,
    "TrustorGroups.remove": wrong,
    "Trustors.get": wrong,
    "Trustors.list": wrong,
  })

/** As if the groups had those members of whom was last heard, by some way of hearing. */
const rememberingMembers = (
  hear: (known: ReadonlyArray<UserId>, now: ReadonlyArray<UserId>) => ReadonlyArray<UserId>,
) => {
  const known = new Map<string, ReadonlyArray<UserId>>()
  const remembered = (world: World): World =>
    makeWorld(
      [...world.values()].map(({ organization }) => ({
        ...organization,
        groups: organization.groups.map((group) => {
          const key = `${organization.id}/${group.id}`
          const memberIds = hear(known.get(key) ?? group.memberIds, group.memberIds)
          known.set(key, memberIds)
          return { ...group, memberIds }
        }),
      })),
    )
  return throughTrust(
    believing(({ environment, state }) => ({
      environment: { ...environment, world: remembered(environment.world) },
      state,
    })),
  )
}

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

/** Those who may do something about users may do it about groups. */
const asIfForUsers = (permission: string): ReadonlyArray<string> =>
  permission.includes("orgTrusteeUser") ? [permission, permission.replace("TrusteeUser", "TrusteeGroup")] : [permission]

const userPermissionsAtHome = <
  K extends "TrusteeGroups.list" | "TrusteeGroups.get" | "TrusteeGroupRoles.get" | "TrusteeGroups.remove",
>(
  environment: Environment,
  state: State,
  request: Request<K>,
) =>
  step(environment, state, {
    ...request,
    principal: new Principal({
      ...request.principal,
      permissions: request.principal.permissions.flatMap(asIfForUsers),
    }),
  })

/** Wrong ways with the groups of a trust. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "left-member-keeps-access",
    sentence: "Who has left a group at home still has the group's roles.",
    rules: ["group.membership-of-the-moment"],
    step: () => rememberingMembers((known, now) => [...new Set([...known, ...now])]),
  },
  {
    name: "new-member-without-access",
    sentence: "Who joins a group after it was let in does not have its roles.",
    rules: ["group.membership-of-the-moment"],
    step: () => rememberingMembers((known) => known),
  },
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
    name: "user-permissions-enough-for-groups",
    sentence: "Who may view or remove users may view or remove groups.",
    rules: ["group.own-permissions"],
    step: () =>
      overriding({
        "TrusteeGroups.list": userPermissionsAtHome,
        "TrusteeGroups.get": userPermissionsAtHome,
        "TrusteeGroupRoles.get": userPermissionsAtHome,
        "TrusteeGroups.remove": userPermissionsAtHome,
      }),
  },
  {
    name: "user-roles-enough-for-groups",
    sentence: "Roles of the trustor that permit something about users permit it about groups.",
    rules: ["group.own-permissions"],
    step: () => {
      const wrong = believing(({ environment, state }) => ({
        environment: {
          ...environment,
          world: makeWorld(
            [...environment.world.values()].map(({ organization }) => ({
              ...organization,
              roles: organization.roles.map((role) => ({
                ...role,
                permissions: role.permissions.flatMap(asIfForUsers),
              })),
            })),
          ),
        },
        state,
      }))
      return overriding({
        "TrustorGroups.list": wrong,
        "TrustorGroups.get": wrong,
        "TrustorGroups.add": wrong,
        "TrustorGroups.remove": wrong,
      })
    },
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
