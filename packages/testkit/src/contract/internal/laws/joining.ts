/**
 * Laws of users and groups who join a trust: who adds which, once, and with which roles.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { someoneWhoMay } from "../abilities.ts"
import { accessIs } from "../access.ts"
import { anotherUser, needRoom, picks, someInsider, someRoleIds, someRoles, someRoleWith } from "../choices.ts"
import { holds, ids, instant, same, sameIfTold } from "../expectations.ts"
import { makeManagedTrust, makeTrust } from "../letIn.ts"
import {
  allOf,
  joinedAt,
  type MemberKind,
  membersSeen,
  membersSeenBy,
  rolesOf,
  someHolder,
  someMember,
  trusts,
  users,
} from "../MemberKind.ts"
import { trustOf } from "../BoundTrust.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

const addedByTrustor = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.added-by-trustor`,
    sentence:
      `A ${kind.noun} that the trustor adds is in the trust for both organizations with exactly the given roles, or ` +
      "with none, and nothing else of the trust changes.",
    rules: {
      user: ["trust.both-organizations-agree", "group.apart-from-users", "role.replace"] as const,
      group: ["group.both-organizations-agree", "group.apart-from-users", "group.roles-of-its-own"] as const,
    }[kind.noun],
    groups: allOf(kind),
    given: () => fc.record({ manager: fc.nat(), member: fc.nat(), roles: picks(0, 3), withIds: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const manager = yield* someInsider(lab.cast.trustee, input.manager)
      const { id } = yield* someMember(lab, kind, input.member, manager.id)
      const { role, trust } = yield* makeManagedTrust(lab, kind, manager)
      const [before, member] = [yield* membersSeen(trust, kind), kind.bound(trust, id)]
      const roles = someRoles(lab, input.roles)
      const added = yield* member.add(
        roles.length > 0 || input.withIds ? { roleIds: roles.map((each) => each.id) } : {},
      )
      yield* same(added, yield* member.get, "Adding answers what is then read")
      yield* same(added.id, id, `The ${kind.noun} that was asked for`)
      const seen = yield* member.ofTrustee.get.as(manager.client)
      yield* same(instant(joinedAt(seen).dateCreated), instant(joinedAt(added).dateCreated), "The date on both sides")
      const expected = [...before, id].sort()
      yield* same(yield* membersSeen(trust, kind), expected, `The ${kind.noun}s of the trust`)
      yield* same(yield* membersSeenBy(manager, trust, kind), expected, `The ${kind.noun}s that the trustee sees`)
      yield* same(yield* rolesOf(member), ids(roles), `The roles of the ${kind.noun} that was added`)
      if (kind !== users) yield* same(yield* membersSeen(trust, users), [manager.id], "The users of the trust")
      yield* same(yield* rolesOf(trust.user(manager.id)), [role.id], "The roles of the user who was there")
    }),
  })

const addedByTrustee = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.added-by-trustee`,
    sentence: `A ${kind.noun} that the trustee adds is in the trust for both organizations, without roles and without access.`,
    rules: {
      user: ["user.added-by-trustee", "role.none-no-access"] as const,
      group: ["group.added-by-trustee", "group.both-organizations-agree"] as const,
    }[kind.noun],
    groups: allOf(kind),
    given: () => fc.record({ manager: fc.nat(), member: fc.nat() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const manager = yield* someInsider(lab.cast.trustee, input.manager)
      const { caller, id } = yield* someHolder(lab, kind, input.member, (holder) => holder.caller.id !== manager.id)
      const { trust } = yield* makeManagedTrust(lab, kind, manager)
      const [before, member] = [yield* membersSeen(trust, kind), kind.bound(trust, id)]
      const added = yield* member.ofTrustee.add.as(manager.client)
      yield* same(added, yield* member.ofTrustee.get.as(manager.client), "Adding answers what is then read")
      yield* same((yield* member.get).id, id, `The ${kind.noun} that the trustor reads`)
      yield* same(yield* membersSeen(trust, kind), [...before, id].sort(), `The ${kind.noun}s of the trust`)
      yield* same(yield* rolesOf(member), [], `The roles of the ${kind.noun} that was added`)
      yield* accessIs(trust, caller, [], `Access by the ${kind.noun} that was added`)
    }),
  })

const addedAgainByTrustee = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.added-again-by-trustee`,
    sentence:
      `A trustee that adds a ${kind.noun} that is already there gets that ${kind.noun} as the answer, and nothing changes, ` +
      "whatever roles it was granted meanwhile.",
    rules: [`${kind.noun}.added-by-trustee`],
    chosen: "that repeating it changes nothing",
    groups: allOf(kind),
    given: () => fc.record({ manager: fc.nat(), member: fc.nat(), oneself: fc.boolean(), roles: picks(0, 2) }),
    check: Effect.fnUntraced(function* (lab, input) {
      const manager = yield* someInsider(lab.cast.trustee, input.manager)
      const isOneself = input.oneself && kind === users
      const { id } = isOneself ? manager : yield* someMember(lab, kind, input.member, manager.id)
      const { trust } = yield* makeManagedTrust(lab, kind, manager)
      const member = kind.bound(trust, id)
      if (!isOneself) {
        yield* member.ofTrustee.add.as(manager.client)
        yield* member.replaceRoles(someRoleIds(lab, input.roles))
      }
      const before = yield* member.ofTrustee.get.as(manager.client)
      const again = yield* leavesAlone(trust, "Adding again", member.ofTrustee.add.as(manager.client))
      yield* same(again, before, `The ${kind.noun} that was there already`)
    }),
  })

const addedOnce = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.added-once`,
    sentence:
      `A trustor that adds a ${kind.noun} that is in the trust already gets a conflict, or the ${kind.noun}, as the ` +
      "implementation declares; in either case nothing changes, whatever roles are given.",
    rules: [`${kind.noun}.added-once`, "refusal.changes-nothing"],
    groups: [...trusts, users.services.members, users.services.roles, kind.services.members, kind.services.roles],
    given: () =>
      fc.record({ member: fc.nat(), user: fc.nat(), roles: picks(0, 2), again: picks(0, 2), later: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { id } = yield* someMember(lab, kind, input.member)
      yield* needRoom(lab, 2)
      const user = yield* anotherUser(
        lab,
        input.user,
        ...lab.cast.trustee.activeUsers.flatMap((each) => (each.id === id ? [each.id] : [])),
      )
      const trust = yield* makeTrust(lab, { users: [{ id: user.id }] })
      const member = kind.bound(trust, id)
      yield* member.add({ roleIds: someRoleIds(lab, input.roles) })
      const add = member.add({ roleIds: someRoleIds(lab, input.again) })
      yield* leavesAlone(
        trust,
        `Adding a ${kind.noun} a second time`,
        lab.subject.capabilities.profile.duplicateMember === "Conflict"
          ? Effect.flatMap(add.refused("Conflict"), ({ code }) => same(code, "general.conflict", "The code"))
          : Effect.asVoid(add),
      )
    }),
  })

/** Whom an answer names as its maker, if anybody, is the user who called; whom it names where none did is open, but no other user. */
const madeBy = (
  { subject }: Lab,
  maker: { readonly id?: string } | null | undefined,
  userId: string | undefined,
  what: string,
) =>
  userId === undefined
    ? holds(
        subject.world.organizations.every(({ users: all }) => all.every(({ id }) => id !== maker?.id)),
        `${what}: expected no user, since none called, got ${maker?.id ?? "nobody"}`,
      )
    : sameIfTold(maker?.id, userId, what)

const whoAndWhen = (kind: MemberKind) =>
  law({
    name: `${kind.noun}.who-added-and-when`,
    sentence:
      `A trust, a pairing and a ${kind.noun} in a trust tell when they came about and the user who made them, and name no ` +
      "user of anybody where an organization's own client did; later changes of roles do not alter that.",
    rules: ["audit.every-change", `${kind.noun}.added-by-trustee`],
    groups: allOf(kind),
    given: () =>
      fc.record({ host: fc.nat(), guest: fc.nat(), member: fc.nat(), byUser: fc.boolean(), byTrustee: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { trustee, trustor } = lab.cast
      const may = ["authorization:orgTrustee:add", "authorization:orgTrusteeUser:add"]
      const host = input.byUser
        ? yield* someInsider(trustor, input.host, ...may)
        : { client: trustor.admin, id: undefined }
      const manager = yield* someInsider(trustee, input.guest, "authorization:orgTrustee:add")
      const role = yield* someRoleWith(trustor, ...kind.permissions("view", "add", "delete"))
      const { id } = yield* someMember(lab, kind, input.member, manager.id)
      const trust = trustOf(lab)
      const pairing = yield* trust.ask({ userIds: [manager.id] }).as(manager.client)
      yield* sameIfTold(pairing.createdBy?.id, manager.id, "Who made the pairing")
      const users = [{ id: manager.id, roleIds: [role.id] }]
      const made = yield* trust.create({ pairingId: pairing.id, enabled: true, users }).as(host.client)
      yield* madeBy(lab, made.createdBy, host.id, "Who made the trust")
      const member = kind.bound(trust, id)
      const add = input.byTrustee ? member.ofTrustee.add : member.add()
      const adder = input.byTrustee ? manager.client : yield* someoneWhoMay(lab, trustor, add.operation)
      yield* add.as(adder)
      const next = yield* trust.ask({ userIds: [manager.id] })
      yield* member.replaceRoles([role.id])
      const joined = joinedAt(yield* member.get)
      yield* madeBy(lab, joined.createdBy, adder.userId, `Who added the ${kind.noun}`)
      const dates = [pairing, made, joined, next].flatMap(({ dateCreated }) => dateCreated ?? [])
      for (const [at, later] of dates.entries()) {
        const earlier = dates[at - 1] ?? later
        const order = `${instant(earlier)}, then ${instant(later)}`
        yield* holds(
          DateTime.isLessThanOrEqualTo(earlier, later),
          `The dates of what was made one after the other: expected none before the one before it, got ${order}`,
        )
      }
    }),
  })

const bothAgree = (kind: MemberKind) =>
  law({
    name: { user: "trust.same-users-for-both", group: "group.both-organizations-agree" }[kind.noun],
    sentence:
      `Whichever organization adds and removes ${kind.noun}s, both see the same ones, each with the same facts, on ` +
      "pages of any size.",
    rules: {
      user: ["trust.both-organizations-agree", "page.complete"] as const,
      group: ["group.both-organizations-agree", "page.complete"] as const,
    }[kind.noun],
    groups: allOf(kind),
    given: () =>
      fc.record({
        manager: fc.nat(),
        deeds: fc.array(fc.record({ member: fc.nat(), byTrustee: fc.boolean() }), { minLength: 1, maxLength: 5 }),
      }),
    check: Effect.fnUntraced(function* (lab, input) {
      const manager = yield* someInsider(lab.cast.trustee, input.manager)
      const { trust } = yield* makeManagedTrust(lab, kind, manager)
      const inside = new Set(yield* membersSeen(trust, kind))
      const { byTrustee, byTrustor } = kind.listed(trust)
      for (const deed of input.deeds) {
        const { id } = yield* someMember(lab, kind, deed.member, manager.id)
        const member = kind.bound(trust, id)
        const isRemoval = inside.delete(id)
        if (!isRemoval && inside.size + 2 > lab.subject.capabilities.profile.memberLimit) continue
        if (!isRemoval) inside.add(id)
        const [ours, theirs] = isRemoval
          ? [member.remove, member.ofTrustee.remove]
          : [member.add(), member.ofTrustee.add]
        yield* deed.byTrustee ? theirs.as(manager.client) : ours
        const due = [...inside].sort()
        yield* same(yield* membersSeen(trust, kind), due, `The ${kind.noun}s that the trustor sees`)
        yield* same(yield* membersSeenBy(manager, trust, kind), due, `The ${kind.noun}s that the trustee sees`)
      }
      for (const id of inside) {
        const member = kind.bound(trust, id)
        const [one, other] = [yield* member.get, yield* member.ofTrustee.get.as(manager.client)]
        const facts = (joined: typeof one) => [joined.id, joined.name, joinedAt(joined)]
        yield* same(facts(one), facts(other), `The ${kind.noun} on both sides`)
      }
      for (const list of [byTrustor, (page: Parameters<typeof byTrustee>[0]) => byTrustee(page).as(manager.client)]) {
        const found: Array<string> = []
        for (let pageNumber = 1; pageNumber <= inside.size; pageNumber++) {
          const page = yield* list({ pageSize: 1, pageNumber })
          yield* same(page.total ?? inside.size, inside.size, "The total")
          found.push(...ids(page.entities))
        }
        yield* same(found.sort(), [...inside].sort(), "All pages together")
      }
    }),
  })

/** Laws of users and groups who join a trust. */
export const laws = (kind: MemberKind) =>
  [addedByTrustor, addedByTrustee, addedAgainByTrustee, addedOnce, whoAndWhen, bothAgree].map((each) => each(kind))
