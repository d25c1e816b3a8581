/**
 * Wrong ways with roles that are granted within divisions.
 */
import * as Result from "effect/Result"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import type { Request } from "@org-trust/core/lifecycle/Request"
import {
  groupsOf,
  type Member,
  setTrust,
  type State,
  trust,
  usersOf,
  withGroups,
  withUsers,
} from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { make as makeWorld } from "@org-trust/core/lifecycle/World"
import { UserAuthorization } from "@org-trust/core/UserAuthorization"
import { believing, leaving, mapTrusts, type Mutant, overriding } from "./Mutant.ts"

type Change =
  | "TrusteeUserRoleDivisions.replace"
  | "TrusteeGroupRoleDivisions.replace"
  | "TrusteeUserRoles.replace"
  | "TrusteeGroupRoles.replace"
  | "TrusteeUserRoles.clear"
  | "TrusteeGroupRoles.clear"

const holderOf = ({ input }: Request<Change>): string =>
  "trusteeUserId" in input ? input.trusteeUserId : input.trusteeGroupId

const holds = (state: State, request: Request<Change>): ReadonlyArray<Grant> => {
  const current = trust(state, request.principal.organizationId, request.input.trusteeOrgId)
  const members: ReadonlyArray<Member<string>> =
    current === undefined ? [] : [...usersOf(current), ...groupsOf(current)]
  return members.find(({ id }) => id === holderOf(request))?.grants ?? []
}

/** Leaves other grants than those that were asked for. */
const granting =
  (change: (asked: ReadonlyArray<Grant>, before: ReadonlyArray<Grant>) => ReadonlyArray<Grant>) =>
  (after: State, request: Request<Change>, before: State): State => {
    const current = trust(after, request.principal.organizationId, request.input.trusteeOrgId)
    if (current === undefined) return after
    const changed = <Id extends string>(member: Member<Id>): Member<Id> =>
      member.id === holderOf(request) ? { ...member, grants: change(member.grants, holds(before, request)) } : member
    return setTrust(
      after,
      withGroups(withUsers(current, usersOf(current).map(changed)), groupsOf(current).map(changed)),
    )
  }

/** Grants that are kept besides the new ones. */
const keeping = (isKept: (grant: Grant) => boolean) =>
  granting((asked, before) => [
    ...asked,
    ...before.filter((grant) => isKept(grant) && asked.every((other) => other.roleId !== grant.roleId)),
  ])

const isWithin = ({ divisionId }: Grant): boolean => divisionId !== undefined

const everywhere = ({ roleId }: Grant): Grant => ({ roleId })

/** As if every organization had the divisions of all. */
const anyDivision = believing(({ environment, state }) => {
  const all = [...environment.world.values()].map(({ organization }) => organization)
  const divisions = all.flatMap((organization) => organization.divisions)
  return {
    environment: { ...environment, world: makeWorld(all.map((organization) => ({ ...organization, divisions }))) },
    state,
  }
})

/** Wrong ways with roles that are granted within divisions. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "division-scope-widened",
    sentence: "A role that is granted within a division is stored as granted in all.",
    rules: ["division.scope"],
    step: () =>
      overriding({
        "TrusteeUserRoleDivisions.replace": leaving<"TrusteeUserRoleDivisions.replace">(
          granting((asked) => asked.map(everywhere)),
        ),
        "TrusteeGroupRoleDivisions.replace": leaving<"TrusteeGroupRoleDivisions.replace">(
          granting((asked) => asked.map(everywhere)),
        ),
      }),
  },
  {
    name: "division-scope-widened-on-joining",
    sentence: "Roles within divisions that a new member is given are granted in all.",
    rules: ["division.scope"],
    step: () => {
      const widen = <Id>(member: Member<Id>): Member<Id> => ({ ...member, grants: member.grants.map(everywhere) })
      const widened = (after: State): State =>
        mapTrusts(after, (current) =>
          withGroups(withUsers(current, usersOf(current).map(widen)), groupsOf(current).map(widen)),
        )
      return overriding({
        "Trustees.create": leaving(widened),
        "TrusteeUsers.add": leaving(widened),
        "TrusteeGroups.add": leaving(widened),
      })
    },
  },
  {
    name: "division-not-looked-at",
    sentence: "A role that is granted within one division works in another.",
    rules: ["division.scope"],
    step: () => step,
    access: (world, state, { divisionId: _, ...question }) => permissionsOf(world, state, question),
  },
  {
    name: "divisions-of-groups-not-looked-at",
    sentence: "A role that a group is granted within one division works for its members in another.",
    rules: ["division.scope"],
    step: () => step,
    access: (world, state, question) =>
      permissionsOf(
        world,
        mapTrusts(state, (current) =>
          withGroups(
            current,
            groupsOf(current).map((group) => ({ ...group, grants: group.grants.map(everywhere) })),
          ),
        ),
        question,
      ),
  },
  {
    name: "role-divisions-appended",
    sentence: "Replacing roles within divisions adds the new ones to the old.",
    rules: ["division.replace"],
    step: () =>
      overriding({
        "TrusteeUserRoleDivisions.replace": leaving<"TrusteeUserRoleDivisions.replace">(keeping(isWithin)),
        "TrusteeGroupRoleDivisions.replace": leaving<"TrusteeGroupRoleDivisions.replace">(keeping(isWithin)),
      }),
  },
  {
    name: "same-role-in-old-division-kept",
    sentence: "A role that is granted within another division than before is granted in both.",
    rules: ["division.replace"],
    step: () => {
      const both = granting((asked, before) => [
        ...asked,
        ...before.filter(
          (grant) =>
            isWithin(grant) &&
            asked.some((other) => other.roleId === grant.roleId) &&
            asked.every((other) => other.roleId !== grant.roleId || other.divisionId !== grant.divisionId),
        ),
      ])
      return overriding({
        "TrusteeUserRoleDivisions.replace": leaving<"TrusteeUserRoleDivisions.replace">(both),
        "TrusteeGroupRoleDivisions.replace": leaving<"TrusteeGroupRoleDivisions.replace">(both),
      })
    },
  },
  {
    name: "role-divisions-leave-all-divisions",
    sentence: "Replacing roles within divisions leaves those in all divisions.",
    rules: ["division.one-set-of-grants"],
    step: () =>
      overriding({
        "TrusteeUserRoleDivisions.replace": leaving<"TrusteeUserRoleDivisions.replace">(
          keeping((grant) => !isWithin(grant)),
        ),
        "TrusteeGroupRoleDivisions.replace": leaving<"TrusteeGroupRoleDivisions.replace">(
          keeping((grant) => !isWithin(grant)),
        ),
      }),
  },
  {
    name: "roles-replace-leaves-divisions",
    sentence: "Replacing roles in all divisions leaves those within divisions.",
    rules: ["division.one-set-of-grants"],
    step: () =>
      overriding({
        "TrusteeUserRoles.replace": leaving<"TrusteeUserRoles.replace">(keeping(isWithin)),
        "TrusteeGroupRoles.replace": leaving<"TrusteeGroupRoles.replace">(keeping(isWithin)),
      }),
  },
  {
    name: "clear-leaves-divisions",
    sentence: "Clearing roles leaves those within divisions.",
    rules: ["division.one-set-of-grants"],
    step: () =>
      overriding({
        "TrusteeUserRoles.clear": leaving<"TrusteeUserRoles.clear">(keeping(isWithin)),
        "TrusteeGroupRoles.clear": leaving<"TrusteeGroupRoles.clear">(keeping(isWithin)),
      }),
  },
  {
    name: "role-listed-per-division",
    sentence: "A role that is granted within two divisions is listed twice.",
    rules: ["division.not-told"],
    step: () =>
      overriding({
        "TrusteeUserRoles.get": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const current = trust(state, request.principal.organizationId, request.input.trusteeOrgId)
          const user = (current === undefined ? [] : usersOf(current)).find(
            ({ id }) => id === request.input.trusteeUserId,
          )
          const times = (roleId: string | undefined): number =>
            Math.max(1, user?.grants.filter((grant) => grant.roleId === roleId).length ?? 1)
          return {
            ...stepped,
            result: Result.map(stepped.result, (reply) =>
              UserAuthorization.make({
                ...reply,
                roles: (reply.roles ?? []).flatMap((role) => Array.from({ length: times(role.id) }, () => role)),
              }),
            ),
          }
        },
      }),
  },
  {
    name: "division-roles-permit-nothing",
    sentence: "What roles within divisions permit is missing in what is read of a user.",
    rules: ["division.not-told"],
    step: () =>
      overriding({
        "TrusteeUserRoles.get": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const current = trust(state, request.principal.organizationId, request.input.trusteeOrgId)
          const user = (current === undefined ? [] : usersOf(current)).find(
            ({ id }) => id === request.input.trusteeUserId,
          )
          const roles = environment.world.get(request.principal.organizationId)?.roles
          const permissions = (user?.grants ?? [])
            .filter((grant) => !isWithin(grant))
            .flatMap(({ roleId }) => roles?.get(roleId)?.permissions ?? [])
          return {
            ...stepped,
            result: Result.map(stepped.result, (reply) =>
              UserAuthorization.make({ ...reply, permissions: [...new Set(permissions)].sort() }),
            ),
          }
        },
      }),
  },
  {
    name: "foreign-division-accepted",
    sentence: "Roles are granted within divisions of other organizations.",
    rules: ["role.of-trustor"],
    step: () =>
      overriding({
        "TrusteeUserRoleDivisions.replace": anyDivision,
        "TrusteeGroupRoleDivisions.replace": anyDivision,
      }),
  },
]
