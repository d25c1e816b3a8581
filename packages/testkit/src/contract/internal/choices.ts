/**
 * What laws choose from the world: users, clients and roles, by numbers that are taken
 * modulo what there is.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { RoleId, UserId } from "@org-trust/core/Identifiers"
import type { WorldRole, WorldUser } from "@org-trust/core/lifecycle/World"
import { pick } from "../../arbitrary/Numbers.ts"
import type { WorldClient } from "../../WorldFile.ts"
import { type Party, roleWith } from "../Cast.ts"
import { dice } from "./Dice.ts"
import type { Lab } from "./Lab.ts"
import { NotApplicable } from "../Violation.ts"

/** What a law needs and the world may not have. */
export const need = <A>(value: A | undefined, what: string): Effect.Effect<A, NotApplicable> =>
  value === undefined
    ? Effect.fail(
        new NotApplicable({ message: `the world has no ${what}; one that has (verify --world) lets it be checked` }),
      )
    : Effect.succeed(value)

/** Whether a trust has room for so many members. */
export const needRoom = ({ subject }: Lab, members: number): Effect.Effect<void, NotApplicable> =>
  members <= subject.capabilities.profile.memberLimit
    ? Effect.void
    : Effect.fail(
        new NotApplicable({
          message:
            "a trust has too little room for that many members; a larger memberLimit in the profile lets it be checked",
        }),
      )

/** The elements at some indices, taken modulo the length, each once. */
export const pickAll = <A>(items: ReadonlyArray<A>, indices: ReadonlyArray<number>): ReadonlyArray<A> => [
  ...new Set(indices.flatMap((index) => pick(items, index) ?? [])),
]

/** This many different ones, each chosen by digits of its own, so that all come in all orders; all that there are, if there are fewer. */
export const distinct = <A>(items: ReadonlyArray<A>, index: number, count: number): ReadonlyArray<A> => {
  const { pick } = dice(index)
  const left = [...items]
  const chosen: Array<A> = []
  while (chosen.length < count) {
    const one = pick(left)
    if (one === undefined) break
    left.splice(left.indexOf(one), 1)
    chosen.push(one)
  }
  return chosen
}

/** Indices of several things. */
export const picks = (minLength: number, maxLength: number): fc.Arbitrary<Array<number>> =>
  fc.array(fc.nat({ max: 1000 }), { minLength, maxLength })

/** The element at an index, which the world has to have. */
export const some = <A>(items: ReadonlyArray<A>, index: number, what: string): Effect.Effect<A, NotApplicable> =>
  need(pick(items, index), what)

/** An active user of the trustee. */
export const someUser = ({ cast }: Lab, index: number): Effect.Effect<WorldUser, NotApplicable> =>
  some(cast.trustee.activeUsers, index, "active user of the trustee")

/** This many different ones, as long as a trust has room for all of them and the excepted. */
export const someOf = <A extends { readonly id: string }>(
  lab: Lab,
  candidates: ReadonlyArray<A>,
  index: number,
  count: number,
  except: ReadonlyArray<string> = [],
): Effect.Effect<ReadonlyArray<A>, NotApplicable> => {
  const others = candidates.filter(({ id }) => !except.includes(id))
  const found = distinct(others, index, count)
  return found.length < count || count + except.length > lab.subject.capabilities.profile.memberLimit
    ? Effect.fail(
        new NotApplicable({
          message:
            "the world has too few members, or a trust too little room: a world with more (verify --world), or a larger memberLimit in the profile, lets it be checked",
        }),
      )
    : Effect.succeed(found)
}

/** This many different active users of the trustee. */
export const someUsers = (lab: Lab, index: number, count: number, except: ReadonlyArray<UserId> = []) =>
  someOf(lab, lab.cast.trustee.activeUsers, index, count, except)

/** One more active user of the trustee. */
export const anotherUser = (lab: Lab, index: number, ...except: ReadonlyArray<UserId>) =>
  Effect.flatMap(someUsers(lab, index, 1, except), ([user]) => need(user, "other active user of the trustee"))

/** A role of the trustor. */
export const someRole = ({ cast }: Lab, index: number): Effect.Effect<WorldRole, NotApplicable> =>
  some(cast.trustor.organization.roles, index, "role of the trustor")

/** Roles of the trustor, each once. */
export const someRoles = ({ cast }: Lab, indices: ReadonlyArray<number>): ReadonlyArray<WorldRole> =>
  pickAll(cast.trustor.organization.roles, indices)

/** Ids of roles of the trustor, each once. */
export const someRoleIds = (lab: Lab, indices: ReadonlyArray<number>): ReadonlyArray<RoleId> =>
  someRoles(lab, indices).map(({ id }) => id)

/** A role of an organization that permits all of these. */
export const someRoleWith = (party: Party, ...wanted: ReadonlyArray<string>): Effect.Effect<WorldRole, NotApplicable> =>
  need(roleWith(party, ...wanted), `role of ${party.organization.name} that permits [${wanted.join(", ")}]`)

/** Everything that some roles permit, by the facts of the world. */
export const permissionsIn = (roles: ReadonlyArray<WorldRole>): ReadonlyArray<string> =>
  [...new Set(roles.flatMap((role) => role.permissions))].sort()

/** The clients that act for an organization itself, or for an active user of it. */
export const activeClientsOf = ({ activeUsers, clients }: Party): ReadonlyArray<WorldClient> =>
  clients.filter(({ userId }) => userId === undefined || activeUsers.some(({ id }) => id === userId))

/** A client that acts for the organization itself, or for an active user of it. */
export const someClient = (party: Party, index: number): Effect.Effect<WorldClient, NotApplicable> =>
  some(activeClientsOf(party), index, `client of ${party.organization.name}`)

/** A client that acts as an active user. */
export interface Insider {
  readonly client: WorldClient
  readonly id: UserId
}

/** The clients of an organization that act as an active user. */
export const insidersOf = (party: Party): ReadonlyArray<Insider> =>
  activeClientsOf(party).flatMap((client) => (client.userId === undefined ? [] : [{ client, id: client.userId }]))

/** A client that acts as an active user and has these permissions at home. */
export const someInsider = (
  party: Party,
  index: number,
  ...atHome: ReadonlyArray<string>
): Effect.Effect<Insider, NotApplicable> =>
  some(
    insidersOf(party).filter(({ client }) => atHome.every((permission) => client.permissions.includes(permission))),
    index,
    `client of ${party.organization.name} that is an active user with [${atHome.join(", ")}]`,
  )
