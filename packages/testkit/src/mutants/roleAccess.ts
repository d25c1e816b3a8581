/**
 * Wrong ways with what roles give, and to whom.
 */
import * as Result from "effect/Result"
import type { UserId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { type State, type Trust, usersOf, withUsers } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { make as makeWorld, type WorldOrganization } from "@org-trust/core/lifecycle/World"
import { UserAuthorization } from "@org-trust/core/UserAuthorization"
import { believing, inTrust, leaving, mapTrusts, type Mutant, overriding } from "./Mutant.ts"

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

/** Wrong ways with what roles give, and to whom. */
export const mutants: ReadonlyArray<Mutant> = [
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
        "TrusteeUserRoles.replace": leaving((after, { input, principal }) =>
          inTrust(after, principal.organizationId, input.trusteeOrgId, (current) => {
            const grants = usersOf(current).find(({ id }) => id === input.trusteeUserId)?.grants ?? []
            return withUsers(
              current,
              usersOf(current).map((user) => ({ ...user, grants })),
            )
          }),
        ),
      }),
  },
]
