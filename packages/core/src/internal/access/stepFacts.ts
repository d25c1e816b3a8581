/**
 * What a step is about, and which earlier steps it depends on.
 */
import { allDivisions } from "../../entities/Division.ts"
import type { RoleDivisionPair } from "../../entities/Division.ts"
import type { RoleId } from "../../Identifiers.ts"
import type { Grant } from "../../lifecycle/Event.ts"
import type { StepBegan } from "../../access/Journal.ts"
import { partnersOf, type Step } from "../../access/Step.ts"

/** What a step does to whom, as the journal keeps it. */
export type Facts = Pick<typeof StepBegan.Type, "sets" | "removes" | "ends">

const nothing: Facts = { sets: [], removes: [], ends: false }

const everywhere = (roleIds: ReadonlyArray<RoleId>): ReadonlyArray<Grant> => roleIds.map((roleId) => ({ roleId }))

const within = (pairs: ReadonlyArray<RoleDivisionPair>): ReadonlyArray<Grant> =>
  pairs.map(({ divisionId, roleId }) => (divisionId === allDivisions ? { roleId } : { roleId, divisionId }))

interface Joining {
  readonly id: string
  readonly roleIds?: ReadonlyArray<RoleId>
  readonly roleDivisions?: { readonly grants: ReadonlyArray<RoleDivisionPair> }
}

const joins = (what: "user" | "group", { id, roleDivisions, roleIds = [] }: Joining): Facts["sets"][number] => ({
  what,
  id,
  grants: [...everywhere(roleIds), ...within(roleDivisions?.grants ?? [])],
})

/** What a step does to whom. */
export const factsOf = (step: Step): Facts => {
  const sets = (what: "user" | "group", id: string, grants: ReadonlyArray<Grant>): Facts => ({
    ...nothing,
    sets: [{ what, id, grants }],
  })
  const removes = (what: "user" | "group", id: string): Facts => ({ ...nothing, removes: [{ what, id }] })
  switch (step.operation) {
    case "Trustees.create": {
      const { groups = [], users = [] } = step.input.payload
      return {
        ...nothing,
        sets: [...users.map((user) => joins("user", user)), ...groups.map((group) => joins("group", group))],
      }
    }
    case "Trustees.remove":
      return { ...nothing, ends: true }
    case "TrusteeUsers.add":
      return { ...nothing, sets: [joins("user", step.input.payload)] }
    case "TrusteeGroups.add":
      return { ...nothing, sets: [joins("group", step.input.payload)] }
    case "TrusteeUsers.remove":
      return removes("user", step.input.trusteeUserId)
    case "TrusteeGroups.remove":
      return removes("group", step.input.trusteeGroupId)
    case "TrusteeUserRoles.clear":
      return sets("user", step.input.trusteeUserId, [])
    case "TrusteeGroupRoles.clear":
      return sets("group", step.input.trusteeGroupId, [])
    case "TrusteeUserRoles.replace":
      return sets("user", step.input.trusteeUserId, everywhere(step.input.payload))
    case "TrusteeGroupRoles.replace":
      return sets("group", step.input.trusteeGroupId, everywhere(step.input.payload))
    case "TrusteeUserRoleDivisions.replace":
      return sets("user", step.input.trusteeUserId, within(step.input.payload.grants))
    case "TrusteeGroupRoleDivisions.replace":
      return sets("group", step.input.trusteeGroupId, within(step.input.payload.grants))
    case "CareTrusts.create":
    case "Trustees.update":
    case "TrusteeClonedUsers.remove":
    case "Pairings.create":
    case "Trustors.remove":
    case "TrustorUsers.add":
    case "TrustorUsers.remove":
    case "TrustorGroups.add":
    case "TrustorGroups.remove":
      return nothing
  }
}

/** Which trust a step is about: that which lets the partner in here, or that which lets us in there. */
export const sideOf = ({ operation }: Step): "trustee" | "trustor" =>
  operation.startsWith("Trustor") || operation === "Pairings.create" ? "trustor" : "trustee"

/** Whether two steps are about the same trust, or about one of the same. */
export const isSameTrust = (one: Step, other: Step): boolean =>
  sideOf(one) === sideOf(other) && partnersOf(one).some((partner) => partnersOf(other).includes(partner))

/** The members of the trust that a step is about, as keys. */
const membersOf = (step: Step): ReadonlyArray<string> => {
  const { removes, sets } = factsOf(step)
  return [...sets, ...removes].map(({ id, what }) => `${what}/${id}`)
}

/** Whether two steps are about the same member, or one of them is about the trust as a whole. */
export const isSameSubject = (one: Step, other: Step): boolean => {
  if (!isSameTrust(one, other)) return false
  const members = new Set(membersOf(one))
  return members.size === 0
    ? one.operation === other.operation && JSON.stringify(one.input) === JSON.stringify(other.input)
    : membersOf(other).some((member) => members.has(member))
}

const isAboutGroup = (step: Step): boolean => membersOf(step).some((member) => member.startsWith("group/"))

/** Whether a step makes trusts that later ones are about. */
const isMaking = ({ operation }: Step): boolean => operation === "CareTrusts.create"

/**
 * Whether a step must not be done after an earlier one was not. Settings that let more
 * people in come after everything that was to be taken away. Nobody is given anything
 * in a trust that was to be closed first, or that was not made. And what somebody keeps
 * by another way is taken only when that way is there.
 */
export const dependsOn = (step: Step, earlier: Step): boolean => {
  if (!isSameTrust(step, earlier)) return false
  if (step.operation === "Trustees.update" || isMaking(step) || isMaking(earlier)) return true
  if (earlier.operation === "Trustees.update") return step.effect !== "takes"
  if (membersOf(step).length > 0 && isSameSubject(step, earlier)) return true
  return step.effect === "takes" && earlier.effect !== "takes" && (isAboutGroup(step) || isAboutGroup(earlier))
}
