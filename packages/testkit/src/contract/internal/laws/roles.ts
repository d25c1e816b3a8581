/**
 * Laws of the roles that users and groups have: what replaces and clears them, and whose they are.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as fc from "fast-check"
import type { RoleId } from "@org-trust/core/Identifiers"
import { accessIs, accessOf, viewTrustors } from "../access.ts"
import { trustOf } from "../BoundTrust.ts"
import { pick } from "../../../arbitrary/Numbers.ts"
import {
  type Insider,
  insidersOf,
  permissionsIn,
  pickAll,
  picks,
  someRole,
  someRoleIds,
  someRoles,
} from "../choices.ts"
import { ids, same } from "../expectations.ts"
import { letIn, makeTrust } from "../letIn.ts"
import { wholeOf } from "../listing.ts"
import {
  type MemberKind,
  membersSeen,
  rolesOf,
  someHolder,
  someMember,
  someMembers,
  someOutsider,
  users,
  withRoles,
} from "../MemberKind.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

/** A trust with one member that has these roles, by which somebody can call. */
const makeHolder = Effect.fnUntraced(function* (
  lab: Lab,
  kind: MemberKind,
  index: number,
  roleIds: ReadonlyArray<RoleId>,
) {
  const { caller, id } = yield* someHolder(lab, kind, index)
  const trust = yield* makeTrust(lab, kind.start([{ id, roleIds }]))
  return { caller, member: kind.bound(trust, id), trust }
})

const replaces = (kind: MemberKind) =>
  law({
    name: { user: "role.replace", group: "group.roles-replaced" }[kind.noun],
    sentence:
      `Replacing a ${kind.noun}'s roles leaves exactly the given ones, whatever their order and however often each is ` +
      "given, with the permissions of all of them.",
    rules: { user: ["role.replace"] as const, group: ["group.roles-of-its-own", "role.replace"] as const }[kind.noun],
    groups: ["Pairings", "Trustees", kind.services.roles],
    given: () => fc.record({ member: fc.nat(), sets: fc.array(picks(0, 5), { minLength: 1, maxLength: 4 }) }),
    check: Effect.fnUntraced(function* (lab, input) {
      const first = yield* someRole(lab, 0)
      const { id } = yield* someMember(lab, kind, input.member)
      const trust = yield* makeTrust(lab, kind.start([{ id, roleIds: [first.id] }]))
      const member = kind.bound(trust, id)
      for (const set of input.sets) {
        const roles = someRoles(lab, set)
        // As picked, so with repeats and in any order.
        const given = set.flatMap((index) => pick(trust.trustor.organization.roles, index)?.id ?? [])
        for (const answer of [yield* member.replaceRoles(given), yield* member.roles]) {
          yield* same(ids(answer.roles ?? []), ids(roles), "The roles, each once")
          yield* same([...(answer.permissions ?? [])].sort(), permissionsIn(roles), "What the roles permit")
        }
      }
    }),
  })

const clears = (kind: MemberKind) =>
  law({
    name: { user: "role.clear-keeps-user", group: "group.roles-cleared" }[kind.noun],
    sentence: `Clearing a ${kind.noun}'s roles takes all of them away, with their access, and keeps the ${kind.noun}; clearing none is fine.`,
    rules: {
      user: ["role.clear-keeps-user", "role.none-no-access"] as const,
      group: ["group.roles-of-its-own", "role.clear-keeps-user"] as const,
    }[kind.noun],
    groups: [...withRoles(kind), users.services.ofTrustee],
    given: () => fc.record({ holder: fc.nat(), roles: picks(0, 3), times: fc.integer({ min: 1, max: 2 }) }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { caller, member, trust } = yield* makeHolder(lab, kind, input.holder, someRoleIds(lab, input.roles))
      for (let time = 0; time < input.times; time++) {
        yield* member.clearRoles
        const read = yield* member.roles
        yield* same([read.roles ?? [], read.permissions ?? []], [[], []], "Roles and permissions that are left")
        yield* same(yield* membersSeen(trust, kind), [member.id], `The ${kind.noun}s of the trust`)
      }
      yield* accessIs(trust, caller, [], "Access without roles")
    }),
  })

const ofOneMember = (kind: MemberKind) =>
  law({
    name: { user: "role.of-one-user", group: "group.roles-of-one-group" }[kind.noun],
    sentence:
      `The roles of one ${kind.noun} are no other ${kind.noun}'s: replacing or clearing them changes nothing for the ` +
      "others, and whoever acts through neither has none of them.",
    rules: {
      user: ["role.replace"] as const,
      group: ["group.roles-of-its-own", "group.apart-from-users"] as const,
    }[kind.noun],
    groups: [...new Set([...withRoles(kind), users.services.roles, users.services.ofTrustee])],
    given: () =>
      fc.record({
        member: fc.nat(),
        outsider: fc.nat(),
        before: picks(1, 3),
        after: picks(0, 3),
        clear: fc.boolean(),
      }),
    check: Effect.fnUntraced(function* (lab, input) {
      const members = yield* someMembers(lab, kind, input.member, 2)
      const before = someRoles(lab, input.before)
      const roleIds = before.map(({ id }) => id)
      const trust = yield* makeTrust(lab, kind.start(members.map(({ id }) => ({ id, roleIds }))))
      const after = input.clear ? [] : someRoles(lab, input.after)
      const [one, other] = members.map(({ id }) => kind.bound(trust, id))
      if (one === undefined || other === undefined) return
      yield* input.clear ? one.clearRoles : one.replaceRoles(after.map(({ id }) => id))
      yield* same(yield* rolesOf(other), ids(before), `The roles of the other ${kind.noun}`)
      yield* same(yield* rolesOf(one), ids(after), `The roles of the one ${kind.noun}`)
      const outsider = yield* Effect.option(someOutsider(lab, kind, input.outsider, one.id, other.id))
      const partOf =
        ({ id }: typeof one) =>
        (insider: Insider) =>
          kind.hasPart(trust.trustee, id, insider)
      const insiders = insidersOf(trust.trustee).filter((each) => partOf(one)(each) || partOf(other)(each))
      for (const insider of [...insiders, ...Option.toArray(outsider)]) {
        const held = [...(partOf(one)(insider) ? after : []), ...(partOf(other)(insider) ? before : [])]
        yield* accessIs(trust, insider, permissionsIn(held), `Access by the one ${kind.noun}, the other, both or none`)
      }
    }),
  })

const ofOneTrust = (kind: MemberKind) =>
  law({
    name: { user: "role.of-one-trust", group: "group.roles-of-one-trust" }[kind.noun],
    sentence: `The roles that a ${kind.noun} has in one trust do not affect another trust of the same ${kind.noun}.`,
    rules: {
      user: ["role.replace", "isolation.third-organization"] as const,
      group: ["group.roles-of-its-own", "isolation.third-organization"] as const,
    }[kind.noun],
    groups: withRoles(kind),
    given: () => fc.record({ holder: fc.nat(), here: picks(0, 3), there: picks(1, 3), clear: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { third } = lab.cast
      const here = someRoles(lab, input.here)
      const there = pickAll(third.organization.roles, input.there)
      const { caller, id } = yield* someHolder(lab, kind, input.holder, (holder) =>
        holder.caller.client.permissions.includes(viewTrustors),
      )
      const trust = yield* makeTrust(lab, kind.start([{ id, roleIds: here.map((role) => role.id) }]))
      const elsewhere = trustOf(lab, third)
      const member = kind.bound(elsewhere, id)
      yield* letIn(elsewhere, kind.start([{ id }]))
      yield* leavesAlone(
        trust,
        "A change of roles in another trust",
        Effect.gen(function* () {
          yield* member.replaceRoles(there.map((role) => role.id))
          yield* same(yield* rolesOf(member), ids(there), "The roles in the other trust")
          yield* same(yield* accessOf(elsewhere, caller.client), permissionsIn(there), "Access to the other trustor")
          if (input.clear) yield* member.clearRoles
        }),
        caller.client,
      )
      yield* same(yield* accessOf(trust, caller.client), permissionsIn(here), "Access to the trustor")
    }),
  })

const takesEffect = (kind: MemberKind) =>
  law({
    name: { user: "role.takes-effect-at-once", group: "group.roles-take-effect-at-once" }[kind.noun],
    sentence: `In the trustor organization, whoever acts through a ${kind.noun} may do exactly what its current roles permit.`,
    rules: {
      user: ["role.replace", "role.none-no-access"] as const,
      group: ["group.members-have-roles", "role.replace", "role.none-no-access"] as const,
    }[kind.noun],
    groups: [...withRoles(kind), users.services.ofTrustee],
    given: () => fc.record({ holder: fc.nat(), sets: fc.array(picks(0, 3), { minLength: 1, maxLength: 5 }) }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { caller, member, trust } = yield* makeHolder(lab, kind, input.holder, [])
      yield* accessIs(trust, caller, [], "Access without a role")
      for (const set of input.sets) {
        const held = permissionsIn(someRoles(lab, set))
        yield* member.replaceRoles(someRoleIds(lab, set))
        yield* accessIs(trust, caller, held, "Access by the roles of the moment")
        if (!caller.client.permissions.includes(viewTrustors)) continue
        const trustors = yield* wholeOf(lab, (page) => trust.ofTrustee.trustors(page).as(caller.client))
        const listed = trustors.find(({ id }) => id === trust.trustor.organization.id)?.authorization?.permissions ?? []
        yield* same([...listed].sort(), held, "Access that is listed")
      }
    }),
  })

/** Laws of the roles that users and groups have. */
export const laws = (kind: MemberKind) =>
  [replaces, clears, ofOneMember, ofOneTrust, takesEffect].map((each) => each(kind))
