/**
 * Bringing two organizations, or a pairing, into a wanted condition, from whatever
 * condition they are in. Each call on the way is compared as any other.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Violation } from "../../../../Violation.ts"
import type { Arrangement } from "../../Command.ts"
import type { Dice } from "../../../Dice.ts"
import type { Session } from "../../Session.ts"
import type { Sides } from "../../Sides.ts"
import { cloneSome } from "./CloneSome.ts"
import { letLeave } from "./MemberPlaces.ts"
import { end, ensureOpenPairing, ensureTrust, expire, open, pair, update } from "./TrustConditions.ts"

/** Brings something about for two organizations. */
export const arrange = Effect.fnUntraced(function* (
  session: Session,
  wanted: Arrangement,
  sides: Sides,
  dice: Dice,
): Effect.fn.Return<void, Violation> {
  const { cloneLimit, memberLimit, pairingLifetime } = session.environment.profile
  const count = 2 + dice.roll(3)
  switch (wanted) {
    case "no trust":
      return yield* end(session, sides)
    case "an open trust":
      yield* ensureTrust(session, sides, count, dice)
      return yield* open(session, sides)
    case "a disabled trust":
      yield* ensureTrust(session, sides, count, dice)
      return yield* update(session, sides, false)
    case "an expired trust":
      yield* ensureTrust(session, sides, count, dice)
      return yield* expire(session, sides)
    case "a trust that a user left":
      yield* ensureTrust(session, sides, 3, dice)
      yield* open(session, sides)
      return yield* letLeave(session, sides, dice)
    case "a used pairing":
      yield* end(session, sides)
      return yield* ensureTrust(session, sides, count, dice)
    case "a full trust":
      yield* end(session, sides)
      return yield* ensureTrust(session, sides, memberLimit, dice)
    case "a trust with clones":
    case "a disabled trust with clones":
    case "an expired trust with clones":
      // Mostly made anew, with somebody whom a group lets in as well.
      if (dice.roll(3) > 0) yield* end(session, sides)
      yield* ensureTrust(session, sides, 3, dice)
      yield* open(session, sides)
      yield* cloneSome(session, sides, 2 + dice.roll(2))
      if (wanted === "a disabled trust with clones") yield* update(session, sides, false)
      if (wanted === "an expired trust with clones") yield* expire(session, sides)
      return
    case "a trust full of clones":
      yield* end(session, sides)
      // Users by name alone: there have to be more than can be cloned.
      yield* ensureTrust(session, sides, cloneLimit + 3, dice, false)
      return yield* cloneSome(session, sides, cloneLimit)
    case "an open pairing":
      return yield* ensureOpenPairing(session, sides, dice)
    case "an expired pairing":
      yield* pair(session, sides, dice)
      yield* session.pass(Duration.toMillis(pairingLifetime))
  }
})
