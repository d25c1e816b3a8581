/**
 * Wrong ways with granting roles to users and taking them away.
 */
import * as Result from "effect/Result"
import type { UserId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import type { Request } from "@org-trust/core/lifecycle/Request"
import { type Member, type State, trust, usersOf, withUsers } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { make as makeWorld } from "@org-trust/core/lifecycle/World"
import { NotFound } from "@org-trust/core/TrustError"
import { UserAuthorization } from "@org-trust/core/UserAuthorization"
import { believing, inTrust, leaving, type Mutant, overriding, replying } from "./Mutant.ts"

type RoleRequest = Request<"TrusteeUserRoles.replace" | "TrusteeUserRoles.clear">

const memberOf = (state: State, { input, principal }: RoleRequest): Member<UserId> | undefined => {
  const current = trust(state, principal.organizationId, input.trusteeOrgId)
  return current === undefined ? undefined : usersOf(current).find((user) => user.id === input.trusteeUserId)
}

const setGrants = (
  state: State,
  { input, principal }: RoleRequest,
  grants: (user: Member<UserId>) => ReadonlyArray<Grant>,
): State =>
  inTrust(state, principal.organizationId, input.trusteeOrgId, (current) =>
    withUsers(
      current,
      usersOf(current).map((user) => (user.id === input.trusteeUserId ? { ...user, grants: grants(user) } : user)),
    ),
  )

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

/** Wrong ways with granting roles and taking them away. */
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
        "TrusteeUserRoles.clear": leaving((after, { input, principal }) =>
          inTrust(after, principal.organizationId, input.trusteeOrgId, (current) =>
            withUsers(
              current,
              usersOf(current).filter((user) => user.id !== input.trusteeUserId),
            ),
          ),
        ),
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
]
