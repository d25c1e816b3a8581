/**
 * Requests about pairings and about trusts.
 */
import * as DateTime from "effect/DateTime"
import { type PairingId, PairingIdParam } from "@org-trust/core/Identifiers"
import { isPairingOpen } from "@org-trust/core/lifecycle/State"
import { type PairingState, trust } from "@org-trust/core/lifecycle/State"
import type { OperationWith } from "@org-trust/core/Operation"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { type Askers, asTrustee, asTrustor } from "./Asker.ts"
import { bulkIds } from "./Bulk.ts"
import { someoneOf } from "./Callers.ts"
import { grants, members } from "./Members.ts"
import {
  another,
  digit,
  hasTrust,
  malformed,
  type Moment,
  organizationIds,
  otherFacts,
  pairings,
  type Place,
  trustPlace,
  unknown,
} from "./Moment.ts"
import { page } from "./PageRequests.ts"
import { pathOwnUser } from "./UserTrustors.ts"

const hour = 3_600_000
const ends = [1, 1_000, hour, 24 * hour, 720 * hour] as const

/** When a trust should end: mostly never, else soon or later, or in the past as the step wants. */
const end = ({ now }: Moment, { amount, deviation }: Step) => {
  if (deviation === "pastEnd") {
    return { dateExpired: DateTime.subtract(now, { milliseconds: pick([0, 1, 24 * hour], amount) ?? 0 }) }
  }
  const choice = digit(amount, 0)
  return choice < 5 ? {} : { dateExpired: DateTime.add(now, { milliseconds: pick(ends, choice) ?? hour }) }
}

const isOpenNow = ({ now, profile }: Moment, made: PairingState) => isPairingOpen(profile, made, now)

/** A pairing in the condition that the step wants; open unless it says otherwise. */
const wantedPairing = (moment: Moment, step: Step): PairingState | undefined => {
  const { deviation, where } = step
  const wanted = pairings(moment, (made) => {
    if (deviation === "usedPairing") return made.used
    return deviation === "expiredPairing" ? !made.used && !isOpenNow(moment, made) : isOpenNow(moment, made)
  })
  return pick(wanted, where)
}

const pairingId = (step: Step, wanted: PairingState | undefined): PairingId => {
  if (step.deviation === "malformedId") return PairingIdParam.make(pick(malformed, step.amount) ?? "")
  return step.deviation === "unknownId" ? unknown.pairingId : (wanted?.id ?? unknown.pairingId)
}

/** An open pairing and an organization that can make a trust of it, or not as the step wants. */
const match = (moment: Moment, step: Step): { readonly made: PairingState | undefined; readonly place: Place } => {
  const { deviation, where } = step
  const pairs = pairings(moment, (candidate) => isOpenNow(moment, candidate)).flatMap((made) =>
    organizationIds(moment).map((trustorOrgId) => ({ made, place: { trustorOrgId, trusteeOrgId: made.trusteeOrgId } })),
  )
  const found = pairs.filter(({ place }) => {
    const isOwn = place.trustorOrgId === place.trusteeOrgId
    if (deviation === "ownPairing") return isOwn
    return !isOwn && hasTrust(moment, place) === (deviation === "secondTrust")
  })
  const made = wantedPairing(moment, step)
  const trusteeOrgId = made?.trusteeOrgId ?? pick(organizationIds(moment), where) ?? unknown.organizationId
  const trustorOrgId = otherFacts(moment, trusteeOrgId, step.who)?.id ?? unknown.organizationId
  const other = { made, place: { trustorOrgId, trusteeOrgId } }
  return deviation === "usedPairing" || deviation === "expiredPairing" ? other : (pick(found, where) ?? other)
}

const withGrants =
  (granted: ReturnType<typeof grants>) =>
  <Id>(id: Id) => ({ id, ...granted })

/** What is asked about pairings and trusts, one or several. */
export const trustAskers: Askers<OperationWith<{ readonly about: "pairing" | "trust" }>> = {
  "Pairings.create": (moment, step) => {
    const organizationId = pick(organizationIds(moment), step.where) ?? unknown.organizationId
    const { groupIds, userIds } = members(moment, step, organizationId)
    const hasUsers = userIds.length > 0 || step.amount % 2 === 0
    const hasGroups = groupIds.length > 0 || step.amount % 3 === 0
    return {
      caller: someoneOf(moment, step, organizationId),
      input: { payload: { ...(hasUsers && { userIds }), ...(hasGroups && { groupIds }) } },
    }
  },
  "Pairings.get": (moment, step) => ({
    caller: someoneOf(moment, step, pick(organizationIds(moment), step.what) ?? unknown.organizationId),
    input: { pairingId: pairingId(step, wantedPairing(moment, step)) },
  }),
  "Trustees.list": (moment, step) => ({
    caller: someoneOf(moment, step, trustPlace(moment, step.where).trustorOrgId),
    input: page(moment, step),
  }),
  "Trustees.create": (moment, step) => {
    const { made, place } = match(moment, step)
    const { groupIds, userIds } = members(moment, step, place.trusteeOrgId)
    const granted = grants(moment, step, place.trustorOrgId)
    const hasGroups = groupIds.length > 0 || step.amount % 2 === 0
    return {
      caller: someoneOf(moment, step, place.trustorOrgId),
      input: {
        payload: {
          ...(step.deviation !== "noPairing" && { pairingId: pairingId(step, made) }),
          enabled: digit(another(step.what, 1), 0) !== 5,
          users: userIds.map(withGrants(granted)),
          ...(hasGroups && { groups: groupIds.map(withGrants(granted)) }),
          ...end(moment, step),
        },
      },
    }
  },
  "Trustees.get": (moment, step) => {
    const { caller, trusteeOrgId } = asTrustor(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trusteeOrgId } }
  },
  "Trustees.update": (moment, step) => {
    const place = trustPlace(moment, step.where)
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    const current = trust(moment.state, place.trustorOrgId, place.trusteeOrgId)?.settings
    const isRepeated = digit(step.what, 0) > 7 && step.deviation === "none" && current !== undefined
    const payload = isRepeated ? current : { enabled: ![4, 5, 6].includes(digit(step.what, 1)), ...end(moment, step) }
    return { caller, input: { trusteeOrgId, payload } }
  },
  "Trustees.remove": (moment, step) => {
    const { caller, trusteeOrgId } = asTrustor(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trusteeOrgId } }
  },
  "Trustors.list": (moment, step) => ({
    caller: someoneOf(moment, step, trustPlace(moment, step.where).trusteeOrgId),
    input: page(moment, step),
  }),
  "Trustors.get": (moment, step) => {
    const { caller, trustorOrgId } = asTrustee(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trustorOrgId } }
  },
  "Trustors.remove": (moment, step) => {
    const { caller, trustorOrgId } = asTrustee(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trustorOrgId } }
  },
  "BulkRemoval.trustees": (moment, step) => {
    const { trusteeOrgId, trustorOrgId } = trustPlace(moment, step.where)
    return {
      caller: someoneOf(moment, step, trustorOrgId),
      input: { id: bulkIds(moment, step, trustorOrgId, "trustor", trusteeOrgId) },
    }
  },
  "BulkRemoval.trustors": (moment, step) => {
    const { trusteeOrgId, trustorOrgId } = trustPlace(moment, step.where)
    return {
      caller: someoneOf(moment, step, trusteeOrgId),
      input: { id: bulkIds(moment, step, trusteeOrgId, "trustee", trustorOrgId) },
    }
  },
  "UserTrustors.list": (moment, step) => {
    const place = trustPlace(moment, step.where)
    return {
      caller: someoneOf(moment, step, place.trusteeOrgId),
      input: { userId: pathOwnUser(moment, step, place), ...page(moment, step) },
    }
  },
}
