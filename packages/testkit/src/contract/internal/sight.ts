/**
 * Everything that can be seen of a trust, and that it is left as it is.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { WorldClient } from "../../WorldFile.ts"
import { hasGroup, tick } from "./abilities.ts"
import type { BoundTrust } from "./BoundTrust.ts"
import { holds, instant } from "./expectations.ts"
import { wholeOf } from "./listing.ts"
import { groups, joinedAt, type MemberKind, rolesOf, users } from "./MemberKind.ts"
import type { NotApplicable, Violation } from "../Violation.ts"

/** What the trustor sees of the members of a kind, of an implementation that has them. */
const sightOfMembers = Effect.fnUntraced(function* (trust: BoundTrust, kind: MemberKind) {
  const { lab } = trust
  const seen: Array<string> = []
  if (!hasGroup(lab, kind.services.members)) return seen
  for (const member of yield* wholeOf(lab, kind.listed(trust).byTrustor)) {
    const { createdBy, dateCreated } = joinedAt(member)
    const roles = hasGroup(lab, kind.services.roles) ? yield* rolesOf(kind.bound(trust, member.id)) : []
    seen.push(JSON.stringify([member.id, instant(dateCreated), createdBy?.id, roles]))
  }
  return seen.sort()
})

/**
 * Everything that can be seen of the trust from both sides, as a text to be
 * compared; also that there is none. `watcher` is a user of the trustee with
 * `authorization:orgTrustor:view`, whose access is part of it.
 */
export const sightOf = Effect.fnUntraced(function* (
  trust: BoundTrust,
  watcher: WorldClient = trust.trustee.admin,
): Effect.fn.Return<string, Violation | NotApplicable> {
  const ofTrustor = yield* trust.get.result
  const ofTrustee = hasGroup(trust.lab, "Trustors") ? yield* trust.ofTrustee.get.as(watcher).result : undefined
  const seen =
    ofTrustee === undefined ? undefined : Result.isSuccess(ofTrustee) ? ofTrustee.success : ofTrustee.failure._tag
  if (Result.isFailure(ofTrustor)) return JSON.stringify([ofTrustor.failure._tag, seen])
  const { createdBy, dateCreated, dateExpired, enabled } = ofTrustor.success
  return JSON.stringify({
    enabled,
    dateCreated: instant(dateCreated),
    dateExpired: instant(dateExpired),
    createdBy: createdBy?.id,
    users: yield* sightOfMembers(trust, users),
    groups: yield* sightOfMembers(trust, groups),
    seen:
      typeof seen === "object"
        ? [seen.enabled, instant(seen.dateCreated), seen.authorization?.permissions?.toSorted()]
        : seen,
  })
})

/** Does something that has to leave the trust as it is, whatever comes of it. */
export const leavesAlone = Effect.fnUntraced(function* <A, E>(
  trust: BoundTrust,
  what: string,
  action: Effect.Effect<A, E>,
  watcher?: WorldClient,
): Effect.fn.Return<A, E | Violation | NotApplicable> {
  const before = yield* sightOf(trust, watcher)
  // So that what is made anew, just as it was, has another date.
  yield* Effect.ignore(tick(trust.lab))
  const done = yield* action
  const after = yield* sightOf(trust, watcher)
  yield* holds(before === after, `The trust after ${what}: expected ${before}, got ${after}`)
  return done
})
