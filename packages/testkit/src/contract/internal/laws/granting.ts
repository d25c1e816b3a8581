/**
 * Laws of granting roles to users and groups: which can be granted, and by whom.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { DivisionId, RoleId } from "@org-trust/core/Identifiers"
import { accessOf, viewTrustors } from "../access.ts"
import { allRefused } from "../Attempt.ts"
import { trustOf, underId } from "../BoundTrust.ts"
import { anotherUser, permissionsIn, picks, some, someInsider, someRole, someRoles, someUser } from "../choices.ts"
import { ids, same } from "../expectations.ts"
import { letIn, makeTrust, membersOf } from "../letIn.ts"
import { type MemberKind, rolesOf, someHolder, someMember, users, withRoles } from "../MemberKind.ts"
import { roleWith } from "../../Cast.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

/** A role that is none of the trustor. */
const foreignRole = ({ cast }: Lab, index: number, uuid: string) => {
  const own = new Set<string>(cast.trustor.organization.roles.map(({ id }) => id))
  const others = [cast.trustee, cast.third].flatMap(({ organization }) => organization.roles)
  const candidates = [{ id: RoleId.make(uuid) }, ...others].filter(({ id }) => !own.has(id))
  return some(candidates, index, "role of others")
}

const ofTrustor = (kind: MemberKind) =>
  law({
    name: { user: "role.of-trustor", group: "group.roles-of-trustor" }[kind.noun],
    sentence:
      `A ${kind.noun} is granted only roles and divisions of the trustor: any other is refused as the implementation ` +
      "declares, among right ones too, and nothing changes.",
    rules: {
      user: ["role.of-trustor", "refusal.changes-nothing"] as const,
      group: ["role.of-trustor"] as const,
    }[kind.noun],
    groups: withRoles(kind),
    given: () =>
      fc.record({
        member: fc.nat(),
        user: fc.nat(),
        role: fc.nat(),
        wrong: fc.nat(),
        way: fc.constantFrom("replace", "create", "add", "division"),
        uuid: fc.uuid({ version: 4 }),
        last: fc.boolean(),
      }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { id } = yield* someMember(lab, kind, input.member)
      const right = yield* someRole(lab, input.role)
      const wrong = yield* foreignRole(lab, input.wrong, input.uuid)
      const roleIds = input.last ? [right.id, wrong.id] : [wrong.id, right.id]
      const { unknownRole } = lab.subject.capabilities.profile
      const trust = trustOf(lab)
      const member = kind.bound(trust, id)
      if (input.way === "create") {
        const user = yield* someUser(lab, input.user)
        const { id: pairingId } = yield* trust.ask({ userIds: [user.id] })
        const members = membersOf(kind.start([{ id, roleIds }]))
        yield* trust.create({ pairingId, enabled: true, ...members }).refused(unknownRole)
        return yield* trust.get.refused("NotFound")
      }
      if (input.way === "replace") {
        yield* letIn(trust, kind.start([{ id, roleIds: [right.id] }]))
        return yield* leavesAlone(trust, "A role of others", member.replaceRoles(roleIds).refused(unknownRole))
      }
      const other = yield* anotherUser(
        lab,
        input.user,
        ...lab.cast.trustee.activeUsers.flatMap((user) => (user.id === id ? [user.id] : [])),
      )
      yield* letIn(trust, { users: [{ id: other.id, roleIds: [right.id] }] })
      const grants = [{ roleId: right.id, divisionId: DivisionId.make(input.uuid) }]
      const add = member.add(input.way === "add" ? { roleIds } : { roleDivisions: { grants } })
      return yield* leavesAlone(trust, "A role or division of others", add.refused(unknownRole))
    }),
  })

const union = (kind: MemberKind) =>
  law({
    name: { user: "role.union", group: "group.roles-union" }[kind.noun],
    sentence: `Roles in all divisions and roles within divisions that a ${kind.noun} joins with are all granted, each listed once.`,
    rules: { user: ["role.union"] as const, group: ["role.union", "group.members-have-roles"] as const }[kind.noun],
    groups: withRoles(kind),
    given: () =>
      fc.record({
        holder: fc.nat(),
        other: fc.nat(),
        everywhere: picks(0, 3),
        within: picks(1, 3),
        division: fc.nat(),
        later: fc.boolean(),
      }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { caller, id } = yield* someHolder(lab, kind, input.holder, (holder) =>
        holder.caller.client.permissions.includes(viewTrustors),
      )
      const division = yield* some(lab.cast.trustor.organization.divisions, input.division, "division of the trustor")
      const [everywhere, within] = [someRoles(lab, input.everywhere), someRoles(lab, input.within)]
      const joining = {
        ...(everywhere.length > 0 && { roleIds: everywhere.map((role) => role.id) }),
        roleDivisions: { grants: within.map((role) => ({ roleId: role.id, divisionId: division.id })) },
      }
      const trust = trustOf(lab)
      const member = kind.bound(trust, id)
      if (input.later) {
        const first = yield* anotherUser(lab, input.other, caller.id)
        yield* letIn(trust, { users: [{ id: first.id }] })
        yield* member.add(joining)
      } else yield* letIn(trust, kind.start([{ id, ...joining }]))
      const all = [...new Set([...everywhere, ...within])]
      yield* same(yield* rolesOf(member), ids(all), "The roles of both kinds")
      yield* same(yield* accessOf(trust, caller.client), permissionsIn(all), "Access by roles of both kinds")
    }),
  })

const trustorGrants = (kind: MemberKind) =>
  law({
    name: { user: "role.granted-by-trustor-only", group: "group.roles-granted-by-trustor-only" }[kind.noun],
    sentence: `The trustee cannot reach the roles of its ${kind.noun}s in a trust, not even through somebody who may edit ${kind.noun}s there.`,
    rules: ["role.of-trustor", "trust.absent"],
    groups: withRoles(kind),
    given: () => fc.record({ user: fc.nat(), member: fc.nat(), role: fc.nat(), asUser: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { trustee, trustor } = lab.cast
      const may = kind.permissions("view", "edit", "delete")
      const insider = input.asUser
        ? yield* someInsider(trustee, input.user, ...may)
        : { client: trustee.admin, id: (yield* someUser(lab, input.user)).id }
      const granted = roleWith(trustor, ...may)
      const wanted = yield* someRole(lab, input.role)
      const { id } = kind === users ? insider : yield* someMember(lab, kind, input.member)
      const roleIds = granted === undefined ? [] : [granted.id]
      const { groups } = kind.start([{ id }])
      const trust = yield* makeTrust(lab, {
        users: [{ id: insider.id, roleIds }],
        ...(groups !== undefined && { groups }),
      })
      const attempts = [trustor, trustee].flatMap((party) => {
        const member = kind.bound(trustOf(lab, trustee, underId(trustee, party.organization.id)), id)
        return [member.roles, member.replaceRoles([wanted.id]), member.clearRoles]
      })
      yield* leavesAlone(trust, "The trustee", allRefused(insider.client, attempts, "NotFound"))
    }),
  })

/** Laws of granting roles to users and groups. */
export const laws = (kind: MemberKind) => [ofTrustor, union, trustorGrants].map((each) => each(kind))
