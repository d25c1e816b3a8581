/**
 * How each change that has to be read back is read back.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { canonicalId } from "./Identifiers.ts"
import { careTrustsCreated, defaultTrustCreated } from "./internal/careReadBack.ts"
import type { OperationName, OperationOf } from "./Operation.ts"
import { streamAll } from "./Page.ts"
import { done, isNew, notDone, otherwise, type ReadBack } from "./ReadBack.ts"
import type { Trustee, TrustGroupMemberCreate, TrustMemberCreate } from "./entities/Trustee.ts"
import type { TrustError } from "./TrustError.ts"
import type { UserAuthorization } from "./entities/UserAuthorization.ts"

const rolesAsked = ({ roleDivisions, roleIds }: TrustMemberCreate | TrustGroupMemberCreate): ReadonlySet<string> =>
  new Set([...(roleIds ?? []), ...(roleDivisions?.grants ?? []).map(({ roleId }) => roleId)].map(canonicalId))

/** Whether exactly the roles are held that were asked for; in which divisions cannot be read. */
const isAsAsked = ({ roles = [] }: UserAuthorization, payload: TrustMemberCreate | TrustGroupMemberCreate): boolean => {
  const held = new Set(roles.map(({ id }) => (id === undefined ? undefined : canonicalId(id))))
  const asked = rolesAsked(payload)
  return held.size === asked.size && [...held].every((id) => id !== undefined && asked.has(id))
}

/** The user has become a member, with the roles that were asked for. */
const userAdded: ReadBack<"TrusteeUsers.add"> = (invoke, { payload, trusteeOrgId }, since) => {
  const member = { trusteeOrgId, trusteeUserId: payload.id }
  return Effect.gen(function* () {
    const user = yield* invoke("TrusteeUsers.get", member)
    const held = yield* invoke("TrusteeUserRoles.get", member)
    const isDone = isAsAsked(held, payload) && isNew(user.trustUserDetails?.dateCreated, yield* since)
    return isDone ? done(user) : otherwise
  }).pipe(Effect.catchTag("NotFound", () => Effect.succeed(notDone)))
}

/** The group has become a member, with the roles that were asked for. */
const groupAdded: ReadBack<"TrusteeGroups.add"> = (invoke, { payload, trusteeOrgId }, since) => {
  const member = { trusteeOrgId, trusteeGroupId: payload.id }
  return Effect.gen(function* () {
    const group = yield* invoke("TrusteeGroups.get", member)
    const held = yield* invoke("TrusteeGroupRoles.get", member)
    return isAsAsked(held, payload) && isNew(group.dateCreated, yield* since) ? done(group) : otherwise
  }).pipe(Effect.catchTag("NotFound", () => Effect.succeed(notDone)))
}

const isThere = <A, R>(read: Effect.Effect<A, TrustError, R>): Effect.Effect<boolean, TrustError, R> =>
  read.pipe(
    Effect.as(true),
    Effect.catchTag("NotFound", () => Effect.succeed(false)),
  )

/**
 * There is a new trust with the settings and the users that were asked for, or the
 * groups where there are no users. Its trustee is not known beforehand, since the
 * pairing that names it is used up: all trusts of the trustor are looked at.
 */
const trustCreated: ReadBack<"Trustees.create"> = (invoke, { payload }, since) => {
  const { groups = [], users = [] } = payload
  if (users.length + groups.length === 0) return Effect.succeed(otherwise)
  const end = Option.map(Option.fromUndefinedOr(payload.dateExpired), DateTime.toEpochMillis)
  const hasSettings = ({ dateExpired, enabled }: Trustee): boolean =>
    enabled === payload.enabled &&
    Option.getOrUndefined(end) === (dateExpired === undefined ? undefined : DateTime.toEpochMillis(dateExpired))
  // Who may make a trust may not be allowed to look at groups: they are read only where there is no user to tell.
  const membersOf = ({ id: trusteeOrgId }: Trustee): ReadonlyArray<Effect.Effect<boolean, TrustError>> =>
    users.length > 0
      ? users.map(({ id }) => isThere(invoke("TrusteeUsers.get", { trusteeOrgId, trusteeUserId: id })))
      : groups.map(({ id }) => isThere(invoke("TrusteeGroups.get", { trusteeOrgId, trusteeGroupId: id })))
  return streamAll((page) => invoke("Trustees.list", { ...page }))().pipe(
    Stream.filter(hasSettings),
    Stream.filterEffect(({ dateCreated }) => Effect.map(since, (since) => isNew(dateCreated, since))),
    Stream.filterEffect((trustee) => Effect.map(Effect.all(membersOf(trustee)), (found) => found.every((is) => is))),
    Stream.runHead,
    Effect.map(Option.match({ onNone: () => notDone, onSome: done })),
  )
}

/** How each change that has to be read back is read back. */
const all: { readonly [K in OperationOf<"readBack">]: ReadBack<K> } = {
  "Trustees.create": trustCreated,
  "TrusteeUsers.add": userAdded,
  "TrusteeGroups.add": groupAdded,
  "DefaultTrusts.create": defaultTrustCreated,
  "CareTrusts.create": careTrustsCreated,
}

/**
 * The read-backs, by the operations that have one.
 * @category constants
 * @since 0.1.0
 */
export const readBacks: { readonly [K in OperationName]?: ReadBack<K> } = all
