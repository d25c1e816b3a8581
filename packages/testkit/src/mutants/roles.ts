/**
 * Wrong ways with roles and the access that they give.
 */
import * as Result from "effect/Result"
import type { UserId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/model/Event"
import type { Environment, Request } from "@org-trust/core/model/Request"
import { type Member, setTrust, type State, type Trust, trust, usersOf, withUsers } from "@org-trust/core/model/State"
import { step } from "@org-trust/core/model/Step"
import { make as makeWorld, type WorldOrganization } from "@org-trust/core/model/World"
import { NotFound } from "@org-trust/core/TrustError"
import { UserAuthorization } from "@org-trust/core/UserAuthorization"
import { believing, leaving, mapTrusts, type Mutant, overriding, replying } from "./Mutant.ts"

type RoleRequest = Request<"TrusteeUserRoles.replace" | "TrusteeUserRoles.clear" | "TrusteeUserRoles.get">

const own = (state: State, request: RoleRequest): Trust | undefined =>
  trust(state, request.principal.organizationId, request.input.trusteeOrgId)

const memberOf = (state: State, request: RoleRequest): Member<UserId> | undefined => {
  const current = own(state, request)
  return current === undefined ? undefined : usersOf(current).find((user) => user.id === request.input.trusteeUserId)
}

const setGrants = (
  state: State,
  request: RoleRequest,
  grants: (user: Member<UserId>) => ReadonlyArray<Grant>,
): State => {
  const current = own(state, request)
  if (current === undefined) return state
  const users = usersOf(current).map((user) =>
    user.id === request.input.trusteeUserId ? { ...user, grants: grants(user) } : user,
  )
  return setTrust(state, withUsers(current, users))
}

/** As if every organization had the roles of all. */
const anyRole = believing(({ environment, state }) => {
  const all = [...environment.world.values()]
  const roles = all.flatMap(({ organization }) => organization.roles)
  return {
    environment: {
      ...environment,
      world: makeWorld(all.map(({ organization }) => ({ ...organization, roles }))),
    },
    state,
  }
})

const throughTrust = (
  wrong: (environment: Environment, state: State) => { readonly environment: Environment; readonly state: State },
) => {
  const believed = believing(({ environment, state }) => wrong(environment, state))
  return overriding({
    "TrustorUsers.list": believed,
    "TrustorUsers.get": believed,
    "TrustorUsers.add": believed,
    "TrustorUsers.remove": believed,
    "Trustors.get": believed,
    "Trustors.list": believed,
  })
}

/** As if every group had other members. */
const withGroupMembers = (membersOf: (organization: WorldOrganization) => ReadonlyArray<UserId>) =>
  throughTrust((environment, state) => ({
    environment: {
      ...environment,
      world: makeWorld(
        [...environment.world.values()].map(({ organization }) => ({
          ...organization,
          groups: organization.groups.map((group) => ({ ...group, memberIds: membersOf(organization) })),
        })),
      ),
    },
    state,
  }))

/** Wrong ways with roles. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "roles-appended",
    sentence: "Replacing roles adds the new ones to the old.",
    rules: ["role.replace"],
    step: () =>
      overriding({
        "TrusteeUserRoles.replace": leaving((after, request, before) => {
          const old = memberOf(before, request)?.grants ?? []
          return setGrants(after, request, (user) => [
            ...user.grants,
            ...old.filter((grant) => user.grants.every((other) => other.roleId !== grant.roleId)),
          ])
        }),
      }),
  },
  {
    name: "only-first-role-stored",
    sentence: "Of the roles that replace the old ones only the first is stored.",
    rules: ["role.replace"],
    step: () =>
      overriding({
        "TrusteeUserRoles.replace": leaving((after, request) =>
          setGrants(after, request, (user) => user.grants.slice(0, 1)),
        ),
      }),
  },
  {
    name: "empty-replacement-ignored",
    sentence: "Replacing roles by none leaves the old ones.",
    rules: ["role.replace"],
    step: () =>
      overriding({
        "TrusteeUserRoles.replace": leaving((after, request, before) =>
          request.input.payload.length === 0 ? before : after,
        ),
      }),
  },
  {
    name: "repeated-role-listed-twice",
    sentence: "A role that is given twice is listed twice.",
    rules: ["role.replace"],
    step: () =>
      overriding({
        "TrusteeUserRoles.replace": replying((reply, { input }) => {
          const repeats = input.payload.length - new Set(input.payload).size
          return UserAuthorization.make({
            ...reply,
            roles: [...(reply.roles ?? []), ...(reply.roles ?? []).slice(0, repeats)],
          })
        }),
      }),
  },
  {
    name: "clear-removes-user",
    sentence: "Clearing roles takes the user out of the trust.",
    rules: ["role.clear-keeps-user"],
    step: () =>
      overriding({
        "TrusteeUserRoles.clear": leaving((after, request) => {
          const current = own(after, request)
          return current === undefined
            ? after
            : setTrust(
                after,
                withUsers(
                  current,
                  usersOf(current).filter((user) => user.id !== request.input.trusteeUserId),
                ),
              )
        }),
      }),
  },
  {
    name: "clear-takes-one",
    sentence: "Clearing roles takes only the first one away.",
    rules: ["role.clear-keeps-user"],
    step: () =>
      overriding({
        "TrusteeUserRoles.clear": leaving((after, request, before) =>
          setGrants(after, request, () => memberOf(before, request)?.grants.slice(1) ?? []),
        ),
      }),
  },
  {
    name: "clearing-nothing-refused",
    sentence: "Clearing roles of a user who has none is refused.",
    rules: ["role.clear-keeps-user"],
    step: () =>
      overriding({
        "TrusteeUserRoles.clear": (environment, state, request) =>
          memberOf(state, request)?.grants.length === 0
            ? { state, result: Result.fail(new NotFound({ operation: request.operation, message: "No roles" })) }
            : step(environment, state, request),
      }),
  },
  {
    name: "foreign-role-accepted",
    sentence: "Roles of another organization than the trustor are accepted.",
    rules: ["role.of-trustor"],
    step: () =>
      overriding({
        "TrusteeUserRoles.replace": anyRole,
        "TrusteeUsers.add": anyRole,
        "Trustees.create": anyRole,
      }),
  },
  {
    name: "unknown-role-ignored",
    sentence: "An unknown role is left out instead of being refused.",
    rules: ["role.of-trustor"],
    step: () =>
      overriding({
        "TrusteeUserRoles.replace": (environment, state, request) => {
          const roles = environment.world.get(request.principal.organizationId)?.roles
          const payload = request.input.payload.filter((id) => roles?.has(id))
          return step(environment, state, { ...request, input: { ...request.input, payload } })
        },
      }),
  },
  {
    name: "division-roles-ignored",
    sentence: "Roles within divisions are not granted when roles in all divisions are given as well.",
    rules: ["role.union"],
    step: () =>
      overriding({
        "TrusteeUsers.add": (environment, state, request) => {
          const { roleDivisions: _, ...withoutDivisions } = request.input.payload
          const payload = request.input.payload.roleIds === undefined ? request.input.payload : withoutDivisions
          return step(environment, state, { ...request, input: { ...request.input, payload } })
        },
      }),
  },
  {
    name: "permissions-of-first-role",
    sentence: "The permissions of a user are those of the first role only.",
    rules: ["role.replace"],
    step: () => {
      const ofFirst = ({ world }: Environment, reply: UserAuthorization, organizationId: string) => {
        const first = reply.roles?.[0]?.id
        const permissions = first === undefined ? [] : (world.get(organizationId)?.roles.get(first)?.permissions ?? [])
        return UserAuthorization.make({ ...reply, permissions: [...permissions].sort() })
      }
      return overriding({
        "TrusteeUserRoles.get": (environment, state, request) => {
          const stepped = step(environment, state, request)
          return {
            ...stepped,
            result: Result.map(stepped.result, (reply) =>
              ofFirst(environment, reply, request.principal.organizationId),
            ),
          }
        },
      })
    },
  },
  {
    name: "access-without-role",
    sentence: "Being in the trust is enough; no role is needed.",
    rules: ["role.none-no-access"],
    step: () =>
      throughTrust((environment, state) => ({
        environment,
        state: mapTrusts(state, (current) => {
          const roles = environment.world.get(current.trustorOrgId)?.organization.roles ?? []
          const grants = roles.map((role) => ({ roleId: role.id }))
          return withUsers(
            current,
            usersOf(current).map((user) => ({ ...user, grants })),
          )
        }),
      })),
  },
  {
    name: "cleared-roles-still-grant",
    sentence: "Roles that were taken away still give access.",
    rules: ["role.none-no-access", "role.clear-keeps-user"],
    step: () => {
      const ever = new Map<string, ReadonlyArray<Grant>>()
      const key = (current: Trust, id: string) => `${current.trustorOrgId}/${current.trusteeOrgId}/${id}`
      const remember = (state: State) =>
        mapTrusts(state, (current) => {
          for (const user of usersOf(current)) {
            if (user.grants.length > 0) ever.set(key(current, user.id), user.grants)
          }
          return current
        })
      const still = believing(({ environment, state }) => ({
        environment,
        state: mapTrusts(state, (current) =>
          withUsers(
            current,
            usersOf(current).map((user) => ({ ...user, grants: ever.get(key(current, user.id)) ?? user.grants })),
          ),
        ),
      }))
      return overriding({
        "TrusteeUserRoles.clear": leaving((after, _request, before) => {
          remember(before)
          return after
        }),
        "TrustorUsers.list": still,
        "TrustorUsers.get": still,
        "Trustors.get": still,
      })
    },
  },
  {
    name: "group-roles-ignored",
    sentence: "The members of a trusted group do not have its roles.",
    rules: ["group.members-have-roles"],
    step: () => withGroupMembers(() => []),
  },
  {
    name: "group-roles-for-everybody",
    sentence: "The roles of a trusted group are given to everybody of the trustee.",
    rules: ["group.members-have-roles"],
    step: () => withGroupMembers(({ users }) => users.map((user) => user.id)),
  },
  {
    name: "roles-shared-by-all-users",
    sentence: "Replacing the roles of one user replaces those of all.",
    rules: ["role.replace"],
    step: () =>
      overriding({
        "TrusteeUserRoles.replace": leaving((after, request) => {
          const current = own(after, request)
          const grants = memberOf(after, request)?.grants ?? []
          return current === undefined
            ? after
            : setTrust(
                after,
                withUsers(
                  current,
                  usersOf(current).map((user) => ({ ...user, grants })),
                ),
              )
        }),
      }),
  },
]
