/**
 * Bringing an organization's trusts with Customer Care into a wanted condition.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import { isTrustOpen } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { OperationName } from "@org-trust/core/Operation"
import { serves } from "../../../../Capabilities.ts"
import type { Party } from "../../../../Cast.ts"
import type { Violation } from "../../../../Violation.ts"
import type { Arrangement } from "../../Command.ts"
import type { Dice } from "../../../Dice.ts"
import type { Session } from "../../Session.ts"
import { careTrustsOf } from "../../Sides.ts"

/** Ends an organization's trusts with Customer Care. */
export const endCare = Effect.fnUntraced(function* (
  session: Session,
  { admin, organization }: Party,
): Effect.fn.Return<void, Violation> {
  for (const { trusteeOrgId } of careTrustsOf(session, organization.id)) {
    yield* session.call(admin, "Trustees.remove", { trusteeOrgId })
  }
})

/** There are trusts with all of Customer Care; the default one alone where that is all that can be made. */
const ensureCare = Effect.fnUntraced(function* (session: Session, { admin, organization }: Party, dice: Dice) {
  const all = careOrganizations(session.environment.world, organization.id).length
  if (careTrustsOf(session, organization.id).length === all) return
  const flags = { assignDefaultRole: dice.roll(2) === 0 }
  if (serves(session.lab.subject.capabilities, "CareTrusts.create")) {
    yield* session.call(admin, "CareTrusts.create", flags)
  } else {
    yield* session.call(admin, "DefaultTrusts.create", flags)
  }
})

const hour = Duration.toMillis("1 hour")

const update = Effect.fnUntraced(function* (
  session: Session,
  { admin, organization }: Party,
  enabled: boolean,
  hours?: number,
) {
  for (const { trusteeOrgId } of careTrustsOf(session, organization.id)) {
    const dateExpired = DateTime.add(session.clock.earliest(), { hours: hours ?? 0 })
    const payload = { enabled, ...(hours !== undefined && { dateExpired }) }
    yield* session.call(admin, "Trustees.update", { trusteeOrgId, payload })
  }
})

/** One trust with Customer Care is missing, and the others are there. */
const endOne = Effect.fnUntraced(function* (session: Session, { admin, organization }: Party, dice: Dice) {
  const one = dice.pick(careTrustsOf(session, organization.id))
  if (one !== undefined) yield* session.call(admin, "Trustees.remove", { trusteeOrgId: one.trusteeOrgId })
})

/** Brings an organization's trusts with Customer Care into a condition. */
export const arrangeCare = Effect.fnUntraced(function* (
  session: Session,
  wanted: Arrangement,
  operation: OperationName,
  trustor: Party,
  dice: Dice,
): Effect.fn.Return<void, Violation> {
  const isPartly = operation === "CareTrusts.create" && dice.roll(2) === 1
  if (wanted === "no trust" && !isPartly) return yield* endCare(session, trustor)
  yield* ensureCare(session, trustor, dice)
  if (wanted === "no trust") return yield* endOne(session, trustor, dice)
  const { endInPast, updateWithoutEnd } = session.environment.profile
  switch (wanted) {
    case "a disabled trust":
      return yield* update(session, trustor, false)
    case "an expired trust":
      if (session.lab.subject.passTime === undefined) {
        if (endInPast === "Accept") yield* update(session, trustor, true, -1)
        return
      }
      yield* update(session, trustor, true, 1)
      return yield* session.pass(hour)
    default:
      // Under some profiles an end cannot be taken away, but it can be put off.
      if (careTrustsOf(session, trustor.organization.id).some((each) => !isTrustOpen(each, session.clock.earliest()))) {
        yield* update(session, trustor, true, updateWithoutEnd === "Keep" ? 1_000 : undefined)
      }
  }
})
