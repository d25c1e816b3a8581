/**
 * How to find out, from the state, what came of a change whose answer was lost.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { UserId } from "./Identifiers.ts"
import { careTrustsCreated, defaultTrustCreated } from "./internal/careReadBack.ts"
import type { Invoke } from "./Invoke.ts"
import type { OperationInput, OperationName, OperationOf, OperationOutput } from "./Operation.ts"
import { streamAll } from "./Page.ts"
import type { Trustee, TrustMemberCreate } from "./Trustee.ts"
import type { TrustError } from "./TrustError.ts"

/** What the state says of a change. */
export type Finding<A> =
  /** It is as the change would have made it. `output` is what the change would have answered. */
  | { readonly _tag: "Done"; readonly output: A }
  /** There is nothing of it: it has not happened, or is not visible yet. */
  | { readonly _tag: "NotDone" }
  /** It is otherwise: somebody else's doing, or not all of it is visible yet. */
  | { readonly _tag: "Otherwise" }

/**
 * Reads back what came of a change that was asked for at `since`, by the server's
 * clock. What has been there for longer is not its doing, and may already be gone:
 * reads can lag behind.
 */
export type ReadBack<K extends OperationName> = (
  invoke: Invoke,
  input: OperationInput<K>,
  since: Effect.Effect<DateTime.Utc>,
) => Effect.Effect<Finding<OperationOutput<K>>, TrustError>

const done = <A>(output: A): Finding<A> => ({ _tag: "Done", output })
const notDone: Finding<never> = { _tag: "NotDone" }
const otherwise: Finding<never> = { _tag: "Otherwise" }

const rolesAsked = ({ roleDivisions, roleIds }: TrustMemberCreate): ReadonlySet<string> =>
  new Set([...(roleIds ?? []), ...(roleDivisions?.grants ?? []).map(({ roleId }) => roleId)])

const isNew = (dateCreated: DateTime.Utc | undefined, since: DateTime.Utc): boolean =>
  dateCreated !== undefined && DateTime.isGreaterThanOrEqualTo(dateCreated, since)

/** The user has become a member, with exactly the roles that were asked for; in which divisions cannot be read. */
const memberAdded: ReadBack<"TrusteeUsers.add"> = (invoke, { payload, trusteeOrgId }, since) => {
  const member = { trusteeOrgId, trusteeUserId: payload.id }
  return Effect.gen(function* () {
    const user = yield* invoke("TrusteeUsers.get", member)
    const { roles } = yield* invoke("TrusteeUserRoles.get", member)
    const held = new Set((roles ?? []).map(({ id }) => id))
    const asked = rolesAsked(payload)
    const isAsAsked = held.size === asked.size && [...held].every((id) => id !== undefined && asked.has(id))
    return isAsAsked && isNew(user.trustUserDetails?.dateCreated, yield* since) ? done(user) : otherwise
  }).pipe(Effect.catchTag("NotFound", () => Effect.succeed(notDone)))
}

const isMember = (invoke: Invoke, { id: trusteeOrgId }: Trustee, trusteeUserId: UserId) =>
  invoke("TrusteeUsers.get", { trusteeOrgId, trusteeUserId }).pipe(
    Effect.as(true),
    Effect.catchTag("NotFound", () => Effect.succeed(false)),
  )

/**
 * There is a new trust with the settings and the users that were asked for. Its trustee
 * is not known beforehand, since the pairing that names it is used up: all trusts of
 * the trustor are looked at. A trust with groups alone cannot be told from others.
 */
const trustCreated: ReadBack<"Trustees.create"> = (invoke, { payload }, since) => {
  const users = payload.users ?? []
  if (users.length === 0) return Effect.succeed(otherwise)
  const end = Option.map(Option.fromUndefinedOr(payload.dateExpired), DateTime.toEpochMillis)
  const hasSettings = ({ dateExpired, enabled }: Trustee): boolean =>
    enabled === payload.enabled &&
    Option.getOrUndefined(end) === (dateExpired === undefined ? undefined : DateTime.toEpochMillis(dateExpired))
  return streamAll((page) => invoke("Trustees.list", { ...page }))().pipe(
    Stream.filter(hasSettings),
    Stream.filterEffect(({ dateCreated }) => Effect.map(since, (since) => isNew(dateCreated, since))),
    Stream.filterEffect((trustee) =>
      Effect.map(
        Effect.forEach(users, ({ id }) => isMember(invoke, trustee, id)),
        (found) => found.every((is) => is),
      ),
    ),
    Stream.runHead,
    Effect.map(Option.match({ onNone: () => notDone, onSome: done })),
  )
}

/** How each change that has to be read back is read back. */
const all: { readonly [K in OperationOf<"readBack">]: ReadBack<K> } = {
  "Trustees.create": trustCreated,
  "TrusteeUsers.add": memberAdded,
  "DefaultTrusts.create": defaultTrustCreated,
  "CareTrusts.create": careTrustsCreated,
}

/** The read-backs, by the operations that have one. */
export const readBacks: { readonly [K in OperationName]?: ReadBack<K> } = all
