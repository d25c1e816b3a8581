/**
 * Laws of users and groups who leave a trust, or are not in it: what goes with them, and what stays.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { accessIs } from "../access.ts"
import { allRefused } from "../Attempt.ts"
import { trustorAttempts } from "../BoundTrust.ts"
import { permissionsIn, picks, someInsider, someRoleIds, someRoleWith } from "../choices.ts"
import { same } from "../expectations.ts"
import { makeManagedTrust, makeTrust } from "../letIn.ts"
import {
  allOf,
  type MemberKind,
  membersSeen,
  membersSeenBy,
  rolesOf,
  someHolder,
  someMember,
  someMembers,
  trusts,
} from "../MemberKind.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

const removedByEither = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.removed-by-either`,
    sentence:
      `Either organization can take a ${kind.noun} out of a trust: it is gone for both, with access and roles; ` +
      "the others stay as they are.",
    rules: {
      user: ["user.absent", "trust.both-organizations-agree", "user.leaves-with-roles"] as const,
      group: ["group.absent", "group.both-organizations-agree", "group.leaves-with-roles"] as const,
    }[kind.noun],
    groups: allOf(kind),
    given: () => fc.record({ manager: fc.nat(), holder: fc.nat(), other: fc.nat(), byTrustee: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { trustee, trustor } = lab.cast
      const manager = yield* someInsider(trustee, input.manager)
      const { caller, id } = yield* someHolder(lab, kind, input.holder, (holder) => holder.caller.id !== manager.id)
      const role = yield* someRoleWith(trustor, ...kind.permissions("view", "add", "delete"))
      const others = kind
        .of(trustee)
        .filter((each) => each.id !== id && each.id !== manager.id)
        .slice(0, 1)
      const roleIds = [role.id]
      const { trust } = yield* makeManagedTrust(lab, kind, manager, [
        { id, roleIds },
        ...others.map((each) => ({ id: each.id, roleIds })),
      ])
      const left = (yield* membersSeen(trust, kind)).filter((each) => each !== id)
      const member = kind.bound(trust, id)
      yield* member.ofTrustee.get.as(caller.client)
      yield* input.byTrustee ? member.ofTrustee.remove.as(manager.client) : member.remove
      yield* allRefused(trustor.admin, [member.get, member.remove], "NotFound")
      yield* allRefused(manager.client, [member.ofTrustee.get, member.ofTrustee.remove], "NotFound")
      const through = others.filter((each) => kind.hasPart(trustee, each.id, caller))
      yield* accessIs(trust, caller, through.length > 0 ? permissionsIn([role]) : [], "Access of who has left")
      yield* same(yield* membersSeen(trust, kind), left, `The ${kind.noun}s that the trustor still sees`)
      yield* same(yield* membersSeenBy(manager, trust, kind), left, `The ${kind.noun}s that the trustee still sees`)
      for (const other of others) {
        yield* same(yield* rolesOf(kind.bound(trust, other.id)), roleIds, `The roles of a ${kind.noun} that stays`)
      }
    }),
  })

const comesBackBare = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.comes-back-without-roles`,
    sentence: `A ${kind.noun} that left and comes back, by whichever organization, has none of the old roles.`,
    rules: [`${kind.noun}.leaves-with-roles`],
    groups: allOf(kind),
    given: () =>
      fc.record({
        manager: fc.nat(),
        member: fc.nat(),
        roles: picks(1, 3),
        outByTrustee: fc.boolean(),
        backByTrustee: fc.boolean(),
      }),
    check: Effect.fnUntraced(function* (lab, input) {
      const manager = yield* someInsider(lab.cast.trustee, input.manager)
      const { id } = yield* someMember(lab, kind, input.member, manager.id)
      const { trust } = yield* makeManagedTrust(lab, kind, manager)
      const member = kind.bound(trust, id)
      yield* member.ofTrustee.add.as(manager.client)
      yield* member.replaceRoles(someRoleIds(lab, input.roles))
      yield* input.outByTrustee ? member.ofTrustee.remove.as(manager.client) : member.remove
      yield* input.backByTrustee ? member.ofTrustee.add.as(manager.client) : member.add()
      yield* same(yield* rolesOf(member), [], `The roles of a ${kind.noun} that came back`)
    }),
  })

const lastMayLeave = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.last-may-leave`,
    sentence: `The last ${kind.noun} can leave; the trust stays with its settings, and ${kind.noun}s can join it again.`,
    rules: {
      user: ["user.last-may-leave"] as const,
      group: ["group.leaves-with-roles", "user.last-may-leave"] as const,
    }[kind.noun],
    groups: [...trusts, kind.services.members],
    given: () => fc.record({ member: fc.nat(), enabled: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { id } = yield* someMember(lab, kind, input.member)
      const trust = yield* makeTrust(lab, { ...kind.start([{ id }]), enabled: input.enabled })
      const before = yield* trust.get
      const member = kind.bound(trust, id)
      yield* member.remove
      yield* same(yield* membersSeen(trust, kind), [], `The ${kind.noun}s of the trust`)
      yield* same(yield* trust.get, before, `The trust without ${kind.noun}s`)
      yield* trust.ofTrustee.get
      yield* member.add()
      yield* same(yield* membersSeen(trust, kind), [id], `The ${kind.noun}s of the trust`)
    }),
  })

const absent = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.absent`,
    sentence: `A ${kind.noun} that is not in the trust is not found, by either organization, for any operation.`,
    rules: [`${kind.noun}.absent`],
    groups: allOf(kind),
    given: () =>
      fc.record({ manager: fc.nat(), member: fc.nat(), left: fc.boolean(), uuid: fc.uuid(), known: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { trustee, trustor } = lab.cast
      const manager = yield* someInsider(trustee, input.manager)
      const [known] = yield* someMembers(lab, kind, input.member, 1, [manager.id])
      const hasLeft = input.left && input.known && known !== undefined
      const { role, trust } = yield* makeManagedTrust(lab, kind, manager, hasLeft ? [{ id: known.id }] : [])
      const member = kind.bound(trust, input.known && known !== undefined ? known.id : input.uuid)
      if (hasLeft) yield* member.remove
      const divisions = lab.subject.capabilities.groups.includes(kind.services.roleDivisions)
        ? [member.replaceRoleDivisions([])]
        : []
      yield* leavesAlone(
        trust,
        `Asking for a ${kind.noun} that is not there`,
        Effect.andThen(
          allRefused(trustor.admin, [...trustorAttempts(member, [role.id]), ...divisions], "NotFound"),
          allRefused(manager.client, [member.ofTrustee.get, member.ofTrustee.remove], "NotFound"),
        ),
      )
    }),
  })

/** Laws of users and groups who leave a trust, or are not in it. */
export const laws = (kind: MemberKind) =>
  [removedByEither, comesBackBare, lastMayLeave, absent].map((each) => each(kind))
