/**
 * Which situations of cloned users, of trusts with Customer Care, of bulk removals and
 * of a user's trustors can be reached, and why others cannot.
 */
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import type { OperationName } from "@org-trust/core/Operation"
import type { Ground } from "./Reachability.ts"
import type { OutcomeName, StateClass } from "./Situation.ts"

type Reason = string | undefined
/** For each outcome that depends on it, why an operation cannot come to it with a state. */
type Outcomes = { readonly [Tag in OutcomeName]?: (ground: Ground, state: StateClass) => Reason }

const always = (): Reason => undefined
const isThere = "trust.absent: the trust is there"
const isAbsent = "trust.absent: the trust is not found first"
const onlyPath = "the request has nothing but a path, which takes any string"
const mayLookSoItIsThere =
  "permission.in-trustor-organization: who may look, may do so through the trust, so it is there"

const needsTrust = (_ground: Ground, state: StateClass): Reason => (state === "no trust" ? isAbsent : undefined)

const cloneLimit =
  (wanted: Profile["overLimit"]) =>
  ({ canBeFullOfClones, profile }: Ground): Reason => {
    if (profile.overLimit !== wanted) return `clone.limit: under this profile it is ${profile.overLimit}`
    return canBeFullOfClones ? undefined : "no trust of the world has more users than can be cloned"
  }

/** A clone is made through its own group of operations. */
const needsClone = ({ groups }: Ground, state: StateClass): Reason =>
  state === "no trust"
    ? isAbsent
    : groups.has("TrustorClonedUsers")
      ? undefined
      : "the implementation has no TrustorClonedUsers"

const withoutCare = "default-trust.with-care: the world has Customer Care"
const needsCare = ({ hasCare }: Ground): Reason => (hasCare ? undefined : "the world has no Customer Care")

/** A trust with Customer Care is made without a pairing, and needs only that there is one. */
const creation: Outcomes = {
  Success: (ground, state) =>
    needsCare(ground) ?? (state === "no trust" ? undefined : "trust.one-per-direction: there is a trust already"),
  Conflict: (ground, state) =>
    needsCare(ground) ?? (state === "no trust" ? "trust.one-per-direction: there is no trust yet" : undefined),
  NotFound: ({ hasCare }) => (hasCare ? withoutCare : undefined),
  InvalidRequest: () => "the request has nothing but flags",
}

const bulk: Outcomes = {
  Success: ({ profile }, state) =>
    state === "no trust" && profile.bulkUnknownId === "NotFound"
      ? "bulk.unknown-id: under this profile an unknown id is refused"
      : undefined,
  NotFound: ({ profile }) =>
    profile.bulkUnknownId === "NotFound" ? undefined : "bulk.unknown-id: under this profile it is passed over",
  InvalidRequest: always,
}

const cloneSeenByTrustee: Outcomes = {
  Success: needsClone,
  NotFound: always,
  InvalidRequest: () => onlyPath,
}

/** What is said here of operations; others are not about these things. */
export const lateOutcomes: { readonly [K in OperationName]?: Outcomes } = {
  "TrusteeClonedUsers.list": {
    Success: needsTrust,
    NotFound: (_ground, state) => (state === "no trust" ? undefined : isThere),
    InvalidRequest: () => onlyPath,
  },
  "TrusteeClonedUsers.remove": { Success: needsClone, NotFound: always, InvalidRequest: () => onlyPath },
  "TrustorClonedUsers.list": {
    Success: needsTrust,
    NotFound: () => mayLookSoItIsThere,
    InvalidRequest: () => onlyPath,
  },
  "TrustorClonedUsers.get": cloneSeenByTrustee,
  "TrustorClonedUsers.create": {
    Success: needsTrust,
    NotFound: always,
    Conflict: cloneLimit("Conflict"),
    InvalidRequest: cloneLimit("InvalidRequest"),
  },
  "TrustorClonedUsers.remove": cloneSeenByTrustee,
  "DefaultTrusts.get": {
    Success: (ground, state) => needsCare(ground) ?? needsTrust(ground, state),
    NotFound: (_ground, state) => (state === "no trust" ? undefined : isThere),
    InvalidRequest: () => "the request has nothing that could be wrong",
  },
  "DefaultTrusts.create": creation,
  "CareTrusts.list": { Success: always, InvalidRequest: () => "the request has nothing that could be wrong" },
  "CareTrusts.create": creation,
  "BulkRemoval.trustees": bulk,
  "BulkRemoval.trustors": bulk,
  "UserTrustors.list": { Success: always, NotFound: always, InvalidRequest: always },
}

/** Why a state of a trust with Customer Care cannot be brought about. */
export const careStateReason = (
  { canMoveTime, groups, hasCare, profile }: Ground,
  operation: OperationName,
  state: StateClass,
): string | undefined => {
  const absent = ["Pairings", "Trustees"].find((group) => !groups.has(group))
  if (absent !== undefined) return `the implementation has no ${absent}: trusts with Customer Care are left to the laws`
  if (state === "no trust") return undefined
  if (!hasCare) return "the world has no Customer Care"
  if (operation === "DefaultTrusts.get" && !groups.has("DefaultTrusts"))
    return "the implementation has no DefaultTrusts"
  if (state === "open trust") return undefined
  const canEnd = canMoveTime || profile.endInPast === "Accept"
  return state === "disabled trust" || canEnd ? undefined : "time cannot be moved for this implementation"
}
