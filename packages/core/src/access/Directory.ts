/**
 * What has to be known beside the trusts to tell what people may do: what each role
 * permits, who is in which group, who is active. The API for trusts shows little of it,
 * so a directory may say of anything that it is not known.
 */
import type { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
import type { SeenMember, Snapshot } from "./Snapshot.ts"

/**
 * What a role permits, as far as it is known.
 * @category models
 * @since 0.1.0
 */
export interface RolePermissions {
  /** What it permits for certain. */
  readonly certain: ReadonlySet<string>
  /** All that it may permit, with what is certain. Absent, it may permit anything. */
  readonly possible?: ReadonlySet<string>
}

/**
 * Facts beside the trusts.
 * @category models
 * @since 0.1.0
 */
export interface Directory {
  /** What the roles of the own organization permit. */
  readonly roles: ReadonlyMap<RoleId, RolePermissions>
  /** Whether `roles` has every role that there is. */
  readonly hasAllRoles: boolean
  /** By partner, who is in which group. Of a group that is absent it is not known who is in it. */
  readonly groups: ReadonlyMap<OrganizationId, ReadonlyMap<GroupId, ReadonlySet<UserId>>>
  /** By partner, users who are not active. Of others it is taken that they are: that is what has to be looked at. */
  readonly inactive: ReadonlyMap<OrganizationId, ReadonlySet<UserId>>
  /** Names for people to read, by id in lower case. */
  readonly names: ReadonlyMap<RoleId | DivisionId | UserId | GroupId | OrganizationId, string>
}

/**
 * A directory that knows nothing.
 * @category constants
 * @since 0.1.0
 */
export const nothing: Directory = {
  roles: new Map(),
  hasAllRoles: false,
  groups: new Map(),
  inactive: new Map(),
  names: new Map(),
}

const membersOf = (snapshot: Snapshot): ReadonlyArray<SeenMember> =>
  [...snapshot.trustees.values()].flatMap(({ groups, users }) => [...users.values(), ...groups.values()])

/**
 * What the permissions of the members tell of their roles. A role permits at most what
 * everybody may do who has it; and what somebody may do by no other role, it permits.
 */
const learnRoles = (snapshot: Snapshot): ReadonlyMap<RoleId, RolePermissions> => {
  const readings = membersOf(snapshot).flatMap(({ permissions, roles }) =>
    permissions === undefined ? [] : [{ roles: [...roles], permissions }],
  )
  const possible = new Map<RoleId, ReadonlySet<string>>()
  for (const { permissions, roles } of readings) {
    for (const role of roles) {
      const known = possible.get(role)
      possible.set(
        role,
        known === undefined ? permissions : new Set([...known].filter((each) => permissions.has(each))),
      )
    }
  }
  const certain = new Map<RoleId, Set<string>>()
  for (const { permissions, roles } of readings) {
    for (const permission of permissions) {
      const [role, ...others] = roles.filter((each) => possible.get(each)?.has(permission) === true)
      if (role === undefined || others.length > 0) continue
      const known = certain.get(role)
      if (known === undefined) certain.set(role, new Set([permission]))
      else known.add(permission)
    }
  }
  return new Map(
    Array.from(possible, ([role, most]) => [role, { certain: certain.get(role) ?? new Set(), possible: most }]),
  )
}

/**
 * A directory with what a snapshot tells beside: the names in it, who is not active, and
 * what can be concluded of roles from what those may do who have them. What the
 * directory says of roles itself stands.
 * @category functions
 * @since 0.1.0
 */
export const learn = (snapshot: Snapshot, directory: Directory = nothing): Directory => {
  const names = new Map<RoleId | DivisionId | UserId | GroupId | OrganizationId, string>()
  const inactive = new Map(directory.inactive)
  for (const [partner, trustee] of snapshot.trustees) {
    if (trustee.name !== undefined) names.set(partner, trustee.name)
    for (const [id, { name }] of [...trustee.users, ...trustee.groups]) if (name !== undefined) names.set(id, name)
    for (const [id, name] of trustee.roleNames ?? []) names.set(id, name)
    const away = Array.from(trustee.users).flatMap(([id, { state }]) =>
      state === "inactive" || state === "deleted" ? [id] : [],
    )
    if (away.length > 0) inactive.set(partner, new Set([...(inactive.get(partner) ?? []), ...away]))
  }
  for (const [partner, { name }] of snapshot.trustors) if (name !== undefined) names.set(partner, name)
  return {
    ...directory,
    roles: new Map([...learnRoles(snapshot), ...directory.roles]),
    inactive,
    names: new Map([...names, ...directory.names]),
  }
}
