/**
 * Laws of the roles that a trustor grants.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { DivisionId, RoleId } from "@org-trust/core/Identifiers"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import {
  accessOf,
  allRefused,
  askForAccess,
  asTrustor,
  attempt,
  ids,
  letIn,
  makeTrust,
  need,
  permissionsIn,
  pick,
  pickAll,
  rolesOf,
  same,
  someInsider,
  someoneWhoMay,
  someRole,
  someRoles,
  someUser,
  someUsers,
  trustorUserAttempts,
  usersSeenByTrustor,
  wholeOf,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const picks = (minLength: number, maxLength: number) => fc.array(fc.nat({ max: 1000 }), { minLength, maxLength })

const replaces = law({
  name: "role.replace",
  sentence:
    "Replacing roles leaves exactly the given ones, whatever their order and however often each is given, " +
    "with the permissions of all of them.",
  rules: ["role.replace"],
  groups: ["Pairings", "Trustees", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), sets: fc.array(picks(0, 5), { minLength: 1, maxLength: 4 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const first = yield* someRole(lab, 0)
    yield* makeTrust(lab, [{ id: user.id, roleIds: [first.id] }])
    const there = { ...asTrustor(lab), trusteeUserId: user.id }
    for (const set of input.sets) {
      const roles = someRoles(lab, set)
      // As picked, so with repeats and in any order.
      const payload = set.flatMap((index) => pick(trustor.organization.roles, index)?.id ?? [])
      const replaced = yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", { ...there, payload })
      const read = yield* lab.succeed(trustor.admin, "TrusteeUserRoles.get", there)
      for (const answer of [replaced, read]) {
        yield* same(ids(answer.roles ?? []), ids(roles), "The roles, each once")
        yield* same([...(answer.permissions ?? [])].sort(), permissionsIn(roles), "What the roles permit")
      }
    }
  }),
})

const clears = law({
  name: "role.clear-keeps-user",
  sentence: "Clearing roles takes all of them away, with their access, and keeps the user; clearing none is fine.",
  rules: ["role.clear-keeps-user", "role.none-no-access"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), roles: picks(0, 3), times: fc.integer({ min: 1, max: 2 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someInsider(trustee, input.user)
    yield* makeTrust(lab, [{ id: user.id, roleIds: someRoles(lab, input.roles).map((role) => role.id) }])
    const there = { ...asTrustor(lab), trusteeUserId: user.id }
    for (let time = 0; time < input.times; time++) {
      yield* lab.succeed(trustor.admin, "TrusteeUserRoles.clear", there)
      const read = yield* lab.succeed(trustor.admin, "TrusteeUserRoles.get", there)
      yield* same([read.roles ?? [], read.permissions ?? []], [[], []], "Roles and permissions that are left")
      yield* same(ids(yield* usersSeenByTrustor(lab)), [user.id], "The users of the trust")
    }
    yield* allRefused(user.client, trustorUserAttempts(lab, user.id), "MissingTrustorPermissions")
  }),
})

const foreign = ["unknown", "of the trustee", "of a third organization"] as const

/** A role that is none of the trustor. */
const foreignRole = ({ cast }: Lab, kind: (typeof foreign)[number], index: number, uuid: string) => {
  const own = new Set<string>(cast.trustor.organization.roles.map((role) => role.id))
  const candidates = {
    unknown: [{ id: RoleId.make(uuid) }],
    "of the trustee": cast.trustee.organization.roles,
    "of a third organization": cast.third.organization.roles,
  }[kind].filter((role) => !own.has(role.id))
  return need(pick(candidates, index), `role ${kind}`)
}

const ofTrustor = law({
  name: "role.of-trustor",
  sentence:
    "Only roles and divisions of the trustor can be granted: any other is refused as the implementation declares, " +
    "among right ones too, and nothing changes.",
  rules: ["role.of-trustor", "refusal.changes-nothing"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () =>
    fc.record({
      user: fc.nat(),
      role: fc.nat(),
      kind: fc.constantFrom(...foreign),
      way: fc.constantFrom("replace", "create", "add", "division"),
      uuid: fc.uuid({ version: 4 }),
      last: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { id: user } = yield* someUser(lab, input.user)
    const right = yield* someRole(lab, input.role)
    const wrong = yield* foreignRole(lab, input.kind, input.role, input.uuid)
    const roleIds = input.last ? [right.id, wrong.id] : [wrong.id, right.id]
    const { unknownRole } = lab.subject.capabilities.profile
    if (input.way === "create") {
      const { id: pairingId } = yield* askForAccess(lab, [user])
      const payload = { pairingId, enabled: true, users: [{ id: user, roleIds }] }
      yield* allRefused(trustor.admin, [attempt(lab, "Trustees.create", { payload })], unknownRole)
      return yield* lab.refuse(trustor.admin, "Trustees.get", asTrustor(lab), "NotFound")
    }
    yield* makeTrust(lab, [{ id: user, roleIds: [right.id] }])
    if (input.way === "replace") {
      const replace = { ...asTrustor(lab), trusteeUserId: user, payload: roleIds }
      const wrongly = allRefused(trustor.admin, [attempt(lab, "TrusteeUserRoles.replace", replace)], unknownRole)
      return yield* leavesTrustAlone(lab, "A role that is not the trustor's", wrongly)
    }
    const adder = yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
    const [other] = yield* someUsers(lab, input.user, 1, [user])
    const { id } = yield* need(other, "second user of the trustee")
    const grants = [{ roleId: right.id, divisionId: DivisionId.make(input.uuid) }]
    const payload = input.way === "add" ? { id, roleIds } : { id, roleDivisions: { grants } }
    const add = attempt(lab, "TrusteeUsers.add", { ...asTrustor(lab), payload })
    return yield* leavesTrustAlone(
      lab,
      "A role or division that is not the trustor's",
      allRefused(adder, [add], unknownRole),
    )
  }),
})

const union = law({
  name: "role.union",
  sentence: "Roles in all divisions and roles within divisions, given together, are all granted, each listed once.",
  rules: ["role.union"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () =>
    fc.record({
      user: fc.nat(),
      everywhere: picks(0, 3),
      within: picks(1, 3),
      division: fc.nat(),
      later: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const insider = yield* someInsider(trustee, input.user, "authorization:orgTrustor:view")
    const division = yield* need(pick(trustor.organization.divisions, input.division), "division of the trustor")
    const [everywhere, within] = [someRoles(lab, input.everywhere), someRoles(lab, input.within)]
    const member = {
      id: insider.id,
      ...(everywhere.length > 0 && { roleIds: everywhere.map((role) => role.id) }),
      roleDivisions: { grants: within.map((role) => ({ roleId: role.id, divisionId: division.id })) },
    }
    if (input.later) {
      const adder = yield* someoneWhoMay(lab, trustor, "TrusteeUsers.add")
      const [first] = yield* someUsers(lab, input.user, 1, [insider.id])
      const { id } = yield* need(first, "second user of the trustee")
      yield* makeTrust(lab, [{ id }])
      yield* lab.succeed(adder, "TrusteeUsers.add", { ...asTrustor(lab), payload: member })
    } else {
      const { id: pairingId } = yield* askForAccess(lab, [insider.id])
      yield* lab.succeed(trustor.admin, "Trustees.create", { payload: { pairingId, enabled: true, users: [member] } })
    }
    const all = [...new Set([...everywhere, ...within])]
    yield* same(yield* rolesOf(lab, insider.id), ids(all), "The roles of both kinds")
    yield* same(yield* accessOf(lab, insider.client), permissionsIn(all), "Access by roles of both kinds")
  }),
})

const ofOneUser = law({
  name: "role.of-one-user",
  sentence: "The roles of one user are no other user's: replacing or clearing them changes nothing for the others.",
  rules: ["role.replace"],
  groups: ["Pairings", "Trustees", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), before: picks(1, 3), after: picks(0, 3), clear: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const users = yield* someUsers(lab, input.user, 2)
    const [user, other] = yield* Effect.all([need(users[0], "user"), need(users[1], "second user")])
    const before = someRoles(lab, input.before)
    const roleIds = before.map((role) => role.id)
    yield* makeTrust(lab, [
      { id: user.id, roleIds },
      { id: other.id, roleIds },
    ])
    const there = { ...asTrustor(lab), trusteeUserId: user.id }
    const payload = someRoles(lab, input.after).map((role) => role.id)
    if (input.clear) yield* lab.succeed(trustor.admin, "TrusteeUserRoles.clear", there)
    else yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", { ...there, payload })
    yield* same(yield* rolesOf(lab, other.id), ids(before), "The roles of the other user")
  }),
})

const ofOneTrust = law({
  name: "role.of-one-trust",
  sentence: "The roles that a user has in one trust are nothing to another trust of the same user.",
  rules: ["role.replace", "isolation.third-organization"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), here: picks(0, 3), there: picks(1, 3), clear: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee } = lab.cast
    const insider = yield* someInsider(trustee, input.user, "authorization:orgTrustor:view")
    const here = someRoles(lab, input.here)
    const there = pickAll(third.organization.roles, input.there)
    yield* makeTrust(lab, [{ id: insider.id, roleIds: here.map((role) => role.id) }])
    yield* letIn(lab, third, trustee, { users: [{ id: insider.id }] })
    const elsewhere = { ...asTrustor(lab), trusteeUserId: insider.id }
    yield* leavesTrustAlone(
      lab,
      "A change of roles in another trust",
      Effect.gen(function* () {
        const payload = there.map((role) => role.id)
        yield* lab.succeed(third.admin, "TrusteeUserRoles.replace", { ...elsewhere, payload })
        yield* same(yield* accessOf(lab, insider.client, third), permissionsIn(there), "Access to the other trustor")
        if (input.clear) yield* lab.succeed(third.admin, "TrusteeUserRoles.clear", elsewhere)
      }),
      insider.client,
    )
    yield* same(yield* accessOf(lab, insider.client), permissionsIn(here), "Access to the trustor")
  }),
})

const takesEffect = law({
  name: "role.takes-effect-at-once",
  sentence: "A user may do in the trustor organization exactly what the roles of the moment permit.",
  rules: ["role.replace", "role.none-no-access"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), sets: fc.array(picks(0, 3), { minLength: 1, maxLength: 5 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const insider = yield* someInsider(trustee, input.user, "authorization:orgTrustor:view")
    yield* makeTrust(lab, [{ id: insider.id }])
    yield* same(yield* accessOf(lab, insider.client), [], "Access without a role")
    for (const set of input.sets) {
      const roles = someRoles(lab, set)
      yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", {
        ...asTrustor(lab),
        trusteeUserId: insider.id,
        payload: roles.map((role) => role.id),
      })
      yield* same(yield* accessOf(lab, insider.client), permissionsIn(roles), "Access by the roles of the moment")
      const trustors = yield* wholeOf(lab, (page) => lab.succeed(insider.client, "Trustors.list", page))
      const listed = trustors.find(({ id }) => id === trustor.organization.id)?.authorization?.permissions ?? []
      yield* same([...listed].sort(), permissionsIn(roles), "Access that is listed")
    }
  }),
})

const trustorGrants = law({
  name: "role.granted-by-trustor-only",
  sentence:
    "The trustee has no way to the roles of its users in a trust, not even through a user who may edit users there.",
  rules: ["role.of-trustor", "trust.absent"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), role: fc.nat(), asUser: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const may = ["view", "edit", "delete"].map((action) => `authorization:orgTrusteeUser:${action}`)
    const insider = input.asUser
      ? yield* someInsider(trustee, input.user, ...may)
      : { client: trustee.admin, id: (yield* someUser(lab, input.user)).id }
    const granted = roleWith(trustor, ...may)
    const wanted = yield* someRole(lab, input.role)
    yield* makeTrust(lab, [{ id: insider.id, roleIds: granted === undefined ? [] : [granted.id] }])
    const attempts = [trustor, trustee].flatMap(({ organization }) => {
      const there = { trusteeOrgId: organization.id, trusteeUserId: insider.id }
      return [
        attempt(lab, "TrusteeUserRoles.get", there),
        attempt(lab, "TrusteeUserRoles.replace", { ...there, payload: [wanted.id] }),
        attempt(lab, "TrusteeUserRoles.clear", there),
      ]
    })
    yield* leavesTrustAlone(lab, "The trustee", allRefused(insider.client, attempts, "NotFound"))
  }),
})

/** Laws of the roles that a trustor grants. */
export const laws = [replaces, clears, ofTrustor, union, ofOneUser, ofOneTrust, takesEffect, trustorGrants]
