/**
 * Laws of groups that join and leave a trust.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { GroupId } from "@org-trust/core/Identifiers"
import {
  accessIs,
  groupGroups,
  groupRolesOf,
  groupsSeenByTrustee,
  groupsSeenByTrustor,
  makeManagedTrust,
  makeTrustWithGroups,
  someGroup,
  someGroups,
  someLivelyGroup,
} from "../groupScenario.ts"
import { law } from "../Law.ts"
import {
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  holds,
  ids,
  instant,
  leavesTrustAlone,
  makeTrust,
  need,
  pageSizeOf,
  permissionsIn,
  pick,
  rolesOf,
  same,
  someoneWhoMay,
  someRole,
  someRoles,
  someUser,
  tick,
  told,
  usersSeenByTrustor,
} from "../scenario.ts"
import { NotApplicable } from "../Violation.ts"

const addedByTrustor = law({
  name: "group.added-by-trustor",
  sentence:
    "A group that the trustor adds is in the trust for both organizations with exactly the given roles, or with none, " +
    "and is no user of it.",
  rules: ["group.both-organizations-agree", "group.apart-from-users", "group.roles-of-its-own"],
  groups: groupGroups,
  given: () =>
    fc.record({
      manager: fc.nat(),
      group: fc.nat(),
      roles: fc.array(fc.nat(), { maxLength: 3 }),
      withIds: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const group = yield* someGroup(lab, input.group)
    const { manager, role } = yield* makeManagedTrust(lab, input.manager)
    const adder = yield* someoneWhoMay(lab, trustor, "TrusteeGroups.add")
    const roles = someRoles(lab, input.roles)
    const roleIds = roles.map(({ id }) => id)
    const added = yield* lab.succeed(adder, "TrusteeGroups.add", {
      ...asTrustor(lab),
      payload: { id: group.id, ...((roles.length > 0 || input.withIds) && { roleIds }) },
    })
    const there = { ...asTrustor(lab), trusteeGroupId: group.id }
    yield* same(
      added,
      yield* lab.succeed(trustor.admin, "TrusteeGroups.get", there),
      "Adding answers what is then read",
    )
    yield* same([added.id, added.name], [group.id, group.name], "The group that was asked for")
    yield* told(added.dateCreated, "when the group joined the trust")
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [group.id], "The groups of the trust")
    yield* same(ids(yield* groupsSeenByTrustee(lab, manager)), [group.id], "The groups that the trustee sees")
    const seen = yield* lab.succeed(manager.client, "TrustorGroups.get", {
      ...asTrustee(lab),
      trustorGroupId: group.id,
    })
    yield* same(instant(seen.dateCreated), instant(added.dateCreated), "When the group joined, seen by the trustee")
    yield* same(yield* groupRolesOf(lab, group.id), ids(roles), "The roles of the group")
    yield* same(ids(yield* usersSeenByTrustor(lab)), [manager.id], "The users of the trust")
    yield* same(yield* rolesOf(lab, manager.id), [role.id], "The roles of the user who was there")
  }),
})

const addedByTrustee = law({
  name: "group.added-by-trustee",
  sentence:
    "A group that the trustee adds is in the trust for both organizations, without roles; adding it again answers it " +
    "and changes nothing, whatever roles it was granted meanwhile.",
  rules: ["group.added-by-trustee", "group.both-organizations-agree"],
  groups: groupGroups,
  given: () => fc.record({ manager: fc.nat(), group: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { group, member } = yield* someLivelyGroup(lab, input.group)
    const { manager } = yield* makeManagedTrust(lab, input.manager)
    const granted = yield* someRole(lab, input.role)
    const there = { ...asTrustee(lab), trustorGroupId: group.id }
    const added = yield* lab.succeed(manager.client, "TrustorGroups.add", there)
    yield* same(
      added,
      yield* lab.succeed(manager.client, "TrustorGroups.get", there),
      "Adding answers what is then read",
    )
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [group.id], "The groups of the trust")
    yield* same(yield* groupRolesOf(lab, group.id), [], "The roles of the group that was added")
    if (member.id !== manager.id) yield* accessIs(lab, member, [], "Access of a member of the group that was added")
    yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.replace", {
      ...asTrustor(lab),
      trusteeGroupId: group.id,
      payload: [granted.id],
    })
    const again = lab.succeed(manager.client, "TrustorGroups.add", there)
    const answer = yield* leavesTrustAlone(lab, "Adding a group that is there already", again)
    yield* same(answer, added, "What adding the group again answers")
    yield* same(yield* groupRolesOf(lab, group.id), [granted.id], "The roles of the group that was added again")
  }),
})

const addedOnce = law({
  name: "group.added-once",
  sentence:
    "A trustor that adds a group a second time is answered as the implementation declares, and nothing changes.",
  rules: ["group.added-once"],
  groups: groupGroups,
  given: () =>
    fc.record({ user: fc.nat(), group: fc.nat(), roles: fc.array(fc.nat(), { maxLength: 2 }), start: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { id } = yield* someGroup(lab, input.group)
    const roleIds = someRoles(lab, input.roles).map((role) => role.id)
    yield* makeTrustWithGroups(lab, input.user, input.start ? [{ id, roleIds }] : [])
    const add = attempt(lab, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id } })
    if (!input.start) yield* add.by(trustor.admin)
    const { duplicateMember } = lab.subject.capabilities.profile
    const action =
      duplicateMember === "Conflict"
        ? allRefused(trustor.admin, [add], "Conflict")
        : Effect.asVoid(add.by(trustor.admin))
    yield* leavesTrustAlone(lab, "Adding a group a second time", action)
    yield* same(yield* groupRolesOf(lab, id), input.start ? [...new Set(roleIds)].sort() : [], "The roles of the group")
  }),
})

const ofTrusteeOnly = law({
  name: "group.of-trustee-only",
  sentence:
    "Only groups of the trustee can be added: any other, and a user in place of a group, is refused as the " +
    "implementation declares, whichever organization tries, and nothing is added.",
  rules: ["group.of-trustee", "refusal.changes-nothing"],
  groups: groupGroups,
  given: () =>
    fc.record({
      manager: fc.nat(),
      group: fc.nat(),
      kind: fc.constantFrom("unknown", "of another organization", "a user"),
      uuid: fc.uuid({ version: 4 }),
      byTrustee: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const own = new Set<string>(trustee.organization.groups.map(({ id }) => id))
    const candidates = {
      unknown: [input.uuid],
      "of another organization": [...trustor.organization.groups, ...third.organization.groups].map(({ id }) => id),
      "a user": trustee.activeUsers.map(({ id }) => id),
    }[input.kind].filter((id: string) => !own.has(id))
    const id = GroupId.make(yield* need(pick(candidates, input.group), `group that is ${input.kind}`))
    const { manager } = yield* makeManagedTrust(lab, input.manager)
    const adder = input.byTrustee ? manager.client : trustor.admin
    const add = input.byTrustee
      ? attempt(lab, "TrustorGroups.add", { ...asTrustee(lab), trustorGroupId: id })
      : attempt(lab, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id } })
    const { unknownMember } = lab.subject.capabilities.profile
    yield* leavesTrustAlone(lab, "A group that is not the trustee's", allRefused(adder, [add], unknownMember))
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [], "The groups of the trust")
  }),
})

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

const bothSeeTheSame = law({
  name: "group.both-organizations-agree",
  sentence: "Whichever organization adds and removes groups, both list the same ones, on pages of any size.",
  rules: ["group.both-organizations-agree", "page.complete"],
  groups: groupGroups,
  given: () =>
    fc.record({
      manager: fc.nat(),
      deeds: fc.array(fc.record({ group: fc.nat(), byTrustee: fc.boolean() }), { minLength: 1, maxLength: 5 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { manager } = yield* makeManagedTrust(lab, input.manager)
    const inside = new Set<GroupId>()
    for (const deed of input.deeds) {
      const { id } = yield* someGroup(lab, deed.group)
      const ofTrustee = { ...asTrustee(lab), trustorGroupId: id }
      if (inside.delete(id)) {
        if (deed.byTrustee) yield* lab.succeed(manager.client, "TrustorGroups.remove", ofTrustee)
        else yield* lab.succeed(trustor.admin, "TrusteeGroups.remove", { ...asTrustor(lab), trusteeGroupId: id })
      } else {
        if (inside.size + 2 > lab.subject.capabilities.profile.memberLimit) continue
        inside.add(id)
        if (deed.byTrustee) yield* lab.succeed(manager.client, "TrustorGroups.add", ofTrustee)
        else yield* lab.succeed(trustor.admin, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id } })
      }
      const due = [...inside].sort()
      yield* same(ids(yield* groupsSeenByTrustor(lab)), due, "The groups that the trustor sees")
      yield* same(ids(yield* groupsSeenByTrustee(lab, manager)), due, "The groups that the trustee sees")
    }
    const found: Array<string> = []
    for (let pageNumber = 1; pageNumber <= inside.size; pageNumber++) {
      const page = { pageSize: 1, pageNumber }
      const one = yield* lab.succeed(trustor.admin, "TrusteeGroups.list", { ...asTrustor(lab), ...page })
      const other = yield* lab.succeed(manager.client, "TrustorGroups.list", { ...asTrustee(lab), ...page })
      yield* same(ids(one.entities), ids(other.entities), "The same page on both sides")
      yield* same([one.total ?? inside.size, other.total ?? inside.size], [inside.size, inside.size], "The totals")
      found.push(...ids(one.entities))
    }
    yield* same(found.sort(), [...inside].sort(), "All pages together")
  }),
})

const memberLimit = law({
  name: "group.member-limit",
  sentence:
    "A group counts as one member of a trust: it does not get into one that is full, whichever organization adds it, " +
    "and gets in as soon as somebody leaves.",
  rules: ["trust.member-limit"],
  groups: groupGroups,
  given: () => fc.record({ manager: fc.nat(), group: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { memberLimit: limit, overLimit } = lab.subject.capabilities.profile
    const group = yield* someGroup(lab, input.group)
    const { manager } = yield* makeManagedTrust(lab, input.manager)
    const rest = trustee.activeUsers.filter(({ id }) => id !== manager.id).slice(0, limit - 1)
    if (limit > 100 || rest.length < limit - 1) {
      return yield* new NotApplicable({ message: "the world has too few users to reach the limit of a trust" })
    }
    for (const { id } of rest)
      yield* lab.succeed(trustor.admin, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })
    const adder = input.byTrustee ? manager.client : trustor.admin
    const add = input.byTrustee
      ? attempt(lab, "TrustorGroups.add", { ...asTrustee(lab), trustorGroupId: group.id })
      : attempt(lab, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id: group.id } })
    yield* allRefused(adder, [add], overLimit)
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [], "The groups of a trust that was full")
    const leaves = yield* need(rest[0], "user to leave")
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", { ...asTrustor(lab), trusteeUserId: leaves.id })
    yield* add.by(adder)
    yield* same(ids(yield* groupsSeenByTrustor(lab)), [group.id], "The groups of a trust with room again")
    // The group has taken the room: a user is one too many now.
    const user = attempt(lab, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id: leaves.id } })
    yield* allRefused(trustor.admin, [user], overLimit)
  }),
})

const limitNamed = law({
  name: "trust.member-limit-named",
  sentence: "A conflict because a trust is full names the limit with its value, for users and for groups.",
  rules: ["trust.member-limit-named"],
  groups: groupGroups,
  given: () => fc.record({ user: fc.nat(), group: fc.nat(), isGroup: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { memberLimit: limit, overLimit } = lab.subject.capabilities.profile
    const group = yield* someGroup(lab, input.group)
    const [last, ...others] = trustee.activeUsers.slice(0, limit + 1)
    if (overLimit !== "Conflict" || limit > 100 || others.length < limit) {
      return yield* new NotApplicable({ message: "the limit of a trust cannot be reached, or is no conflict" })
    }
    const { id } = yield* need(last, "active user of the trustee")
    const { id: pairingId } = yield* askForAccess(lab, [id])
    yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { pairingId, enabled: true, users: others.map((user) => ({ id: user.id })) },
    })
    const trust = asTrustor(lab)
    const conflict = input.isGroup
      ? yield* lab.refuse(trustor.admin, "TrusteeGroups.add", { ...trust, payload: { id: group.id } }, "Conflict")
      : yield* lab.refuse(trustor.admin, "TrusteeUsers.add", { ...trust, payload: { id } }, "Conflict")
    const named = yield* told(conflict.limit, "which limit was reached")
    yield* same(named.value, limit, "The value of the limit that was reached")
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

const listedApart = law({
  name: "group.listed-apart",
  sentence: "Users and groups of a trust are listed apart, and one cannot be read as the other.",
  rules: ["group.apart-from-users"],
  groups: groupGroups,
  given: () => fc.record({ group: fc.nat(), user: fc.nat(), later: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const groups = yield* someGroups(lab, input.group)
    const room = lab.subject.capabilities.profile.memberLimit - 1
    const some = groups.slice(0, room)
    const user = yield* makeTrustWithGroups(lab, input.user, input.later ? [] : some.map(({ id }) => ({ id })))
    for (const { id } of input.later ? some : []) {
      yield* tick(lab)
      yield* lab.succeed(trustor.admin, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id } })
    }
    yield* same(ids(yield* groupsSeenByTrustor(lab)), ids(some), "The groups of the trust")
    yield* same(ids(yield* usersSeenByTrustor(lab)), [user.id], "The users of the trust")
    const asGroup = { ...asTrustor(lab), trusteeGroupId: GroupId.make(user.id) }
    yield* allRefused(trustor.admin, [attempt(lab, "TrusteeGroups.get", asGroup)], "NotFound")
    const [first] = yield* groupsSeenByTrustor(lab)
    yield* holds(first?.name !== undefined, "a group that is listed tells its name")
  }),
})

/** Laws of groups that join and leave a trust. */
export const laws = [
  addedByTrustor,
  addedByTrustee,
  addedOnce,
  ofTrusteeOnly,
  absent,
  leavesWithRoles,
  usersLeaveAlone,
  bothSeeTheSame,
  memberLimit,
  limitNamed,
  goesWithTrust,
  listedApart,
]
