/**
 * Wrong ways with the permissions that operations on groups ask for.
 */
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { make as makeWorld } from "@org-trust/core/lifecycle/World"
import { Principal } from "@org-trust/core/Principal"
import { believing, type Mutant, overriding } from "./Mutant.ts"

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

/** Wrong ways with the permissions that operations on groups ask for. */
export const mutants: ReadonlyArray<Mutant> = [
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
]
