/**
 * Laws of what only groups do: they give their roles to their members, whoever these are
 * at the moment, and have nothing else to do with the users of the trust.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { accessIs, accessOf, viewTrustors } from "../access.ts"
import { allRefused } from "../Attempt.ts"
import { trustorUserAttempts } from "../BoundTrust.ts"
import { insidersOf, need, permissionsIn, some, someRole, someRoleWith, someUser } from "../choices.ts"
import { same } from "../expectations.ts"
import { letIn, makeTrust } from "../letIn.ts"
import { allOf, groups, membersSeen, rolesOf, someHolder, someMembers, someOutsider, users } from "../MemberKind.ts"
import { tick } from "../abilities.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"

const membersHaveRoles = law({
  name: "group.members-have-roles",
  sentence:
    "The members of a trusted group may do what the group's roles permit, as long as the trust is enabled; " +
    "nobody else may, and the members are no trust users.",
  rules: ["group.members-have-roles"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrustorUsers"],
  given: () => fc.record({ holder: fc.nat(), outsider: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { caller, id } = yield* someHolder(lab, groups, input.holder)
    const outsider = yield* Effect.option(someOutsider(lab, groups, input.outsider, id))
    const role = yield* someRoleWith(lab.cast.trustor, ...users.permissions("view"))
    const trust = yield* makeTrust(lab, { groups: [{ id, roleIds: [role.id] }] })
    yield* same(yield* membersSeen(trust, users), [], "The users of a trust with a group")
    if (outsider._tag === "Some") {
      const { client, id: userId } = outsider.value
      yield* allRefused(client, trustorUserAttempts(trust, userId), "MissingTrustorPermissions")
    }
    yield* accessIs(trust, caller, permissionsIn([role]), "Access through the group")
    yield* trust.update({ enabled: false })
    yield* allRefused(caller.client, trustorUserAttempts(trust, caller.id), "MissingTrustorPermissions")
  }),
})

const rolesAddUp = law({
  name: "group.roles-add-up",
  sentence: "A user has the roles of all trusted groups together with those of the user's own, which alone are listed.",
  rules: ["group.members-have-roles", "role.union"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ insider: fc.nat(), own: fc.nat(), ofGroup: fc.nat(), clear: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee } = lab.cast
    const partOf = ({ id }: (typeof candidates)[number]) =>
      trustee.organization.groups.filter(({ memberIds }) => memberIds.includes(id))
    const candidates = insidersOf(trustee).filter(({ client }) => client.permissions.includes(viewTrustors))
    const { client, id } = yield* some(
      candidates.filter((each) => partOf(each).length > 0),
      input.insider,
      "client of a group member that may view trustors",
    )
    const own = yield* someRole(lab, input.own)
    const room = lab.subject.capabilities.profile.memberLimit - 1
    const granted = yield* Effect.forEach(partOf({ client, id }).slice(0, Math.min(room, 2)), (group, at) =>
      Effect.map(someRole(lab, input.ofGroup + at), (role) => ({ id: group.id, role })),
    )
    const trust = yield* makeTrust(lab, {
      users: [{ id, roleIds: [own.id] }],
      groups: granted.map((group) => ({ id: group.id, roleIds: [group.role.id] })),
    })
    const ofGroups = granted.map(({ role }) => role)
    const user = trust.user(id)
    yield* same(yield* accessOf(trust, client), permissionsIn([own, ...ofGroups]), "Access by all roles together")
    yield* same(yield* rolesOf(user), [own.id], "The user's own roles")
    yield* input.clear ? user.clearRoles : user.remove
    yield* same(yield* accessOf(trust, client), permissionsIn(ofGroups), "Access that is left through the groups")
  }),
})

/** A trust with a member of a group by name, with a role, and with the group, with another one. */
const makeTwice = Effect.fnUntraced(function* (
  lab: Lab,
  input: { readonly group: number; readonly own: number; readonly ofGroup: number },
) {
  const { caller, id } = yield* someHolder(lab, groups, input.group)
  const own = yield* someRole(lab, input.own)
  const ofGroup = yield* someRole(lab, input.ofGroup)
  const trust = yield* makeTrust(lab, {
    users: [{ id: caller.id, roleIds: [own.id] }],
    groups: [{ id, roleIds: [ofGroup.id] }],
  })
  yield* accessIs(trust, caller, permissionsIn([own, ofGroup]), "Access by the user's own role and the group's")
  return { caller, own, ofGroup, trust, group: trust.group(id), user: trust.user(caller.id) }
})

const twice = { group: fc.nat(), own: fc.nat(), ofGroup: fc.nat() }

const leavesWithRoles = law({
  name: "group.leaves-with-roles",
  sentence:
    "When a group leaves, by either organization's doing, its members lose its roles and keep their own; it comes " +
    "back without roles.",
  rules: ["group.leaves-with-roles", "group.apart-from-users"],
  groups: allOf(groups),
  given: () => fc.record({ ...twice, byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const remover = yield* someRoleWith(lab.cast.trustor, ...groups.permissions("delete"))
    const { caller, group, own, ofGroup, trust, user } = yield* makeTwice(lab, input)
    const roles = input.byTrustee ? [own, remover] : [own]
    const roleIds = [...new Set(roles.map(({ id }) => id))]
    if (input.byTrustee) yield* user.replaceRoles(roleIds)
    yield* accessIs(trust, caller, permissionsIn([...roles, ofGroup]), "Access before the group has left")
    yield* input.byTrustee ? group.ofTrustee.remove.as(caller.client) : group.remove
    yield* accessIs(trust, caller, permissionsIn(roles), "Access after the group has left")
    yield* same(yield* rolesOf(user), [...roleIds].sort(), "The member's own roles")
    yield* same(yield* membersSeen(trust, users), [caller.id], "The users of the trust")
    yield* group.add()
    yield* same(yield* rolesOf(group), [], "The roles of a group that is back")
    yield* accessIs(trust, caller, permissionsIn(roles), "Access after the group has come back")
  }),
})

const usersLeaveAlone = law({
  name: "group.stays-when-a-member-leaves",
  sentence:
    "Adding, changing or removing a trust user does not change the trust's groups, not even those the user is in.",
  rules: ["group.apart-from-users", "group.roles-of-its-own"],
  groups: allOf(groups),
  given: () => fc.record({ ...twice, how: fc.constantFrom("remove", "clear", "replace") }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { caller, group, ofGroup, trust, user } = yield* makeTwice(lab, input)
    yield* { remove: user.remove, clear: user.clearRoles, replace: user.replaceRoles([]) }[input.how]
    yield* same(yield* membersSeen(trust, groups), [group.id], "The groups of the trust")
    yield* same(yield* rolesOf(group), [ofGroup.id], "The roles of the group")
    yield* accessIs(trust, caller, permissionsIn([ofGroup]), "Access that is left through the group")
  }),
})

const goesWithTrust = law({
  name: "group.goes-with-the-trust",
  sentence: "When a trust ends its groups go, and with them their members' access; a new trust starts without them.",
  rules: ["trust.end-takes-everything"],
  groups: allOf(groups),
  given: () => fc.record({ holder: fc.nat(), role: fc.nat(), user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { caller, id } = yield* someHolder(lab, groups, input.holder)
    const role = yield* someRole(lab, input.role)
    const user = yield* someUser(lab, input.user)
    const trust = yield* makeTrust(lab, { users: [{ id: user.id }], groups: [{ id, roleIds: [role.id] }] })
    yield* trust.remove
    yield* trust.groups().refused("NotFound")
    yield* letIn(trust, { users: [{ id: user.id }] })
    yield* same(yield* membersSeen(trust, groups), [], "The groups of a new trust")
    yield* accessIs(trust, caller, [], "Access through a group of a trust that has ended")
  }),
})

const listedApart = law({
  name: "group.listed-apart",
  sentence: "The users and the groups of a trust are listed separately, and one cannot be read as the other.",
  rules: ["group.apart-from-users"],
  groups: allOf(groups),
  given: () => fc.record({ group: fc.nat(), user: fc.nat(), later: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someUser(lab, input.user)
    const [one, other] = yield* someMembers(lab, groups, input.group, 2)
    const room = lab.subject.capabilities.profile.memberLimit - 1
    const some = [yield* need(one, "group"), yield* need(other, "second group")]
      .slice(0, room)
      .map(({ id }) => ({ id }))
    const trust = yield* makeTrust(lab, { users: [{ id: user.id }], groups: input.later ? [] : some })
    for (const { id } of input.later ? some : []) {
      yield* tick(lab)
      yield* trust.group(id).add()
    }
    const expected = some.map(({ id }) => id).sort()
    yield* same(yield* membersSeen(trust, groups), expected, "The groups of the trust")
    yield* same(yield* membersSeen(trust, users), [user.id], "The users of the trust")
    yield* trust.group(user.id).get.refused("NotFound")
    for (const id of expected) yield* trust.user(id).get.refused("NotFound")
  }),
})

const membershipOfTheMoment = law({
  name: "group.membership-of-the-moment",
  sentence:
    "A user who joins a trusted group at home may do what its roles permit, and on leaving no longer may; the trust " +
    "itself is not touched.",
  rules: ["group.membership-of-the-moment", "group.members-have-roles"],
  groups: allOf(groups),
  given: () => fc.record({ holder: fc.nat(), newcomer: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { organization } = lab.cast.trustee
    const { caller, id } = yield* someHolder(lab, groups, input.holder)
    const group = yield* need(
      organization.groups.find((each) => each.id === id),
      "group",
    )
    const newcomer = yield* someOutsider(lab, groups, input.newcomer, id)
    const role = yield* someRole(lab, input.role)
    const trust = yield* makeTrust(lab, { groups: [{ id, roleIds: [role.id] }] })
    const held = permissionsIn([role])
    yield* accessIs(trust, caller, held, "Access of a member")
    yield* accessIs(trust, newcomer, [], "Access of who is not a member yet")
    const memberIds = [...group.memberIds.filter((each) => each !== caller.id), newcomer.id]
    yield* lab.withMembers(
      { organizationId: organization.id, groupId: group.id, memberIds },
      Effect.gen(function* () {
        yield* accessIs(trust, newcomer, held, "Access of who has joined")
        yield* accessIs(trust, caller, [], "Access of who has left")
        yield* same(yield* rolesOf(trust.group(id)), [role.id], "The roles of a group with other members")
      }),
    )
    yield* accessIs(trust, caller, held, "Access of who is back")
  }),
})

/** Laws of what only groups do. */
export const laws = [
  membersHaveRoles,
  rolesAddUp,
  leavesWithRoles,
  usersLeaveAlone,
  goesWithTrust,
  listedApart,
  membershipOfTheMoment,
]
