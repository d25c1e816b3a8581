/**
 * Laws of the roles that groups have, and of who is in a group.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import {
  accessIs,
  groupGroups,
  groupRolesOf,
  makeTrustWithGroups,
  someGroup,
  someGroups,
  someLivelyGroup,
  someOutsider,
} from "../groupScenario.ts"
import { law } from "../Law.ts"
import {
  allRefused,
  asTrustor,
  attempt,
  ids,
  type Insider,
  insidersOf,
  letIn,
  need,
  permissionsIn,
  pick,
  rolesOf,
  same,
  someRole,
  someRoles,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const picks = (minLength: number, maxLength: number) => fc.array(fc.nat({ max: 1000 }), { minLength, maxLength })

const replaces = law({
  name: "group.roles-replaced",
  sentence:
    "Replacing a group's roles leaves exactly the given ones, whatever their order and however often they are given, " +
    "and is what its members may do from then on.",
  rules: ["group.roles-of-its-own", "role.replace", "group.members-have-roles"],
  groups: groupGroups,
  given: () =>
    fc.record({ group: fc.nat(), user: fc.nat(), sets: fc.array(picks(0, 3), { minLength: 1, maxLength: 3 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { group, member } = yield* someLivelyGroup(lab, input.group)
    yield* makeTrustWithGroups(lab, input.user, [{ id: group.id }])
    const there = { ...asTrustor(lab), trusteeGroupId: group.id }
    for (const set of input.sets) {
      const roles = someRoles(lab, set)
      const roleIds = roles.map(({ id }) => id)
      const payload = [...roleIds, ...[...roleIds].reverse()]
      const answer = yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.replace", { ...there, payload })
      const read = yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.get", there)
      yield* same(ids(answer.roles ?? []), ids(roles), "The roles that were answered")
      yield* same(ids(read.roles ?? []), ids(roles), "The roles of the group")
      yield* same([...(read.permissions ?? [])].sort(), permissionsIn(roles), "What the group's roles permit")
      yield* accessIs(lab, member, permissionsIn(roles), "Access of a member")
    }
  }),
})

const clears = law({
  name: "group.roles-cleared",
  sentence: "Clearing a group's roles takes them all away and keeps the group; clearing none is fine.",
  rules: ["group.roles-of-its-own", "role.clear-keeps-user"],
  groups: groupGroups,
  given: () => fc.record({ group: fc.nat(), user: fc.nat(), roles: picks(0, 3) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { group, member } = yield* someLivelyGroup(lab, input.group)
    const roleIds = someRoles(lab, input.roles).map(({ id }) => id)
    yield* makeTrustWithGroups(lab, input.user, [{ id: group.id, roleIds }])
    const there = { ...asTrustor(lab), trusteeGroupId: group.id }
    for (let times = 0; times < 2; times++) {
      yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.clear", there)
      yield* lab.succeed(trustor.admin, "TrusteeGroups.get", there)
      yield* same(yield* groupRolesOf(lab, group.id), [], "The roles of the group")
    }
    yield* accessIs(lab, member, [], "Access of a member")
  }),
})

const ofOneGroup = law({
  name: "group.roles-of-one-group",
  sentence:
    "The roles of a group are those of no other group, of no user and of no other trust; who is in neither group has none.",
  rules: ["group.roles-of-its-own", "group.apart-from-users"],
  groups: groupGroups,
  given: () =>
    fc.record({ group: fc.nat(), user: fc.nat(), here: picks(1, 2), there: picks(1, 2), clear: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const [one, other] = yield* someGroups(lab, input.group)
    const roomFor = lab.subject.capabilities.profile.memberLimit
    yield* need(roomFor >= 3 ? roomFor : undefined, "room for two groups and a user in a trust")
    const here = someRoles(lab, input.here).map(({ id }) => id)
    const there = someRoles(lab, input.there).map(({ id }) => id)
    const roleOfThird = yield* need(pick(third.organization.roles, input.user), "role of the third organization")
    const user = yield* makeTrustWithGroups(lab, input.user, [{ id: one.id, roleIds: here }, { id: other.id }])
    yield* letIn(lab, third, trustee, {
      users: [{ id: user.id }],
      groups: [{ id: other.id, roleIds: [roleOfThird.id] }],
    })
    const path = { ...asTrustor(lab), trusteeGroupId: other.id }
    yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.replace", { ...path, payload: there })
    if (input.clear) yield* lab.succeed(trustor.admin, "TrusteeGroupRoles.clear", path)
    yield* same(yield* groupRolesOf(lab, one.id), [...new Set(here)].sort(), "The roles of the one group")
    yield* same(yield* groupRolesOf(lab, other.id), input.clear ? [] : [...new Set(there)].sort(), "Those of the other")
    yield* same(yield* rolesOf(lab, user.id), [], "The roles of the user")
    const read = yield* lab.succeed(third.admin, "TrusteeGroupRoles.get", path)
    yield* same(ids(read.roles ?? []), [roleOfThird.id], "The roles of the same group in another trust")
    const heldBy = ({ id }: Insider) =>
      permissionsIn([
        ...(one.memberIds.includes(id) ? someRoles(lab, input.here) : []),
        ...(other.memberIds.includes(id) && !input.clear ? someRoles(lab, input.there) : []),
      ])
    for (const insider of insidersOf(trustee)) {
      if (one.memberIds.includes(insider.id) === other.memberIds.includes(insider.id)) continue
      yield* accessIs(lab, insider, heldBy(insider), "Access of a member of one of the groups")
    }
    const outsider = yield* someOutsider(lab, input.user, one, other)
    yield* accessIs(lab, outsider, [], "Access of who is in neither group")
  }),
})

const ofTrustor = law({
  name: "group.roles-of-trustor",
  sentence: "A group is granted only roles of the trustor: one of another organization, or of none, is refused.",
  rules: ["role.of-trustor"],
  groups: groupGroups,
  given: () => fc.record({ group: fc.nat(), user: fc.nat(), role: fc.nat(), right: picks(0, 2), adding: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { id } = yield* someGroup(lab, input.group)
    const own = new Set<string>(trustor.organization.roles.map((role) => role.id))
    const foreign = [...trustee.organization.roles, ...third.organization.roles].filter((role) => !own.has(role.id))
    const wrong = yield* need(pick(foreign, input.role), "role of another organization")
    const right = someRoles(lab, input.right).map((role) => role.id)
    yield* makeTrustWithGroups(lab, input.user, input.adding ? [] : [{ id, roleIds: right }])
    const roleIds = [...right, wrong.id]
    const grant = input.adding
      ? attempt(lab, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id, roleIds } })
      : attempt(lab, "TrusteeGroupRoles.replace", { ...asTrustor(lab), trusteeGroupId: id, payload: roleIds })
    const { unknownRole } = lab.subject.capabilities.profile
    yield* leavesTrustAlone(lab, "A role of others", allRefused(trustor.admin, [grant], unknownRole))
  }),
})

const membershipOfTheMoment = law({
  name: "group.membership-of-the-moment",
  sentence:
    "Who joins a trusted group at home may do what its roles permit, who leaves it may not any more; nothing is done " +
    "about the trust meanwhile.",
  rules: ["group.membership-of-the-moment", "group.members-have-roles"],
  groups: groupGroups,
  given: () => fc.record({ group: fc.nat(), newcomer: fc.nat(), user: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { organization } = lab.cast.trustee
    const { group, member } = yield* someLivelyGroup(lab, input.group)
    const newcomer = yield* someOutsider(lab, input.newcomer, group)
    const role = yield* someRole(lab, input.role)
    yield* makeTrustWithGroups(lab, input.user, [{ id: group.id, roleIds: [role.id] }])
    const held = permissionsIn([role])
    yield* accessIs(lab, member, held, "Access of a member")
    yield* accessIs(lab, newcomer, [], "Access of who is not a member yet")
    const memberIds = [...group.memberIds.filter((id) => id !== member.id), newcomer.id]
    yield* lab.withMembers(
      { organizationId: organization.id, groupId: group.id, memberIds },
      Effect.gen(function* () {
        yield* accessIs(lab, newcomer, held, "Access of who has joined")
        yield* accessIs(lab, member, [], "Access of who has left")
        yield* same(yield* groupRolesOf(lab, group.id), [role.id], "The roles of a group with other members")
      }),
    )
    yield* accessIs(lab, member, held, "Access of who is back")
  }),
})

/** Laws of the roles that groups have, and of who is in a group. */
export const laws = [replaces, clears, ofOneGroup, ofTrustor, membershipOfTheMoment]
