/**
 * What there will be: a snapshot as it is after the steps of a plan, or without
 * something that is taken away.
 */
import { allDivisions, type RoleDivisionPair } from "../entities/Division.ts"
import type { TrustCreate, TrustMemberCreate, TrustGroupMemberCreate } from "../entities/Trustee.ts"
import type { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
import type { Grant } from "../lifecycle/Event.ts"
import { newCareTrust } from "../internal/access/newCareTrust.ts"
import type { SeenMember, SeenTrustee, SeenTrustor, Snapshot } from "./Snapshot.ts"
import { partnersOf, type Step } from "./Step.ts"

const withRow = <K, A>(rows: ReadonlyMap<K, A>, key: K, row: A): ReadonlyMap<K, A> => new Map([...rows, [key, row]])

const withoutRow = <K, A>(rows: ReadonlyMap<K, A>, key: K): ReadonlyMap<K, A> =>
  new Map([...rows].filter(([each]) => each !== key))

const onlyRow = <K, A>(rows: ReadonlyMap<K, A>, key: K): ReadonlyMap<K, A> => {
  const row = rows.get(key)
  return row === undefined ? new Map() : new Map([[key, row]])
}

const putRow = <K, A>(rows: Map<K, A>, key: K, row: A | undefined): void => {
  if (row === undefined) rows.delete(key)
  else rows.set(key, row)
}

const withGrants = ({ permissions: _, ...member }: SeenMember, grants: ReadonlyArray<Grant>): SeenMember => ({
  ...member,
  roles: new Set(grants.map(({ roleId }) => roleId)),
  grants,
})

const everywhere = (roleIds: ReadonlyArray<RoleId>): ReadonlyArray<Grant> => roleIds.map((roleId) => ({ roleId }))

const fromPairs = (pairs: ReadonlyArray<RoleDivisionPair>): ReadonlyArray<Grant> =>
  pairs.map(({ divisionId, roleId }) => (divisionId === allDivisions ? { roleId } : { roleId, divisionId }))

const newMember = ({ roleDivisions, roleIds = [] }: TrustMemberCreate | TrustGroupMemberCreate): SeenMember =>
  withGrants({ roles: new Set() }, [...everywhere(roleIds), ...fromPairs(roleDivisions?.grants ?? [])])

const newTrustee = ({ dateExpired, enabled, groups = [], users = [] }: TrustCreate): SeenTrustee => ({
  enabled,
  ...(dateExpired !== undefined && { dateExpired }),
  users: new Map(users.map((user) => [user.id, newMember(user)])),
  groups: new Map(groups.map((group) => [group.id, newMember(group)])),
  clones: new Set(),
})

const inTrustee = (snapshot: Snapshot, id: OrganizationId, change: (seen: SeenTrustee) => SeenTrustee): Snapshot => {
  const seen = snapshot.trustees.get(id)
  return seen === undefined ? snapshot : { ...snapshot, trustees: withRow(snapshot.trustees, id, change(seen)) }
}

const inTrustor = (snapshot: Snapshot, id: OrganizationId, change: (seen: SeenTrustor) => SeenTrustor): Snapshot => {
  const seen = snapshot.trustors.get(id)
  return seen === undefined ? snapshot : { ...snapshot, trustors: withRow(snapshot.trustors, id, change(seen)) }
}

const setUser = (seen: SeenTrustee, id: UserId, grants: ReadonlyArray<Grant>): SeenTrustee => ({
  ...seen,
  users: withRow(seen.users, id, withGrants(seen.users.get(id) ?? { roles: new Set() }, grants)),
})

const setGroup = (seen: SeenTrustee, id: GroupId, grants: ReadonlyArray<Grant>): SeenTrustee => ({
  ...seen,
  groups: withRow(seen.groups, id, withGrants(seen.groups.get(id) ?? { roles: new Set() }, grants)),
})

const without = <A>(items: ReadonlySet<A>, item: A): ReadonlySet<A> =>
  new Set([...items].filter((each) => each !== item))

/** Who leaves by name takes the clone along; a group that may let the same user in cannot be seen into. */
const leaveUser = (seen: SeenTrustee, id: UserId): SeenTrustee => ({
  ...seen,
  users: withoutRow(seen.users, id),
  clones: seen.groups.size === 0 ? without(seen.clones, id) : seen.clones,
})

/**
 * What there is after a step. Asking for access (`Pairings.create`) changes nothing yet.
 * @category functions
 * @since 0.1.0
 */
export const afterStep = (snapshot: Snapshot, step: Step): Snapshot => {
  const { partner } = step
  switch (step.operation) {
    case "Pairings.create":
      return snapshot
    case "Trustees.create":
      return { ...snapshot, trustees: withRow(snapshot.trustees, partner, newTrustee(step.input.payload)) }
    case "CareTrusts.create": {
      const made = newCareTrust(step.input, snapshot.takenAt)
      return {
        ...snapshot,
        trustees: new Map([...snapshot.trustees, ...partnersOf(step).map((id) => [id, made] as const)]),
      }
    }
    case "Trustees.update": {
      const { dateExpired, enabled } = step.input.payload
      return inTrustee(snapshot, partner, ({ dateExpired: _, ...seen }) => ({
        ...seen,
        enabled,
        ...(dateExpired !== undefined && { dateExpired }),
      }))
    }
    case "Trustees.remove":
      return { ...snapshot, trustees: withoutRow(snapshot.trustees, partner) }
    case "TrusteeUsers.add": {
      const { payload } = step.input
      return inTrustee(snapshot, partner, (seen) => ({
        ...seen,
        users: withRow(seen.users, payload.id, newMember(payload)),
      }))
    }
    case "TrusteeUsers.remove":
      return inTrustee(snapshot, partner, (seen) => leaveUser(seen, step.input.trusteeUserId))
    case "TrusteeUserRoles.replace":
      return inTrustee(snapshot, partner, (seen) =>
        setUser(seen, step.input.trusteeUserId, everywhere(step.input.payload)),
      )
    case "TrusteeUserRoles.clear":
      return inTrustee(snapshot, partner, (seen) => setUser(seen, step.input.trusteeUserId, []))
    case "TrusteeUserRoleDivisions.replace":
      return inTrustee(snapshot, partner, (seen) =>
        setUser(seen, step.input.trusteeUserId, fromPairs(step.input.payload.grants)),
      )
    case "TrusteeGroups.add": {
      const { payload } = step.input
      return inTrustee(snapshot, partner, (seen) => ({
        ...seen,
        groups: withRow(seen.groups, payload.id, newMember(payload)),
      }))
    }
    case "TrusteeGroups.remove":
      return inTrustee(snapshot, partner, (seen) => ({
        ...seen,
        groups: withoutRow(seen.groups, step.input.trusteeGroupId),
      }))
    case "TrusteeGroupRoles.replace":
      return inTrustee(snapshot, partner, (seen) =>
        setGroup(seen, step.input.trusteeGroupId, everywhere(step.input.payload)),
      )
    case "TrusteeGroupRoles.clear":
      return inTrustee(snapshot, partner, (seen) => setGroup(seen, step.input.trusteeGroupId, []))
    case "TrusteeGroupRoleDivisions.replace":
      return inTrustee(snapshot, partner, (seen) =>
        setGroup(seen, step.input.trusteeGroupId, fromPairs(step.input.payload.grants)),
      )
    case "TrusteeClonedUsers.remove":
      return inTrustee(snapshot, partner, (seen) => ({
        ...seen,
        clones: without(seen.clones, step.input.trusteeUserId),
      }))
    case "Trustors.remove":
      return { ...snapshot, trustors: withoutRow(snapshot.trustors, partner) }
    case "TrustorUsers.add":
      return inTrustor(snapshot, partner, (seen) => ({
        ...seen,
        users: new Set([...seen.users, step.input.trusteeUserId]),
      }))
    case "TrustorUsers.remove":
      return inTrustor(snapshot, partner, (seen) => ({
        ...seen,
        users: without(seen.users, step.input.trusteeUserId),
      }))
    case "TrustorGroups.add":
      return inTrustor(snapshot, partner, (seen) => ({
        ...seen,
        groups: new Set([...seen.groups, step.input.trustorGroupId]),
      }))
    case "TrustorGroups.remove":
      return inTrustor(snapshot, partner, (seen) => ({
        ...seen,
        groups: without(seen.groups, step.input.trustorGroupId),
      }))
  }
}

/**
 * What there is after all steps.
 * @category functions
 * @since 0.1.0
 */
export const afterSteps = (snapshot: Snapshot, steps: ReadonlyArray<Step>): Snapshot => {
  const trustees = new Map(snapshot.trustees)
  const trustors = new Map(snapshot.trustors)
  for (const step of steps) {
    const { partner } = step
    // A step changes the trusts that it is about: of the others nothing is copied.
    const after = afterStep(
      { ...snapshot, trustees: onlyRow(trustees, partner), trustors: onlyRow(trustors, partner) },
      step,
    )
    for (const each of partnersOf(step)) putRow(trustees, each, after.trustees.get(each))
    putRow(trustors, partner, after.trustors.get(partner))
  }
  return { ...snapshot, trustees, trustors }
}

/**
 * Something that can be taken away.
 * @category models
 * @since 0.1.0
 */
export type Removal =
  | { readonly kind: "partner"; readonly partner: OrganizationId }
  | { readonly kind: "user"; readonly partner: OrganizationId; readonly userId: UserId }
  | { readonly kind: "group"; readonly partner: OrganizationId; readonly groupId: GroupId }
  /** A role, from everybody who has it. */
  | { readonly kind: "role"; readonly roleId: RoleId }
  /** One grant of a user. Where divisions cannot be seen, every grant of the role. */
  | {
      readonly kind: "userGrant"
      readonly partner: OrganizationId
      readonly userId: UserId
      readonly roleId: RoleId
      readonly divisionId?: DivisionId
    }
  /** One grant of a group. Where divisions cannot be seen, every grant of the role. */
  | {
      readonly kind: "groupGrant"
      readonly partner: OrganizationId
      readonly groupId: GroupId
      readonly roleId: RoleId
      readonly divisionId?: DivisionId
    }

const keep = ({ grants, ...member }: SeenMember, isKept: (grant: Grant) => boolean): SeenMember => {
  if (grants !== undefined) return withGrants(member, grants.filter(isKept))
  const { permissions: _, ...rest } = member
  return { ...rest, roles: new Set([...member.roles].filter((roleId) => isKept({ roleId }))) }
}

const inRow = <K, A>(rows: ReadonlyMap<K, A>, key: K, change: (row: A) => A): ReadonlyMap<K, A> => {
  const row = rows.get(key)
  return row === undefined ? rows : withRow(rows, key, change(row))
}

const isOther =
  (removed: Grant, { grants }: Partial<SeenMember>) =>
  (grant: Grant): boolean =>
    grant.roleId !== removed.roleId || (grants !== undefined && grant.divisionId !== removed.divisionId)

const inRows = <K>(rows: ReadonlyMap<K, SeenMember>, change: (member: SeenMember) => SeenMember) =>
  new Map(Array.from(rows, ([id, member]) => [id, change(member)]))

/**
 * What there is when something is taken away.
 * @category functions
 * @since 0.1.0
 */
export const afterRemoval = (snapshot: Snapshot, removal: Removal): Snapshot => {
  switch (removal.kind) {
    case "partner":
      return { ...snapshot, trustees: withoutRow(snapshot.trustees, removal.partner) }
    case "user":
      return inTrustee(snapshot, removal.partner, (seen) => leaveUser(seen, removal.userId))
    case "group":
      return inTrustee(snapshot, removal.partner, (seen) => ({
        ...seen,
        groups: withoutRow(seen.groups, removal.groupId),
      }))
    case "role": {
      const drop = (member: SeenMember) => keep(member, ({ roleId }) => roleId !== removal.roleId)
      const trustees = Array.from(snapshot.trustees, ([id, seen]): [OrganizationId, SeenTrustee] => [
        id,
        { ...seen, users: inRows(seen.users, drop), groups: inRows(seen.groups, drop) },
      ])
      return { ...snapshot, trustees: new Map(trustees) }
    }
    case "userGrant":
      return inTrustee(snapshot, removal.partner, (seen) => ({
        ...seen,
        users: inRow(seen.users, removal.userId, (member) => keep(member, isOther(removal, member))),
      }))
    case "groupGrant":
      return inTrustee(snapshot, removal.partner, (seen) => ({
        ...seen,
        groups: inRow(seen.groups, removal.groupId, (member) => keep(member, isOther(removal, member))),
      }))
  }
}
