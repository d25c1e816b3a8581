/**
 * Laws of users who are not let in, or are not there.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { UserId } from "@org-trust/core/Identifiers"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import { NotApplicable } from "../Violation.ts"
import {
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  type Attempt,
  makeTrust,
  need,
  pick,
  rolesOf,
  same,
  someInsider,
  someoneWhoMay,
  someUser,
  someUsers,
  usersSeenByTrustor,
  ids,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

/** Why someone is not to be let in. */
export const strangers = ["unknown", "of the trustor", "of a third organization", "inactive"] as const

/** What it takes to pick somebody who is not to be let in. */
export const strangerInput = {
  stranger: fc.nat(),
  kind: fc.constantFrom(...strangers),
  uuid: fc.uuid({ version: 4 }),
}

/** Somebody who is not an active user of the trustee. */
export const someStranger = (
  { cast }: Lab,
  input: { readonly stranger: number; readonly kind: (typeof strangers)[number]; readonly uuid: string },
): Effect.Effect<UserId, NotApplicable> => {
  const home = new Set(cast.trustee.activeUsers.map((user) => user.id))
  const candidates = {
    unknown: [{ id: UserId.make(input.uuid) }],
    "of the trustor": cast.trustor.activeUsers,
    "of a third organization": cast.third.activeUsers,
    inactive: cast.trustee.organization.users,
  }[input.kind].filter((user) => !home.has(user.id))
  return Effect.map(need(pick(candidates, input.stranger), `user who is ${input.kind}`), (user) => user.id)
}

const ofTrusteeOnly = law({
  name: "user.of-trustee-only",
  sentence:
    "Only active users of the trustee can be let in: anybody else is refused as the implementation declares, " +
    "whichever organization tries, and nobody is added.",
  rules: ["user.of-trustee", "refusal.changes-nothing"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ ...strangerInput, insider: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const id = yield* someStranger(lab, input)
    const insider = yield* someInsider(trustee, input.insider)
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:add"),
      "role of the trustor that permits to add users",
    )
    yield* makeTrust(lab, [{ id: insider.id, roleIds: [role.id] }])
    const adder = input.byTrustee ? insider.client : yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
    const add = input.byTrustee
      ? attempt(lab, "TrustorUsers.add", { ...asTrustee(lab), trusteeUserId: id })
      : attempt(lab, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })
    const { unknownMember } = lab.subject.capabilities.profile
    yield* leavesTrustAlone(lab, "A user who is not of the trustee", allRefused(adder, [add], unknownMember))
  }),
})

const notInCreation = law({
  name: "user.of-trustee-from-the-start",
  sentence: "A trust does not begin with anybody but active users of the trustee, not even among others.",
  rules: ["user.of-trustee", "refusal.changes-nothing"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ ...strangerInput, user: fc.nat(), at: fc.nat({ max: 1 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const id = yield* someStranger(lab, input)
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const users = input.at === 0 ? [{ id }, { id: user.id }] : [{ id: user.id }, { id }]
    const create = attempt(lab, "Trustees.create", { payload: { pairingId, enabled: true, users } })
    yield* allRefused(trustor.admin, [create], lab.subject.capabilities.profile.unknownMember)
    yield* lab.refuse(trustor.admin, "Trustees.get", asTrustor(lab), "NotFound")
  }),
})

const absent = law({
  name: "user.absent",
  sentence: "A user who is not in the trust is not found, by either organization, for any operation.",
  rules: ["user.absent"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ manager: fc.nat(), other: fc.nat(), role: fc.nat(), uuid: fc.uuid(), known: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const manager = yield* someInsider(trustee, input.manager)
    const [other] = yield* someUsers(lab, input.other, 1, [manager.id])
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:view", "authorization:orgTrusteeUser:delete"),
      "role of the trustor that permits to view and to remove users",
    )
    const trusteeUserId = input.known && other !== undefined ? other.id : UserId.make(input.uuid)
    yield* makeTrust(lab, [{ id: manager.id, roleIds: [role.id] }])
    const ofTrustor = { ...asTrustor(lab), trusteeUserId }
    const ofTrustee = { ...asTrustee(lab), trusteeUserId }
    const byTrustor: ReadonlyArray<Attempt> = [
      attempt(lab, "TrusteeUsers.get", ofTrustor),
      attempt(lab, "TrusteeUsers.remove", ofTrustor),
      attempt(lab, "TrusteeUserRoles.get", ofTrustor),
      attempt(lab, "TrusteeUserRoles.replace", { ...ofTrustor, payload: [role.id] }),
      attempt(lab, "TrusteeUserRoles.clear", ofTrustor),
    ]
    const byTrustee = [attempt(lab, "TrustorUsers.get", ofTrustee), attempt(lab, "TrustorUsers.remove", ofTrustee)]
    yield* leavesTrustAlone(
      lab,
      "Asking for a user who is not there",
      Effect.andThen(
        allRefused(trustor.admin, byTrustor, "NotFound"),
        allRefused(manager.client, byTrustee, "NotFound"),
      ),
    )
  }),
})

const memberLimit = law({
  name: "trust.member-limit",
  sentence:
    "A trust takes as many users and groups as its limit and not one more, from the start or later, " +
    "whichever organization adds; who leaves makes room.",
  rules: ["trust.member-limit"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), group: fc.boolean(), byTrustee: fc.boolean(), fromTheStart: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { memberLimit: limit, overLimit } = lab.subject.capabilities.profile
    const manager = yield* someInsider(trustee, input.user)
    const rest = trustee.activeUsers.filter((user) => user.id !== manager.id)
    const groups = input.group ? trustee.organization.groups.slice(0, 1).map(({ id }) => ({ id })) : []
    const room = limit - groups.length
    if (limit > 100 || room < 2 || rest.length < room) {
      return yield* new NotApplicable({ message: "the world has too few users to reach the limit of a trust" })
    }
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:add"),
      "role of the trustor that permits to add users",
    )
    const first = { id: manager.id, roleIds: [role.id] }
    const others = rest.slice(0, room).map(({ id }) => ({ id }))
    const [inside, last] = [others.slice(0, -1), yield* need(others.at(-1), "user to be one too many")]
    const { id: pairingId } = yield* askForAccess(lab, [manager.id])
    const create = (users: ReadonlyArray<typeof last>) =>
      attempt(lab, "Trustees.create", { payload: { pairingId, enabled: true, users: [first, ...users], groups } })
    if (input.fromTheStart) {
      yield* allRefused(trustor.admin, [create(others)], overLimit)
      yield* lab.refuse(trustor.admin, "Trustees.get", asTrustor(lab), "NotFound")
    }
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { pairingId, enabled: true, users: [first, ...inside], groups },
    })
    const adder = input.byTrustee ? manager.client : yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
    const add = input.byTrustee
      ? attempt(lab, "TrustorUsers.add", { ...asTrustee(lab), trusteeUserId: last.id })
      : attempt(lab, "TrusteeUsers.add", { ...asTrustor(lab), payload: last })
    yield* allRefused(adder, [add], overLimit)
    yield* same(ids(yield* usersSeenByTrustor(lab)), ids([first, ...inside]), "The users of a full trust")
    const leaves = yield* need(inside[0], "user to leave")
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", { ...asTrustor(lab), trusteeUserId: leaves.id })
    yield* add.by(adder)
    yield* same(yield* rolesOf(lab, last.id), [], "The user for whom there is room again")
  }),
})

/** Laws of users who are not let in, or are not there. */
export const laws = [ofTrusteeOnly, notInCreation, absent, memberLimit]
