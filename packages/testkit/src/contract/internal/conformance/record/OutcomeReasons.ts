/**
 * Why an operation cannot come to an outcome in a state: one row per operation. What
 * is refused for want of permission is told apart.
 */
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import type { OperationName } from "@org-trust/core/Operation"
import type { Ground, Reason } from "./Ground.ts"
import type { OutcomeName, StateClass } from "./StateClass.ts"

/** Why an operation cannot come to an outcome in a state; nothing where it can. */
type OutcomeReason = (ground: Ground, state: StateClass) => Reason

/** The reasons of an operation, for each outcome that depends on more than the state itself. */
type OutcomeReasons = { readonly [Tag in OutcomeName]?: OutcomeReason }

const always: OutcomeReason = () => undefined
const never =
  (reason: string): OutcomeReason =>
  () =>
    reason

const isOneDirection = "trust.one-per-direction: there is a trust already"
const isThere = "trust.absent: the trust is there"
const isAbsent = "trust.absent: the trust is not found first"

const onlyPath = never("the request has nothing but a path, which takes any string")
const nothingAsked = never("the request has nothing that could be wrong")
const mayLookSoItIsThere = never(
  "permission.in-trustor-organization: who may look, may do so through the trust, so it is there",
)

/** The first reason against, of conditions that all have to hold. */
const all =
  (...reasons: ReadonlyArray<OutcomeReason>): OutcomeReason =>
  (ground, state) => {
    for (const reason of reasons) {
      const found = reason(ground, state)
      if (found !== undefined) return found
    }
    return undefined
  }

/** All reasons against, of ways of which one is enough. */
const either =
  (...ways: ReadonlyArray<OutcomeReason>): OutcomeReason =>
  (ground, state) => {
    const reasons = ways.map((way) => way(ground, state))
    return reasons.includes(undefined) ? undefined : reasons.join("; ")
  }

const withTrust: OutcomeReason = (_ground, state) => (state === "no trust" ? isAbsent : undefined)
const withoutTrust: OutcomeReason = (_ground, state) => (state === "no trust" ? undefined : isThere)
const withGroup: OutcomeReason = ({ isGrouped }) => (isGrouped ? undefined : "no trustee of the world has a group")

const overLimit =
  (wanted: Profile["overLimit"]): OutcomeReason =>
  ({ isCrowded, profile }) => {
    if (profile.overLimit !== wanted) return `trust.member-limit: under this profile it is ${profile.overLimit}`
    return isCrowded ? undefined : "no trustee of the world has more users and groups than a trust takes"
  }

/** An id in the body that nothing has, where the profile answers so to it. */
const unknownId =
  (wanted: Profile["unknownMember"], ...which: ReadonlyArray<"unknownMember" | "unknownRole">): OutcomeReason =>
  ({ profile }) =>
    which.some((each) => profile[each] === wanted)
      ? undefined
      : `under this profile an unknown id in a body is not ${wanted}`

const pastEnd: OutcomeReason = ({ profile }) =>
  profile.endInPast === "Refuse" ? undefined : "trust.end-in-future: under this profile any end is taken"

/** Whether nothing refuses the pairing, before anything else is looked at. */
const withOpenPairing: OutcomeReason = (_ground, state) => {
  switch (state) {
    case "used pairing":
      return "pairing.used-once: the pairing is refused first"
    case "expired pairing":
      return "pairing.expires: the pairing is refused first"
    case "no pairing":
      return "pairing.needed: the pairing is refused first"
    default:
      return undefined
  }
}

const isPairing = (state: StateClass): boolean => state.endsWith("pairing")

/** For the creation of a trust: where there is none yet. */
const firstTrust =
  (reason: string): OutcomeReason =>
  (_ground, state) =>
    state === "no trust" ? undefined : reason

const trustCreation: OutcomeReasons = {
  Success: all(withOpenPairing, firstTrust(isOneDirection)),
  NotFound: all(withOpenPairing, unknownId("NotFound", "unknownMember", "unknownRole")),
  InvalidRequest: all(
    withOpenPairing,
    either(
      pastEnd,
      unknownId("InvalidRequest", "unknownMember", "unknownRole"),
      all(firstTrust("trust.one-per-direction: that conflict comes first"), overLimit("InvalidRequest")),
    ),
  ),
  Conflict: all(withOpenPairing, (ground, state) =>
    state === "no trust" ? overLimit("Conflict")(ground, state) : undefined,
  ),
  PairingIdRequired: (_ground, state) => (isPairing(state) ? undefined : "pairing.needed: the pairing is open"),
  TrusteeUserRequired: withOpenPairing,
  SelfTrustNotAllowed: all(
    withOpenPairing,
    firstTrust("pairing.not-with-oneself: no organization has a trust with itself"),
  ),
}

const ofTrust: OutcomeReasons = { Success: withTrust, NotFound: withoutTrust, InvalidRequest: onlyPath }

/** Lists of all that a caller has, which may be nothing. */
const listing: OutcomeReasons = { Success: always, InvalidRequest: always }

const membersSeenByTrustor: OutcomeReasons = { Success: withTrust, NotFound: withoutTrust, InvalidRequest: always }
const membersSeenByTrustee: OutcomeReasons = {
  Success: withTrust,
  NotFound: mayLookSoItIsThere,
  InvalidRequest: always,
}

/** Where `present` is what there has to be for a member of the kind. */
const memberOf = (present: OutcomeReason): OutcomeReasons => ({
  Success: all(present, withTrust),
  NotFound: always,
  InvalidRequest: onlyPath,
})

const rolesOf = (present: OutcomeReason): OutcomeReasons => ({
  ...memberOf(present),
  InvalidRequest: all(withTrust, unknownId("InvalidRequest", "unknownRole")),
})

const additionByTrustor = (present: OutcomeReason): OutcomeReasons => ({
  Success: all(present, withTrust),
  NotFound: (ground, state) =>
    state === "no trust" ? undefined : unknownId("NotFound", "unknownMember", "unknownRole")(ground, state),
  InvalidRequest: all(
    withTrust,
    either(unknownId("InvalidRequest", "unknownMember", "unknownRole"), overLimit("InvalidRequest")),
  ),
  Conflict: all(present, withTrust, (ground, state) =>
    ground.profile.duplicateMember === "Conflict" ? undefined : overLimit("Conflict")(ground, state),
  ),
})

const additionByTrustee = (present: OutcomeReason): OutcomeReasons => ({
  Success: all(present, withTrust),
  NotFound: unknownId("NotFound", "unknownMember"),
  InvalidRequest: either(unknownId("InvalidRequest", "unknownMember"), overLimit("InvalidRequest")),
  Conflict: all(present, overLimit("Conflict")),
})

const cloneLimit =
  (wanted: Profile["overLimit"]): OutcomeReason =>
  ({ canBeFullOfClones, profile }) => {
    if (profile.overLimit !== wanted) return `clone.limit: under this profile it is ${profile.overLimit}`
    return canBeFullOfClones ? undefined : "no trust of the world has more users than can be cloned"
  }

/** A clone is made through its own group of operations. */
const withClones: OutcomeReason = ({ groups }) =>
  groups.has("TrustorClonedUsers") ? undefined : "the implementation has no TrustorClonedUsers"

const ofClone: OutcomeReasons = { Success: all(withTrust, withClones), NotFound: always, InvalidRequest: onlyPath }

const withCare: OutcomeReason = ({ hasCare }) => (hasCare ? undefined : "the world has no Customer Care")
const withoutCare: OutcomeReason = ({ hasCare }) =>
  hasCare ? "default-trust.with-care: the world has Customer Care" : undefined

/** A trust with Customer Care is made without a pairing, and needs only that there is one. */
const careCreation: OutcomeReasons = {
  Success: all(withCare, firstTrust(isOneDirection)),
  Conflict: all(withCare, (_ground, state) =>
    state === "no trust" ? "trust.one-per-direction: there is no trust yet" : undefined,
  ),
  NotFound: withoutCare,
  InvalidRequest: never("the request has nothing but flags"),
}

/** Where one of several is missing, letting all in can be a conflict. */
const careCreationOfAll: OutcomeReasons = {
  ...careCreation,
  Conflict: (ground, state) =>
    ground.hasCare && ground.hasSeveralCare && ground.profile.careWhenPartly === "Conflict"
      ? undefined
      : careCreation.Conflict?.(ground, state),
}

const bulk: OutcomeReasons = {
  Success: ({ profile }, state) =>
    state === "no trust" && profile.bulkUnknownId === "NotFound"
      ? "bulk.unknown-id: under this profile an unknown id is refused"
      : undefined,
  NotFound: ({ profile }) =>
    profile.bulkUnknownId === "NotFound" ? undefined : "bulk.unknown-id: under this profile it is passed over",
  InvalidRequest: always,
}

const user = always
const group = withGroup

const table: { readonly [K in OperationName]: OutcomeReasons } = {
  "Pairings.create": {
    Success: always,
    NotFound: unknownId("NotFound", "unknownMember"),
    InvalidRequest: always,
  },
  "Pairings.get": {
    Success: withOpenPairing,
    NotFound: (_ground, state) =>
      state === "open pairing" ? "pairing.readable-by-holder: the pairing can be read" : undefined,
    InvalidRequest: onlyPath,
  },
  "Trustees.list": listing,
  "Trustees.create": trustCreation,
  "TrustAudits.ofTrustees": listing,
  "Trustees.get": ofTrust,
  "Trustees.update": { ...ofTrust, InvalidRequest: pastEnd },
  "Trustees.remove": ofTrust,
  "TrusteeUsers.list": membersSeenByTrustor,
  "TrusteeUsers.add": additionByTrustor(user),
  "TrusteeUsers.get": memberOf(user),
  "TrusteeUsers.remove": memberOf(user),
  "TrusteeUserRoles.get": memberOf(user),
  "TrusteeUserRoles.replace": rolesOf(user),
  "TrusteeUserRoles.clear": memberOf(user),
  "TrustAudits.ofTrustor": listing,
  "Trustors.list": listing,
  "Trustors.get": ofTrust,
  "Trustors.remove": ofTrust,
  "TrustorUsers.list": membersSeenByTrustee,
  "TrustorUsers.get": memberOf(user),
  "TrustorUsers.add": additionByTrustee(user),
  "TrustorUsers.remove": memberOf(user),
  "TrusteeUserRoleDivisions.replace": rolesOf(user),
  "TrusteeGroups.list": membersSeenByTrustor,
  "TrusteeGroups.add": additionByTrustor(group),
  "TrusteeGroups.get": memberOf(group),
  "TrusteeGroups.remove": memberOf(group),
  "TrusteeGroupRoles.get": memberOf(group),
  "TrusteeGroupRoles.replace": rolesOf(group),
  "TrusteeGroupRoles.clear": memberOf(group),
  "TrusteeGroupRoleDivisions.replace": rolesOf(group),
  "TrustorGroups.list": membersSeenByTrustee,
  "TrustorGroups.get": memberOf(group),
  "TrustorGroups.add": additionByTrustee(group),
  "TrustorGroups.remove": memberOf(group),
  "TrusteeClonedUsers.list": ofTrust,
  "TrusteeClonedUsers.remove": ofClone,
  "TrustorClonedUsers.list": { Success: withTrust, NotFound: mayLookSoItIsThere, InvalidRequest: onlyPath },
  "TrustorClonedUsers.get": ofClone,
  "TrustorClonedUsers.create": {
    Success: withTrust,
    NotFound: always,
    Conflict: cloneLimit("Conflict"),
    InvalidRequest: cloneLimit("InvalidRequest"),
  },
  "TrustorClonedUsers.remove": ofClone,
  "DefaultTrusts.get": {
    Success: all(withCare, withTrust),
    NotFound: withoutTrust,
    InvalidRequest: nothingAsked,
  },
  "DefaultTrusts.create": careCreation,
  "CareTrusts.list": { Success: always, InvalidRequest: nothingAsked },
  "CareTrusts.create": careCreationOfAll,
  "BulkRemoval.trustees": bulk,
  "BulkRemoval.trustors": bulk,
  "UserTrustors.list": { Success: always, NotFound: always, InvalidRequest: always },
}

/** Why an operation cannot come to an outcome in a state, permissions apart. */
export const outcomeReason = (
  ground: Ground,
  operation: OperationName,
  outcome: OutcomeName,
  state: StateClass,
): Reason => table[operation][outcome]?.(ground, state)
