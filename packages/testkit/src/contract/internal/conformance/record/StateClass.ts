/**
 * What an operation is about, and in which state that is.
 */
import type * as DateTime from "effect/DateTime"
import * as HashMap from "effect/HashMap"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import { isTrustOpen } from "@org-trust/core/lifecycle/EffectiveAccess"
import { isPairingOpen } from "@org-trust/core/lifecycle/State"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import type { Request } from "@org-trust/core/lifecycle/Request"
import { type PairingState, type State, type Trust, trust, trusts } from "@org-trust/core/lifecycle/State"
import { type OperationEntry, type OperationInput, type OperationName, operations } from "@org-trust/core/Operation"
import type { World } from "@org-trust/core/lifecycle/World"
import type { TrustError } from "@org-trust/core/TrustError"

/** The condition of a pairing. One that was used counts as used for ever. */
export type PairingClass = "no pairing" | "open pairing" | "used pairing" | "expired pairing"

/** The condition of a trust. One that is disabled counts as disabled, whether its end has come or not. */
export type TrustClass = "no trust" | "open trust" | "disabled trust" | "expired trust"

/**
 * The state of what an operation was about, as the model saw it before the call:
 *
 * - of the pairing that is read; for one that is being made, `no pairing`;
 * - for the creation of a trust, of the pairing, and where that is open, of the trust
 *   that there is already between its maker and the caller;
 * - of the trust between the caller and the organization that the operation names;
 * - of the trust with Customer Care, or of all of them together where one that is
 *   missing counts as `no trust`;
 * - for lists, for bulk removals and for the audits of a trustor, of the caller's own trusts: `open trust`
 *   if any of them is open, else `disabled trust` if any is disabled, and so on.
 */
export type StateClass = PairingClass | TrustClass

/** `Success`, or the tag of the error. */
export type OutcomeName = "Success" | TrustError["_tag"]

const pairingClasses = ["no pairing", "open pairing", "used pairing", "expired pairing"] as const
const trustClasses = ["no trust", "open trust", "disabled trust", "expired trust"] as const

/** The classes that an operation can meet. */
export const classesOf = (operation: OperationName): ReadonlyArray<StateClass> => {
  switch (operation) {
    case "Pairings.create":
      return ["no pairing"]
    case "Pairings.get":
      return pairingClasses
    case "Trustees.create":
      return ["no pairing", "used pairing", "expired pairing", ...trustClasses]
    case "CareTrusts.list":
      return ["no trust"]
    default:
      return trustClasses
  }
}

/**
 * The outcomes that an operation can have by the table of operations. Left out is
 * what a right implementation cannot be made to answer by what is asked of it:
 * `RateLimited`, `Unavailable`, `UnexpectedResponse`, `NotAuthorized`; and
 * `Unauthenticated`, since clients of the world have good credentials.
 */
export const outcomesOf = (operation: OperationName): ReadonlyArray<OutcomeName> => {
  const { errors }: OperationEntry = operations[operation]
  return ["Success", ...errors, "InvalidRequest"]
}

const trustClass = (found: Trust | undefined, now: DateTime.Utc): TrustClass => {
  if (found === undefined) return "no trust"
  if (isTrustOpen(found, now)) return "open trust"
  return found.settings.enabled ? "expired trust" : "disabled trust"
}

const openness: ReadonlyArray<TrustClass> = ["open trust", "disabled trust", "expired trust"]

const mostOpen = (all: ReadonlyArray<Trust>, now: DateTime.Utc): TrustClass => {
  const classes = new Set(all.map((each) => trustClass(each, now)))
  return openness.find((each) => classes.has(each)) ?? "no trust"
}

const findPairing = (state: State, id: string | undefined): PairingState | undefined =>
  Array.from(HashMap.values(state.pairings)).find((each) => each.id === id)

const pairingClass = (profile: Profile, found: PairingState | undefined, now: DateTime.Utc): PairingClass => {
  if (found === undefined) return "no pairing"
  if (found.used) return "used pairing"
  return isPairingOpen(profile, found, now) ? "open pairing" : "expired pairing"
}

/** What a class depends on. */
export interface Before<K extends OperationName> extends Pick<Request<K>, "principal" | "input" | "now"> {
  readonly profile: Profile
  readonly world: World
  readonly state: State
}

type Classify = { readonly [K in OperationName]: (before: Before<K>) => StateClass }

type Seen = Pick<Before<OperationName>, "now" | "principal" | "state">
type SeenInWorld = Seen & Pick<Before<OperationName>, "world">

/**
 * On which side the caller is, for an operation that is about all of the caller's
 * trusts together; nothing for others.
 */
export const sideOfAll = (operation: OperationName): "trustor" | "trustee" | undefined => {
  const { about, side, trusts }: OperationEntry = operations[operation]
  return trusts === "several" && about !== "careTrust" && side !== "either" ? side : undefined
}

const ofAll = (side: "trustor" | "trustee", { now, principal, state }: Seen): TrustClass =>
  mostOpen(
    trusts(state).filter(
      ({ trusteeOrgId, trustorOrgId }) =>
        (side === "trustor" ? trustorOrgId : trusteeOrgId) === principal.organizationId,
    ),
    now,
  )

const care = ({ principal, state, world }: SeenInWorld): ReadonlyArray<Trust | undefined> =>
  careOrganizations(world, principal.organizationId).map((id) => trust(state, principal.organizationId, id))

const ofDefault = (before: SeenInWorld): TrustClass => trustClass(care(before)[0], before.now)

const ofCare = (before: SeenInWorld): TrustClass => {
  const found = care(before)
  const present = found.filter((each) => each !== undefined)
  return present.length < found.length ? "no trust" : mostOpen(present, before.now)
}

/** The operations of which neither the table nor the path tells the trust or the pairing that they are about. */
const special: Partial<Classify> = {
  "Pairings.create": () => "no pairing",
  "Pairings.get": ({ input, now, profile, state }) => pairingClass(profile, findPairing(state, input.pairingId), now),
  "Trustees.create": ({ input, now, principal, profile, state }) => {
    const made = findPairing(state, input.payload.pairingId)
    const found = pairingClass(profile, made, now)
    return made === undefined || found !== "open pairing"
      ? found
      : trustClass(trust(state, principal.organizationId, made.trusteeOrgId), now)
  },
  "TrustAudits.ofTrustor": ({ input, now, principal, state }) =>
    trustClass(trust(state, input.payload.trustorOrganizationId, principal.organizationId), now),
  "DefaultTrusts.get": ofDefault,
  "DefaultTrusts.create": ofDefault,
  "CareTrusts.list": () => "no trust",
  "CareTrusts.create": ofCare,
}

/** The trust that the path names; none where it names no organization. */
const namedTrust = ({ principal, state }: Seen, input: OperationInput<OperationName>): Trust | undefined => {
  if ("trusteeOrgId" in input) return trust(state, principal.organizationId, input.trusteeOrgId)
  return "trustorOrgId" in input ? trust(state, input.trustorOrgId, principal.organizationId) : undefined
}

/** The state of what an operation is about, before it. */
export const stateClass = <K extends OperationName>(
  operation: K,
  input: OperationInput<K>,
  before: Omit<Before<K>, "input">,
): StateClass => {
  const classifier: ((before: Before<K>) => StateClass) | undefined = special[operation]
  if (classifier !== undefined) return classifier({ ...before, input })
  const side = sideOfAll(operation)
  return side === undefined ? trustClass(namedTrust(before, input), before.now) : ofAll(side, before)
}
