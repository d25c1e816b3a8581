/**
 * Laws of users and groups that are not let in: those who are not the trustee's, and one too many.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"

import { type BoundTrust, trustOf } from "../BoundTrust.ts"
import { type Insider, need, some, someInsider, someRoleWith, someUser } from "../choices.ts"
import { same, told } from "../expectations.ts"
import { letIn, makeManagedTrust, makeTrust, membersOf } from "../letIn.ts"
import type { Newcomer } from "../TrustStart.ts"
import { allOf, groups, kindOf, type MemberKind, membersSeen, rolesOf, someMember, users } from "../MemberKind.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"
import { NotApplicable } from "../../Violation.ts"

/** What it takes to pick one who is not to be let in. */
const strangerOf = (kind: MemberKind) => ({
  stranger: fc.nat(),
  reason: fc.constantFrom("unknown", ...Object.keys(kind.strangers)),
  uuid: fc.uuid({ version: 4 }),
})

/** One who is not to be let in by a trust with the trustee. */
const someStranger = (
  { cast }: Lab,
  kind: MemberKind,
  { reason, stranger, uuid }: { readonly stranger: number; readonly reason: string; readonly uuid: string },
) => {
  const home = new Set(kind.of(cast.trustee).map(({ id }) => id))
  const candidates = kind.strangers[reason]?.(cast) ?? [{ id: uuid }]
  return some(
    candidates.filter(({ id }) => !home.has(id)),
    stranger,
    `${kind.noun} that is ${reason}`,
  )
}

const ofTrusteeOnly = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.of-trustee-only`,
    sentence:
      `Only ${kind === users ? "active users" : "groups"} of the trustee can be added: any other is refused as the ` +
      "implementation declares, whichever organization tries, and nothing is added.",
    rules: [`${kind.noun}.of-trustee`, "refusal.changes-nothing"],
    groups: allOf(kind),
    given: () => fc.record({ ...strangerOf(kind), manager: fc.nat(), byTrustee: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { id } = yield* someStranger(lab, kind, input)
      const manager = yield* someInsider(lab.cast.trustee, input.manager)
      const { trust } = yield* makeManagedTrust(lab, kind, manager)
      const before = yield* membersSeen(trust, kind)
      const member = kind.bound(trust, id)
      const add = input.byTrustee ? member.ofTrustee.add.as(manager.client) : member.add()
      const { unknownMember } = lab.subject.capabilities.profile
      yield* leavesAlone(trust, `A ${kind.noun} that is not the trustee's`, add.refused(unknownMember))
      yield* same(yield* membersSeen(trust, kind), before, `The ${kind.noun}s of the trust`)
    }),
  })

const fromTheStart = (kind: MemberKind) =>
  law({
    name: { user: "user.of-trustee-from-the-start", group: "group.of-trustee" }[kind.noun],
    sentence: `A trust does not begin with a ${kind.noun} that is not the trustee's, not even among others.`,
    rules: ["user.of-trustee", `${kind.noun}.of-trustee`, "refusal.changes-nothing"],
    groups: ["Pairings", "Trustees"],
    given: () => fc.record({ ...strangerOf(kind), user: fc.nat(), last: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { id } = yield* someStranger(lab, kind, input)
      const user = yield* someUser(lab, input.user)
      const trust = trustOf(lab)
      const { id: pairingId } = yield* trust.ask({ userIds: [user.id] })
      const wrong = kind.start([{ id }])
      const all = [...(wrong.users ?? []), { id: user.id }]
      const members = membersOf({ ...wrong, users: input.last ? [...all].reverse() : all })
      const { unknownMember } = lab.subject.capabilities.profile
      yield* trust.create({ pairingId, enabled: true, ...members }).refused(unknownMember)
      yield* trust.get.refused("NotFound")
    }),
  })

const askedFor = (kind: MemberKind) =>
  law({
    name: `pairing.own-${kind.noun}s`,
    sentence:
      `A pairing asks only for ${kind === users ? "active users" : "groups"} of the organization that makes it: any ` +
      "other, even among others, is refused as the implementation declares.",
    rules: ["pairing.own-members"],
    groups: ["Pairings"],
    given: () => fc.record({ ...strangerOf(kind), user: fc.nat(), others: fc.boolean(), last: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { id } = yield* someStranger(lab, kind, input)
      const user = yield* someUser(lab, input.user)
      const { users, groups } = membersOf(kind.start([{ id }]))
      const userIds = [...users.map((each) => each.id), ...(input.others ? [user.id] : [])]
      const ask = trustOf(lab).ask({
        userIds: input.last ? userIds.reverse() : userIds,
        groupIds: groups.map((each) => each.id),
      })
      yield* ask.refused(lab.subject.capabilities.profile.unknownMember)
    }),
  })

const tooFew =
  "the world has too few users to reach the limit of a trust; one with more (verify --world), or a smaller memberLimit in the profile, lets it be checked"

const memberLimit = (kind: MemberKind) =>
  law({
    name: { user: "trust.member-limit", group: "group.member-limit" }[kind.noun],
    sentence:
      "A trust takes as many users and groups together as its limit and not one more: " +
      `a ${kind.noun} does not get into a full one, from the start or later, whichever organization adds it, ` +
      "and gets in as soon as somebody leaves.",
    rules: ["trust.member-limit"],
    groups: allOf(kind),
    given: () =>
      fc.record({
        manager: fc.nat(),
        member: fc.nat(),
        mixed: fc.boolean(),
        byTrustee: fc.boolean(),
        fromTheStart: fc.boolean(),
      }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { trustee } = lab.cast
      const { memberLimit: limit, overLimit } = lab.subject.capabilities.profile
      const manager = yield* someInsider(trustee, input.manager)
      const last = yield* someMember(lab, kind, input.member, manager.id)
      const rest = (of: MemberKind) => of.of(trustee).filter(({ id }) => id !== manager.id && id !== last.id)
      const mixed = input.mixed ? rest(groups).slice(0, 1) : []
      const filling = rest(users).slice(0, Math.max(0, limit - 1 - mixed.length))
      if (limit > 100 || filling.length + mixed.length < limit - 1 || filling.length === 0) {
        return yield* new NotApplicable({ message: tooFew })
      }
      const trust = yield* startFull(lab, kind, { ...input, last, manager, mixed, filling })
      const member = kind.bound(trust, last.id)
      const add = input.byTrustee ? member.ofTrustee.add.as(manager.client) : member.add()
      const before = yield* membersSeen(trust, kind)
      yield* add.refused(overLimit)
      yield* same(yield* membersSeen(trust, kind), before, `The ${kind.noun}s of a full trust`)
      const leaver = trust.user((yield* need(filling[0], "user to leave")).id)
      yield* leaver.remove
      yield* add
      yield* same(yield* rolesOf(member), [], `The ${kind.noun} for which there is room again`)
      yield* leaver.add().refused(overLimit)
    }),
  })

/** A trust that is full; where that is tried, it does not begin with one more. */
const startFull = Effect.fnUntraced(function* (
  lab: Lab,
  kind: MemberKind,
  {
    filling,
    fromTheStart,
    last,
    manager,
    mixed,
  }: {
    readonly fromTheStart: boolean
    readonly last: Newcomer
    readonly manager: Insider
    readonly mixed: ReadonlyArray<Newcomer>
    readonly filling: ReadonlyArray<Newcomer>
  },
) {
  const bare = ({ id }: Newcomer) => ({ id })
  const trust: BoundTrust = trustOf(lab)
  if (fromTheStart) {
    const over = kind.start([bare(last)])
    const { id: pairingId } = yield* trust.ask({ userIds: [manager.id] })
    const members = membersOf({
      users: [manager, ...filling, ...(over.users ?? [])].map(bare),
      groups: [...mixed, ...(over.groups ?? [])].map(bare),
    })
    yield* trust.create({ pairingId, enabled: true, ...members }).refused(lab.subject.capabilities.profile.overLimit)
    yield* trust.get.refused("NotFound")
  }
  const role = yield* someRoleWith(trust.trustor, ...kind.permissions("add"))
  yield* letIn(trust, {
    users: [{ id: manager.id, roleIds: [role.id] }, ...filling.map(bare)],
    groups: mixed.map(bare),
  })
  return trust
})

const limitNamed = law({
  name: "trust.member-limit-named",
  sentence: "A conflict because a trust is full, of users and groups, tells the right value where it names the limit.",
  rules: ["trust.member-limit-named"],
  groups: allOf(groups),
  given: () => fc.record({ member: fc.nat(), isGroup: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { memberLimit: limit, overLimit } = lab.subject.capabilities.profile
    const kind = kindOf(input.isGroup)
    const last = yield* someMember(lab, kind, input.member)
    const others = lab.cast.trustee.activeUsers.filter(({ id }) => id !== last.id).slice(0, limit)
    if (overLimit !== "Conflict") {
      return yield* new NotApplicable({
        message: "one too many is no conflict by the profile; overLimit Conflict lets it be checked",
      })
    }
    if (limit > 100 || others.length < limit) return yield* new NotApplicable({ message: tooFew })
    const trust = yield* makeTrust(lab, { users: others.map(({ id }) => ({ id })) })
    const conflict = yield* kind.bound(trust, last.id).add().refused("Conflict")
    const named = yield* told(conflict.limit, "which limit was reached")
    yield* same(named.value, limit, "The value of the limit that was reached")
  }),
})

/** Laws of users and groups that are not let in. */
export const laws = (kind: MemberKind) => [
  ...[ofTrusteeOnly, fromTheStart, askedFor, memberLimit].map((each) => each(kind)),
  ...(kind === groups ? [limitNamed] : []),
]
