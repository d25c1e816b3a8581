/**
 * Laws of a trust as both organizations see it.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import {
  askForAccess,
  asTrustee,
  asTrustor,
  holds,
  ids,
  instant,
  letIn,
  makeTrust,
  need,
  same,
  someInsider,
  someRole,
  someUser,
  someUsers,
  told,
  trustorUserAttempts,
  allRefused,
  usersSeenByTrustee,
  usersSeenByTrustor,
  wholeOf,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const seenByBoth = law({
  name: "trust.seen-by-both",
  sentence:
    "A trust is there for both organizations at once, with the same switch and the same date, " +
    "each seeing it under the id of the other.",
  rules: ["trust.both-organizations-agree"],
  groups: ["Pairings", "Trustees", "Trustors"],
  given: () => fc.record({ user: fc.nat(), enabled: fc.boolean(), days: fc.option(fc.integer({ min: 1, max: 400 })) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const pairing = yield* askForAccess(lab, [user.id])
    const asked = yield* told(pairing.dateCreated, "when the pairing was made")
    const dateExpired = input.days === null ? undefined : DateTime.addDuration(asked, Duration.days(input.days))
    const created = yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: {
        pairingId: pairing.id,
        enabled: input.enabled,
        users: [{ id: user.id }],
        ...(dateExpired !== undefined && { dateExpired }),
      },
    })
    const ofTrustor = yield* lab.succeed(trustor.admin, "Trustees.get", asTrustor(lab))
    const ofTrustee = yield* lab.succeed(trustee.admin, "Trustors.get", asTrustee(lab))
    yield* same(created, ofTrustor, "Creation answers what reading answers")
    yield* same(ofTrustor.id, trustee.organization.id, "A trustee has the id of its organization")
    yield* same(ofTrustee.id, trustor.organization.id, "A trustor has the id of its organization")
    yield* same(ofTrustor.organization?.id, trustee.organization.id, "A trustee is described")
    yield* same(ofTrustee.organization?.id, trustor.organization.id, "A trustor is described")
    yield* same([ofTrustor.enabled, ofTrustee.enabled], [input.enabled, input.enabled], "The switch on both sides")
    yield* same(instant(ofTrustor.dateExpired), instant(dateExpired), "The end of the trust")
    const since = yield* told(ofTrustor.dateCreated, "when the trust was made")
    yield* same(instant(ofTrustee.dateCreated), instant(since), "The date on both sides")
    yield* holds(DateTime.isGreaterThanOrEqualTo(since, asked), "a trust is not older than its pairing")
    const trustees = yield* wholeOf(lab, (page) => lab.succeed(trustor.admin, "Trustees.list", page))
    const trustors = yield* wholeOf(lab, (page) => lab.succeed(trustee.admin, "Trustors.list", page))
    const listedTrustee = trustees.filter(({ id }) => id === trustee.organization.id)
    const listedTrustor = trustors.filter(({ id }) => id === trustor.organization.id)
    yield* same(listedTrustee, [ofTrustor], "The trustor lists the trust once, as it reads it")
    yield* same(listedTrustor, [ofTrustee], "The trustee lists the trust once, as it reads it")
  }),
})

const sameUsers = law({
  name: "trust.same-users-for-both",
  sentence: "Both organizations see the same users in a trust, whoever of them added each.",
  rules: ["trust.both-organizations-agree"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrustorUsers"],
  given: () => fc.record({ insider: fc.nat(), user: fc.nat(), first: fc.nat({ max: 2 }), added: fc.nat({ max: 2 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const insider = yield* someInsider(trustee, input.insider)
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:view", "authorization:orgTrusteeUser:add"),
      "role of the trustor that permits to view and to add users",
    )
    const others = yield* someUsers(lab, input.user, input.first + input.added, [insider.id])
    const [first, added] = [others.slice(0, input.first), others.slice(input.first)]
    yield* makeTrust(lab, [{ id: insider.id, roleIds: [role.id] }, ...first.map(({ id }) => ({ id }))])
    for (const { id } of added) {
      yield* lab.succeed(insider.client, "TrustorUsers.add", { ...asTrustee(lab), trusteeUserId: id })
    }
    const expected = ids([insider, ...others])
    const seenByTrustor = yield* usersSeenByTrustor(lab)
    const seenByTrustee = yield* usersSeenByTrustee(lab, insider.client)
    yield* same(ids(seenByTrustor), expected, "The users that the trustor sees")
    yield* same(ids(seenByTrustee), expected, "The users that the trustee sees")
    for (const { id } of [insider, ...others]) {
      const one = yield* lab.succeed(trustor.admin, "TrusteeUsers.get", { ...asTrustor(lab), trusteeUserId: id })
      const other = yield* lab.succeed(insider.client, "TrustorUsers.get", { ...asTrustee(lab), trusteeUserId: id })
      const facts = ({ id, name, state, trustUserDetails }: typeof one) => [id, name, state, trustUserDetails]
      yield* same(facts(one), facts(other), "The user on both sides")
    }
  }),
})

const oneDirection = law({
  name: "trust.one-direction",
  sentence:
    "That A lets B in does not let A into B; both directions at once are two trusts, " +
    "of which one can change and end without the other.",
  rules: ["trust.one-per-direction"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles", "TrustorUsers"],
  given: () => fc.record({ user: fc.nat(), back: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    const host = yield* someInsider(trustor, input.back)
    const there = { trusteeOrgId: trustor.organization.id }
    yield* makeTrust(lab, [{ id: user.id, roleIds: [role.id] }])
    yield* lab.refuse(trustee.admin, "Trustees.get", there, "NotFound")
    yield* lab.refuse(trustor.admin, "Trustors.get", { trustorOrgId: trustee.organization.id }, "NotFound")
    yield* allRefused(host.client, trustorUserAttempts(lab, host.id, trustee), "MissingTrustorPermissions")
    yield* leavesTrustAlone(
      lab,
      "The trust in the other direction",
      Effect.gen(function* () {
        yield* letIn(lab, trustee, trustor, { users: [{ id: host.id }] })
        yield* lab.succeed(trustee.admin, "Trustees.update", { ...there, payload: { enabled: false } })
        yield* lab.succeed(trustee.admin, "TrusteeUsers.remove", { ...there, trusteeUserId: host.id })
        yield* lab.succeed(trustee.admin, "Trustees.remove", there)
      }),
    )
  }),
})

const onePerDirection = law({
  name: "trust.one-at-a-time",
  sentence: "While there is a trust, a second one in the same direction is a conflict and leaves the first as it is.",
  rules: ["trust.one-per-direction"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), role: fc.nat(), enabled: fc.boolean(), again: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const other = yield* someUser(lab, input.user + 1)
    const role = yield* someRole(lab, input.role)
    yield* makeTrust(lab, [{ id: user.id, roleIds: [role.id] }], input.enabled)
    const { id: pairingId } = yield* askForAccess(lab, [other.id])
    const payload = { pairingId, enabled: input.again, users: [{ id: other.id }] }
    const error = yield* leavesTrustAlone(
      lab,
      "A second trust",
      lab.refuse(trustor.admin, "Trustees.create", { payload }, "Conflict"),
    )
    yield* same(error.code, "general.conflict", "The code of the conflict")
    yield* lab.succeed(trustor.admin, "Trustees.remove", asTrustor(lab))
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
  }),
})

const needsMember = law({
  name: "trust.needs-member",
  sentence: "A trust cannot start without a user or a group; one group is enough.",
  rules: ["trust.needs-member"],
  groups: ["Pairings", "Trustees", "Trustors"],
  given: () => fc.record({ user: fc.nat(), group: fc.nat(), emptyUsers: fc.boolean(), emptyGroups: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const nobody = {
      pairingId,
      enabled: true,
      ...(input.emptyUsers && { users: [] }),
      ...(input.emptyGroups && { groups: [] }),
    }
    yield* lab.refuse(trustor.admin, "Trustees.create", { payload: nobody }, "TrusteeUserRequired")
    yield* lab.refuse(trustor.admin, "Trustees.get", asTrustor(lab), "NotFound")
    yield* lab.refuse(trustee.admin, "Trustors.get", asTrustee(lab), "NotFound")
    const { groups } = trustee.organization
    const group = groups[input.group % Math.max(groups.length, 1)]
    if (group !== undefined) {
      yield* lab.succeed(trustor.admin, "Trustees.create", { payload: { ...nobody, groups: [{ id: group.id }] } })
      yield* lab.succeed(trustee.admin, "Trustors.get", asTrustee(lab))
    }
  }),
})

/** Laws of a trust as both organizations see it. */
export const laws = [seenByBoth, sameUsers, oneDirection, onePerDirection, needsMember]
