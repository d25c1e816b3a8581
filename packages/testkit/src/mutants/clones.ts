/**
 * Wrong ways with cloned users.
 */
import * as Result from "effect/Result"
import type { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import type { Profile } from "@org-trust/core/model/Profile"
import {
  clonesOf,
  setTrust,
  type State,
  type Trust,
  trust,
  trusts,
  usersOf,
  withGroups,
  withUsers,
} from "@org-trust/core/model/State"
import { step } from "@org-trust/core/model/Step"
import { clonedUser } from "@org-trust/core/model/View"
import { Principal } from "@org-trust/core/Principal"
import { Conflict } from "@org-trust/core/TrustError"
import { believing, leaving, mapTrusts, type Mutant, type Override, overriding, refusing, replying } from "./Mutant.ts"

const withProfile = (change: (profile: Profile) => Partial<Profile>) =>
  believing(({ environment, state }) => ({
    environment: { ...environment, profile: { ...environment.profile, ...change(environment.profile) } },
    state,
  }))

/** The state with the trust of two organizations as it is in another state, in part. */
const inTrust = (
  state: State,
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  change: (current: Trust) => Trust,
): State => {
  const current = trust(state, trustorOrgId, trusteeOrgId)
  return current === undefined ? state : setTrust(state, change(current))
}

const withClones = (current: Trust, clones: Trust["clones"]): Trust => ({
  ...current,
  ...(clones !== undefined && { clones }),
})

/** The clones that there were before. */
const keepClones = (after: State, before: State, trustorOrgId: OrganizationId, trusteeOrgId: OrganizationId): State =>
  inTrust(after, trustorOrgId, trusteeOrgId, (current) =>
    withClones(current, trust(before, trustorOrgId, trusteeOrgId)?.clones),
  )

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
  {
    name: "clone-outlives-trust",
    sentence: "The clones of a trust that has ended are there again in a new one.",
    rules: ["clone.goes-with-trust"],
    step: () => {
      const ended = new Map<string, Trust>()
      return overriding({
        "Trustees.remove": leaving((after, { input, principal }, before) => {
          const found = trust(before, principal.organizationId, input.trusteeOrgId)
          if (found !== undefined) ended.set(`${principal.organizationId}/${input.trusteeOrgId}`, found)
          return after
        }),
        "Trustees.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          if (Result.isFailure(stepped.result)) return stepped
          const own = request.principal.organizationId
          const old = ended.get(`${own}/${stepped.result.success.id}`)
          return old === undefined
            ? stepped
            : {
                ...stepped,
                state: inTrust(stepped.state, own, stepped.result.success.id, (current) =>
                  withClones(current, old.clones),
                ),
              }
        },
      })
    },
  },
  {
    name: "clone-outlives-member",
    sentence: "The clone of a user who is taken out of the trust stays.",
    rules: ["clone.goes-with-trust"],
    step: () =>
      overriding({
        "TrusteeUsers.remove": leaving((after, { input, principal }, before) =>
          keepClones(after, before, principal.organizationId, input.trusteeOrgId),
        ),
        "TrustorUsers.remove": leaving((after, { input, principal }, before) =>
          keepClones(after, before, input.trustorOrgId, principal.organizationId),
        ),
      }),
  },
  {
    name: "clone-outlives-group",
    sentence: "The clone of a member stays when the group is taken out of the trust.",
    rules: ["clone.goes-with-trust"],
    step: () =>
      overriding({
        "TrusteeGroups.remove": leaving((after, { input, principal }, before) =>
          keepClones(after, before, principal.organizationId, input.trusteeOrgId),
        ),
        "TrustorGroups.remove": leaving((after, { input, principal }, before) =>
          keepClones(after, before, input.trustorOrgId, principal.organizationId),
        ),
      }),
  },
  {
    name: "clone-outlives-membership",
    sentence: "The clone of a member who leaves the group at home stays.",
    rules: ["clone.goes-with-trust"],
    step: () => {
      let last: State | undefined
      const kept = ({ trusteeOrgId, trustorOrgId }: Trust) =>
        last === undefined ? undefined : trust(last, trustorOrgId, trusteeOrgId)
      return (environment, state, request) => {
        const seen = mapTrusts(state, (current) => withClones(current, kept(current)?.clones ?? current.clones))
        const stepped = step(environment, seen, request)
        last = stepped.state
        return stepped
      }
    },
  },
  {
    name: "clone-goes-though-trusted",
    sentence: "The clone of a user who is taken out by name goes, though a group still lets the user in.",
    rules: ["clone.goes-with-trust"],
    step: () =>
      overriding({
        "TrusteeUsers.remove": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const { trusteeOrgId, trusteeUserId } = request.input
          const there = trust(stepped.state, request.principal.organizationId, trusteeOrgId)
          const isCloned = there !== undefined && clonesOf(there).some(({ id }) => id === trusteeUserId)
          if (Result.isFailure(stepped.result) || !isCloned) return stepped
          const principal = new Principal({ ...request.principal, permissions: ["directory:user:delete"] })
          const gone = step(environment, stepped.state, {
            ...request,
            operation: "TrusteeClonedUsers.remove",
            principal,
          })
          return { ...stepped, state: gone.state }
        },
      }),
  },
  {
    name: "clones-lost-on-disable",
    sentence: "Disabling a trust removes its clones.",
    rules: ["clone.goes-with-trust"],
    step: () =>
      overriding({
        "Trustees.update": leaving((after, { input, principal }) =>
          input.payload.enabled
            ? after
            : inTrust(after, principal.organizationId, input.trusteeOrgId, ({ clones: _, ...current }) => current),
        ),
      }),
  },
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
