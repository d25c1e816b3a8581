/**
 * Laws of pairings.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { PairingIdParam } from "@org-trust/core/Identifiers"
import type { WorldClient } from "../../../WorldFile.ts"
import { allRefused, attempt } from "../Attempt.ts"
import { trustOf } from "../BoundTrust.ts"
import { pick } from "../../../arbitrary/Numbers.ts"
import { need, picks, someUser } from "../choices.ts"
import { elapse, isWaitedFor } from "../elapse.ts"
import { holds, ids, isInvalid, same } from "../expectations.ts"
import { letIn } from "../letIn.ts"
import { trusts } from "../MemberKind.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"

/** The trustee asks for access for one user; with what it takes to use the pairing, and to read it. */
const asked = Effect.fnUntraced(function* (lab: Lab, index: number) {
  const user = yield* someUser(lab, index)
  const trust = trustOf(lab)
  const made = yield* trust.ask({ userIds: [user.id] })
  return {
    user,
    trust,
    made,
    use: trust.create({ pairingId: made.id, enabled: true, users: [{ id: user.id }] }),
    readBy: (client: WorldClient) => attempt(lab, client, "Pairings.get", { pairingId: made.id }),
  }
})

const groups = ["Pairings", "Trustees"] as const

const readableByBoth = law({
  name: "pairing.readable-by-both",
  sentence: "A pairing can be read by the organization that made it and by the one that it was handed to.",
  rules: ["pairing.readable-by-holder"],
  groups: ["Pairings"],
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { made, readBy, user } = yield* asked(lab, input.user)
    yield* same(made.trustee?.id, trustee.organization.id, "Who made the pairing")
    for (const { admin } of [trustee, trustor, third]) {
      const read = yield* readBy(admin)
      yield* same(read.id, made.id, "The pairing that was asked for")
      yield* same(read.trustee?.id, trustee.organization.id, "Who made the pairing, as whoever reads it sees")
      yield* same(ids(read.users ?? []), [user.id], "For whom access is asked, as whoever reads it sees")
    }
  }),
})

const usedOnce = law({
  name: "pairing.used-once",
  sentence: "A pairing makes one trust; after that it cannot be used or read, not even when the trust has ended.",
  rules: ["pairing.used-once"],
  groups,
  given: () => fc.record({ user: fc.nat(), endFirst: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { readBy, trust, use } = yield* asked(lab, input.user)
    yield* use
    if (input.endFirst) {
      yield* trust.remove
      yield* use.refused("PairingIdRequired")
    }
    yield* use.as(third.admin).refused("PairingIdRequired")
    for (const { admin } of [trustor, trustee]) yield* readBy(admin).refused("NotFound")
  }),
})

const expires = law({
  name: "pairing.expires",
  sentence: "A pairing can be used until the end of its lifetime, and not from then on.",
  rules: ["pairing.expires"],
  groups,
  waits: true,
  given: () => fc.record({ user: fc.nat(), atEnd: fc.boolean(), early: fc.integer({ min: 60_000, max: 3_600_000 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { admin } = lab.cast.trustee
    const { readBy, trust, use, user } = yield* asked(lab, input.user)
    const { pairingLifetime } = lab.subject.capabilities.profile
    // That it can be used before its end every other law sees: where each input takes seconds, they are for its end.
    if (input.atEnd || isWaitedFor(lab)) {
      yield* elapse(trust, user.id, pairingLifetime)
      yield* use.refused("PairingIdRequired")
      yield* readBy(admin).refused("NotFound")
    } else {
      yield* lab.passTime(Duration.subtract(pairingLifetime, Duration.millis(input.early)))
      yield* readBy(admin)
      yield* use
    }
  }),
})

const worthlessToMaker = law({
  name: "pairing.worthless-to-its-maker",
  sentence: "The organization that made a pairing cannot use it, and trying does not use it up.",
  rules: ["pairing.not-with-oneself"],
  groups,
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee } = lab.cast
    const { use } = yield* asked(lab, input.user)
    yield* use.as(trustee.admin).refused("SelfTrustNotAllowed")
    yield* trustOf(lab, trustee, trustee).get.refused("NotFound")
    yield* use
  }),
})

const survivesRefusals = law({
  name: "pairing.survives-refusals",
  sentence: "A creation that is refused leaves the pairing open.",
  rules: ["refusal.changes-nothing"],
  groups,
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { admin } = lab.cast.trustee
    const { made, readBy, trust, use, user } = yield* asked(lab, input.user)
    yield* trust.create({ pairingId: made.id, enabled: true }).refused("TrusteeUserRequired")
    yield* readBy(admin)
    yield* letIn(trust, { users: [{ id: user.id }] })
    yield* use.refused("Conflict")
    yield* readBy(admin)
  }),
})

const needed = law({
  name: "pairing.needed",
  sentence: "A trust cannot be made without the id of a pairing, nor with one that no pairing has.",
  rules: ["pairing.needed"],
  groups,
  given: () =>
    fc.record({ user: fc.nat(), id: fc.option(fc.oneof(fc.uuid({ version: 4 }), fc.constantFrom("", "none"))) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trust, user } = yield* asked(lab, input.user)
    const pairing = input.id === null ? {} : { pairingId: PairingIdParam.make(input.id) }
    yield* trust.create({ enabled: true, users: [{ id: user.id }], ...pairing }).refused("PairingIdRequired")
    yield* trust.get.refused("NotFound")
  }),
})

const forWhoeverUsesIt = law({
  name: "pairing.for-whoever-uses-it",
  sentence:
    "A pairing makes a trust of the organization that made it with the one that uses it, whoever it was meant for.",
  rules: ["pairing.readable-by-holder", "pairing.used-once"],
  groups: trusts,
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee } = lab.cast
    const { trust, use } = yield* asked(lab, input.user)
    const made = yield* use.as(third.admin)
    yield* same(made.id, trustee.organization.id, "The trustee, who made the pairing")
    const seen = yield* trustOf(lab, third).ofTrustee.get
    yield* same(seen.id, third.organization.id, "The trustor, who used the pairing")
    yield* use.refused("PairingIdRequired")
    yield* trust.get.refused("NotFound")
    yield* allRefused(trust.trustee.admin, [trust.ofTrustee.get], "NotFound")
  }),
})

const asksForSomeone = law({
  name: "pairing.asks-for-someone",
  sentence: "A pairing that asks for nobody is a bad request.",
  rules: ["pairing.asks-for-someone"],
  groups: ["Pairings"],
  given: () => fc.record({ users: fc.boolean(), groups: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const nobody = { ...(input.users && { userIds: [] }), ...(input.groups && { groupIds: [] }) }
    const error = yield* trustOf(lab).ask(nobody).refused("InvalidRequest")
    yield* isInvalid(error, "A pairing that asks for nobody")
  }),
})

const asksForEachOnce = law({
  name: "pairing.asks-for-each-once",
  sentence: "A pairing asks for exactly the given users and groups; naming one twice is no harm.",
  rules: ["pairing.own-members", "pairing.readable-by-holder"],
  groups,
  given: () => fc.record({ users: picks(1, 4), groups: picks(1, 4), withGroups: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const trust = trustOf(lab)
    const { activeUsers, organization } = trust.trustee
    const users = input.users.flatMap((index) => pick(activeUsers, index) ?? [])
    const groups = input.withGroups ? input.groups.flatMap((index) => pick(organization.groups, index) ?? []) : []
    const made = yield* trust.ask({ userIds: users.map(({ id }) => id), groupIds: groups.map(({ id }) => id) })
    const read = yield* attempt(lab, trust.trustor.admin, "Pairings.get", { pairingId: made.id })
    for (const pairing of [made, read]) {
      yield* same(ids(pairing.users ?? []), ids([...new Set(users)]), "The users of the pairing")
      yield* same(ids(pairing.groups ?? []), ids([...new Set(groups)]), "The groups of the pairing")
    }
    const { id } = yield* need(users[0], "active user of the trustee")
    yield* trust.create({ pairingId: made.id, enabled: true, users: [{ id }] })
  }),
})

const independent = law({
  name: "pairing.independent",
  sentence:
    "Two pairings of one organization are independent, even for the same users: using one leaves the other open.",
  rules: ["pairing.used-once"],
  groups,
  given: () => fc.record({ user: fc.nat(), other: fc.nat(), second: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { admin } = lab.cast.third
    const both = [yield* asked(lab, input.user), yield* asked(lab, input.other)] as const
    const [used, open] = input.second ? [both[1], both[0]] : both
    yield* holds(used.made.id !== open.made.id, `The ids of two pairings: expected two, got ${used.made.id} twice`)
    yield* used.use
    const read = yield* open.readBy(admin)
    yield* same(ids(read.users ?? []), ids(open.made.users ?? []), "The users of the pairing that is still open")
    yield* open.use.as(admin)
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
  asksForEachOnce,
  independent,
]
