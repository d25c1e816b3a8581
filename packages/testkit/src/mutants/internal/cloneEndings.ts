/**
 * Wrong ways with what takes a clone away with it: its user's place in the trust, a group, the trust.
 */
import * as Result from "effect/Result"
import { clonesOf, type State, type Trust, trust } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { Principal } from "@org-trust/core/Principal"
import type { Mutant } from "../Mutant.ts"
import { kinds } from "./MemberKind.ts"
import { afterwards, changeTrust, leaving, mapTrusts, only, overriding, trustFor } from "./steps.ts"
import { remembering } from "./trusts.ts"

const withClones = (current: Trust, clones: Trust["clones"]): Trust => ({
  ...current,
  ...(clones !== undefined && { clones }),
})

/** The clones that there were before stay. */
const keepingClones = afterwards("all", (after, request, before) =>
  changeTrust(after, request, (current) => withClones(current, trustFor(before, request)?.clones)),
)

/** Wrong ways with what takes a clone away with it. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "clone-outlives-trust",
    sentence: "The clones of a trust that has ended are there again in a new one.",
    rules: ["clone.goes-with-trust"],
    step: () => remembering((made, ended) => withClones(made, ended.clones)),
  },
  ...kinds.map(({ noun, operations }): Mutant => ({
    name: { user: "clone-outlives-member", group: "clone-outlives-group" }[noun],
    sentence: `A clone stays when the ${noun} by which its user was let in is taken out of the trust.`,
    rules: ["clone.goes-with-trust"],
    step: () => only([operations.remove, operations.removeByTrustee], keepingClones),
  })),
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
          const { trusteeUserId } = request.input
          const there = trustFor(stepped.state, request)
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
        "Trustees.update": leaving((after, request) =>
          request.input.payload.enabled ? after : changeTrust(after, request, ({ clones: _, ...current }) => current),
        ),
      }),
  },
]
