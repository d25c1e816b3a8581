/**
 * The facts that trusts refer to: organizations with their users, groups, roles
 * and divisions. The lifecycle of trusts changes none of them.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { withCanonicalIds } from "./Canonical.ts"
import { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"

const listOf = <S extends Schema.Top>(item: S) =>
  Schema.Array(item).pipe(Schema.withDecodingDefaultTypeKey(Effect.succeed<ReadonlyArray<S["Type"]>>([])))

/**
 * A role of an organization, with what it permits.
 * @category schemas
 * @since 0.1.0
 */
export const WorldRole = Schema.Struct({
  id: RoleId,
  name: Schema.String,
  permissions: Schema.Array(Schema.String),
})
/**
 * A role of an organization, with what it permits.
 * @category models
 * @since 0.1.0
 */
export type WorldRole = typeof WorldRole.Type

/**
 * A division of an organization.
 * @category schemas
 * @since 0.1.0
 */
export const WorldDivision = Schema.Struct({ id: DivisionId, name: Schema.String })
/**
 * A division of an organization.
 * @category models
 * @since 0.1.0
 */
export type WorldDivision = typeof WorldDivision.Type

/**
 * A user of an organization.
 * @category schemas
 * @since 0.1.0
 */
export const WorldUser = Schema.Struct({
  id: UserId,
  name: Schema.String,
  email: Schema.optionalKey(Schema.String),
  state: Schema.Literals(["active", "inactive", "deleted"]).pipe(
    Schema.withDecodingDefaultTypeKey(Effect.succeed("active" as const)),
  ),
})
/**
 * A user of an organization.
 * @category models
 * @since 0.1.0
 */
export type WorldUser = typeof WorldUser.Type

/**
 * A group of users of an organization.
 * @category schemas
 * @since 0.1.0
 */
export const WorldGroup = Schema.Struct({
  id: GroupId,
  name: Schema.String,
  memberIds: listOf(UserId),
})
/**
 * A group of users of an organization.
 * @category models
 * @since 0.1.0
 */
export type WorldGroup = typeof WorldGroup.Type

/**
 * An organization and what is in it.
 * @category schemas
 * @since 0.1.0
 */
export const WorldOrganization = Schema.Struct({
  id: OrganizationId,
  name: Schema.String,
  roles: listOf(WorldRole),
  divisions: listOf(WorldDivision),
  users: listOf(WorldUser),
  groups: listOf(WorldGroup),
  /** Whether this is an organization of the vendor's Customer Care; not so unless said. */
  isCare: Schema.optionalKey(Schema.Boolean),
})
/**
 * An organization and what is in it.
 * @category models
 * @since 0.1.0
 */
export type WorldOrganization = typeof WorldOrganization.Type

interface IssueAt {
  readonly path: ReadonlyArray<PropertyKey>
  readonly issue: string
}

const repeated = (items: ReadonlyArray<{ readonly id: string }>, path: ReadonlyArray<PropertyKey>): Array<IssueAt> => {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    if (seen.has(item.id)) return [{ path: [...path, index, "id"], issue: `the id ${item.id} is used twice` }]
    seen.add(item.id)
    return []
  })
}

const inconsistencies = (written: ReadonlyArray<WorldOrganization>): ReadonlyArray<IssueAt> => {
  const organizations = written.map(withCanonicalIds)
  return [
    ...repeated(organizations, []),
    ...organizations.flatMap((organization, at) => {
      const users = new Set(organization.users.map((user) => user.id))
      return [
        ...repeated(organization.roles, [at, "roles"]),
        ...repeated(organization.divisions, [at, "divisions"]),
        ...repeated(organization.users, [at, "users"]),
        ...repeated(organization.groups, [at, "groups"]),
        ...organization.groups.flatMap((group, groupAt) =>
          group.memberIds.flatMap((id, memberAt) =>
            users.has(id)
              ? []
              : [
                  {
                    path: [at, "groups", groupAt, "memberIds", memberAt],
                    issue: `no user of this organization has the id ${id}`,
                  },
                ],
          ),
        ),
      ]
    }),
  ]
}

/**
 * Organizations that fit together: within each kind an id occurs once, and groups
 * have users of their own organization.
 * @category schemas
 * @since 0.1.0
 */
export const WorldOrganizations = Schema.Array(WorldOrganization).check(Schema.makeFilter(inconsistencies))

/**
 * An organization's facts by id.
 * @category models
 * @since 0.1.0
 */
export interface OrganizationFacts {
  readonly organization: WorldOrganization
  readonly roles: ReadonlyMap<string, WorldRole>
  readonly divisions: ReadonlyMap<string, WorldDivision>
  readonly users: ReadonlyMap<string, WorldUser>
  readonly groups: ReadonlyMap<string, WorldGroup>
  /** By user, the ids of the groups that the user is in; nothing for a user who is in none. */
  readonly groupsOf: ReadonlyMap<string, ReadonlyArray<GroupId>>
}

/**
 * All facts, organizations by id.
 * @category models
 * @since 0.1.0
 */
export type World = ReadonlyMap<string, OrganizationFacts>

const byId = <A extends { readonly id: string }>(items: ReadonlyArray<A>): ReadonlyMap<string, A> =>
  new Map(items.map((item) => [item.id, item]))

const membershipsOf = (groups: ReadonlyArray<WorldGroup>): ReadonlyMap<string, ReadonlyArray<GroupId>> => {
  const memberships = new Map<string, Array<GroupId>>()
  for (const group of groups) {
    for (const memberId of new Set(group.memberIds)) {
      const known = memberships.get(memberId)
      if (known === undefined) memberships.set(memberId, [group.id])
      else known.push(group.id)
    }
  }
  return memberships
}

/**
 * Makes the facts of organizations accessible by id, in lower case.
 * @category constructors
 * @since 0.1.0
 */
export const make = (organizations: ReadonlyArray<WorldOrganization>): World =>
  new Map(
    organizations.map(withCanonicalIds).map((organization) => [
      organization.id,
      {
        organization,
        roles: byId(organization.roles),
        divisions: byId(organization.divisions),
        users: byId(organization.users),
        groups: byId(organization.groups),
        groupsOf: membershipsOf(organization.groups),
      },
    ]),
  )

/**
 * A user of an organization, if there is one of this id and if active.
 * @category functions
 * @since 0.1.0
 */
export const activeUser = (world: World, organizationId: string, userId: string): WorldUser | undefined => {
  const user = world.get(organizationId)?.users.get(userId)
  return user?.state === "active" ? user : undefined
}
