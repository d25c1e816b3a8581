/**
 * Everything that can be seen of a trust, and that it is left as it is.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { WorldClient } from "../WorldFile.ts"
import type { OperationGroup } from "./Capabilities.ts"
import type { Lab } from "./Lab.ts"
import { asTrustee, asTrustor, holds, ids, instant, outcomeOf, rolesOf, tick, usersSeenByTrustor } from "./scenario.ts"
import type { Violation } from "./Violation.ts"

/** What the trustor sees of the trust's groups, of an implementation that has them. */
const sightOfGroups = Effect.fnUntraced(function* (lab: Lab): Effect.fn.Return<ReadonlyArray<string>, Violation> {
  const has = (group: OperationGroup) => lab.subject.capabilities.groups.includes(group)
  if (!has("TrusteeGroups")) return []
  const { admin } = lab.cast.trustor
  const there = asTrustor(lab)
  const groups: Array<string> = []
  for (const { createdBy, dateCreated, id } of (yield* lab.succeed(admin, "TrusteeGroups.list", there)).entities) {
    const { roles = [] } = has("TrusteeGroupRoles")
      ? yield* lab.succeed(admin, "TrusteeGroupRoles.get", { ...there, trusteeGroupId: id })
      : {}
    groups.push(JSON.stringify([id, instant(dateCreated), createdBy?.id, ids(roles)]))
  }
  return groups.sort()
})

/**
 * Everything that can be seen of the trust from both sides, as a text to be
 * compared; also that there is none. `watcher` is a user of the trustee with
 * `authorization:orgTrustor:view`, whose access is part of it.
 */
export const sightOf = Effect.fnUntraced(function* (
  lab: Lab,
  watcher?: WorldClient,
): Effect.fn.Return<string, Violation> {
  const { trustee, trustor } = lab.cast
  const ofTrustor = yield* lab.call(trustor.admin, "Trustees.get", asTrustor(lab))
  const ofTrustee = yield* lab.call(watcher ?? trustee.admin, "Trustors.get", asTrustee(lab))
  if (Result.isFailure(ofTrustor)) return JSON.stringify([outcomeOf(ofTrustor), outcomeOf(ofTrustee)])
  const users: Array<unknown> = []
  for (const { id, trustUserDetails } of yield* usersSeenByTrustor(lab)) {
    users.push([id, instant(trustUserDetails?.dateCreated), trustUserDetails?.createdBy?.id, yield* rolesOf(lab, id)])
  }
  const groups = yield* sightOfGroups(lab)
  const { createdBy, dateCreated, dateExpired, enabled } = ofTrustor.success
  const seen = Result.isSuccess(ofTrustee)
    ? [ofTrustee.success.enabled, instant(ofTrustee.success.dateCreated), ofTrustee.success.authorization?.permissions]
    : outcomeOf(ofTrustee)
  return JSON.stringify({
    enabled,
    dateCreated: instant(dateCreated),
    dateExpired: instant(dateExpired),
    createdBy: createdBy?.id,
    users: users.map((user) => JSON.stringify(user)).sort(),
    groups,
    seen,
  })
})

/** Does something that has to leave the trust as it is, whatever comes of it. */
export const leavesTrustAlone = Effect.fnUntraced(function* <A, E>(
  lab: Lab,
  what: string,
  action: Effect.Effect<A, E>,
  watcher?: WorldClient,
): Effect.fn.Return<A, E | Violation> {
  const before = yield* sightOf(lab, watcher)
  // So that what is made anew, just as it was, has another date.
  yield* Effect.ignore(tick(lab))
  const done = yield* action
  const after = yield* sightOf(lab, watcher)
  yield* holds(before === after, `${what} changed the trust from ${before} to ${after}`)
  return done
})
