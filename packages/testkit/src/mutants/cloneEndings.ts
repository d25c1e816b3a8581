/**
 * Wrong ways with what takes a clone away with it: its user's place in the trust, a group, the trust.
 */
import * as Result from "effect/Result"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { clonesOf, type State, type Trust, trust } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { Principal } from "@org-trust/core/Principal"
import { inTrust, leaving, mapTrusts, type Mutant, overriding } from "./Mutant.ts"

const withClones = (current: Trust, clones: Trust["clones"]): Trust => ({
  ...current,
  ...(clones !== undefined && { clones }),
})

/** The clones that there were before. */
const keepClones = (after: State, before: State, trustorOrgId: OrganizationId, trusteeOrgId: OrganizationId): State =>
  inTrust(after, trustorOrgId, trusteeOrgId, (current) =>
    withClones(current, trust(before, trustorOrgId, trusteeOrgId)?.clones),
  )

/** Wrong ways with what takes a clone away with it. */
export const mutants: ReadonlyArray<Mutant> = [
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
]
