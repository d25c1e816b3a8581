/**
 * What a trust file asks for, with every name resolved to an id: what plans are made
 * against.
 */
import type * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { GroupId, OrganizationId, UserId } from "../Identifiers.ts"
import { noFlags } from "../internal/access/careFlags.ts"
import { groups, type Kind, makeResolver, organizations, users } from "../internal/access/resolving.ts"
import type { Grant, TrustDefaults } from "../lifecycle/Event.ts"
import { distinct } from "../lifecycle/Grants.ts"
import { Timestamp } from "../Timestamp.ts"
import type { Mistake, RoleEntry, Strangers, TrusteeEntry, TrustFile, TrustorEntry } from "./TrustFile.ts"

/**
 * A trust that lets a partner in, as it is to be.
 * @category models
 * @since 0.1.0
 */
export interface DesiredTrustee {
  readonly enabled: boolean
  readonly dateExpired?: DateTime.Utc
  readonly users: ReadonlyMap<UserId, ReadonlyArray<Grant>>
  readonly groups: ReadonlyMap<GroupId, ReadonlyArray<Grant>>
  /** The users whose clones may stay; absent, all may. */
  readonly clones?: ReadonlySet<UserId>
  /** What everybody of it may do without any role, where it is Customer Care; absent, the file says nothing of that. */
  readonly care?: TrustDefaults
  readonly strangers: Strangers
}

/**
 * A trust that lets our people in elsewhere, as far as it is ours to say.
 * @category models
 * @since 0.1.0
 */
export interface DesiredTrustor {
  readonly users: ReadonlySet<UserId>
  readonly groups: ReadonlySet<GroupId>
  readonly strangers: Strangers
}

/**
 * What a trust file asks for.
 * @category models
 * @since 0.1.0
 */
export interface Desired {
  readonly organizationId: OrganizationId
  readonly strangers: Strangers
  /** Absent where the file says nothing of who comes in. */
  readonly trustees?: ReadonlyMap<OrganizationId, DesiredTrustee>
  /** Absent where the file says nothing of where our people go. */
  readonly trustors?: ReadonlyMap<OrganizationId, DesiredTrustor>
}

/**
 * Whether Customer Care is asked for: then a plan needs to know which organizations it has.
 * @category predicates
 * @since 0.1.0
 */
export const asksForCare = ({ trustees = new Map() }: Desired): boolean =>
  [...trustees.values()].some(({ care }) => care !== undefined)

type Path = Mistake["path"]

const decodeTimestamp = Schema.decodeUnknownOption(Timestamp)

/** Reads a file and notes every mistake on the way, so that a file with three mistakes tells all three. */
const makeReader = (file: TrustFile) => {
  const { grantsOf, idOf, idsOf, mistakes, wrong } = makeResolver(file)

  /** Values by the ids that their keys, or they themselves, mean; an id that is meant twice is a mistake. */
  const byId = <Id extends string, Entry, A>(
    entries: { readonly [key: string]: Entry } | undefined,
    path: Path,
    read: (key: string, entry: Entry, path: Path) => readonly [id: Id | undefined, value: A],
  ): ReadonlyMap<Id, A> => {
    const values = new Map<Id, A>()
    const keys = new Map<Id, string>()
    for (const [key, entry] of Object.entries(entries ?? {})) {
      const [id, value] = read(key, entry, [...path, key])
      if (id === undefined) continue
      const earlier = keys.get(id)
      if (earlier !== undefined) wrong([...path, key], `${earlier} and ${key} are the same: ${id}`)
      keys.set(id, key)
      values.set(id, value)
    }
    return values
  }

  const membersOf = <Id extends string>(
    kind: Kind<Id>,
    members: { readonly [key: string]: ReadonlyArray<RoleEntry> } | undefined,
    path: Path,
  ): ReadonlyMap<Id, ReadonlyArray<Grant>> =>
    byId(members, path, (key, entries, at) => [
      idOf(kind, key, at),
      distinct(entries.flatMap((entry, index) => grantsOf(entry, [...at, index]))),
    ])

  const partnerOf = (key: string, { organization }: TrusteeEntry | TrustorEntry, path: Path) =>
    idOf(organizations, organization ?? key, organization === undefined ? path : [...path, "organization"])

  const endOf = (text: string, path: Path): DateTime.Utc | undefined =>
    Option.getOrUndefined(decodeTimestamp(text)) ??
    wrong(path, `${JSON.stringify(text)} is no time: write one such as 2027-01-01T00:00:00Z`)

  const trustees = byId(file.trustees, ["trustees"], (key, entry, path) => {
    const end = entry.dateExpired === undefined ? undefined : endOf(entry.dateExpired, [...path, "dateExpired"])
    const trustee: DesiredTrustee = {
      enabled: entry.enabled ?? true,
      users: membersOf(users, entry.users, [...path, "users"]),
      groups: membersOf(groups, entry.groups, [...path, "groups"]),
      strangers: entry.strangers ?? file.strangers,
      ...(end !== undefined && { dateExpired: end }),
      ...(entry.customerCare !== undefined && {
        care: { ...noFlags, ...entry.customerCare },
      }),
      ...(entry.clones !== undefined && { clones: idsOf(users, entry.clones, [...path, "clones"]) }),
    }
    return [partnerOf(key, entry, path), trustee]
  })
  const trustors = byId(file.trustors, ["trustors"], (key, entry, path) => {
    const trustor: DesiredTrustor = {
      users: idsOf(users, entry.users ?? [], [...path, "users"]),
      groups: idsOf(groups, entry.groups ?? [], [...path, "groups"]),
      strangers: entry.strangers ?? file.strangers,
    }
    return [partnerOf(key, entry, path), trustor]
  })
  return { mistakes, trustees, trustors, organizationId: idOf(organizations, file.organization, ["organization"]) }
}

/**
 * What a file asks for, or every mistake in it: names that nothing is called, ids that
 * are none, the same thing twice.
 * @category functions
 * @since 0.1.0
 */
export const resolve = (file: TrustFile): Result.Result<Desired, ReadonlyArray<Mistake>> => {
  const { mistakes, organizationId, trustees, trustors } = makeReader(file)
  return organizationId === undefined || mistakes.length > 0
    ? Result.fail(mistakes)
    : Result.succeed({
        organizationId,
        strangers: file.strangers,
        ...(file.trustees !== undefined && { trustees }),
        ...(file.trustors !== undefined && { trustors }),
      })
}
