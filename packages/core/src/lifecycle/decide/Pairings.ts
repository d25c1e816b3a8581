import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { InvalidRequest } from "../../TrustError.ts"
import type { PairingCreated } from "../Event.ts"
import type { Profile } from "../Profile.ts"
import { answer, type Outcome, refuse, type Situation } from "../Request.ts"
import { pairing, type PairingState } from "../State.ts"
import * as View from "../View.ts"
import { checkMembers, happening, notFound } from "./lookups.ts"

/** Whether a pairing can still be used and read. */
export const isOpen = (profile: Profile, candidate: PairingState, now: DateTime.Utc): boolean =>
  !candidate.used && DateTime.isLessThan(now, DateTime.addDuration(candidate.dateCreated, profile.pairingLifetime))

/** `POST /pairings` */
export const create = (situation: Situation<"Pairings.create">): Outcome<"Pairings.create"> => {
  const { fresh, input, origin, principal, world } = situation
  const trusteeOrgId = principal.organizationId
  const userIds = [...new Set(input.payload.userIds)]
  const groupIds = [...new Set(input.payload.groupIds)]
  if (userIds.length + groupIds.length === 0) {
    return refuse(
      "pairing.asks-for-someone",
      new InvalidRequest({
        ...origin,
        message: "A pairing has to ask for at least one user or group",
        code: "bad.request",
        status: 400,
        details: [{ errorCode: "bad.request", fieldName: "userIds" }],
      }),
    )
  }
  return Result.map(checkMembers(situation, "pairing.own-members", trusteeOrgId, userIds, groupIds), () => {
    const event: PairingCreated = {
      ...happening(situation),
      _tag: "PairingCreated",
      pairingId: fresh.pairingId,
      trusteeOrgId,
      userIds,
      groupIds,
    }
    const made = {
      id: event.pairingId,
      trusteeOrgId,
      userIds,
      groupIds,
      dateCreated: event.at,
      createdBy: event.by,
      used: false,
    }
    return { reply: View.pairing(world, made), events: [event] }
  })
}

/** `GET /pairings/{pairingId}` */
export const get = (situation: Situation<"Pairings.get">): Outcome<"Pairings.get"> => {
  const { input, now, origin, profile, state, world } = situation
  const found = pairing(state, input.pairingId)
  if (found === undefined) return refuse("pairing.needed", notFound(origin, "pairing", input.pairingId))
  if (!isOpen(profile, found, now)) {
    const rule = found.used ? "pairing.used-once" : "pairing.expires"
    return refuse(rule, notFound(origin, "pairing", input.pairingId))
  }
  return answer(View.pairing(world, found))
}
