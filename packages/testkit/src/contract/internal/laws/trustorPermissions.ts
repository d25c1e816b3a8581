/**
 * Laws of who may see and change the users and groups of a trustor: that depends on what
 * the trustor has granted, and on nothing else.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { isOpenTo } from "../abilities.ts"
import { allRefused } from "../Attempt.ts"
import { trustOf, trusteeAttempts } from "../BoundTrust.ts"
import { pick } from "../../../arbitrary/Numbers.ts"
import {
  anotherUser,
  insidersOf,
  permissionsIn,
  picks,
  some,
  someInsider,
  someRoles,
  someRoleWith,
} from "../choices.ts"
import { holds } from "../expectations.ts"
import { letIn, makeTrust } from "../letIn.ts"
import { allOf, kindOf, type MemberKind, someHolder, someMember } from "../MemberKind.ts"
import { permissionsFor } from "../../Cast.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

const thereForGroups = "that permissions on groups are asked for in the trustor organization"

const inTrustor = (kind: MemberKind) =>
  law({
    name: { user: "permission.in-trustor-organization", group: "group.permissions-in-trustor-organization" }[kind.noun],
    sentence:
      `Which ${kind.noun}s of a trustor a caller may view, add and remove depends on the permissions on ${kind.noun}s in ` +
      "the roles that the trustor has granted, to the caller or to a group of the caller's, and on nothing else.",
    rules: {
      user: ["permission.in-trustor-organization"] as const,
      group: ["group.own-permissions", "permission.in-trustor-organization"] as const,
    }[kind.noun],
    ...(kind.noun === "group" && { chosen: thereForGroups }),
    groups: ["Pairings", "Trustees", kind.services.ofTrustee],
    effort: 2,
    given: () => fc.record({ holder: fc.nat(), throughGroup: fc.boolean(), member: fc.nat(), roles: picks(0, 3) }),
    check: Effect.fnUntraced(function* (lab, input) {
      const by = kindOf(input.throughGroup)
      const holder = yield* someHolder(lab, by, input.holder)
      const member = yield* someMember(lab, kind, input.member, holder.id, holder.caller.id)
      const roles = someRoles(lab, input.roles)
      const roleIds = roles.map(({ id }) => id)
      const [first, second] = [by.start([{ id: holder.id, roleIds }]), kind.start([{ id: member.id }])]
      const trust = yield* makeTrust(lab, {
        users: [...(first.users ?? []), ...(second.users ?? [])],
        groups: [...(first.groups ?? []), ...(second.groups ?? [])],
      })
      const list = kind.listed(trust).byTrustee()
      for (const each of [list, ...trusteeAttempts(kind.bound(trust, member.id))]) {
        const isOpen = isOpenTo(lab, each.operation, permissionsIn(roles))
        const expected = isOpen ? "Success" : "MissingTrustorPermissions"
        const outcome = yield* each.as(holder.caller.client).outcome
        yield* holds(outcome === expected, `${each.operation}: expected ${expected}, got ${outcome}`)
      }
    }),
  })

const homeDoesNotCount = (kind: MemberKind) =>
  law({
    name: { user: "permission.at-home-does-not-count", group: "group.permissions-at-home-do-not-count" }[kind.noun],
    sentence:
      `Nobody sees or changes the ${kind.noun}s of a trustor by permissions at home: neither an organization's own client ` +
      "nor a user who is not in the trust, nor the trustor itself, with a trust or without one.",
    rules: ["permission.in-trustor-organization", "refusal.changes-nothing"],
    groups: allOf(kind),
    given: () =>
      fc.record({
        caller: fc.nat(),
        member: fc.nat(),
        other: fc.nat(),
        trust: fc.boolean(),
        enabled: fc.boolean(),
      }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { third, trustee, trustor } = lab.cast
      const everything = permissionsFor(lab.subject.capabilities.groups)
      const caller = pick(
        insidersOf(trustee).filter(({ client }) => everything.every((each) => client.permissions.includes(each))),
        input.caller,
      )
      const inside = yield* some(
        kind
          .of(trustee)
          .filter(({ id }) => caller === undefined || (id !== caller.id && !kind.hasPart(trustee, id, caller))),
        input.member,
        `other ${kind.noun} of the trustee`,
      )
      const roleIds = trustor.organization.roles.map(({ id }) => id)
      const trust = trustOf(lab)
      const other = yield* anotherUser(lab, input.other, ...(caller === undefined ? [] : [caller.id]))
      const start = { users: [{ id: other.id, roleIds }], ...kind.start([{ id: inside.id, roleIds }]) }
      if (input.trust) yield* letIn(trust, { ...start, enabled: input.enabled })
      const attempts = [kind.listed(trust).byTrustee(), ...trusteeAttempts(kind.bound(trust, inside.id))]
      yield* leavesAlone(
        trust,
        "What was refused",
        Effect.forEach(
          [trustee.admin, ...(caller === undefined ? [] : [caller.client]), trustor.admin, third.admin],
          (client) => allRefused(client, attempts, "MissingTrustorPermissions"),
        ),
      )
    }),
  })

const elsewhereDoesNotCount = (kind: MemberKind) =>
  law({
    name: { user: "permission.elsewhere-does-not-count", group: "group.permissions-elsewhere-do-not-count" }[kind.noun],
    sentence: `What a user may do about ${kind.noun}s in one trustor organization the user may not do in another.`,
    rules: ["permission.in-trustor-organization", "isolation.third-organization"],
    ...(kind.noun === "group" && { chosen: thereForGroups }),
    groups: ["Pairings", "Trustees", kind.services.ofTrustee],
    given: () =>
      fc.record({ user: fc.nat(), other: fc.nat(), member: fc.nat(), isIn: fc.boolean(), trust: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { third, trustee } = lab.cast
      const caller = yield* someInsider(trustee, input.user)
      const { id } = yield* someMember(lab, kind, input.member, caller.id)
      const user = yield* anotherUser(lab, input.other, caller.id)
      const role = yield* someRoleWith(third, ...kind.permissions("view", "add", "delete"))
      const [trust, elsewhere] = [trustOf(lab), trustOf(lab, third)]
      if (input.trust) yield* letIn(trust, { users: [{ id: input.isIn ? caller.id : user.id }] })
      const { groups = [], users = [] } = kind.start([{ id }])
      yield* letIn(elsewhere, { users: [{ id: caller.id, roleIds: [role.id] }, ...users], groups })
      yield* kind.bound(elsewhere, id).ofTrustee.get.as(caller.client)
      const attempts = [kind.listed(trust).byTrustee(), ...trusteeAttempts(kind.bound(trust, id))]
      yield* allRefused(caller.client, attempts, "MissingTrustorPermissions")
    }),
  })

/** Laws of who may see and change the users and groups of a trustor. */
export const laws = (kind: MemberKind) => [inTrustor, homeDoesNotCount, elsewhereDoesNotCount].map((each) => each(kind))
