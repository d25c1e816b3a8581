/**
 * Reads what there is, through the services: on the platform, in memory, or wherever
 * else they are implemented.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { UserAuthorization } from "../entities/UserAuthorization.ts"
import type { OrganizationId, RoleId } from "../Identifiers.ts"
import type { OperationError } from "../Operation.ts"
import { TrusteeClonedUsers } from "../services/TrusteeClonedUsers.ts"
import { TrusteeGroupRoles } from "../services/TrusteeGroupRoles.ts"
import { TrusteeGroups } from "../services/TrusteeGroups.ts"
import { Trustees } from "../services/Trustees.ts"
import { TrusteeUserRoles } from "../services/TrusteeUserRoles.ts"
import { TrusteeUsers } from "../services/TrusteeUsers.ts"
import { TrustorGroups } from "../services/TrustorGroups.ts"
import { Trustors } from "../services/Trustors.ts"
import { TrustorUsers } from "../services/TrustorUsers.ts"
import type { TrustGroup } from "../entities/Group.ts"
import type { TrustUser } from "../entities/TrustUser.ts"
import type { Trustee } from "../entities/Trustee.ts"
import type { Trustor } from "../entities/Trustor.ts"
import type { SeenMember, SeenTrustee, SeenTrustor, Snapshot } from "./Snapshot.ts"

/**
 * What to read, and how.
 * @category models
 * @since 0.1.0
 */
export interface ReadOptions {
  /** The organization that the services act for. */
  readonly organizationId: OrganizationId
  /** Whether to read who comes in; true unless given. */
  readonly trustees?: boolean
  /** Whether to read where our people go; true unless given. */
  readonly trustors?: boolean
  /** How many requests at once; 4 unless given. */
  readonly concurrency?: number
}

const named = (name: string | undefined) => (name === undefined ? {} : { name })

/** What a member is beside its roles. */
type About = Pick<SeenMember, "name" | "since" | "state" | "size">

const memberOf = (about: About, { permissions, roles = [] }: UserAuthorization): SeenMember => ({
  ...about,
  roles: new Set(roles.flatMap(({ id }): ReadonlyArray<RoleId> => (id === undefined ? [] : [id]))),
  ...(permissions !== undefined && { permissions: new Set(permissions) }),
})

const aboutUser = ({ name, state, trustUserDetails }: TrustUser): About => ({
  ...named(name),
  ...(state !== undefined && { state }),
  ...(trustUserDetails?.dateCreated !== undefined && { since: trustUserDetails.dateCreated }),
})

const aboutGroup = ({ dateCreated, memberCount, name, state }: TrustGroup): About => ({
  ...named(name),
  ...(state !== undefined && { state }),
  ...(dateCreated !== undefined && { since: dateCreated }),
  ...(memberCount !== undefined && { size: memberCount }),
})

/** What everybody in the trust may do without any role; nothing where no flag is set. */
const defaultsOf = ({ hasFullAccess = false, isTrustedUser = false, usesDefaultRole = false }: Trustee) =>
  hasFullAccess || isTrustedUser || usesDefaultRole
    ? { defaults: { hasFullAccess, isTrustedUser, usesDefaultRole } }
    : {}

const namesOf = (authorizations: ReadonlyArray<UserAuthorization>): ReadonlyMap<RoleId, string> =>
  new Map(
    authorizations
      .flatMap(({ roles = [] }) => roles)
      .flatMap(({ id, name }): ReadonlyArray<[RoleId, string]> =>
        id === undefined || name === undefined ? [] : [[id, name]],
      ),
  )

const readTrustee = Effect.fnUntraced(function* (trustee: Trustee, concurrency: number) {
  const trusteeOrgId = trustee.id
  const userRoles = yield* TrusteeUserRoles
  const groupRoles = yield* TrusteeGroupRoles
  const users = yield* Effect.forEach(
    yield* TrusteeUsers.use((users) => users.all(trusteeOrgId)),
    (user) => Effect.map(userRoles.get(trusteeOrgId, user.id), (authorization) => ({ user, authorization })),
    { concurrency },
  )
  const groups = yield* Effect.forEach(
    yield* TrusteeGroups.use((groups) => groups.all(trusteeOrgId)),
    (group) => Effect.map(groupRoles.get(trusteeOrgId, group.id), (authorization) => ({ group, authorization })),
    { concurrency },
  )
  const clones = yield* TrusteeClonedUsers.use((cloned) => cloned.list(trusteeOrgId))
  const seen: SeenTrustee = {
    ...named(trustee.organization?.name),
    // Of a trust that does not say so it is taken that it lets people in: that is what has to be looked at.
    enabled: trustee.enabled ?? true,
    ...(trustee.dateExpired !== undefined && { dateExpired: trustee.dateExpired }),
    ...(trustee.dateCreated !== undefined && { since: trustee.dateCreated }),
    ...defaultsOf(trustee),
    roleNames: namesOf([...users, ...groups].map(({ authorization }) => authorization)),
    users: new Map(users.map(({ authorization, user }) => [user.id, memberOf(aboutUser(user), authorization)])),
    groups: new Map(groups.map(({ authorization, group }) => [group.id, memberOf(aboutGroup(group), authorization)])),
    clones: new Set(clones.entities.map(({ id }) => id)),
  }
  return [trusteeOrgId, seen] as const
})

const readTrustor = Effect.fnUntraced(function* (trustor: Trustor) {
  const trustorOrgId = trustor.id
  const users = yield* TrustorUsers.use((users) => users.all(trustorOrgId))
  const groups = yield* TrustorGroups.use((groups) => groups.all(trustorOrgId))
  const seen: SeenTrustor = {
    ...named(trustor.organization?.name),
    users: new Set(users.map(({ id }) => id)),
    groups: new Set(groups.map(({ id }) => id)),
  }
  return [trustorOrgId, seen] as const
})

/**
 * What reading can fail with.
 * @category models
 * @since 0.1.0
 */
export type ReadError = OperationError<
  | "Trustees.list"
  | "TrusteeUsers.list"
  | "TrusteeUserRoles.get"
  | "TrusteeGroups.list"
  | "TrusteeGroupRoles.get"
  | "TrusteeClonedUsers.list"
  | "Trustors.list"
  | "TrustorUsers.list"
  | "TrustorGroups.list"
>

/**
 * Reads the trusts of an organization with their members, roles and clones. It takes a
 * request for each page of each listing, and one for the roles of each member.
 * @category functions
 * @since 0.1.0
 */
export const read = Effect.fn("Snapshot.read")(function* (options: ReadOptions) {
  const { concurrency = 4, organizationId } = options
  const takenAt = yield* DateTime.now
  const trustees = options.trustees === false ? [] : yield* Trustees.use((trustees) => trustees.all())
  const trustors = options.trustors === false ? [] : yield* Trustors.use((trustors) => trustors.all())
  const snapshot: Snapshot = {
    organizationId,
    takenAt,
    trustees: new Map(yield* Effect.forEach(trustees, (trustee) => readTrustee(trustee, concurrency))),
    trustors: new Map(yield* Effect.forEach(trustors, readTrustor, { concurrency })),
  }
  return snapshot
})
