/**
 * Laws of groups that join a trust: who adds which, once, and with which roles.
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
  someLivelyGroup,
} from "../groupScenario.ts"
import { law } from "../Law.ts"
import {
  allRefused,
  asTrustee,
  asTrustor,
  attempt,
  ids,
  instant,
  need,
  pick,
  rolesOf,
  same,
  someoneWhoMay,
  someRole,
  someRoles,
  told,
  usersSeenByTrustor,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

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

/** Laws of groups that join a trust. */
export const laws = [addedByTrustor, addedByTrustee, addedOnce, ofTrusteeOnly]
