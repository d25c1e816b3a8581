/**
 * What there is in a state of the model, as a snapshot and a directory tell it, and what
 * is asked for where a file asks for that.
 */
import type * as DateTime from "effect/DateTime"
import type { Desired, DesiredTrustee } from "@org-trust/core/access/Desired"
import type { Directory } from "@org-trust/core/access/Directory"
import type { SeenMember, SeenTrustee, Snapshot } from "@org-trust/core/access/Snapshot"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import {
  clonesOf,
  groupsOf,
  type Member,
  type State,
  type Trust,
  trusts,
  usersOf,
} from "@org-trust/core/lifecycle/State"
import type { World } from "@org-trust/core/lifecycle/World"

const memberOf = ({ grants }: Member<string>): SeenMember => ({
  roles: new Set(grants.map(({ roleId }) => roleId)),
  grants,
})

const seenOf = (trust: Trust): SeenTrustee => ({
  ...trust.settings,
  ...(trust.defaults !== undefined && { defaults: trust.defaults }),
  users: new Map(usersOf(trust).map((user) => [user.id, memberOf(user)])),
  groups: new Map(groupsOf(trust).map((group) => [group.id, memberOf(group)])),
  clones: new Set(clonesOf(trust).map(({ id }) => id)),
})

/** What there is in a state, for the trustor; divisions are known, as with a journal. */
export const snapshotOf = (
  state: State,
  organizationId: OrganizationId,
  takenAt: DateTime.Utc,
  world?: World,
): Snapshot => ({
  organizationId,
  takenAt,
  ...(world !== undefined && { care: new Set(careOrganizations(world, organizationId)) }),
  trustees: new Map(
    trusts(state)
      .filter(({ trustorOrgId }) => trustorOrgId === organizationId)
      .map((trust) => [trust.trusteeOrgId, seenOf(trust)]),
  ),
  trustors: new Map(),
})

/** A file that asks for what there is in a state. */
export const desiredOf = (state: State, organizationId: OrganizationId, now: DateTime.Utc): Desired => {
  const { trustees } = snapshotOf(state, organizationId, now)
  const askedOf = <Id extends string>(members: ReadonlyMap<Id, SeenMember>) =>
    new Map(Array.from(members, ([id, { grants = [] }]): [Id, ReadonlyArray<Grant>] => [id, grants]))
  return {
    organizationId,
    strangers: "remove",
    trustees: new Map(
      Array.from(trustees, ([id, seen]): [OrganizationId, DesiredTrustee] => [
        id,
        {
          enabled: seen.enabled,
          ...(seen.dateExpired !== undefined && { dateExpired: seen.dateExpired }),
          users: askedOf(seen.users),
          groups: askedOf(seen.groups),
          clones: seen.clones,
          ...(seen.defaults !== undefined && { care: seen.defaults }),
          strangers: "remove",
        },
      ]),
    ),
  }
}

/** All that a world tells of roles, groups and users. */
export const directoryOf = (world: World, organizationId: OrganizationId): Directory => {
  const others = [...world.values()]
  return {
    roles: new Map(
      (world.get(organizationId)?.organization.roles ?? []).map(({ id, permissions }) => [
        id,
        { certain: new Set(permissions), possible: new Set(permissions) },
      ]),
    ),
    hasAllRoles: true,
    groups: new Map(
      others.map(({ organization }) => [
        organization.id,
        new Map(organization.groups.map(({ id, memberIds }) => [id, new Set(memberIds)])),
      ]),
    ),
    inactive: new Map(
      others.map(({ organization }) => [
        organization.id,
        new Set(organization.users.filter(({ state }) => state !== "active").map(({ id }) => id)),
      ]),
    ),
    names: new Map(),
  }
}
