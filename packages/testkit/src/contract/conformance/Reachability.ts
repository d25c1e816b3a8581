/**
 * Which situations a right implementation can be brought into, and for the others
 * why not: by the rules, by the implementation's choices, or for want of something
 * in its world.
 */
import { permissionRule } from "@org-trust/core/lifecycle/Authorization"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import { isMet } from "@org-trust/core/Permission"
import { missingPermissions } from "@org-trust/core/TrustError"
import { operationGroups } from "../Capabilities.ts"
import { type Cast, casts } from "../Cast.ts"
import { isAboutCare } from "./Care.ts"
import { careStateReason, lateOutcomes } from "./CareReachability.ts"
import type { Subject } from "../Subject.ts"
import type { OutcomeName, StateClass } from "./Situation.ts"

const missing: ReadonlySet<string> = new Set(missingPermissions)

/** What there is to reach situations with. */
export interface Ground {
  readonly profile: Profile
  readonly groups: ReadonlySet<string>
  readonly canMoveTime: boolean
  /** Whether some client has, or lacks, what an operation asks for. */
  readonly someoneMay: (operation: OperationName) => boolean
  readonly someoneMayNot: (operation: OperationName) => boolean
  /** Whether a user of a trustee can be given what an operation asks for, and can call. */
  readonly someoneCanBeTrusted: (operation: OperationName) => boolean
  /** Whether some trustee has more users and groups than a trust takes. */
  readonly isCrowded: boolean
  /** Whether some trustee has a group. */
  readonly isGrouped: boolean
  /** Whether some trust can have more users than can be cloned. */
  readonly canBeFullOfClones: boolean
  /** Whether there is an organization of Customer Care. */
  readonly hasCare: boolean
}

const usersWhoCall = ({ trustee }: Cast): boolean =>
  trustee.activeUsers.some(({ id }) => trustee.clients.some((client) => client.userId === id))

/** What a subject's world and capabilities offer. */
export const groundOf = (subject: Pick<Subject, "capabilities" | "passTime" | "world">): Ground => {
  const { groups, profile } = subject.capabilities
  const all = casts(subject.world, groups)
  const active = new Set<string>(all.flatMap(({ trustee }) => trustee.activeUsers.map(({ id }) => id)))
  const organizations = new Set<string>(all.map(({ trustor }) => trustor.organization.id))
  const clients = subject.world.clients.filter(
    ({ organizationId, userId }) => organizations.has(organizationId) && (userId === undefined || active.has(userId)),
  )
  const may = (operation: OperationName, permissions: ReadonlyArray<string>) =>
    isMet(permissionRule(profile, operation), (permission) => permissions.includes(permission))
  return {
    profile,
    groups: new Set(groups),
    canMoveTime: subject.passTime !== undefined,
    someoneMay: (operation) => clients.some((client) => may(operation, client.permissions)),
    someoneMayNot: (operation) => clients.some((client) => !may(operation, client.permissions)),
    someoneCanBeTrusted: (operation) =>
      all.some(
        (cast) =>
          usersWhoCall(cast) &&
          may(
            operation,
            cast.trustor.organization.roles.flatMap((role) => role.permissions),
          ),
      ),
    isCrowded: all.some(
      ({ trustee }) => trustee.activeUsers.length + trustee.organization.groups.length > profile.memberLimit,
    ),
    isGrouped: all.some(({ trustee }) => trustee.organization.groups.length > 0),
    canBeFullOfClones: all.some(
      ({ trustee }) => Math.min(trustee.activeUsers.length, profile.memberLimit) > profile.cloneLimit,
    ),
    hasCare: subject.world.organizations.some(({ isCare }) => isCare === true),
  }
}

type Reason = string | undefined

const groupOf = (operation: OperationName): string =>
  operationGroups.find((group) => operation.startsWith(`${group}.`)) ?? operation

const stateReason = (ground: Ground, operation: OperationName, state: StateClass): Reason => {
  const { canMoveTime, groups, profile } = ground
  const lack = (...needed: ReadonlyArray<string>): Reason => {
    const absent = needed.find((group) => !groups.has(group))
    return absent === undefined ? undefined : `the implementation has no ${absent}`
  }
  if (isAboutCare(operation)) return careStateReason(ground, operation, state)
  const time = canMoveTime ? undefined : "time cannot be moved for this implementation"
  switch (state) {
    case "no pairing":
      return undefined
    case "open pairing":
      return lack("Pairings")
    case "used pairing":
      return lack("Pairings", "Trustees")
    case "expired pairing":
      return lack("Pairings") ?? time
    case "no trust":
      return operation === "Trustees.create" ? lack("Pairings") : undefined
    case "open trust":
    case "disabled trust":
      return lack("Pairings", "Trustees")
    case "expired trust":
      return lack("Pairings", "Trustees") ?? (profile.endInPast === "Accept" ? undefined : time)
  }
}

const permissionReason = (
  ground: Ground,
  operation: OperationName,
  outcome: OutcomeName,
  state: StateClass,
): Reason => {
  const { checkedIn }: OperationEntry = operations[operation]
  const { mode } = permissionRule(ground.profile, operation)
  if (checkedIn === "trustor") {
    if (outcome === "MissingTrustorPermissions") return undefined
    if (state !== "open trust") {
      return `permission.in-trustor-organization: with ${state} nobody has a permission there`
    }
    return ground.someoneCanBeTrusted(operation)
      ? undefined
      : "the world has no trustor whose roles permit it, or no trustee whose users are clients"
  }
  if (outcome === "MissingAnyPermissions" || outcome === "MissingPermissions") {
    if ((outcome === "MissingPermissions") !== (mode === "ALL")) {
      return mode === "ALL"
        ? "permission.all: under this profile all of the permissions are needed"
        : "permission.any: under this profile one of the permissions is enough"
    }
    return ground.someoneMayNot(operation) ? undefined : "every client of the world has the permissions"
  }
  return ground.someoneMay(operation) ? undefined : "no client of the world has the permissions"
}

const isPairing = (state: StateClass): boolean => state.endsWith("pairing")

const refusedFirst = (state: StateClass): string => {
  switch (state) {
    case "used pairing":
      return "pairing.used-once: the pairing is refused first"
    case "expired pairing":
      return "pairing.expires: the pairing is refused first"
    default:
      return "pairing.needed: the pairing is refused first"
  }
}

const overLimit = ({ isCrowded, profile }: Ground, wanted: Profile["overLimit"]): Reason => {
  if (profile.overLimit !== wanted) return `trust.member-limit: under this profile it is ${profile.overLimit}`
  return isCrowded ? undefined : "no trustee of the world has more users and groups than a trust takes"
}

const unknownId = (
  { profile }: Ground,
  wanted: Profile["unknownMember"],
  ...which: ReadonlyArray<"unknownMember" | "unknownRole">
): Reason =>
  which.some((each) => profile[each] === wanted)
    ? undefined
    : `under this profile an unknown id in a body is not ${wanted}`

const either = (...reasons: readonly [Reason, ...Array<Reason>]): Reason =>
  reasons.includes(undefined) ? undefined : reasons.join("; ")

/** Whether an operation adds a member, as trustor with roles, or as trustee without. */
const isAddition = (operation: OperationName, side: "Trustee" | "Trustor"): boolean =>
  operation === `${side}Users.add` || operation === `${side}Groups.add`

const hasPayload = (operation: OperationName): boolean => "payload" in operations[operation].input.fields

const isListing = (operation: OperationName): boolean => operation.endsWith(".list")

const hasMemberInPath = (operation: OperationName): boolean => /\{\w+(User|Group)Id\}/.test(operations[operation].path)

/** Whether an operation has to name a group to succeed. */
const isAboutGroup = (operation: OperationName): boolean =>
  operations[operation].path.includes("GroupId}") || operation === "TrusteeGroups.add"

const noGroups = "no trustee of the world has a group"

const isThere = "trust.absent: the trust is there"
const isAbsent = "trust.absent: the trust is not found first"

const success = ({ isGrouped }: Ground, operation: OperationName, state: StateClass): Reason => {
  if (isAboutGroup(operation) && !isGrouped) return noGroups
  if (operation === "Pairings.get") return state === "open pairing" ? undefined : refusedFirst(state)
  if (operation === "Trustees.create") {
    if (isPairing(state)) return refusedFirst(state)
    return state === "no trust" ? undefined : "trust.one-per-direction: there is a trust already"
  }
  const isAboutMany = /^(Pairings\.create|Trustees\.list|Trustors\.list|TrustAudits\..*)$/.test(operation)
  return isAboutMany || state !== "no trust" ? undefined : isAbsent
}

const notFound = (ground: Ground, operation: OperationName, state: StateClass): Reason => {
  switch (operation) {
    case "Pairings.create":
      return unknownId(ground, "NotFound", "unknownMember")
    case "Pairings.get":
      return state === "open pairing" ? "pairing.readable-by-holder: the pairing can be read" : undefined
    case "Trustees.create":
      return isPairing(state) ? refusedFirst(state) : unknownId(ground, "NotFound", "unknownMember", "unknownRole")
  }
  if (isAddition(operation, "Trustee")) {
    return state === "no trust" ? undefined : unknownId(ground, "NotFound", "unknownMember", "unknownRole")
  }
  if (isAddition(operation, "Trustor")) return unknownId(ground, "NotFound", "unknownMember")
  if (hasMemberInPath(operation)) return undefined
  if (operations[operation].checkedIn === "trustor") {
    return "permission.in-trustor-organization: who may look, may do so through the trust, so it is there"
  }
  return state === "no trust" ? undefined : isThere
}

const invalidRequest = (ground: Ground, operation: OperationName, state: StateClass): Reason => {
  const pastEnd =
    ground.profile.endInPast === "Refuse" ? undefined : "trust.end-in-future: under this profile any end is taken"
  if (isListing(operation) || operation.startsWith("TrustAudits.")) return undefined
  switch (operation) {
    case "Pairings.create":
      return undefined
    case "Trustees.create":
      if (isPairing(state)) return refusedFirst(state)
      return either(
        pastEnd,
        unknownId(ground, "InvalidRequest", "unknownMember", "unknownRole"),
        state === "no trust"
          ? overLimit(ground, "InvalidRequest")
          : "trust.one-per-direction: that conflict comes first",
      )
    case "Trustees.update":
      return pastEnd
  }
  if (isAddition(operation, "Trustor")) {
    return either(unknownId(ground, "InvalidRequest", "unknownMember"), overLimit(ground, "InvalidRequest"))
  }
  if (state === "no trust" && hasPayload(operation)) return isAbsent
  if (isAddition(operation, "Trustee")) {
    return either(
      unknownId(ground, "InvalidRequest", "unknownMember", "unknownRole"),
      overLimit(ground, "InvalidRequest"),
    )
  }
  return hasPayload(operation)
    ? unknownId(ground, "InvalidRequest", "unknownRole")
    : "the request has nothing but a path, which takes any string"
}

const conflict = (ground: Ground, operation: OperationName, state: StateClass): Reason => {
  if (isAboutGroup(operation) && !ground.isGrouped) return noGroups
  if (operation === "Trustees.create") {
    if (isPairing(state)) return refusedFirst(state)
    return state === "no trust" ? overLimit(ground, "Conflict") : undefined
  }
  if (isAddition(operation, "Trustee")) {
    if (state === "no trust") return isAbsent
    return ground.profile.duplicateMember === "Conflict" ? undefined : overLimit(ground, "Conflict")
  }
  return overLimit(ground, "Conflict")
}

const outcomeReason = (ground: Ground, operation: OperationName, outcome: OutcomeName, state: StateClass): Reason => {
  const late = lateOutcomes[operation]
  if (late !== undefined) return late[outcome]?.(ground, state)
  switch (outcome) {
    case "Success":
      return success(ground, operation, state)
    case "NotFound":
      return notFound(ground, operation, state)
    case "InvalidRequest":
      return invalidRequest(ground, operation, state)
    case "Conflict":
      return conflict(ground, operation, state)
    case "PairingIdRequired":
      return isPairing(state) ? undefined : "pairing.needed: the pairing is open"
    case "TrusteeUserRequired":
      return isPairing(state) ? refusedFirst(state) : undefined
    case "SelfTrustNotAllowed":
      if (isPairing(state)) return refusedFirst(state)
      return state === "no trust" ? undefined : "pairing.not-with-oneself: no organization has a trust with itself"
    default:
      return undefined
  }
}

/** Why a situation cannot be reached; nothing where it can. */
export const unreachable = (
  ground: Ground,
  operation: OperationName,
  outcome: OutcomeName,
  state: StateClass,
): string | undefined => {
  const group = groupOf(operation)
  if (!ground.groups.has(group)) return `the implementation has no ${group}`
  const isPermission = missing.has(outcome)
  return (
    stateReason(ground, operation, state) ??
    permissionReason(ground, operation, outcome, state) ??
    (isPermission ? undefined : outcomeReason(ground, operation, outcome, state))
  )
}
