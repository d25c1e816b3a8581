/**
 * Wrong ways with cloned users: who can be cloned, how many, and what both organizations see of it.
 */
import * as Result from "effect/Result"
import { usersOf, withGroups, withUsers } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { clonedUser } from "@org-trust/core/lifecycle/View"
import { Conflict } from "@org-trust/core/TrustError"
import type { Mutant } from "../Mutant.ts"
import { absenceSucceeds } from "./refusals.ts"
import {
  changeTrust,
  inProfile,
  inTrusts,
  leaving,
  only,
  overriding,
  refusing,
  replying,
  trustFor,
  undone,
} from "./steps.ts"

/** Wrong ways with cloned users. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "clone-of-stranger",
    sentence: "Any user of the trustee can be cloned, in the trust or not.",
    rules: ["clone.only-trusted"],
    step: () =>
      inTrusts(
        ["TrustorClonedUsers.create"],
        (current, _environment, { input, now, principal: { organizationId } }) => {
          const id = "trusteeUserId" in input ? input.trusteeUserId : undefined
          if (id === undefined || usersOf(current).some((user) => user.id === id)) return current
          const joined = { id, grants: [], dateCreated: now, createdBy: { organizationId } }
          return withUsers(current, [...usersOf(current), joined])
        },
      ),
  },
  {
    name: "group-member-not-clonable",
    sentence: "Only a user of the trust can be cloned, and no member of a group of it.",
    rules: ["clone.only-trusted"],
    step: () => inTrusts(["TrustorClonedUsers.create"], (current) => withGroups(current, [])),
  },
  {
    name: "clone-limit-ignored",
    sentence: "A trust takes any number of clones.",
    rules: ["clone.limit"],
    step: () => inProfile(["TrustorClonedUsers.create"], () => ({ cloneLimit: 1_000_000 })),
  },
  {
    name: "sixth-clone",
    sentence: "A trust takes one clone more than its limit.",
    rules: ["clone.limit"],
    step: () => inProfile(["TrustorClonedUsers.create"], ({ cloneLimit }) => ({ cloneLimit: cloneLimit + 1 })),
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
    sentence: "The trustor is told that a clone was removed, but it is still there.",
    rules: ["clone.both-organizations-agree"],
    step: () => only(["TrusteeClonedUsers.remove"], undone),
  },
  {
    name: "clone-removal-takes-all",
    sentence: "Removing one clone removes all clones of the trust.",
    rules: ["clone.both-organizations-agree"],
    step: () =>
      overriding({
        "TrustorClonedUsers.remove": leaving((after, request) =>
          changeTrust(after, request, ({ clones: _, ...current }) => current),
        ),
      }),
  },
  {
    name: "removing-no-clone-succeeds",
    sentence: "Removing the clone of a user who has none succeeds.",
    rules: ["clone.absent"],
    step: () => overriding({ "TrusteeClonedUsers.remove": refusing(absenceSucceeds) }),
  },
  {
    name: "trust-user-read-as-clone",
    sentence: "Reading a clone answers any user of the trust.",
    rules: ["clone.absent"],
    step: () =>
      overriding({
        "TrustorClonedUsers.get": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const current = trustFor(state, request)
          const user = current && usersOf(current).find(({ id }) => id === request.input.trusteeUserId)
          return Result.isFailure(stepped.result) && stepped.result.failure._tag === "NotFound" && current && user
            ? { state, result: Result.succeed(clonedUser(environment.world, current, user, "")) }
            : stepped
        },
      }),
  },
]
