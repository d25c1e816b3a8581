/**
 * Laws of users who join and leave a trust.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import {
  accessOf,
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  holds,
  ids,
  instant,
  makeTrust,
  need,
  rolesOf,
  same,
  someInsider,
  someoneWhoMay,
  someRoles,
  someUser,
  someUsers,
  told,
  trustorUserAttempts,
  usersSeenByTrustee,
  usersSeenByTrustor,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const managing = [
  "authorization:orgTrusteeUser:view",
  "authorization:orgTrusteeUser:add",
  "authorization:orgTrusteeUser:delete",
]

/** A trust with a user who manages it for the trustee. */
const makeManagedTrust = Effect.fnUntraced(function* (lab: Lab, index: number, count: number) {
  const manager = yield* someInsider(lab.cast.trustee, index)
  const role = yield* need(roleWith(lab.cast.trustor, ...managing), "role of the trustor that permits to manage users")
  const others = yield* someUsers(lab, index, count, [manager.id])
  yield* makeTrust(lab, [{ id: manager.id, roleIds: [role.id] }])
  return { manager, role, others }
})

const addedByTrustor = law({
  name: "user.added-by-trustor",
  sentence: "A user whom the trustor adds is in the trust with exactly the given roles, or with none.",
  rules: ["trust.both-organizations-agree", "role.replace"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), roles: fc.array(fc.nat(), { maxLength: 3 }), withIds: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const adder = yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
    const first = yield* someUser(lab, input.user)
    const [user] = yield* someUsers(lab, input.user + 1, 1, [first.id])
    const { id } = yield* need(user, "second active user of the trustee")
    const roles = someRoles(lab, input.roles)
    yield* makeTrust(lab, [{ id: first.id }])
    const roleIds = roles.map((role) => role.id)
    const added = yield* lab.succeed(adder, "TrusteeUsers.add", {
      ...asTrustor(lab),
      payload: { id, ...((roles.length > 0 || input.withIds) && { roleIds }) },
    })
    const read = yield* lab.succeed(trustor.admin, "TrusteeUsers.get", { ...asTrustor(lab), trusteeUserId: id })
    yield* same(added, read, "Adding answers what is then read")
    yield* same(read.id, id, "The user that was asked for")
    yield* same(ids(yield* usersSeenByTrustor(lab)), ids([first, { id }]), "The users of the trust")
    yield* same(yield* rolesOf(lab, id), ids(roles), "The roles of the user who was added")
    yield* same(yield* rolesOf(lab, first.id), [], "The roles of the user who was there")
  }),
})

const addedByTrustee = law({
  name: "user.added-by-trustee",
  sentence: "A user whom the trustee adds is in the trust for both organizations, without roles and without access.",
  rules: ["user.added-by-trustee", "role.none-no-access"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ manager: fc.nat(), user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { manager } = yield* makeManagedTrust(lab, input.manager, 1)
    const user = yield* someInsider(
      { ...trustee, clients: trustee.clients.filter(({ userId }) => userId !== manager.id) },
      input.user,
    )
    const there = { ...asTrustee(lab), trusteeUserId: user.id }
    const added = yield* lab.succeed(manager.client, "TrustorUsers.add", there)
    const read = yield* lab.succeed(manager.client, "TrustorUsers.get", there)
    yield* same(added, read, "Adding answers what is then read")
    yield* lab.succeed(trustor.admin, "TrusteeUsers.get", { ...asTrustor(lab), trusteeUserId: user.id })
    yield* same(ids(yield* usersSeenByTrustor(lab)), ids([manager, user]), "The users of the trust")
    yield* same(yield* rolesOf(lab, user.id), [], "The roles of the user who was added")
    yield* allRefused(user.client, trustorUserAttempts(lab, manager.id), "MissingTrustorPermissions")
    if (user.client.permissions.includes("authorization:orgTrustor:view")) {
      yield* same(yield* accessOf(lab, user.client), [], "Access of the user who was added")
    }
  }),
})

const addingTwice = law({
  name: "user.added-again-by-trustee",
  sentence: "A trustee that adds a user who is there already is answered that user, and nothing changes.",
  rules: ["user.added-by-trustee"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ manager: fc.nat(), oneself: fc.boolean(), roles: fc.array(fc.nat(), { maxLength: 2 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { manager, others } = yield* makeManagedTrust(lab, input.manager, 1)
    const { id } = input.oneself ? manager : yield* need(others[0], "second user of the trustee")
    const there = { ...asTrustee(lab), trusteeUserId: id }
    if (!input.oneself) {
      yield* lab.succeed(manager.client, "TrustorUsers.add", there)
      yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", {
        ...asTrustor(lab),
        trusteeUserId: id,
        payload: someRoles(lab, input.roles).map((role) => role.id),
      })
    }
    const before = yield* lab.succeed(manager.client, "TrustorUsers.get", there)
    const again = yield* leavesTrustAlone(
      lab,
      "Adding a user again",
      lab.succeed(manager.client, "TrustorUsers.add", there),
    )
    yield* same(again, before, "The user who was there already")
  }),
})

const addedOnce = law({
  name: "user.added-once",
  sentence:
    "A trustor that adds a user who is in the trust already gets a conflict, or the user, as the implementation " +
    "declares; in either case nothing changes, whatever roles are given.",
  rules: ["user.added-once", "refusal.changes-nothing"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () =>
    fc.record({
      user: fc.nat(),
      roles: fc.array(fc.nat(), { maxLength: 2 }),
      again: fc.array(fc.nat(), { maxLength: 2 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const adder = yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
    const { id } = yield* someUser(lab, input.user)
    yield* makeTrust(lab, [{ id, roleIds: someRoles(lab, input.roles).map((role) => role.id) }])
    const request = { ...asTrustor(lab), payload: { id, roleIds: someRoles(lab, input.again).map((role) => role.id) } }
    const add: Effect.Effect<unknown, Effect.Error<ReturnType<typeof makeTrust>>> = lab.subject.capabilities.profile
      .duplicateMember === "Conflict"
      ? Effect.tap(lab.refuse(adder, "TrusteeUsers.add", request, "Conflict"), ({ code }) =>
          same(code, "general.conflict", "The code of a conflict"),
        )
      : lab.succeed(adder, "TrusteeUsers.add", request)
    yield* leavesTrustAlone(lab, "Adding a user twice", add)
  }),
})

const removedByEither = law({
  name: "user.removed-by-either",
  sentence:
    "Either organization can take a user out of a trust: the user is gone for both, with access and roles; " +
    "the others stay as they are.",
  rules: ["user.absent", "trust.both-organizations-agree", "user.leaves-with-roles"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ manager: fc.nat(), user: fc.nat(), other: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const manager = yield* someInsider(trustee, input.manager)
    const rest = { ...trustee, clients: trustee.clients.filter(({ userId }) => userId !== manager.id) }
    const user = yield* someInsider(rest, input.user)
    const others = yield* someUsers(lab, input.other, 1, [manager.id, user.id])
    const role = yield* need(roleWith(trustor, ...managing), "role of the trustor that permits to manage users")
    const member = ({ id }: { readonly id: typeof user.id }) => ({ id, roleIds: [role.id] })
    yield* makeTrust(lab, [member(manager), member(user), ...others.map(member)])
    const ofTrustor = { ...asTrustor(lab), trusteeUserId: user.id }
    const ofTrustee = { ...asTrustee(lab), trusteeUserId: user.id }
    yield* lab.succeed(user.client, "TrustorUsers.get", ofTrustee)
    if (input.byTrustee) yield* lab.succeed(manager.client, "TrustorUsers.remove", ofTrustee)
    else yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", ofTrustor)
    const gone = [attempt(lab, "TrusteeUsers.get", ofTrustor), attempt(lab, "TrusteeUsers.remove", ofTrustor)]
    yield* allRefused(trustor.admin, gone, "NotFound")
    const goneThere = [attempt(lab, "TrustorUsers.get", ofTrustee), attempt(lab, "TrustorUsers.remove", ofTrustee)]
    yield* allRefused(manager.client, goneThere, "NotFound")
    yield* allRefused(user.client, trustorUserAttempts(lab, manager.id), "MissingTrustorPermissions")
    const expected = ids([manager, ...others])
    yield* same(ids(yield* usersSeenByTrustor(lab)), expected, "The users whom the trustor still sees")
    yield* same(ids(yield* usersSeenByTrustee(lab, manager.client)), expected, "The users whom the trustee still sees")
    for (const { id } of others) yield* same(yield* rolesOf(lab, id), [role.id], "The roles of a user who stays")
  }),
})

const comesBackBare = law({
  name: "user.comes-back-without-roles",
  sentence: "A user who left and comes back, by whichever organization, has none of the old roles.",
  rules: ["user.leaves-with-roles"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () =>
    fc.record({
      manager: fc.nat(),
      roles: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      outByTrustee: fc.boolean(),
      backByTrustee: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const adder = input.backByTrustee ? undefined : yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
    const { manager, others } = yield* makeManagedTrust(lab, input.manager, 1)
    const { id } = yield* need(others[0], "second user of the trustee")
    const ofTrustor = { ...asTrustor(lab), trusteeUserId: id }
    const ofTrustee = { ...asTrustee(lab), trusteeUserId: id }
    yield* lab.succeed(manager.client, "TrustorUsers.add", ofTrustee)
    const payload = someRoles(lab, input.roles).map((role) => role.id)
    yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", { ...ofTrustor, payload })
    if (input.outByTrustee) yield* lab.succeed(manager.client, "TrustorUsers.remove", ofTrustee)
    else yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", ofTrustor)
    if (adder === undefined) yield* lab.succeed(manager.client, "TrustorUsers.add", ofTrustee)
    else yield* lab.succeed(adder, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })
    yield* same(yield* rolesOf(lab, id), [], "The roles of a user who came back")
  }),
})

const lastMayLeave = law({
  name: "user.last-may-leave",
  sentence: "The last user can leave; the trust stays with its settings, and users can join it again.",
  rules: ["user.last-may-leave"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers"],
  given: () => fc.record({ user: fc.nat(), enabled: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { id } = yield* someUser(lab, input.user)
    const trust = yield* makeTrust(lab, [{ id }], input.enabled)
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", { ...asTrustor(lab), trusteeUserId: id })
    yield* same(ids(yield* usersSeenByTrustor(lab)), [], "The users of the trust")
    yield* same(yield* lab.succeed(trustor.admin, "Trustees.get", asTrustor(lab)), trust, "The trust without users")
    yield* lab.succeed(trustee.admin, "Trustors.get", asTrustee(lab))
    const adder = yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
    yield* lab.succeed(adder, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })
    yield* same(ids(yield* usersSeenByTrustor(lab)), [id], "The users of the trust")
  }),
})

const whoAndWhen = law({
  name: "user.who-added-and-when",
  sentence:
    "A trust, a pairing and a trust user tell when they came about and the user who made them, or no user where an " +
    "organization's own client did; later changes of roles do not alter that.",
  rules: ["audit.every-change", "user.added-by-trustee"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ host: fc.nat(), guest: fc.nat(), byUser: fc.boolean(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const may = ["authorization:orgTrustee:add", "authorization:orgTrusteeUser:add"]
    const host = input.byUser
      ? yield* someInsider(trustor, input.host, ...may)
      : { client: trustor.admin, id: undefined }
    const manager = yield* someInsider(trustee, input.guest, "authorization:orgTrustee:add")
    const role = yield* need(roleWith(trustor, ...managing), "role of the trustor that permits to manage users")
    const [user] = yield* someUsers(lab, input.guest, 1, [manager.id])
    const { id } = yield* need(user, "second user of the trustee")
    const adder = input.byTrustee ? manager.client : yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
    const pairing = yield* lab.succeed(manager.client, "Pairings.create", { payload: { userIds: [manager.id] } })
    yield* same(pairing.createdBy?.id, manager.id, "Who made the pairing")
    const trust = yield* lab.succeed(host.client, "Trustees.create", {
      payload: { pairingId: pairing.id, enabled: true, users: [{ id: manager.id, roleIds: [role.id] }] },
    })
    yield* same(trust.createdBy?.id, host.id, "Who made the trust")
    if (input.byTrustee) yield* lab.succeed(adder, "TrustorUsers.add", { ...asTrustee(lab), trusteeUserId: id })
    else yield* lab.succeed(adder, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })
    const next = yield* askForAccess(lab, [id])
    const ofTrustor = { ...asTrustor(lab), trusteeUserId: id }
    yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", { ...ofTrustor, payload: [role.id] })
    const { trustUserDetails } = yield* lab.succeed(trustor.admin, "TrusteeUsers.get", ofTrustor)
    yield* same(trustUserDetails?.createdBy?.id, adder.userId, "Who added the user")
    const dates = [pairing, trust, trustUserDetails, next].map((made) => made?.dateCreated)
    for (const [at, date] of dates.entries()) {
      const later = yield* told(date, "when something was made")
      const earlier = dates[at - 1] ?? later
      const order = `${instant(earlier)}, then ${instant(later)}`
      yield* holds(DateTime.isLessThanOrEqualTo(earlier, later), `what is made later has no earlier date: ${order}`)
    }
  }),
})

/** Laws of users who join and leave a trust. */
export const laws = [
  addedByTrustor,
  addedByTrustee,
  addingTwice,
  addedOnce,
  removedByEither,
  comesBackBare,
  lastMayLeave,
  whoAndWhen,
]
