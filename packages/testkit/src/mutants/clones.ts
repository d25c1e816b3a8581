/**
 * Wrong ways with cloned users: who can be cloned, how many, and what both organizations see of it.
 */
import * as Result from "effect/Result"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import { trust, usersOf, withGroups, withUsers } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { clonedUser } from "@org-trust/core/lifecycle/View"
import { Conflict } from "@org-trust/core/TrustError"
import { believing, inTrust, leaving, mapTrusts, type Mutant, overriding, refusing, replying } from "./Mutant.ts"

const withProfile = (change: (profile: Profile) => Partial<Profile>) =>
  believing(({ environment, state }) => ({
    environment: { ...environment, profile: { ...environment.profile, ...change(environment.profile) } },
    state,
  }))

/** Wrong ways with cloned users. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "clone-of-stranger",
    sentence: "Any user of the trustee can be cloned, in the trust or not.",
    rules: ["clone.only-trusted"],
    step: () =>
      overriding({
        "TrustorClonedUsers.create": believing(({ environment, state }, { now, principal, input }) => ({
          environment,
          state: mapTrusts(state, (current) => {
            const guest = "trusteeUserId" in input ? input.trusteeUserId : undefined
            if (guest === undefined || usersOf(current).some(({ id }) => id === guest)) return current
            const createdBy = { organizationId: principal.organizationId }
            return withUsers(current, [...usersOf(current), { id: guest, grants: [], dateCreated: now, createdBy }])
          }),
        })),
      }),
  },
  {
    name: "group-member-not-clonable",
    sentence: "Only who is in the trust by name can be cloned, not the members of a group.",
    rules: ["clone.only-trusted"],
    step: () =>
      overriding({
        "TrustorClonedUsers.create": believing(({ environment, state }) => ({
          environment,
          state: mapTrusts(state, (current) => withGroups(current, [])),
        })),
      }),
  },
  {
    name: "clone-limit-ignored",
    sentence: "A trust has any number of clones.",
    rules: ["clone.limit"],
    step: () => overriding({ "TrustorClonedUsers.create": withProfile(() => ({ cloneLimit: 1_000_000 })) }),
  },
  {
    name: "sixth-clone",
    sentence: "A trust has one clone more than its limit.",
    rules: ["clone.limit"],
    step: () =>
      overriding({
        "TrustorClonedUsers.create": withProfile(({ cloneLimit }) => ({ cloneLimit: cloneLimit + 1 })),
      }),
  },
  {
    name: "clone-again-conflicts",
    sentence: "Cloning a user who is cloned already is a conflict.",
    rules: ["clone.created-again"],
    step: () =>
      overriding({
        "TrustorClonedUsers.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const { operation } = request
          return Result.isSuccess(stepped.result) && stepped.state === state
            ? {
                state,
                result: Result.fail(new Conflict({ operation, message: "Cloned already", code: "general.conflict" })),
              }
            : stepped
        },
      }),
  },
  {
    name: "trustor-misses-a-clone",
    sentence: "The trustor does not see the newest clone.",
    rules: ["clone.both-organizations-agree"],
    step: () =>
      overriding({
        "TrusteeClonedUsers.list": replying((listing) => ({
          ...listing,
          entities: listing.entities.slice(0, -1),
          total: Math.max(0, listing.entities.length - 1),
        })),
      }),
  },
  {
    name: "clone-removal-by-trustor-not-stored",
    sentence: "The trustor is told that a clone is gone, but it is still there.",
    rules: ["clone.both-organizations-agree"],
    step: () => overriding({ "TrusteeClonedUsers.remove": leaving((_after, _request, before) => before) }),
  },
  {
    name: "clone-removal-takes-all",
    sentence: "Removing one clone removes all clones of the trust.",
    rules: ["clone.both-organizations-agree"],
    step: () =>
      overriding({
        "TrustorClonedUsers.remove": leaving((after, { input, principal }) =>
          inTrust(after, input.trustorOrgId, principal.organizationId, ({ clones: _, ...current }) => current),
        ),
      }),
  },
  {
    name: "removing-no-clone-succeeds",
    sentence: "Removing the clone of a user who has none succeeds.",
    rules: ["clone.absent"],
    step: () =>
      overriding({
        "TrusteeClonedUsers.remove": refusing((error) =>
          error._tag === "NotFound" ? Result.succeed(undefined) : Result.fail(error),
        ),
      }),
  },
  {
    name: "trust-user-read-as-clone",
    sentence: "Every user of the trust is found among the clones.",
    rules: ["clone.absent"],
    step: () =>
      overriding({
        "TrustorClonedUsers.get": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const current = trust(state, request.input.trustorOrgId, request.principal.organizationId)
          const user = current && usersOf(current).find(({ id }) => id === request.input.trusteeUserId)
          return Result.isFailure(stepped.result) && stepped.result.failure._tag === "NotFound" && current && user
            ? { state, result: Result.succeed(clonedUser(environment.world, current, user, "")) }
            : stepped
        },
      }),
  },
]
