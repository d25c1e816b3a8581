/**
 * Who may do what where, and through what: what a snapshot and a directory tell
 * together. What cannot be told is named as such: a role of which it is not known what
 * it permits, a group of which it is not known who is in it, a division that cannot be
 * seen.
 */
import type * as DateTime from "effect/DateTime"
import { trustedUser } from "../lifecycle/CareAccess.ts"
import { isTrustOpen } from "../lifecycle/EffectiveAccess.ts"
import type { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
import type { Directory } from "./Directory.ts"
import type { SeenMember, SeenTrustee, Snapshot } from "./Snapshot.ts"

/**
 * Who: a user, or everybody in a group of which it is not known who is in it.
 * @category models
 * @since 0.1.0
 */
export type Subject = { readonly kind: "user"; readonly id: UserId } | { readonly kind: "group"; readonly id: GroupId }

/**
 * What: a permission; or whatever a role permits, or every role there is, where that is not known.
 * @category models
 * @since 0.1.0
 */
export type Right =
  | { readonly kind: "permission"; readonly permission: string }
  | { readonly kind: "role"; readonly roleId: RoleId }
  | { readonly kind: "everything" }

/**
 * Where: in all divisions, in one, or it cannot be seen.
 * @category models
 * @since 0.1.0
 */
export type Where =
  | { readonly kind: "all" }
  | { readonly kind: "division"; readonly divisionId: DivisionId }
  | { readonly kind: "unseen" }

/**
 * Through what: a role granted to the user or to a group, or the flags of the trust.
 * @category models
 * @since 0.1.0
 */
export type Through =
  | { readonly kind: "own"; readonly roleId: RoleId }
  | { readonly kind: "group"; readonly groupId: GroupId; readonly roleId: RoleId }
  /** By the flags of a trust with Customer Care: for being in it by name, or in a group of it. */
  | { readonly kind: "defaults"; readonly groupId?: GroupId }

/**
 * One way in which somebody may do something.
 * @category models
 * @since 0.1.0
 */
export interface Access {
  readonly partner: OrganizationId
  readonly subject: Subject
  readonly right: Right
  readonly where: Where
  readonly through: Through
  /** Not so where it is only known that the role may permit this. */
  readonly isCertain: boolean
}

const everywhere: Where = { kind: "all" }

/** Where the roles of a member hold, by role. */
const wheresOf = ({ grants, roles }: SeenMember): ReadonlyArray<readonly [RoleId, Where]> =>
  grants === undefined
    ? Array.from(roles, (roleId) => [roleId, { kind: "unseen" }] as const)
    : grants.map(({ divisionId, roleId }) => [
        roleId,
        divisionId === undefined ? everywhere : { kind: "division", divisionId },
      ])

interface Held {
  readonly right: Right
  readonly isCertain: boolean
}

const rightsOf = (directory: Directory, roleId: RoleId): ReadonlyArray<Held> => {
  const known = directory.roles.get(roleId)
  // Of a role that a complete directory does not have, nothing is left.
  if (known === undefined) return directory.hasAllRoles ? [] : [{ right: { kind: "role", roleId }, isCertain: true }]
  const permits = (permissions: Iterable<string>, isCertain: boolean) =>
    Array.from(permissions, (permission): Held => ({ right: { kind: "permission", permission }, isCertain }))
  if (known.possible === undefined) {
    return [...permits(known.certain, true), { right: { kind: "role", roleId }, isCertain: true }]
  }
  return [
    ...permits(known.certain, true),
    ...permits(
      [...known.possible].filter((permission) => !known.certain.has(permission)),
      false,
    ),
  ]
}

/** What everybody may do who is in the trust, by its flags. */
const defaultRights = ({ defaults }: SeenTrustee, directory: Directory): ReadonlyArray<Right> => {
  if (defaults === undefined) return []
  const isEverything = defaults.usesDefaultRole || defaults.hasFullAccess
  const known = [...directory.roles.values()].flatMap(({ certain }) => [...certain])
  const permitted = [...(isEverything ? known : []), ...(defaults.isTrustedUser ? trustedUser : [])]
  return [
    ...Array.from(new Set(permitted), (permission): Right => ({ kind: "permission", permission })),
    ...(isEverything && !directory.hasAllRoles ? [{ kind: "everything" } as const] : []),
  ]
}

const accessInTrust = (partner: OrganizationId, trustee: SeenTrustee, directory: Directory): ReadonlyArray<Access> => {
  const away = directory.inactive.get(partner)
  const isHere = (id: UserId): boolean => away?.has(id) !== true
  const defaults = defaultRights(trustee, directory)
  const rights = new Map<RoleId, ReadonlyArray<Held>>()
  const heldIn = (roleId: RoleId): ReadonlyArray<Held> => {
    const known = rights.get(roleId) ?? rightsOf(directory, roleId)
    rights.set(roleId, known)
    return known
  }
  const own = Array.from(trustee.users).flatMap(([id, member]): ReadonlyArray<Access> => {
    if (!isHere(id)) return []
    const subject = { kind: "user", id } as const
    return [
      ...wheresOf(member).flatMap(([roleId, where]) =>
        heldIn(roleId).map((held) => ({ partner, subject, where, through: { kind: "own", roleId } as const, ...held })),
      ),
      ...defaults.map((right) => ({
        partner,
        subject,
        where: everywhere,
        through: { kind: "defaults" } as const,
        right,
        isCertain: true,
      })),
    ]
  })
  const throughGroups = Array.from(trustee.groups).flatMap(([groupId, member]): ReadonlyArray<Access> => {
    const people = directory.groups.get(partner)?.get(groupId)
    const subjects: ReadonlyArray<Subject> =
      people === undefined
        ? [{ kind: "group", id: groupId }]
        : [...people].filter(isHere).map((id) => ({ kind: "user", id }))
    return subjects.flatMap((subject) => [
      ...wheresOf(member).flatMap(([roleId, where]) =>
        heldIn(roleId).map((held) => ({
          partner,
          subject,
          where,
          through: { kind: "group", groupId, roleId } as const,
          ...held,
        })),
      ),
      ...defaults.map((right) => ({
        partner,
        subject,
        where: everywhere,
        through: { kind: "defaults", groupId } as const,
        right,
        isCertain: true,
      })),
    ])
  })
  return [...own, ...throughGroups]
}

/**
 * Every way in which somebody of another organization may do something in this one at
 * this time. In a trust that is disabled or has ended, and for users who are not
 * active, there is none.
 * @category functions
 * @since 0.1.0
 */
export const accessOf = (snapshot: Snapshot, directory: Directory, now: DateTime.Utc): ReadonlyArray<Access> =>
  Array.from(snapshot.trustees).flatMap(([partner, trustee]) =>
    isTrustOpen({ settings: trustee }, now) ? accessInTrust(partner, trustee, directory) : [],
  )

/**
 * Whether a permission that somebody has is the one that is asked for, or a pattern
 * such as `authorization:*:*` that holds it.
 * @category predicates
 * @since 0.1.0
 */
export const permits = (held: string, asked: string): boolean => {
  if (held === asked) return true
  if (!held.includes("*")) return false
  const parts = held.split(":")
  const wanted = asked.split(":")
  return wanted.every((part, at) => {
    const own = parts[at] ?? (parts.at(-1) === "*" ? "*" : undefined)
    return own === "*" || own === part
  })
}
