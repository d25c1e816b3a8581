/**
 * Bringing the trust of two organizations, or a pairing for it, into a condition.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import { isPairingOpen } from "@org-trust/core/lifecycle/State"
import { isTrustOpen } from "@org-trust/core/lifecycle/EffectiveAccess"
import { usersOf } from "@org-trust/core/lifecycle/State"
import { clientOf } from "../../../../Cast.ts"
import type { Violation } from "../../../../Violation.ts"
import type { Dice } from "../../../Dice.ts"
import type { Session } from "../../Session.ts"
import { partiesOf, type Sides, trustBetween } from "../../Sides.ts"
import { endCare } from "./CareConditions.ts"
import { ableRole, firstMembers } from "./FirstMembers.ts"

/** What comes of bringing something about: nothing but that it is so, or a difference. */
type Done = Effect.fn.Return<void, Violation>

const hour = Duration.toMillis("1 hour")

/** Makes a pairing of the trustee. */
export const pair = Effect.fnUntraced(function* ({ callIfServed }: Session, { trustee }: Sides, dice: Dice) {
  const user = dice.pick(trustee.activeUsers)
  const payload = { userIds: user === undefined ? [] : [user.id] }
  const made = yield* callIfServed(trustee.admin, "Pairings.create", { payload })
  return made !== undefined && Result.isSuccess(made) ? made.success.id : undefined
})

/** Makes sure that there is an open pairing of the trustee. */
export const ensureOpenPairing = Effect.fnUntraced(function* (session: Session, sides: Sides, dice: Dice): Done {
  const { clock, environment, state } = session
  const isThere = Array.from(HashMap.values(state().pairings)).some(
    (made) =>
      made.trusteeOrgId === sides.trustee.organization.id && isPairingOpen(environment.profile, made, clock.earliest()),
  )
  if (!isThere) yield* pair(session, sides, dice)
})

/** There is no trust. */
export const end = Effect.fnUntraced(function* (session: Session, sides: Sides): Done {
  if (trustBetween(session, sides) === undefined) return
  const trusteeOrgId = sides.trustee.organization.id
  yield* session.call(sides.trustor.admin, "Trustees.remove", { trusteeOrgId })
})

/** Ends the trusts of an organization with others than its partner. */
export const endOthers = Effect.fnUntraced(function* (
  session: Session,
  sides: Sides,
  side: "trustor" | "trustee",
): Done {
  for (const party of partiesOf(session.lab.cast)) {
    const other: Sides = side === "trustor" ? { ...sides, trustee: party } : { ...sides, trustor: party }
    if (party !== sides.trustor && party !== sides.trustee) yield* end(session, other)
  }
  if (side === "trustor") yield* endCare(session, sides.trustor)
})

/** Enables or disables the trust; `millis` from now is when it ends, if it does. */
export const update = Effect.fnUntraced(function* (
  { call, clock }: Session,
  { trustee, trustor }: Sides,
  enabled: boolean,
  millis?: number,
): Done {
  const end = millis === undefined ? {} : { dateExpired: DateTime.add(clock.earliest(), { milliseconds: millis }) }
  yield* call(trustor.admin, "Trustees.update", {
    trusteeOrgId: trustee.organization.id,
    payload: { enabled, ...end },
  })
})

/** Whether somebody who can call has a role, so that there is something to do with the trust. */
const isUsable = (session: Session, sides: Sides): boolean => {
  const found = trustBetween(session, sides)
  const able = ableRole(sides.trustor)
  return (
    found !== undefined &&
    usersOf(found).some(
      ({ grants, id }) => clientOf(sides.trustee, id) !== undefined && grants.some(({ roleId }) => roleId === able?.id),
    )
  )
}

/** There is a trust that somebody can use; one that is made has so many members. */
export const ensureTrust = Effect.fnUntraced(function* (
  session: Session,
  sides: Sides,
  count: number,
  dice: Dice,
  withGroups = true,
): Done {
  if (isUsable(session, sides)) return
  yield* end(session, sides)
  const pairingId = yield* pair(session, sides, dice)
  if (pairingId === undefined) return
  const company = { count, limit: session.environment.profile.memberLimit, withGroups }
  yield* session.call(sides.trustor.admin, "Trustees.create", {
    payload: { pairingId, enabled: true, ...firstMembers(sides, company, dice) },
  })
})

/** The trust is open, if there is one. */
export const open = Effect.fnUntraced(function* (session: Session, sides: Sides): Done {
  const found = trustBetween(session, sides)
  if (found === undefined || isTrustOpen(found, session.clock.earliest())) return
  // Under some profiles an end cannot be taken away, but it can be put off.
  const isKept = session.environment.profile.updateWithoutEnd === "Keep"
  yield* update(session, sides, true, isKept ? 1_000 * hour : undefined)
})

/** The end of the trust has come. */
export const expire = Effect.fnUntraced(function* (session: Session, sides: Sides): Done {
  if (session.lab.subject.passTime === undefined) {
    if (session.environment.profile.endInPast === "Accept") yield* update(session, sides, true, -hour)
    return
  }
  yield* update(session, sides, true, hour)
  yield* session.pass(hour)
})
