/**
 * Wrong ways with who is in a group at home.
 */
import type { UserId } from "@org-trust/core/Identifiers"
import { make as makeWorld, type World } from "@org-trust/core/lifecycle/World"
import { believing, type Mutant } from "./Mutant.ts"
import { throughTrust } from "./groupSteps.ts"

/** As if the groups had those members of whom was last heard, by some way of hearing. */
const rememberingMembers = (
  hear: (known: ReadonlyArray<UserId>, now: ReadonlyArray<UserId>) => ReadonlyArray<UserId>,
) => {
  const known = new Map<string, ReadonlyArray<UserId>>()
  const remembered = (world: World): World =>
    makeWorld(
      [...world.values()].map(({ organization }) => ({
        ...organization,
        groups: organization.groups.map((group) => {
          const key = `${organization.id}/${group.id}`
          const memberIds = hear(known.get(key) ?? group.memberIds, group.memberIds)
          known.set(key, memberIds)
          return { ...group, memberIds }
        }),
      })),
    )
  return throughTrust(
    believing(({ environment, state }) => ({
      environment: { ...environment, world: remembered(environment.world) },
      state,
    })),
  )
}

/** Wrong ways with who is in a group at home. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "left-member-keeps-access",
    sentence: "Who has left a group at home still has the group's roles.",
    rules: ["group.membership-of-the-moment"],
    step: () => rememberingMembers((known, now) => [...new Set([...known, ...now])]),
  },
  {
    name: "new-member-without-access",
    sentence: "Who joins a group after it was let in does not have its roles.",
    rules: ["group.membership-of-the-moment"],
    step: () => rememberingMembers((known) => known),
  },
]
