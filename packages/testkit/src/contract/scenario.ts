/**
 * Steps and observations that many laws share.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { GroupId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { WorldRole, WorldUser } from "@org-trust/core/lifecycle/World"
import { type OperationEntry, type OperationInput, type OperationName, operations } from "@org-trust/core/Operation"
import type { Page } from "@org-trust/core/Page"
import type { TrustRequest } from "@org-trust/core/Pairing"
import { isMet, type PermissionRule } from "@org-trust/core/Permission"
import type { Trustee } from "@org-trust/core/Trustee"
import type { TrustError } from "@org-trust/core/TrustError"
import type { WorldClient } from "../WorldFile.ts"
import type { Party } from "./Cast.ts"
import type { Lab } from "./Lab.ts"
import { NotApplicable, Violation } from "./Violation.ts"

/** Fails the law unless the condition holds. */
export const holds = (condition: boolean, message: string): Effect.Effect<void, Violation> =>
  condition ? Effect.void : Effect.fail(new Violation({ message }))

/** What a law needs and the world may not have. */
export const need = <A>(value: A | undefined, what: string): Effect.Effect<A, NotApplicable> =>
  value === undefined ? Effect.fail(new NotApplicable({ message: `the world has no ${what}` })) : Effect.succeed(value)

/** What an answer has to tell. */
export const told = <A>(value: A | undefined, what: string): Effect.Effect<A, Violation> =>
  value === undefined
    ? Effect.fail(new Violation({ message: `The answer does not tell ${what}` }))
    : Effect.succeed(value)

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value

/** Fails the law unless both have the same JSON, and shows it. */
export const same = (actual: unknown, expected: unknown, what: string): Effect.Effect<void, Violation> => {
  const [one, other] = [actual, expected].map((value) => JSON.stringify(value, sortKeys) ?? "nothing")
  return holds(one === other, `${what}: expected ${other}, but got ${one}`)
}

/** The element at an index, taken modulo the length. */
export const pick = <A>(items: ReadonlyArray<A>, index: number): A | undefined => items[index % items.length]

/** The elements at some indices, taken modulo the length, each once. */
export const pickAll = <A>(items: ReadonlyArray<A>, indices: ReadonlyArray<number>): ReadonlyArray<A> => [
  ...new Set(indices.flatMap((index) => pick(items, index) ?? [])),
]

/** Ids in an order of their own, so that listings can be compared whose order is unspecified. */
export const ids = (items: ReadonlyArray<{ readonly id?: string }>): ReadonlyArray<string> =>
  items.map((item) => item.id ?? "").sort()

/** An active user of the trustee. */
export const someUser = (lab: Lab, index: number): Effect.Effect<WorldUser, NotApplicable> =>
  need(pick(lab.cast.trustee.activeUsers, index), "active user of the trustee")

/** This many different active users of the trustee, as long as a trust has room for all of them and the excepted. */
export const someUsers = (
  lab: Lab,
  index: number,
  count: number,
  except: ReadonlyArray<UserId> = [],
): Effect.Effect<ReadonlyArray<WorldUser>, NotApplicable> => {
  const users = lab.cast.trustee.activeUsers.filter((user) => !except.includes(user.id))
  const from = users.length === 0 ? 0 : index % users.length
  const found = [...users.slice(from), ...users.slice(0, from)].slice(0, count)
  return found.length < count || count + except.length > lab.subject.capabilities.profile.memberLimit
    ? Effect.fail(new NotApplicable({ message: "the trustee, or a trust, has not enough room for that many users" }))
    : Effect.succeed(found)
}

/** A role of the trustor. */
export const someRole = (lab: Lab, index: number): Effect.Effect<WorldRole, NotApplicable> =>
  need(pick(lab.cast.trustor.organization.roles, index), "role of the trustor")

/** Roles of the trustor, each once. */
export const someRoles = (lab: Lab, indices: ReadonlyArray<number>): ReadonlyArray<WorldRole> =>
  pickAll(lab.cast.trustor.organization.roles, indices)

/** Everything that some roles permit, by the facts of the world. */
export const permissionsIn = (roles: ReadonlyArray<WorldRole>): ReadonlyArray<string> =>
  [...new Set(roles.flatMap((role) => role.permissions))].sort()

/** A client that acts as an active user. */
export interface Insider {
  readonly client: WorldClient
  readonly id: UserId
}

/** The clients of an organization that act as an active user. */
export const insidersOf = (party: Party): ReadonlyArray<Insider> =>
  party.clients.flatMap((client) => {
    const user = party.activeUsers.find((each) => each.id === client.userId)
    return user === undefined ? [] : [{ client, id: user.id }]
  })

/** A client that acts as an active user and has these permissions at home. */
export const someInsider = (
  party: Party,
  index: number,
  ...atHome: ReadonlyArray<string>
): Effect.Effect<Insider, NotApplicable> =>
  need(
    pick(
      insidersOf(party).filter(({ client }) => atHome.every((permission) => client.permissions.includes(permission))),
      index,
    ),
    `client of ${party.organization.name} that is an active user with [${atHome.join(", ")}]`,
  )

/** The permission rule of an operation by the choices of the implementation. */
export const ruleOf = (lab: Lab, operation: OperationName): PermissionRule => {
  const entry: OperationEntry = operations[operation]
  return lab.subject.capabilities.profile.permissionRules === "Seed"
    ? (entry.seedPermissions ?? entry.permissions)
    : entry.permissions
}

/** A client of the organization that may ask for the operation: the admin where possible. */
export const someoneWhoMay = (
  lab: Lab,
  party: Party,
  operation: OperationName,
): Effect.Effect<WorldClient, NotApplicable> => {
  const active = party.clients.filter(
    ({ userId }) => userId === undefined || party.activeUsers.some((user) => user.id === userId),
  )
  return need(
    [party.admin, ...active].find(({ permissions }) =>
      isMet(ruleOf(lab, operation), (permission) => permissions.includes(permission)),
    ),
    `client of ${party.organization.name} that may ask for ${operation}`,
  )
}

/** The trustee asks for access for some of its users. */
export const askForAccess = (lab: Lab, userIds: ReadonlyArray<UserId>): Effect.Effect<TrustRequest, Violation> =>
  lab.succeed(lab.cast.trustee.admin, "Pairings.create", { payload: { userIds } })

/** A user who is let in from the start. */
export interface FirstMember {
  readonly id: UserId
  readonly roleIds?: ReadonlyArray<RoleId>
}

/** What a trust starts with; enabled unless told otherwise. */
export interface TrustStart {
  readonly users: readonly [FirstMember, ...Array<FirstMember>]
  readonly groups?: ReadonlyArray<{ readonly id: GroupId; readonly roleIds?: ReadonlyArray<RoleId> }>
  readonly enabled?: boolean
  readonly dateExpired?: DateTime.Utc
}

/** One organization asks, another agrees: there is a trust. */
export const letIn = Effect.fnUntraced(function* (
  lab: Lab,
  trustor: Party,
  trustee: Party,
  start: TrustStart,
): Effect.fn.Return<Trustee, Violation> {
  const { id: pairingId } = yield* lab.succeed(trustee.admin, "Pairings.create", {
    payload: { userIds: start.users.map((user) => user.id) },
  })
  return yield* lab.succeed(trustor.admin, "Trustees.create", { payload: { enabled: true, ...start, pairingId } })
})

/** The trustee asks, the trustor agrees: there is a trust. */
export const makeTrust = (lab: Lab, users: TrustStart["users"], enabled = true): Effect.Effect<Trustee, Violation> =>
  letIn(lab, lab.cast.trustor, lab.cast.trustee, { users, enabled })

/** Lets a second pass where that can be done, so that what follows has a date of its own. */
export const tick = (lab: Lab): Effect.Effect<void, NotApplicable> =>
  lab.subject.passTime === undefined ? Effect.void : lab.passTime(Duration.seconds(1))

/** The trustor's way to the trust. */
export const asTrustor = ({ cast }: Lab) => ({ trusteeOrgId: cast.trustee.organization.id })

/** The trustee's way to the trust. */
export const asTrustee = ({ cast }: Lab) => ({ trustorOrgId: cast.trustor.organization.id })

/** The largest page that is asked for. */
export const pageSizeOf = (lab: Lab): number => Math.min(100, lab.subject.capabilities.profile.maxPageSize)

/** All entities of a listing, page by page until one is not full. */
export const wholeOf = Effect.fnUntraced(function* <A, E>(
  lab: Lab,
  list: (page: { readonly pageSize: number; readonly pageNumber: number }) => Effect.Effect<Page<A>, E>,
): Effect.fn.Return<ReadonlyArray<A>, E> {
  const pageSize = pageSizeOf(lab)
  const found: Array<A> = []
  for (let pageNumber = 1; ; pageNumber++) {
    const { entities } = yield* list({ pageSize, pageNumber })
    found.push(...entities)
    if (entities.length < pageSize || pageNumber === 1000) return found
  }
})

/** The users of the trust as the trustor sees them. */
export const usersSeenByTrustor = (lab: Lab) =>
  wholeOf(lab, (page) => lab.succeed(lab.cast.trustor.admin, "TrusteeUsers.list", { ...asTrustor(lab), ...page }))

/** The users of the trust as a user of the trustee sees them. */
export const usersSeenByTrustee = (lab: Lab, client: WorldClient) =>
  wholeOf(lab, (page) => lab.succeed(client, "TrustorUsers.list", { ...asTrustee(lab), ...page }))

/** Ids of the roles that a user has, as the trustor sees them. */
export const rolesOf = (lab: Lab, trusteeUserId: UserId) =>
  Effect.map(
    lab.succeed(lab.cast.trustor.admin, "TrusteeUserRoles.get", { ...asTrustor(lab), trusteeUserId }),
    ({ roles = [] }) => ids(roles),
  )

/** What the user that calls may do in a trustor organization. The client needs `authorization:orgTrustor:view`. */
export const accessOf = (lab: Lab, client: WorldClient, trustor = lab.cast.trustor) =>
  Effect.map(lab.succeed(client, "Trustors.get", { trustorOrgId: trustor.organization.id }), ({ authorization }) =>
    [...(authorization?.permissions ?? [])].sort(),
  )

/** `Success`, or what kind of refusal it was. */
export const outcomeOf = (result: Result.Result<unknown, TrustError>): TrustError["_tag"] | "Success" =>
  Result.isSuccess(result) ? "Success" : result.failure._tag

/** An operation with its input, to be called by one client or another. */
export interface Attempt {
  readonly operation: OperationName
  readonly by: (client: WorldClient) => Effect.Effect<Result.Result<unknown, TrustError>>
}

/** An operation with its input, to be called by one client or another. */
export const attempt = <K extends OperationName>(lab: Lab, operation: K, input: OperationInput<K>): Attempt => ({
  operation,
  by: (client) => lab.call(client, operation, input),
})

/** Calls operations that all have to be refused with an error of this tag. */
export const allRefused = Effect.fnUntraced(function* (
  client: WorldClient,
  attempts: ReadonlyArray<Attempt>,
  tag: TrustError["_tag"],
): Effect.fn.Return<void, Violation> {
  for (const { by, operation } of attempts) {
    const outcome = outcomeOf(yield* by(client))
    yield* holds(outcome === tag, `${operation} has to be refused with ${tag}, but came to ${outcome}`)
  }
})

/** The four operations on the users of a trustor, as a user of the trustee asks for them. */
export const trustorUserAttempts = (lab: Lab, trusteeUserId: UserId, trustor = lab.cast.trustor) => {
  const trust = { trustorOrgId: trustor.organization.id }
  return [
    attempt(lab, "TrustorUsers.list", { ...trust, pageSize: pageSizeOf(lab) }),
    attempt(lab, "TrustorUsers.get", { ...trust, trusteeUserId }),
    attempt(lab, "TrustorUsers.add", { ...trust, trusteeUserId }),
    attempt(lab, "TrustorUsers.remove", { ...trust, trusteeUserId }),
  ]
}

/** A point in time as text, to be compared. */
export const instant = (at: DateTime.Utc | undefined): string | undefined =>
  at === undefined ? undefined : DateTime.formatIso(at)
