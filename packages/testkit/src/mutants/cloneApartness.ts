/**
 * Wrong ways with what a clone has nothing to do with: its user's place in the trust, the permissions for trust
 * users, and other trustors.
 */
import * as Result from "effect/Result"
import type { UserId } from "@org-trust/core/Identifiers"
import { clonesOf, type Trust, trusts, usersOf, withUsers } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { clonedUser } from "@org-trust/core/lifecycle/View"
import { Principal } from "@org-trust/core/Principal"
import { inTrust, leaving, type Mutant, type Override, overriding } from "./Mutant.ts"

const withoutUser = (current: Trust, userId: UserId): Trust =>
  withUsers(
    current,
    usersOf(current).filter(({ id }) => id !== userId),
  )

/** Takes the permissions for trust users for those of the directory. */
const forDirectory =
  <K extends "TrusteeClonedUsers.list" | "TrusteeClonedUsers.remove">(): Override<K> =>
  (environment, state, request) => {
    const { permissions } = request.principal
    const held = permissions
      .filter((permission) => permission.startsWith("authorization:orgTrusteeUser:"))
      .map((permission) => permission.replace("authorization:orgTrusteeUser:", "directory:user:"))
    return step(environment, state, {
      ...request,
      principal: new Principal({ ...request.principal, permissions: held }),
    })
  }

/** Wrong ways with what a clone has nothing to do with. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "clone-removal-removes-member",
    sentence: "With a clone its user leaves the trust.",
    rules: ["clone.apart-from-user"],
    step: () =>
      overriding({
        "TrusteeClonedUsers.remove": leaving((after, { input, principal }) =>
          inTrust(after, principal.organizationId, input.trusteeOrgId, (current) =>
            withoutUser(current, input.trusteeUserId),
          ),
        ),
        "TrustorClonedUsers.remove": leaving((after, { input, principal }) =>
          inTrust(after, input.trustorOrgId, principal.organizationId, (current) =>
            withoutUser(current, input.trusteeUserId),
          ),
        ),
      }),
  },
  {
    name: "cloning-takes-roles",
    sentence: "A user who is cloned has no roles any more.",
    rules: ["clone.apart-from-user"],
    step: () =>
      overriding({
        "TrustorClonedUsers.create": leaving((after, { input, principal }) =>
          inTrust(after, input.trustorOrgId, principal.organizationId, (current) =>
            withUsers(
              current,
              usersOf(current).map((user) => (user.id === input.trusteeUserId ? { ...user, grants: [] } : user)),
            ),
          ),
        ),
      }),
  },
  {
    name: "trust-user-permission-for-directory",
    sentence: "For the trustor's clones the permissions for trust users count, instead of those of the directory.",
    rules: ["permission.any"],
    step: () =>
      overriding({
        "TrusteeClonedUsers.list": forDirectory<"TrusteeClonedUsers.list">(),
        "TrusteeClonedUsers.remove": forDirectory<"TrusteeClonedUsers.remove">(),
      }),
  },
  {
    name: "clones-of-all-trustors",
    sentence: "A trustee sees its clones in every trustor, whichever it asks about.",
    rules: ["clone.both-organizations-agree", "isolation.third-organization"],
    step: () =>
      overriding({
        "TrustorClonedUsers.list": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const all = trusts(state).filter(({ trusteeOrgId }) => trusteeOrgId === request.principal.organizationId)
          const entities = all.flatMap((each) =>
            clonesOf(each).map((clone) => clonedUser(environment.world, each, clone, "")),
          )
          return {
            ...stepped,
            result: Result.map(stepped.result, (listing) => ({ ...listing, entities, total: entities.length })),
          }
        },
      }),
  },
]
