/**
 * What there is, as a trust file: for an organization that was built by hand.
 */
import * as DateTime from "effect/DateTime"
import type { Grant } from "../lifecycle/Event.ts"
import type { SeenMember, SeenTrustee, SeenTrustor, Snapshot } from "./Snapshot.ts"
import type { TrustDefaults } from "../lifecycle/Event.ts"
import type { CustomerCareEntry, RoleEntry, TrusteeEntry, TrustFile, TrustorEntry } from "./TrustFile.ts"

/**
 * A trust file with what people are really called.
 * @category models
 * @since 0.1.0
 */
export interface Exported {
  readonly file: TrustFile
  /** By id, what is known of it for people to read. */
  readonly remarks: ReadonlyMap<string, string>
}

type Section = "organizations" | "roles" | "users" | "groups"

/** What is known of the things with ids, before they are given names. */
type Known = Record<Section, Map<string, string | undefined>>

const slugOf = (name: string): string => {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
  // A name must not be taken for the id of something else.
  return /^[\da-f]{8}-/.test(slug) ? `the-${slug}` : slug
}

/** A name for every id that is called something, in the order of the ids, so that the same ids get the same names. */
const nameAll = (called: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const [id, name] of [...called].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const slug = name === undefined ? "" : slugOf(name)
    if (slug === "") continue
    let unique = slug
    for (let count = 2; taken.has(unique); count++) unique = `${slug}-${count}`
    taken.add(unique)
    names.set(id, unique)
  }
  return names
}

const byKey = <A>(entries: Iterable<readonly [string, A]>): { readonly [key: string]: A } =>
  Object.fromEntries([...entries].toSorted(([one], [other]) => (one < other ? -1 : 1)))

const learn = (snapshot: Snapshot): Known => {
  const known: Known = { organizations: new Map(), roles: new Map(), users: new Map(), groups: new Map() }
  // So they can be let in by name. What they are really called the API tells only of those that are in.
  for (const id of snapshot.care ?? []) known.organizations.set(id, "Customer Care")
  for (const [id, { clones, groups, name, roleNames, users }] of snapshot.trustees) {
    known.organizations.set(id, name)
    for (const userId of clones) if (!known.users.has(userId)) known.users.set(userId, undefined)
    for (const [userId, user] of users) known.users.set(userId, user.name)
    for (const [groupId, group] of groups) known.groups.set(groupId, group.name)
    for (const [roleId, roleName] of roleNames ?? []) known.roles.set(roleId, roleName)
  }
  for (const [id, { groups, name, names, users }] of snapshot.trustors) {
    known.organizations.set(id, name)
    for (const userId of users) known.users.set(userId, names?.get(userId))
    for (const groupId of groups) known.groups.set(groupId, names?.get(groupId))
  }
  return known
}

const careOf = ({ hasFullAccess, isTrustedUser, usesDefaultRole }: TrustDefaults): CustomerCareEntry => ({
  ...(usesDefaultRole && { usesDefaultRole }),
  ...(hasFullAccess && { hasFullAccess }),
  ...(isTrustedUser && { isTrustedUser }),
})

const remarksOf = (known: Known, snapshot: Snapshot): ReadonlyMap<string, string> => {
  const remarks = new Map<string, string>()
  for (const section of Object.values(known))
    for (const [id, name] of section) if (name !== undefined) remarks.set(id, name)
  for (const { users } of snapshot.trustees.values()) {
    for (const [id, { email, name = "" }] of users) {
      if (email !== undefined) remarks.set(id, `${name} <${email}>`.trim())
    }
  }
  return remarks
}

/**
 * What there is, as a file that asks for just that: there is nothing to do for it. Where
 * it cannot be seen in which divisions roles hold, the file asks for them in all, which
 * the plan does not hold against anybody.
 * @category constructors
 * @since 0.1.0
 */
export const fromSnapshot = (snapshot: Snapshot): Exported => {
  const known = learn(snapshot)
  const own = snapshot.organizationId
  const names = {
    organizations: nameAll(new Map([...known.organizations, [own, "us"]])),
    roles: nameAll(known.roles),
    users: nameAll(known.users),
    groups: nameAll(known.groups),
  }
  const nameOf = (section: Section, id: string): string => names[section].get(id) ?? id

  const rolesOf = ({ grants, roles }: SeenMember): ReadonlyArray<RoleEntry> => {
    const held: ReadonlyArray<Grant> = grants ?? Array.from(roles, (roleId) => ({ roleId }))
    const everywhere = held.filter(({ divisionId }) => divisionId === undefined)
    const within = Map.groupBy(
      held.filter(({ divisionId }) => divisionId !== undefined),
      ({ roleId }) => nameOf("roles", roleId),
    )
    return [
      ...everywhere.map(({ roleId }) => nameOf("roles", roleId)).toSorted(),
      ...Array.from(within, ([role, grants]) => ({
        role,
        divisions: grants.flatMap(({ divisionId }) => divisionId ?? []).toSorted(),
      })).toSorted((one, other) => (one.role < other.role ? -1 : 1)),
    ]
  }
  const membersOf = (section: "users" | "groups", members: ReadonlyMap<string, SeenMember>) =>
    members.size === 0
      ? {}
      : { [section]: byKey(Array.from(members, ([id, member]) => [nameOf(section, id), rolesOf(member)] as const)) }
  const listed = (section: "users" | "groups", ids: ReadonlySet<string>) =>
    ids.size === 0 ? {} : { [section]: Array.from(ids, (id) => nameOf(section, id)).toSorted() }

  const trusteeOf = ({ clones, dateExpired, defaults, enabled, groups, users }: SeenTrustee): TrusteeEntry => ({
    ...(!enabled && { enabled }),
    ...(dateExpired !== undefined && { dateExpired: DateTime.formatIso(dateExpired) }),
    ...(defaults !== undefined && { customerCare: careOf(defaults) }),
    ...membersOf("users", users),
    ...membersOf("groups", groups),
    ...(clones.size > 0 && { clones: Array.from(clones, (id) => nameOf("users", id)).toSorted() }),
  })
  const trustorOf = ({ groups, users }: SeenTrustor): TrustorEntry => ({
    ...listed("users", users),
    ...listed("groups", groups),
  })
  const section = (ids: ReadonlyMap<string, string>) => byKey(Array.from(ids, ([id, name]) => [name, id] as const))
  const partners = <Seen, Entry>(trusts: ReadonlyMap<string, Seen>, entryOf: (seen: Seen) => Entry) =>
    byKey(Array.from(trusts, ([id, seen]) => [nameOf("organizations", id), entryOf(seen)] as const))
  return {
    file: {
      organization: nameOf("organizations", own),
      strangers: "report",
      organizations: section(names.organizations),
      roles: section(names.roles),
      divisions: {},
      users: section(names.users),
      groups: section(names.groups),
      trustees: partners(snapshot.trustees, trusteeOf),
      trustors: partners(snapshot.trustors, trustorOf),
    },
    remarks: remarksOf(known, snapshot),
  }
}
