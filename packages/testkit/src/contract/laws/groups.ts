/**
 * Laws of the groups that a trust lets in.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { GroupId } from "@org-trust/core/Identifiers"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import {
  accessOf,
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  ids,
  insidersOf,
  need,
  pageSizeOf,
  permissionsIn,
  pick,
  same,
  someRole,
  someUser,
  trustorUserAttempts,
  usersSeenByTrustor,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const membersHaveRoles = law({
  name: "group.members-have-roles",
  sentence:
    "The members of a trusted group may do what the group's roles permit, as long as the trust is enabled; " +
    "nobody else may, and the members are no trust users.",
  rules: ["group.members-have-roles"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrustorUsers"],
  given: () => fc.record({ group: fc.nat(), own: fc.nat(), insider: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const group = yield* need(pick(trustee.organization.groups, input.group), "group of the trustee")
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:view"),
      "role of the trustor that permits to view users",
    )
    const isMember = ({ id }: { readonly id: string }) => group.memberIds.some((memberId) => memberId === id)
    const insiders = insidersOf(trustee)
    const member = pick(insiders.filter(isMember), input.insider)
    const outsider = pick(
      insiders.filter((each) => !isMember(each)),
      input.insider,
    )
    const { id: pairingId } = yield* lab.succeed(trustee.admin, "Pairings.create", {
      payload: { groupIds: [group.id] },
    })
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { pairingId, enabled: true, groups: [{ id: group.id, roleIds: [role.id] }] },
    })
    yield* same(ids(yield* usersSeenByTrustor(lab)), [], "The users of a trust with a group")
    if (outsider !== undefined) {
      yield* allRefused(outsider.client, trustorUserAttempts(lab, outsider.id), "MissingTrustorPermissions")
    }
    yield* need(member ?? outsider, "client that acts as an active user of the trustee")
    if (member === undefined) return
    const page = { pageSize: pageSizeOf(lab) }
    yield* lab.succeed(member.client, "TrustorUsers.list", { ...asTrustee(lab), ...page })
    if (member.client.permissions.includes("authorization:orgTrustor:view")) {
      yield* same(yield* accessOf(lab, member.client), permissionsIn([role]), "Access through the group")
    }
    yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload: { enabled: false } })
    yield* allRefused(member.client, trustorUserAttempts(lab, member.id), "MissingTrustorPermissions")
  }),
})

const rolesAddUp = law({
  name: "group.roles-add-up",
  sentence: "A user has the roles of all trusted groups together with those of the user's own, which alone are listed.",
  rules: ["group.members-have-roles", "role.union"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUserRoles"],
  given: () => fc.record({ insider: fc.nat(), own: fc.nat(), ofGroup: fc.nat(), clear: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const candidates = insidersOf(trustee).filter(
      ({ client, id }) =>
        client.permissions.includes("authorization:orgTrustor:view") &&
        trustee.organization.groups.some((group) => group.memberIds.includes(id)),
    )
    const { client, id } = yield* need(
      pick(candidates, input.insider),
      "client of a group member that may view trustors",
    )
    const room = lab.subject.capabilities.profile.memberLimit - 1
    const groups = trustee.organization.groups
      .filter((group) => group.memberIds.includes(id))
      .slice(0, Math.min(room, 2))
    const own = yield* someRole(lab, input.own)
    const ofGroups = yield* Effect.forEach(groups, (_, at) => someRole(lab, input.ofGroup + at))
    const { id: pairingId } = yield* askForAccess(lab, [id])
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: {
        pairingId,
        enabled: true,
        users: [{ id, roleIds: [own.id] }],
        groups: groups.map((group, at) => ({
          id: group.id,
          roleIds: ofGroups.slice(at, at + 1).map((each) => each.id),
        })),
      },
    })
    yield* same(yield* accessOf(lab, client), permissionsIn([own, ...ofGroups]), "Access by all roles together")
    const there = { ...asTrustor(lab), trusteeUserId: id }
    const read = yield* lab.succeed(trustor.admin, "TrusteeUserRoles.get", there)
    yield* same(ids(read.roles ?? []), [own.id], "The user's own roles")
    if (input.clear) yield* lab.succeed(trustor.admin, "TrusteeUserRoles.clear", there)
    else yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", there)
    yield* same(yield* accessOf(lab, client), permissionsIn(ofGroups), "Access that is left through the groups")
  }),
})

const ofTrustee = law({
  name: "group.of-trustee",
  sentence:
    "Only groups of the trustee can be asked for and let in; any other is refused as the implementation declares.",
  rules: ["user.of-trustee", "pairing.own-members"],
  groups: ["Pairings", "Trustees", "Trustors"],
  given: () =>
    fc.record({
      user: fc.nat(),
      group: fc.nat(),
      uuid: fc.uuid({ version: 4 }),
      known: fc.boolean(),
      ask: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const own = new Set<string>(trustee.organization.groups.map((group) => group.id))
    const foreign = [...trustor.organization.groups, ...third.organization.groups].filter(({ id }) => !own.has(id))
    const id = input.known
      ? (yield* need(pick(foreign, input.group), "group of another organization")).id
      : GroupId.make(input.uuid)
    const user = yield* someUser(lab, input.user)
    const { unknownMember } = lab.subject.capabilities.profile
    if (input.ask) {
      const ask = attempt(lab, "Pairings.create", { payload: { userIds: [user.id], groupIds: [id] } })
      return yield* allRefused(trustee.admin, [ask], unknownMember)
    }
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const payload = { pairingId, enabled: true, users: [{ id: user.id }], groups: [{ id }] }
    const create = attempt(lab, "Trustees.create", { payload })
    return yield* leavesTrustAlone(lab, "A group of others", allRefused(trustor.admin, [create], unknownMember))
  }),
})

/** Laws of the groups that a trust lets in. */
export const laws = [membersHaveRoles, rolesAddUp, ofTrustee]
