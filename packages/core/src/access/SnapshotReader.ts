/**
 * Reads what there is, through the services: on the platform, in memory, or wherever
 * else they are implemented.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"
import type { UserAuthorization } from "../entities/UserAuthorization.ts"
import type { GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
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
  /** Whose trusts to read; those of all partners unless given. */
  readonly partners?: ReadonlySet<OrganizationId>
  /** How many requests at once; 4 unless given. */
  readonly concurrency?: number
  /** Told when it is known which trusts there are, and after each one that was read. */
  readonly onProgress?: (progress: ReadProgress) => Effect.Effect<void>
}

/**
 * How far the reading has come.
 * @category models
 * @since 0.1.0
 */
export interface ReadProgress {
  /** Trusts that were read, of those that let partners in and those that let our people in elsewhere. */
  readonly done: number
  readonly trustees: number
  readonly trustors: number
}

const named = (name: string | undefined) => (name === undefined ? {} : { name })

/** What a member is beside its roles. */
type About = Pick<SeenMember, "name" | "email" | "since" | "state" | "size">

const memberOf = (about: About, { permissions, roles = [] }: UserAuthorization): SeenMember => ({
  ...about,
  roles: new Set(roles.flatMap(({ id }): ReadonlyArray<RoleId> => (id === undefined ? [] : [id]))),
  ...(permissions !== undefined && { permissions: new Set(permissions) }),
})

const aboutUser = ({ email, name, state, trustUserDetails }: TrustUser): About => ({
  ...named(name),
  ...(email !== undefined && { email }),
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

/** Lets so many requests be under way at once, of all trusts together. */
type Limited = <A, E, R>(request: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

const readTrustee = Effect.fnUntraced(function* (trustee: Trustee, limited: Limited) {
  const trusteeOrgId = trustee.id
  const userRoles = yield* TrusteeUserRoles
  const groupRoles = yield* TrusteeGroupRoles
  const users = yield* Effect.forEach(
    yield* limited(TrusteeUsers.use((users) => users.all(trusteeOrgId))),
    (user) => Effect.map(limited(userRoles.get(trusteeOrgId, user.id)), (authorization) => ({ user, authorization })),
    { concurrency: "unbounded" },
  )
  const groups = yield* Effect.forEach(
    yield* limited(TrusteeGroups.use((groups) => groups.all(trusteeOrgId))),
    (group) =>
      Effect.map(limited(groupRoles.get(trusteeOrgId, group.id)), (authorization) => ({ group, authorization })),
    { concurrency: "unbounded" },
  )
  const clones = yield* limited(TrusteeClonedUsers.use((cloned) => cloned.list(trusteeOrgId)))
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

const readTrustor = Effect.fnUntraced(function* (trustor: Trustor, limited: Limited) {
  const trustorOrgId = trustor.id
  const users = yield* limited(TrustorUsers.use((users) => users.all(trustorOrgId)))
  const groups = yield* limited(TrustorGroups.use((groups) => groups.all(trustorOrgId)))
  const seen: SeenTrustor = {
    ...named(trustor.organization?.name),
    users: new Set(users.map(({ id }) => id)),
    groups: new Set(groups.map(({ id }) => id)),
    names: new Map(
      [...users, ...groups].flatMap(({ id, name }): ReadonlyArray<[UserId | GroupId, string]> =>
        name === undefined ? [] : [[id, name]],
      ),
    ),
  }
  return [trustorOrgId, seen] as const
})

/**
 * Reads the trusts of an organization with their members, roles and clones. It takes a
 * request for each page of each listing, and one for the roles of each member.
 * @category functions
 * @since 0.1.0
 */
export const read = Effect.fn("Snapshot.read")(function* (options: ReadOptions) {
  const { concurrency = 4, organizationId } = options
  const takenAt = yield* DateTime.now
  const isAsked = ({ id }: { readonly id: OrganizationId }) => options.partners?.has(id) ?? true
  const trustees = options.trustees === false ? [] : yield* Trustees.use((trustees) => trustees.all())
  const trustors = options.trustors === false ? [] : yield* Trustors.use((trustors) => trustors.all())
  const asked = { trustees: trustees.filter(isAsked), trustors: trustors.filter(isAsked) }
  const permits = yield* Semaphore.make(concurrency)
  const limited: Limited = (request) => Semaphore.withPermit(permits, request)
  let done = 0
  const tell = Effect.suspend(
    () =>
      options.onProgress?.({ done, trustees: asked.trustees.length, trustors: asked.trustors.length }) ?? Effect.void,
  )
  const told = <A, E, R>(reading: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.tap(reading, () => {
      done++
      return tell
    })
  yield* tell
  // A few trusts at a time: what is held of those that are not done stays small.
  const each = { concurrency }
  const snapshot: Snapshot = {
    organizationId,
    takenAt,
    trustees: new Map(yield* Effect.forEach(asked.trustees, (trustee) => told(readTrustee(trustee, limited)), each)),
    trustors: new Map(yield* Effect.forEach(asked.trustors, (trustor) => told(readTrustor(trustor, limited)), each)),
  }
  return snapshot
})
