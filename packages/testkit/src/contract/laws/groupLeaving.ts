/**
 * Laws of groups that leave a trust, or are not in it: what goes with them, and what stays.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { GroupId } from "@org-trust/core/Identifiers"
import {
  accessIs,
  groupGroups,
  groupRolesOf,
  groupsSeenByTrustor,
  makeManagedTrust,
  makeTrustWithGroups,
  someGroup,
  someLivelyGroup,
} from "../groupScenario.ts"
import { law } from "../Law.ts"
import {
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  ids,
  makeTrust,
  pageSizeOf,
  permissionsIn,
  rolesOf,
  same,
  someRole,
  someUser,
  usersSeenByTrustor,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const absent = law({
  name: "group.absent",
  sentence: "A group that is not in the trust is not found, by either organization, for any operation.",
  rules: ["group.absent"],
  groups: [...groupGroups, "TrusteeGroupRoleDivisions"],
  given: () =>
    fc.record({ manager: fc.nat(), group: fc.nat(), left: fc.boolean(), uuid: fc.uuid(), known: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const group = yield* someGroup(lab, input.group)
    const isLeaving = input.left && input.known
    const { manager, role } = yield* makeManagedTrust(lab, input.manager, isLeaving ? [{ id: group.id }] : [])
    const id = input.known ? group.id : GroupId.make(input.uuid)
    const ofTrustor = { ...asTrustor(lab), trusteeGroupId: id }
    const ofTrustee = { ...asTrustee(lab), trustorGroupId: id }
    if (isLeaving) yield* lab.succeed(trustor.admin, "TrusteeGroups.remove", ofTrustor)
    const byTrustor = [
      attempt(lab, "TrusteeGroups.get", ofTrustor),
      attempt(lab, "TrusteeGroups.remove", ofTrustor),
      attempt(lab, "TrusteeGroupRoles.get", ofTrustor),
      attempt(lab, "TrusteeGroupRoles.replace", { ...ofTrustor, payload: [role.id] }),
      attempt(lab, "TrusteeGroupRoles.clear", ofTrustor),
      attempt(lab, "TrusteeGroupRoleDivisions.replace", { ...ofTrustor, payload: { grants: [] } }),
    ]
    const byTrustee = [attempt(lab, "TrustorGroups.get", ofTrustee), attempt(lab, "TrustorGroups.remove", ofTrustee)]
    yield* leavesTrustAlone(
      lab,
      "Asking for a group that is not there",
      Effect.andThen(
        allRefused(trustor.admin, byTrustor, "NotFound"),
        allRefused(manager.client, byTrustee, "NotFound"),
      ),
    )
  }),
})

const leavesWithRoles = law({
  name: "group.leaves-with-roles",
  sentence:
    "When a group leaves, by either organization's doing, its members lose its roles and keep their own; it comes " +
    "back without roles.",
  rules: ["group.leaves-with-roles", "group.apart-from-users"],
  groups: groupGroups,
  given: () => fc.record({ group: fc.nat(), own: fc.nat(), ofGroup: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { group, member } = yield* someLivelyGroup(lab, input.group)
    const own = yield* someRole(lab, input.own)
    const ofGroup = yield* someRole(lab, input.ofGroup)
    const { id: pairingId } = yield* askForAccess(lab, [member.id])
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: {
        pairingId,
        enabled: true,
        users: [{ id: member.id, roleIds: [own.id] }],
        groups: [{ id: group.id, roleIds: [ofGroup.id] }],
      },
    })
    const both = permissionsIn([own, ofGroup])
    yield* accessIs(lab, member, both, "Access by the user's own role and the group's")
    const ofTrustee = { ...asTrustee(lab), trustorGroupId: group.id }
    if (input.byTrustee && both.includes("authorization:orgTrusteeGroup:delete")) {
      yield* lab.succeed(member.client, "TrustorGroups.remove", ofTrustee)
    } else {
      yield* lab.succeed(trustor.admin, "TrusteeGroups.remove", { ...asTrustor(lab), trusteeGroupId: group.id })
    }
    yield* accessIs(lab, member, permissionsIn([own]), "Access after the group has left")
    yield* same(yield* rolesOf(lab, member.id), [own.id], "The member's own roles")
    yield* same(ids(yield* usersSeenByTrustor(lab)), [member.id], "The users of the trust")
    yield* lab.succeed(trustor.admin, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id: group.id } })
    yield* same(
      yield* groupRolesOf(lab, group.id),
      [],
      `The roles of a group of ${trustee.organization.name} that is back`,
    )
    yield* accessIs(lab, member, permissionsIn([own]), "Access after the group has come back")
  }),
})

const usersLeaveAlone = law({
  name: "group.stays-when-a-member-leaves",
  sentence: "What becomes of a trust user changes nothing of the trust's groups, not even of those the user is in.",
  rules: ["group.apart-from-users", "group.roles-of-its-own"],
  groups: groupGroups,
  given: () =>
    fc.record({
      group: fc.nat(),
      own: fc.nat(),
      ofGroup: fc.nat(),
      how: fc.constantFrom("remove", "clear", "replace"),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { group, member } = yield* someLivelyGroup(lab, input.group)
    const own = yield* someRole(lab, input.own)
    const ofGroup = yield* someRole(lab, input.ofGroup)
    yield* makeTrust(lab, [{ id: member.id, roleIds: [own.id] }])
    yield* lab.succeed(trustor.admin, "TrusteeGroups.add", {
      ...asTrustor(lab),
      payload: { id: group.id, roleIds: [ofGroup.id] },
    })
    const user = { ...asTrustor(lab), trusteeUserId: member.id }
    if (input.how === "remove") yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", user)
    if (input.how === "clear") yield* lab.succeed(trustor.admin, "TrusteeUserRoles.clear", user)
    if (input.how === "replace") yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", { ...user, payload: [] })
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [group.id], "The groups of the trust")
    yield* same(yield* groupRolesOf(lab, group.id), [ofGroup.id], "The roles of the group")
    yield* accessIs(lab, member, permissionsIn([ofGroup]), "Access that is left through the group")
  }),
})

const goesWithTrust = law({
  name: "group.goes-with-the-trust",
  sentence: "With a trust its groups go, and their members' access; a new trust starts without them.",
  rules: ["trust.end-takes-everything"],
  groups: groupGroups,
  given: () => fc.record({ group: fc.nat(), role: fc.nat(), user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { group, member } = yield* someLivelyGroup(lab, input.group)
    const role = yield* someRole(lab, input.role)
    yield* makeTrustWithGroups(lab, input.user, [{ id: group.id, roleIds: [role.id] }])
    yield* lab.succeed(trustor.admin, "Trustees.remove", asTrustor(lab))
    const page = { pageSize: pageSizeOf(lab) }
    yield* lab.refuse(trustor.admin, "TrusteeGroups.list", { ...asTrustor(lab), ...page }, "NotFound")
    const { id } = yield* someUser(lab, input.user)
    yield* makeTrust(lab, [{ id }])
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [], "The groups of a new trust")
    yield* accessIs(lab, member, [], "Access through a group of a trust that has ended")
  }),
})

/** Laws of groups that leave a trust, or are not in it. */
export const laws = [absent, leavesWithRoles, usersLeaveAlone, goesWithTrust]
