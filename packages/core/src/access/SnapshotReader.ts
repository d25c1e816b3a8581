/**
 * Reads what there is, through the services: on the platform, in memory, or wherever
 * else they are implemented.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"
import type { UserAuthorization } from "../entities/UserAuthorization.ts"
import type { GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
import { CareTrusts } from "../services/CareTrusts.ts"
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
  /** Whose clones to read; those of all partners unless given. */
  readonly clonesOf?: ReadonlySet<OrganizationId>
  /** Whether to read which organizations Customer Care has; not so unless given. */
  readonly care?: boolean
  /** How many requests at once; 4 unless given. */
  readonly concurrency?: number
  /** Told when it is known which trusts there are, when it is known who is in them, and after each member whose roles were read. */
  readonly onProgress?: (progress: ReadProgress) => Effect.Effect<void>
}

/**
 * How far the reading has come.
 * @category models
 * @since 0.1.0
 */
export interface ReadProgress {
  /** Trusts that let partners in. */
  readonly trustees: number
  /** Trusts that let our people in elsewhere. */
  readonly trustors: number
  /** Users and groups whose roles are read, a request for each; absent as long as it is not known who there is. */
  readonly members?: number
  /** Members whose roles were read so far. */
  readonly done: number
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

/** What is done around a request: waiting until so many of all trusts are under way at most, or telling when it is done. */
type Around = <A, E, R>(request: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/** Who is in a trust. */
const listMembers = Effect.fnUntraced(function* (trustee: Trustee, limited: Around) {
  const users = yield* limited(TrusteeUsers.use((users) => users.all(trustee.id)))
  const groups = yield* limited(TrusteeGroups.use((groups) => groups.all(trustee.id)))
  return { trustee, users, groups }
})

type Listed = Effect.Success<ReturnType<typeof listMembers>>

const readTrustee = Effect.fnUntraced(function* (
  { groups: listedGroups, trustee, users: listedUsers }: Listed,
  hasClones: boolean,
  limited: Around,
  told: Around,
) {
  const trusteeOrgId = trustee.id
  const userRoles = yield* TrusteeUserRoles
  const groupRoles = yield* TrusteeGroupRoles
  const each = { concurrency: "unbounded" } as const
  const users = yield* Effect.forEach(
    listedUsers,
    (user) =>
      Effect.map(told(limited(userRoles.get(trusteeOrgId, user.id))), (authorization) => ({ user, authorization })),
    each,
  )
  const groups = yield* Effect.forEach(
    listedGroups,
    (group) =>
      Effect.map(told(limited(groupRoles.get(trusteeOrgId, group.id))), (authorization) => ({ group, authorization })),
    each,
  )
  const clones = hasClones
    ? yield* limited(TrusteeClonedUsers.use((cloned) => cloned.list(trusteeOrgId)))
    : { entities: [] }
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

const readTrustor = Effect.fnUntraced(function* (trustor: Trustor, limited: Around) {
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

/** The organizations of Customer Care; not known to who may not see it. */
const readCare = CareTrusts.use((trusts) => trusts.list()).pipe(
  Effect.map(({ entities }): ReadonlySet<OrganizationId> | undefined => new Set(entities.map(({ id }) => id))),
  Effect.catchTag("MissingAnyPermissions", () => Effect.undefined),
)

/**
 * Reads the trusts of an organization with their members, roles and clones. It takes a
 * request for each page of each listing, one for the roles of each member, and one for
 * the clones of each partner. Who is in the trusts is listed first, so that it is known
 * early how long it will take.
 * @category functions
 * @since 0.1.0
 */
export const read = Effect.fn("Snapshot.read")(function* (options: ReadOptions) {
  const { clonesOf, concurrency = 4, onProgress = () => Effect.void, organizationId } = options
  const takenAt = yield* DateTime.now
  const care = options.care === true ? yield* readCare : undefined
  const isAsked = ({ id }: { readonly id: OrganizationId }) => options.partners?.has(id) ?? true
  const trustees = options.trustees === false ? [] : yield* Trustees.use((trustees) => trustees.all())
  const trustors = options.trustors === false ? [] : yield* Trustors.use((trustors) => trustors.all())
  const asked = { trustees: trustees.filter(isAsked), trustors: trustors.filter(isAsked) }
  const permits = yield* Semaphore.make(concurrency)
  const limited: Around = (request) => Semaphore.withPermit(permits, request)
  const there = { trustees: asked.trustees.length, trustors: asked.trustors.length }
  yield* onProgress({ ...there, done: 0 })
  // A few trusts at a time: what is held of those that are not done stays small.
  const each = { concurrency }
  const listed = yield* Effect.forEach(asked.trustees, (trustee) => listMembers(trustee, limited), each)
  const ours = yield* Effect.forEach(asked.trustors, (trustor) => readTrustor(trustor, limited), each)
  const members = listed.reduce((count, { groups, users }) => count + groups.length + users.length, 0)
  yield* onProgress({ ...there, members, done: 0 })
  let done = 0
  const told: Around = (request) =>
    Effect.tap(request, () => Effect.suspend(() => onProgress({ ...there, members, done: ++done })))
  const snapshot: Snapshot = {
    organizationId,
    takenAt,
    trustees: new Map(
      yield* Effect.forEach(
        listed,
        (one) => readTrustee(one, clonesOf?.has(one.trustee.id) ?? true, limited, told),
        each,
      ),
    ),
    trustors: new Map(ours),
    ...(care !== undefined && { care }),
  }
  return snapshot
})
