/**
 * Two organizations at work: what the people of a trustor and of its partner do,
 * by chance, and on what they have learnt from each other.
 */
import type { PairingId } from "@org-trust/core/Identifiers"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { careOrganizations, organizations } from "../../BuiltInWorld.ts"
import type { WorldClient } from "../../WorldFile.ts"

/** Something that a worker may do. */
export interface Task {
  /** How often it is chosen, compared with others. */
  readonly weight: number
  readonly run: (invoke: Invoke) => Effect.Effect<unknown, unknown>
}

/** Somebody at work: a client of the world, and what it does. */
export interface Worker {
  readonly name: string
  readonly client: WorldClient
  readonly tasks: ReadonlyArray<Task>
}

const { harborBank, northwindPartners } = organizations
const trusteeOrgId = northwindPartners.id
const trustorOrgId = harborBank.id

// How many pairings people can lay their hands on.
const remembered = 5

// Few users, so that what is done to them meets.
const { lea, nina, olaf, tom } = northwindPartners.users
const users = [nina, nina, nina, tom, lea, olaf].map(({ id }) => id)
const roles = Object.values(harborBank.roles).map(({ id }) => id)

const someUser = Effect.map(Random.nextIntBetween(0, users.length, { halfOpen: true }), (at) => users[at] ?? nina.id)

const groups = Object.values(northwindPartners.groups).map(({ id }) => id)
const divisions = Object.values(harborBank.divisions).map(({ id }) => id)

const someGroup = Effect.map(
  Random.nextIntBetween(0, groups.length, { halfOpen: true }),
  (at) => groups[at] ?? northwindPartners.groups.onCall.id,
)

// Mostly with the one that lets a trusted user manage the others.
const someRoles = Effect.filter(roles, (id) =>
  Effect.map(Random.next, (chance) => chance < (id === harborBank.roles.trustAdministrator.id ? 0.9 : 0.3)),
)

/** Each of some roles within some division. */
const someRoleDivisions = Effect.gen(function* () {
  const grants = yield* Effect.forEach(yield* someRoles, (roleId) =>
    Effect.map(Random.nextIntBetween(0, divisions.length, { halfOpen: true }), (at) =>
      divisions.slice(at, at + 1).map((divisionId) => ({ roleId, divisionId })),
    ),
  )
  return { grants: grants.flat() }
})

const page = Effect.map(Random.nextIntBetween(1, 3), (pageNumber) => ({ pageSize: 2, pageNumber }))

const someEnd = Effect.gen(function* () {
  if (yield* Random.nextBoolean) return {}
  const days = yield* Random.nextIntBetween(1, 30)
  return { dateExpired: DateTime.makeUnsafe((yield* Clock.currentTimeMillis) + Duration.toMillis(Duration.days(days))) }
})

const care = Object.values(careOrganizations).map(({ id }) => id)

const someFlags = Effect.map(
  Effect.all([Random.nextBoolean, Random.nextBoolean]),
  ([assignDefaultRole, autoExpire]) => ({
    assignDefaultRole,
    autoExpire,
  }),
)

/** Some of the trustor's partners, at least one; mostly of Customer Care, so that the others have time. */
const someTrustees = Effect.map(Random.next, (chance) => (chance < 0.7 ? care : [...care.slice(0, 1), trusteeOrgId]))

/** The workers of one simulation; what they tell each other is theirs alone. */
export const make = (): ReadonlyArray<Worker> => {
  // Pairing ids as they were handed over, newest last.
  const handedOver: Array<PairingId> = []
  const somePairing = Effect.map(Random.next, (chance) => {
    // Mostly the newest, sometimes one that may be used up.
    const back = chance < 0.8 ? 1 : Math.ceil(chance * 10) - 6
    return handedOver[Math.max(0, handedOver.length - back)]
  })

  const task = (weight: number, run: Task["run"]): Task => ({ weight, run })
  const member = Effect.map(someUser, (trusteeUserId) => ({ trusteeOrgId, trusteeUserId }))
  const group = Effect.map(someGroup, (trusteeGroupId) => ({ trusteeOrgId, trusteeGroupId }))
  const ownGroup = Effect.map(someGroup, (trustorGroupId) => ({ trustorOrgId, trustorGroupId }))
  const colleague = Effect.map(someUser, (trusteeUserId) => ({ trustorOrgId, trusteeUserId }))

  const onTrustor: ReadonlyArray<Task> = [
    task(8, (invoke) =>
      Effect.gen(function* () {
        const pairingId = yield* somePairing
        const users = [{ id: yield* someUser, roleIds: yield* someRoles }]
        const groups = (yield* Random.next) < 0.3 ? [{ id: yield* someGroup, roleIds: yield* someRoles }] : []
        const payload = {
          enabled: true,
          users,
          groups,
          ...(yield* someEnd),
          ...(pairingId !== undefined && { pairingId }),
        }
        return yield* invoke("Trustees.create", { payload })
      }),
    ),
    task(4, (invoke) =>
      Effect.gen(function* () {
        const payload = { enabled: (yield* Random.next) < 0.8, ...(yield* someEnd) }
        return yield* invoke("Trustees.update", { trusteeOrgId, payload })
      }),
    ),
    task(1, (invoke) => invoke("Trustees.remove", { trusteeOrgId })),
    task(8, (invoke) =>
      Effect.gen(function* () {
        const payload = { id: yield* someUser, roleIds: yield* someRoles }
        return yield* invoke("TrusteeUsers.add", { trusteeOrgId, payload })
      }),
    ),
    task(4, (invoke) => Effect.flatMap(member, (input) => invoke("TrusteeUsers.remove", input))),
    task(5, (invoke) =>
      Effect.gen(function* () {
        return yield* invoke("TrusteeUserRoles.replace", { ...(yield* member), payload: yield* someRoles })
      }),
    ),
    task(3, (invoke) => Effect.flatMap(member, (input) => invoke("TrusteeUserRoles.clear", input))),
    task(2, (invoke) => Effect.flatMap(page, (input) => invoke("Trustees.list", input))),
    task(2, (invoke) => invoke("Trustees.get", { trusteeOrgId })),
    task(2, (invoke) => Effect.flatMap(page, (input) => invoke("TrusteeUsers.list", { ...input, trusteeOrgId }))),
    task(2, (invoke) => Effect.flatMap(member, (input) => invoke("TrusteeUsers.get", input))),
    task(2, (invoke) => Effect.flatMap(member, (input) => invoke("TrusteeUserRoles.get", input))),
    task(4, (invoke) => Effect.flatMap(member, (input) => invoke("TrusteeClonedUsers.remove", input))),
    task(1, (invoke) => invoke("TrusteeClonedUsers.list", { trusteeOrgId })),
    task(2, (invoke) => Effect.flatMap(someFlags, (flags) => invoke("DefaultTrusts.create", flags))),
    task(1, (invoke) => invoke("DefaultTrusts.get", {})),
    task(2, (invoke) => Effect.flatMap(someFlags, (flags) => invoke("CareTrusts.create", flags))),
    task(1, (invoke) => invoke("CareTrusts.list", {})),
    task(1, (invoke) => Effect.flatMap(someTrustees, (id) => invoke("BulkRemoval.trustees", { id }))),
    task(1, (invoke) =>
      invoke("TrustAudits.ofTrustees", { payload: { trusteeOrganizationIds: [trusteeOrgId], trusteeUserIds: [] } }),
    ),
    task(3, (invoke) =>
      Effect.gen(function* () {
        return yield* invoke("TrusteeUserRoleDivisions.replace", {
          ...(yield* member),
          payload: yield* someRoleDivisions,
        })
      }),
    ),
    task(6, (invoke) =>
      Effect.gen(function* () {
        const payload = { id: yield* someGroup, roleIds: yield* someRoles, roleDivisions: yield* someRoleDivisions }
        return yield* invoke("TrusteeGroups.add", { trusteeOrgId, payload })
      }),
    ),
    task(3, (invoke) => Effect.flatMap(group, (input) => invoke("TrusteeGroups.remove", input))),
    task(3, (invoke) =>
      Effect.gen(function* () {
        return yield* invoke("TrusteeGroupRoles.replace", { ...(yield* group), payload: yield* someRoles })
      }),
    ),
    task(3, (invoke) =>
      Effect.gen(function* () {
        return yield* invoke("TrusteeGroupRoleDivisions.replace", {
          ...(yield* group),
          payload: yield* someRoleDivisions,
        })
      }),
    ),
    task(2, (invoke) => Effect.flatMap(group, (input) => invoke("TrusteeGroupRoles.clear", input))),
    task(1, (invoke) => Effect.flatMap(page, (input) => invoke("TrusteeGroups.list", { ...input, trusteeOrgId }))),
    task(1, (invoke) => Effect.flatMap(group, (input) => invoke("TrusteeGroups.get", input))),
    task(1, (invoke) => Effect.flatMap(group, (input) => invoke("TrusteeGroupRoles.get", input))),
  ]

  const onTrustee: ReadonlyArray<Task> = [
    task(10, (invoke) =>
      Effect.gen(function* () {
        const { id } = yield* invoke("Pairings.create", { payload: { userIds: [yield* someUser] } })
        handedOver.push(id)
        if (handedOver.length > remembered) handedOver.shift()
      }),
    ),
    task(2, (invoke) =>
      Effect.flatMap(somePairing, (pairingId) =>
        pairingId === undefined ? Effect.void : invoke("Pairings.get", { pairingId }),
      ),
    ),
    task(2, (invoke) => Effect.flatMap(page, (input) => invoke("Trustors.list", input))),
    task(2, (invoke) => invoke("Trustors.get", { trustorOrgId })),
    task(0.3, (invoke) => invoke("Trustors.remove", { trustorOrgId })),
    task(0.3, (invoke) => invoke("BulkRemoval.trustors", { id: [trustorOrgId] })),
    task(1, (invoke) =>
      Effect.gen(function* () {
        return yield* invoke("UserTrustors.list", { userId: yield* someUser, ...(yield* page) })
      }),
    ),
    task(1, (invoke) =>
      invoke("TrustAudits.ofTrustor", { payload: { trustorOrganizationId: trustorOrgId, trusteeUserIds: [] } }),
    ),
  ]

  const asMember: ReadonlyArray<Task> = [
    ...onTrustee,
    task(12, (invoke) => Effect.flatMap(colleague, (input) => invoke("TrustorUsers.add", input))),
    task(4, (invoke) => Effect.flatMap(colleague, (input) => invoke("TrustorUsers.remove", input))),
    task(2, (invoke) => Effect.flatMap(colleague, (input) => invoke("TrustorUsers.get", input))),
    task(2, (invoke) => Effect.flatMap(page, (input) => invoke("TrustorUsers.list", { ...input, trustorOrgId }))),
    task(8, (invoke) => Effect.flatMap(ownGroup, (input) => invoke("TrustorGroups.add", input))),
    task(10, (invoke) => Effect.flatMap(ownGroup, (input) => invoke("TrustorGroups.remove", input))),
    task(1, (invoke) => Effect.flatMap(ownGroup, (input) => invoke("TrustorGroups.get", input))),
    task(1, (invoke) => Effect.flatMap(page, (input) => invoke("TrustorGroups.list", { ...input, trustorOrgId }))),
    task(8, (invoke) => Effect.flatMap(colleague, (input) => invoke("TrustorClonedUsers.create", input))),
    task(12, (invoke) => Effect.flatMap(colleague, (input) => invoke("TrustorClonedUsers.remove", input))),
    task(1, (invoke) => Effect.flatMap(colleague, (input) => invoke("TrustorClonedUsers.get", input))),
    task(1, (invoke) => invoke("TrustorClonedUsers.list", { trustorOrgId })),
  ]

  return [
    { name: "the trustor's first administrator", client: harborBank.clients.admin, tasks: onTrustor },
    { name: "the trustor's second administrator", client: harborBank.clients.ada, tasks: onTrustor },
    { name: "the trustee's administrator", client: northwindPartners.clients.admin, tasks: onTrustee },
    { name: "a trusted user", client: northwindPartners.clients.nina, tasks: asMember },
  ]
}

const nothing: Task = { weight: 0, run: () => Effect.void }

/** One of a worker's tasks, by their weights. */
export const choose = ({ tasks }: Worker): Effect.Effect<Task> => {
  const total = tasks.reduce((sum, { weight }) => sum + weight, 0)
  return Effect.map(Random.next, (chance) => {
    let left = chance * total
    return tasks.find(({ weight }) => (left -= weight) < 0) ?? nothing
  })
}

/** How long a worker does something else: often no time at all, sometimes an hour. */
export const pause: Effect.Effect<Duration.Duration> = Effect.map(
  Effect.all([Random.next, Random.next]),
  ([kind, length]) => Duration.millis(kind < 0.4 ? length * 3000 : kind < 0.8 ? length * 60_000 : length * 3_600_000),
)

/** After how long a worker gives a call up: seldom at all. */
export const forbearance: Effect.Effect<Duration.Duration> = Effect.map(
  Effect.all([Random.next, Random.next]),
  ([kind, length]) => (kind < 0.03 ? Duration.millis(length * 1000) : Duration.infinity),
)
