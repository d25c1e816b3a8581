/**
 * States as JSON, so that a long log of events need not be gone through from its
 * beginning. The trail is not part of it: it is the log itself.
 */
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { GroupId, OrganizationId, PairingId, UserId } from "../Identifiers.ts"
import * as Ordered from "../internal/Ordered.ts"
import { Timestamp } from "../Timestamp.ts"
import { ActorJson, DefaultsJson, GrantsJson, SettingsJson } from "./EventJson.ts"
import { clonesOf, groupsOf, type State, type Trail, type Trust, trusts, usersOf } from "./State.ts"

const made = { dateCreated: Timestamp, createdBy: ActorJson } as const

const PairingJson = Schema.Struct({
  id: PairingId,
  trusteeOrgId: OrganizationId,
  userIds: Schema.Array(UserId),
  groupIds: Schema.Array(GroupId),
  ...made,
  used: Schema.Boolean,
})

const TrustJson = Schema.Struct({
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  settings: SettingsJson,
  ...made,
  users: Schema.Array(Schema.Struct({ id: UserId, ...made, grants: GrantsJson })),
  groups: Schema.Array(Schema.Struct({ id: GroupId, ...made, grants: GrantsJson })),
  clones: Schema.optionalKey(Schema.Array(Schema.Struct({ id: UserId, ...made }))),
  defaults: Schema.optionalKey(DefaultsJson),
})

/**
 * A part of a state. The order of what is in the parts, one after the other, counts: pages are read in it.
 * @category schemas
 * @since 0.1.0
 */
export const StateJson = Schema.Struct({
  pairings: Schema.Array(PairingJson),
  trusts: Schema.Array(TrustJson),
  /** For trustees their trustors. */
  trustors: Schema.Array(Schema.Tuple([OrganizationId, Schema.Array(OrganizationId)])),
})

const asJson = Schema.fromJsonString(StateJson)
// What a state holds was checked when it came about, and there can be very much of it.
const encode = Schema.encodeSync(asJson, { disableChecks: true })
const decode = Schema.decodeUnknownResult(asJson, { disableChecks: true })

const none = { pairings: [], trusts: [], trustors: [] }

function* chunks<A>(items: ReadonlyArray<A>, size: number): Generator<ReadonlyArray<A>> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

const ascending = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/**
 * A state without its trail as lines of JSON, each with at most so many pairings or trusts, so that whoever
 * writes a large one can do other things in between. States that hold the same have the same lines, whichever
 * way they came about.
 * @category conversions
 * @since 0.1.0
 */
export function* toParts(state: State, size = 500): Generator<string> {
  const pairings = Array.from(HashMap.values(state.pairings))
  for (const some of chunks(
    pairings.toSorted((one, other) => ascending(one.id, other.id)),
    size,
  )) {
    yield encode({ ...none, pairings: some })
  }
  // The sort is stable: those of one trustor stay in their order.
  const sorted = trusts(state).toSorted((one, other) => ascending(one.trustorOrgId, other.trustorOrgId))
  for (const some of chunks(sorted, size)) {
    yield encode({
      ...none,
      trusts: some.map((trust) => {
        const { clones, ...rest } = trust
        const written = { ...rest, users: usersOf(trust), groups: groupsOf(trust) }
        return clones === undefined ? written : { ...written, clones: clonesOf(trust) }
      }),
    })
  }
  const trustors = Array.from(state.byTrustee, ([trustee, some]) => [trustee, Ordered.values(some)] as const)
    .filter(([, some]) => some.length > 0)
    .toSorted(([one], [other]) => ascending(one, other))
  for (const some of chunks(trustors, size)) yield encode({ ...none, trustors: some })
}

const byId = <Item extends { readonly id: unknown }>(items: ReadonlyArray<Item>) =>
  Ordered.fromIterable(items.map((item): readonly [Item["id"], Item] => [item.id, item]))

const trustOf = ({ clones, groups, users, ...rest }: (typeof StateJson.Type)["trusts"][number]): Trust => ({
  ...rest,
  users: byId(users),
  groups: byId(groups),
  ...(clones !== undefined && { clones: byId(clones) }),
})

/**
 * The state of such lines, with the trail that led to it; the failure names what is wrong.
 * @category conversions
 * @since 0.1.0
 */
export const fromParts = (
  lines: Iterable<unknown>,
  trail: Trail | undefined,
): Result.Result<State, Schema.SchemaError> =>
  Result.map(Result.all(Array.from(lines, (line) => decode(line))), (parts) => {
    const some = parts.flatMap((part) => part.trusts).map(trustOf)
    return {
      pairings: HashMap.fromIterable(
        parts.flatMap(({ pairings }) => pairings).map((pairing) => [pairing.id, pairing] as const),
      ),
      byTrustor: HashMap.fromIterable(
        Array.from(
          Map.groupBy(some, ({ trustorOrgId }) => trustorOrgId),
          ([trustor, own]) =>
            [trustor, Ordered.fromIterable(own.map((trust) => [trust.trusteeOrgId, trust] as const))] as const,
        ),
      ),
      byTrustee: HashMap.fromIterable(
        parts
          .flatMap(({ trustors }) => trustors)
          .map(
            ([trustee, trustors]) => [trustee, Ordered.fromIterable(trustors.map((id) => [id, id] as const))] as const,
          ),
      ),
      trail,
    }
  })
