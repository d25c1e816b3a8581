/**
 * Laws that keep what is between two organizations away from all others.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { law } from "../Law.ts"
import {
  allRefused,
  asTrustee,
  asTrustor,
  attempt,
  holds,
  ids,
  insidersOf,
  letIn,
  makeTrust,
  need,
  pageSizeOf,
  pick,
  pickAll,
  rolesOf,
  same,
  someInsider,
  someoneWhoMay,
  someRole,
  someRoles,
  someUser,
  tick,
  trustorUserAttempts,
  wholeOf,
} from "../scenario.ts"
import { leavesTrustAlone, sightOf } from "../sight.ts"

const doings = ["ask", "enter", "let in", "update", "roles", "remove user", "end as trustor", "end as trustee"] as const
type Doing = (typeof doings)[number]

/** Each doing after one that it needs, which random ones seldom come to. */
const tours: ReadonlyArray<Array<Doing>> = [
  ["let in", "update", "roles", "remove user", "end as trustor"],
  ["ask", "enter", "let in", "end as trustee"],
]

const groups = ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"] as const

const thirdChangesNothing = law({
  name: "isolation.third-changes-nothing",
  sentence:
    "Whatever a third organization does with its own pairings and trusts with either of two others, their trust " +
    "stays as it is, with its settings, users, roles and access.",
  rules: ["isolation.third-organization"],
  groups,
  given: () =>
    fc.record({
      user: fc.nat(),
      roles: fc.array(fc.nat({ max: 1000 }), { maxLength: 2 }),
      doings: fc.oneof(
        fc.constantFrom(...tours),
        fc.array(fc.constantFrom<Doing>(...doings), { minLength: 1, maxLength: 6 }),
      ),
      there: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const watcher = yield* someInsider(trustee, input.user, "authorization:orgTrustor:view")
    const roleIds = someRoles(lab, input.roles).map((role) => role.id)
    const theirs = pickAll(third.organization.roles, input.roles).map((role) => role.id)
    const member = third.activeUsers[0]
    if (input.there) yield* makeTrust(lab, [{ id: watcher.id, roleIds }])
    const there = { ...asTrustor(lab), trusteeUserId: watcher.id }
    const act = {
      ask: () =>
        lab.call(third.admin, "Pairings.create", { payload: { userIds: member === undefined ? [] : [member.id] } }),
      enter: () =>
        member === undefined ? Effect.void : Effect.ignore(letIn(lab, trustor, third, { users: [{ id: member.id }] })),
      "let in": () => Effect.ignore(letIn(lab, third, trustee, { users: [{ id: watcher.id, roleIds: theirs }] })),
      update: () => lab.call(third.admin, "Trustees.update", { ...asTrustor(lab), payload: { enabled: false } }),
      roles: () => lab.call(third.admin, "TrusteeUserRoles.replace", { ...there, payload: theirs }),
      "remove user": () => lab.call(third.admin, "TrusteeUsers.remove", there),
      "end as trustor": () => lab.call(third.admin, "Trustees.remove", asTrustor(lab)),
      "end as trustee": () => lab.call(third.admin, "Trustors.remove", asTrustee(lab)),
    }
    const before = yield* sightOf(lab, watcher.client)
    yield* tick(lab)
    for (const doing of input.doings) {
      yield* act[doing]()
      const after = yield* sightOf(lab, watcher.client)
      yield* holds(before === after, `what a third did (${doing}) changed the trust from ${before} to ${after}`)
    }
  }),
})

const thirdSeesNothing = law({
  name: "isolation.third-sees-nothing",
  sentence:
    "A third organization finds nothing of the trust of two others, under either id and by any operation, " +
    "and what it tries changes nothing.",
  rules: ["isolation.third-organization", "trust.absent"],
  groups: [...groups, "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), role: fc.nat(), insider: fc.nat(), ofTrustor: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { id } = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    yield* makeTrust(lab, [{ id, roleIds: [role.id] }])
    const { organization } = input.ofTrustor ? trustor : trustee
    const trust = { trusteeOrgId: organization.id }
    const there = { ...trust, trusteeUserId: id }
    const attempts = [
      attempt(lab, "Trustees.get", trust),
      attempt(lab, "Trustees.update", { ...trust, payload: { enabled: false } }),
      attempt(lab, "Trustees.remove", trust),
      attempt(lab, "TrusteeUsers.list", { ...trust, pageSize: pageSizeOf(lab) }),
      attempt(lab, "TrusteeUsers.get", there),
      attempt(lab, "TrusteeUsers.remove", there),
      attempt(lab, "TrusteeUserRoles.get", there),
      attempt(lab, "TrusteeUserRoles.replace", { ...there, payload: [] }),
      attempt(lab, "TrusteeUserRoles.clear", there),
      attempt(lab, "Trustors.get", { trustorOrgId: organization.id }),
      attempt(lab, "Trustors.remove", { trustorOrgId: organization.id }),
    ]
    const adder = yield* Effect.option(someoneWhoMay(lab, third, "TrusteeUsers.add"))
    const insider = pick(insidersOf(third), input.insider)
    yield* leavesTrustAlone(
      lab,
      "A third organization",
      Effect.gen(function* () {
        yield* allRefused(third.admin, attempts, "NotFound")
        if (adder._tag === "Some") {
          yield* allRefused(adder.value, [attempt(lab, "TrusteeUsers.add", { ...trust, payload: { id } })], "NotFound")
        }
        if (insider !== undefined) {
          yield* allRefused(insider.client, trustorUserAttempts(lab, id), "MissingTrustorPermissions")
        }
      }),
    )
    const parties = new Set([trustor.organization.id, trustee.organization.id])
    const trustees = yield* wholeOf(lab, (page) => lab.succeed(third.admin, "Trustees.list", page))
    const trustors = yield* wholeOf(lab, (page) => lab.succeed(third.admin, "Trustors.list", page))
    const seen = [...trustees, ...trustors].filter((each) => parties.has(each.id))
    yield* same(ids(seen), [], "What a third organization lists of the two")
  }),
})

const thirdsPairing = law({
  name: "isolation.pairing-of-a-third",
  sentence:
    "A pairing lets in the organization that made it and no other: used for the users of somebody else it is refused " +
    "as the implementation declares, and it never makes a trust with anybody else.",
  rules: ["isolation.third-organization", "user.of-trustee"],
  groups: ["Pairings", "Trustees", "Trustors"],
  given: () => fc.record({ user: fc.nat(), guest: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const guest = yield* need(pick(third.activeUsers, input.guest), "active user of the third organization")
    const { id: pairingId } = yield* lab.succeed(third.admin, "Pairings.create", { payload: { userIds: [guest.id] } })
    const start = { pairingId, enabled: true }
    if (third.activeUsers.every(({ id }) => id !== user.id)) {
      const create = attempt(lab, "Trustees.create", { payload: { ...start, users: [{ id: user.id }] } })
      yield* allRefused(trustor.admin, [create], lab.subject.capabilities.profile.unknownMember)
    }
    const made = yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { ...start, users: [{ id: guest.id }] },
    })
    yield* same(made.id, third.organization.id, "The trustee of a trust by a third's pairing")
    yield* lab.refuse(trustor.admin, "Trustees.get", asTrustor(lab), "NotFound")
    yield* lab.refuse(trustee.admin, "Trustors.get", asTrustee(lab), "NotFound")
  }),
})

const apart = law({
  name: "isolation.trusts-apart",
  sentence: "What a trustor does to its trust with one trustee is nothing to its trust with another.",
  rules: ["isolation.third-organization"],
  groups,
  given: () => fc.record({ user: fc.nat(), guest: fc.nat(), roles: fc.array(fc.nat({ max: 1000 }), { maxLength: 2 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const guest = yield* need(pick(third.activeUsers, input.guest), "active user of the third organization")
    const roleIds = someRoles(lab, input.roles).map((role) => role.id)
    yield* makeTrust(lab, [{ id: user.id, roleIds }])
    const other = { trusteeOrgId: third.organization.id }
    const before = yield* sightOf(lab)
    yield* tick(lab)
    const alone = Effect.gen(function* () {
      const after = yield* sightOf(lab)
      yield* holds(before === after, `a change of another trust changed this one from ${before} to ${after}`)
    })
    yield* letIn(lab, trustor, third, { users: [{ id: guest.id, roleIds }] })
    yield* alone
    yield* lab.succeed(trustor.admin, "Trustees.update", { ...other, payload: { enabled: false } })
    yield* alone
    yield* lab.succeed(trustor.admin, "TrusteeUserRoles.clear", { ...other, trusteeUserId: guest.id })
    yield* same(yield* rolesOf(lab, user.id), [...new Set(roleIds)].sort(), "The roles of the user of this trust")
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", { ...other, trusteeUserId: guest.id })
    yield* alone
    yield* lab.succeed(trustor.admin, "Trustees.remove", other)
    yield* alone
  }),
})

/** Laws that keep what is between two organizations away from all others. */
export const laws = [thirdChangesNothing, thirdSeesNothing, thirdsPairing, apart]
