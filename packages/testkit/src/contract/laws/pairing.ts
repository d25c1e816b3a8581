/**
 * Laws of pairings.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { PairingIdParam } from "@org-trust/core/Identifiers"
import { law } from "../Law.ts"
import {
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  holds,
  ids,
  makeTrust,
  need,
  pick,
  same,
  someUser,
} from "../scenario.ts"
import { someStranger, strangerInput } from "./userRefusals.ts"

const readableByBoth = law({
  name: "pairing.readable-by-both",
  sentence: "A pairing can be read by the organization that made it and by the one that it was handed to.",
  rules: ["pairing.readable-by-holder"],
  groups: ["Pairings"],
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const made = yield* askForAccess(lab, [user.id])
    yield* holds(made.trustee?.id === trustee.organization.id, "a pairing names the organization that made it")
    for (const { admin } of [trustee, trustor, third]) {
      const read = yield* lab.succeed(admin, "Pairings.get", { pairingId: made.id })
      yield* holds(read.id === made.id, "the pairing that was asked for is read")
      yield* holds(read.trustee?.id === trustee.organization.id, "whoever reads it sees who made it")
      yield* holds(
        (read.users ?? []).map((each) => each.id).join() === user.id,
        "whoever reads it sees for whom access is asked",
      )
    }
  }),
})

const usedOnce = law({
  name: "pairing.used-once",
  sentence: "A pairing makes one trust; after that it cannot be used or read, not even when the trust has ended.",
  rules: ["pairing.used-once"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat(), endFirst: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const payload = { pairingId, enabled: true, users: [{ id: user.id }] }
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
    if (input.endFirst) {
      yield* lab.succeed(trustor.admin, "Trustees.remove", { trusteeOrgId: trustee.organization.id })
      yield* lab.refuse(trustor.admin, "Trustees.create", { payload }, "PairingIdRequired")
    }
    yield* lab.refuse(third.admin, "Trustees.create", { payload }, "PairingIdRequired")
    yield* lab.refuse(trustor.admin, "Pairings.get", { pairingId }, "NotFound")
    yield* lab.refuse(trustee.admin, "Pairings.get", { pairingId }, "NotFound")
  }),
})

const expires = law({
  name: "pairing.expires",
  sentence: "A pairing can be used until the end of its lifetime, and not from then on.",
  rules: ["pairing.expires"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat(), atEnd: fc.boolean(), early: fc.integer({ min: 60_000, max: 3_600_000 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const payload = { pairingId, enabled: true, users: [{ id: user.id }] }
    const lifetime = lab.subject.capabilities.profile.pairingLifetime
    if (input.atEnd) {
      yield* lab.passTime(lifetime)
      yield* lab.refuse(trustor.admin, "Trustees.create", { payload }, "PairingIdRequired")
      yield* lab.refuse(trustee.admin, "Pairings.get", { pairingId }, "NotFound")
    } else {
      yield* lab.passTime(Duration.subtract(lifetime, Duration.millis(input.early)))
      yield* lab.succeed(trustee.admin, "Pairings.get", { pairingId })
      yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
    }
  }),
})

const worthlessToMaker = law({
  name: "pairing.worthless-to-its-maker",
  sentence: "The organization that made a pairing cannot use it, and trying does not use it up.",
  rules: ["pairing.not-with-oneself"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const payload = { pairingId, enabled: true, users: [{ id: user.id }] }
    yield* lab.refuse(trustee.admin, "Trustees.create", { payload }, "SelfTrustNotAllowed")
    yield* lab.refuse(trustee.admin, "Trustees.get", { trusteeOrgId: trustee.organization.id }, "NotFound")
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
  }),
})

const survivesRefusals = law({
  name: "pairing.survives-refusals",
  sentence: "A creation that is refused leaves the pairing open.",
  rules: ["refusal.changes-nothing"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    yield* lab.refuse(
      trustor.admin,
      "Trustees.create",
      { payload: { pairingId, enabled: true } },
      "TrusteeUserRequired",
    )
    yield* lab.succeed(trustee.admin, "Pairings.get", { pairingId })
    yield* makeTrust(lab, [{ id: user.id }])
    yield* lab.refuse(
      trustor.admin,
      "Trustees.create",
      { payload: { pairingId, enabled: true, users: [{ id: user.id }] } },
      "Conflict",
    )
    yield* lab.succeed(trustee.admin, "Pairings.get", { pairingId })
  }),
})

const needed = law({
  name: "pairing.needed",
  sentence: "A trust cannot be made without the id of a pairing, nor with one that no pairing has.",
  rules: ["pairing.needed"],
  groups: ["Pairings", "Trustees"],
  given: () =>
    fc.record({ user: fc.nat(), id: fc.option(fc.oneof(fc.uuid({ version: 4 }), fc.constantFrom("", "none"))) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const payload = {
      enabled: true,
      users: [{ id: user.id }],
      ...(input.id !== null && { pairingId: PairingIdParam.make(input.id) }),
    }
    yield* askForAccess(lab, [user.id])
    yield* lab.refuse(trustor.admin, "Trustees.create", { payload }, "PairingIdRequired")
    yield* lab.refuse(trustor.admin, "Trustees.get", asTrustor(lab), "NotFound")
  }),
})

const forWhoeverUsesIt = law({
  name: "pairing.for-whoever-uses-it",
  sentence:
    "A pairing makes a trust of the organization that made it with the one that uses it, whoever it was meant for.",
  rules: ["pairing.readable-by-holder", "pairing.used-once"],
  groups: ["Pairings", "Trustees", "Trustors"],
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const payload = { pairingId, enabled: true, users: [{ id: user.id }] }
    const made = yield* lab.succeed(third.admin, "Trustees.create", { payload })
    yield* holds(made.id === trustee.organization.id, "the trustee is who made the pairing")
    const seen = yield* lab.succeed(trustee.admin, "Trustors.get", { trustorOrgId: third.organization.id })
    yield* holds(seen.id === third.organization.id, "the trustor is who used the pairing")
    yield* lab.refuse(trustor.admin, "Trustees.create", { payload }, "PairingIdRequired")
    yield* lab.refuse(trustor.admin, "Trustees.get", asTrustor(lab), "NotFound")
    yield* lab.refuse(trustee.admin, "Trustors.get", asTrustee(lab), "NotFound")
  }),
})

const asksForSomeone = law({
  name: "pairing.asks-for-someone",
  sentence: "A pairing that asks for nobody is a bad request.",
  rules: ["pairing.asks-for-someone"],
  groups: ["Pairings"],
  given: () => fc.record({ users: fc.boolean(), groups: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const payload = { ...(input.users && { userIds: [] }), ...(input.groups && { groupIds: [] }) }
    const error = yield* lab.refuse(lab.cast.trustee.admin, "Pairings.create", { payload }, "InvalidRequest")
    yield* same([error.code, error.status], ["bad.request", 400], "Code and status")
  }),
})

const ownUsers = law({
  name: "pairing.own-users",
  sentence:
    "A pairing asks only for active users of the organization that makes it: anybody else, even among others, " +
    "is refused as the implementation declares.",
  rules: ["pairing.own-members"],
  groups: ["Pairings"],
  given: () => fc.record({ ...strangerInput, user: fc.nat(), others: fc.boolean(), last: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const id = yield* someStranger(lab, input)
    const user = yield* someUser(lab, input.user)
    const userIds = input.others ? (input.last ? [user.id, id] : [id, user.id]) : [id]
    const ask = attempt(lab, "Pairings.create", { payload: { userIds } })
    yield* allRefused(lab.cast.trustee.admin, [ask], lab.subject.capabilities.profile.unknownMember)
  }),
})

const asksForEachOnce = law({
  name: "pairing.asks-for-each-once",
  sentence: "A pairing asks for exactly the given users and groups; naming one twice is no harm.",
  rules: ["pairing.own-members", "pairing.readable-by-holder"],
  groups: ["Pairings", "Trustees"],
  given: () => {
    const picks = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 4 })
    return fc.record({ users: picks, groups: picks, withGroups: fc.boolean() })
  },
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const users = input.users.flatMap((index) => pick(trustee.activeUsers, index) ?? [])
    const groups = input.withGroups
      ? input.groups.flatMap((index) => pick(trustee.organization.groups, index) ?? [])
      : []
    const made = yield* lab.succeed(trustee.admin, "Pairings.create", {
      payload: { userIds: users.map(({ id }) => id), groupIds: groups.map(({ id }) => id) },
    })
    const read = yield* lab.succeed(trustor.admin, "Pairings.get", { pairingId: made.id })
    for (const pairing of [made, read]) {
      yield* same(ids(pairing.users ?? []), ids([...new Set(users)]), "The users of the pairing")
      yield* same(ids(pairing.groups ?? []), ids([...new Set(groups)]), "The groups of the pairing")
    }
    const [user] = users
    const { id } = yield* need(user, "active user of the trustee")
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { pairingId: made.id, enabled: true, users: [{ id }] },
    })
  }),
})

const independent = law({
  name: "pairing.independent",
  sentence:
    "Two pairings of one organization are independent, even for the same users: using one leaves the other open.",
  rules: ["pairing.used-once"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat(), other: fc.nat(), second: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustor } = lab.cast
    const users = [yield* someUser(lab, input.user), yield* someUser(lab, input.other)]
    const made = yield* Effect.forEach(users, ({ id }) => askForAccess(lab, [id]))
    const [used, open] = input.second ? [...made].reverse() : made
    const { id: pairingId } = yield* need(used, "pairing")
    const other = yield* need(open, "second pairing")
    yield* holds(pairingId !== other.id, "each pairing has an id of its own")
    const start = { enabled: true, users: users.slice(0, 1).map(({ id }) => ({ id })) }
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload: { ...start, pairingId } })
    const read = yield* lab.succeed(third.admin, "Pairings.get", { pairingId: other.id })
    yield* same(ids(read.users ?? []), ids(other.users ?? []), "The users of the pairing that is still open")
    yield* lab.succeed(third.admin, "Trustees.create", { payload: { ...start, pairingId: other.id } })
  }),
})

/** Laws of pairings. */
export const laws = [
  readableByBoth,
  usedOnce,
  expires,
  worthlessToMaker,
  survivesRefusals,
  needed,
  forWhoeverUsesIt,
  asksForSomeone,
  ownUsers,
  asksForEachOnce,
  independent,
]
