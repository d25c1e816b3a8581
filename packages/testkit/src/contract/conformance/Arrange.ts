/**
 * Bringing two organizations, or a pairing, into a wanted condition, from whatever
 * condition they are in. Each call on the way is compared as any other.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import type { PairingId, RoleId } from "@org-trust/core/Identifiers"
import { isOpen as isPairingOpen } from "@org-trust/core/lifecycle/decide/Pairings"
import { isOpen, isTrusted } from "@org-trust/core/lifecycle/EffectiveAccess"
import { clonesOf, trust, usersOf } from "@org-trust/core/lifecycle/State"
import type { TrustCreate } from "@org-trust/core/Trustee"
import { clientOf, type Party, roleWith } from "../Cast.ts"
import type { Violation } from "../Violation.ts"
import { partiesOf } from "./Parties.ts"
import { endCare } from "./Care.ts"
import type { Session } from "./Session.ts"

/** What to bring about. */
export type Arrangement =
  | "no trust"
  | "an open trust"
  | "a disabled trust"
  | "an expired trust"
  | "a full trust"
  | "a trust that a user left"
  | "a trust with clones"
  | "a disabled trust with clones"
  | "an expired trust with clones"
  | "a trust full of clones"
  | "an open pairing"
  | "a used pairing"
  | "an expired pairing"

/** The two organizations that it is about. */
export interface Sides {
  readonly trustor: Party
  readonly trustee: Party
}

const pick = <A>(items: ReadonlyArray<A>, number: number): A | undefined => items[number % items.length]

const membersOf = ({ activeUsers, organization }: Party): number => activeUsers.length + organization.groups.length

/**
 * Mostly the trustor and the trustee of the cast, now and then any two of the three;
 * a trustee with more people than a trust takes if there has to be a crowd.
 */
export const sidesOf = ({ environment, lab }: Session, where: number, isCrowded: boolean): Sides => {
  const main: Sides = lab.cast
  const all = partiesOf(lab.cast)
  const pairs = all.flatMap((one) => all.flatMap((other) => (one === other ? [] : [{ trustor: one, trustee: other }])))
  const usable = pairs.filter((pair) => pair.trustee.activeUsers.length > 0)
  if (isCrowded) {
    return (
      pick(
        usable.filter((pair) => membersOf(pair.trustee) > environment.profile.memberLimit),
        where,
      ) ?? main
    )
  }
  return where % 10 < 6 ? main : (pick(usable, where) ?? main)
}

const toManage = (members: "User" | "Group"): ReadonlyArray<string> =>
  ["view", "add", "delete"].map((action) => `authorization:orgTrustee${members}:${action}`)

const ableRole = (trustor: Party) =>
  roleWith(trustor, ...toManage("User"), ...toManage("Group")) ??
  roleWith(trustor, ...toManage("User")) ??
  trustor.organization.roles[0]

/** Users who can call come first: they are let in with a role that permits something. */
const members = (
  { environment }: Session,
  { trustee, trustor }: Sides,
  count: number,
  who: number,
  withGroups: boolean,
): Pick<TrustCreate, "users" | "groups"> => {
  const { roles } = trustor.organization
  const able = ableRole(trustor)
  const callers = trustee.activeUsers.filter(({ id }) => clientOf(trustee, id) !== undefined)
  // Now and then one who is let in through a group as well.
  const inGroups = callers.filter(({ id }) => trustee.organization.groups.some((group) => group.memberIds.includes(id)))
  const first = (who % 2 === 1 ? pick(inGroups, who) : undefined) ?? pick(callers, who) ?? trustee.activeUsers[0]
  const some = (count: number, from: number) =>
    roles.length === 0
      ? []
      : Array.from({ length: count }, (_, at) => roles[(from + at) % roles.length]).flatMap((role) => role?.id ?? [])
  const limit = Math.min(count, environment.profile.memberLimit)
  // A group stays outside of a trust that is full, so that there is one to be too many.
  const candidates = trustee.organization.groups.slice(count < environment.profile.memberLimit ? 0 : 1)
  const most = withGroups ? Math.min(limit - 1, count > 2 ? 99 : who % 2) : 0
  const groups = candidates.slice(0, Math.max(0, most))
  const others = trustee.activeUsers.filter((user) => user !== first).slice(0, Math.max(0, limit - 1 - groups.length))
  const { divisions } = trustor.organization
  /** Roles in all divisions, or, by turns, each within one. */
  const granted = (roleIds: ReadonlyArray<RoleId>, at: number) => {
    const division = at % 2 === 0 ? undefined : pick(divisions, who)
    return division === undefined
      ? { roleIds }
      : { roleDivisions: { grants: roleIds.map((roleId) => ({ roleId, divisionId: division.id })) } }
  }
  return {
    users: [
      ...(first === undefined ? [] : [{ id: first.id, roleIds: able === undefined ? [] : [able.id, ...some(1, who)] }]),
      // None, one or two roles each.
      ...others.map(({ id }, at) => ({ id, ...granted(some((who + at) % 3, who + at), who + at) })),
    ],
    groups: groups.map(({ id }, at) => ({
      id,
      ...granted(able === undefined || who % 3 === 0 ? [] : [able.id], who + at),
    })),
  }
}

const pair = Effect.fnUntraced(function* (session: Session, { trustee }: Sides, who: number) {
  const user = pick(trustee.activeUsers, who)
  if (!session.lab.subject.capabilities.groups.includes("Pairings")) return undefined
  const result = yield* session.call(trustee.admin, "Pairings.create", {
    payload: { userIds: user === undefined ? [] : [user.id] },
  })
  return Result.isSuccess(result) ? result.success.id : undefined
})

const create = (
  session: Session,
  sides: Sides,
  pairingId: PairingId,
  count: number,
  who: number,
  withGroups: boolean,
) =>
  session.call(sides.trustor.admin, "Trustees.create", {
    payload: { pairingId, enabled: true, ...members(session, sides, count, who, withGroups) },
  })

const hour = Duration.toMillis("1 hour")

const later = (session: Session, millis: number): DateTime.Utc =>
  DateTime.add(session.clock.earliest(), { milliseconds: millis })

/** The trust of the two, if there is one. */
const find = (session: Session, { trustee, trustor }: Sides) =>
  trust(session.state(), trustor.organization.id, trustee.organization.id)

const end = (session: Session, { trustee, trustor }: Sides) =>
  session.call(trustor.admin, "Trustees.remove", { trusteeOrgId: trustee.organization.id })

const update = (session: Session, { trustee, trustor }: Sides, enabled: boolean, dateExpired?: DateTime.Utc) =>
  session.call(trustor.admin, "Trustees.update", {
    trusteeOrgId: trustee.organization.id,
    payload: { enabled, ...(dateExpired !== undefined && { dateExpired }) },
  })

/** Whether somebody who can call has a role, so that there is something to do with the trust. */
const isUsable = ({ state }: Session, sides: Sides): boolean => {
  const found = trust(state(), sides.trustor.organization.id, sides.trustee.organization.id)
  const able = ableRole(sides.trustor)
  return (
    found !== undefined &&
    usersOf(found).some(
      ({ grants, id }) => clientOf(sides.trustee, id) !== undefined && grants.some(({ roleId }) => roleId === able?.id),
    )
  )
}

const ensureTrust = Effect.fnUntraced(function* (
  session: Session,
  sides: Sides,
  count: number,
  who: number,
  withGroups = true,
) {
  if (isUsable(session, sides)) return
  if (find(session, sides) !== undefined) yield* end(session, sides)
  const pairingId = yield* pair(session, sides, who)
  if (pairingId !== undefined) yield* create(session, sides, pairingId, count, who, withGroups)
})

const open = Effect.fnUntraced(function* (session: Session, sides: Sides) {
  const found = find(session, sides)
  if (found === undefined || isOpen(found, session.clock.earliest())) return
  // Under some profiles an end cannot be taken away, but it can be put off.
  const isKept = session.environment.profile.updateWithoutEnd === "Keep"
  yield* update(session, sides, true, isKept ? later(session, 1_000 * hour) : undefined)
})

const expire = Effect.fnUntraced(function* (session: Session, sides: Sides) {
  if (session.lab.subject.passTime === undefined) {
    if (session.environment.profile.endInPast === "Accept") yield* update(session, sides, true, later(session, -hour))
    return
  }
  yield* update(session, sides, true, later(session, hour))
  yield* session.pass(hour)
})

/** Lets a user leave who has a role, but not the only one who can do something with the trust. */
const letLeave = Effect.fnUntraced(function* (session: Session, sides: Sides, who: number) {
  const found = find(session, sides)
  const able = ableRole(sides.trustor)
  const others = (found === undefined ? [] : usersOf(found)).filter(({ grants }) => grants.length > 0)
  const leaving =
    pick(
      others.filter(({ grants }) => grants.every(({ roleId }) => roleId !== able?.id)),
      who,
    ) ?? pick(others.slice(1), who)
  if (leaving === undefined || !session.lab.subject.capabilities.groups.includes("TrusteeUsers")) return
  yield* session.call(sides.trustor.admin, "TrusteeUsers.remove", {
    trusteeOrgId: sides.trustee.organization.id,
    trusteeUserId: leaving.id,
  })
})

/** Lets there be this many clones, as far as there are users for them and somebody who may make them. */
const cloneSome = Effect.fnUntraced(function* (session: Session, sides: Sides, count: number) {
  const { trustee, trustor } = sides
  const { environment } = session
  const found = find(session, sides)
  if (found === undefined || !session.lab.subject.capabilities.groups.includes("TrustorClonedUsers")) return
  const able = ableRole(trustor)
  const users = usersOf(found)
  const maker = users.find(
    ({ grants, id }) => clientOf(trustee, id) && grants.some(({ roleId }) => roleId === able?.id),
  )
  const client = maker === undefined ? undefined : clientOf(trustee, maker.id)
  const there = new Set<string>(clonesOf(found).map(({ id }) => id))
  const candidates = trustee.activeUsers.filter(({ id }) => !there.has(id) && isTrusted(environment.world, found, id))
  if (client === undefined) return
  // Who is in the trust by name comes first: it is they who can be taken out.
  const isNamed = ({ id }: { readonly id: string }) => users.some((user) => user.id === id)
  const inOrder = [...candidates.filter(isNamed), ...candidates.filter((each) => !isNamed(each))]
  for (const { id } of inOrder.slice(0, Math.max(0, count - there.size))) {
    yield* session.call(client, "TrustorClonedUsers.create", {
      trustorOrgId: trustor.organization.id,
      trusteeUserId: id,
    })
  }
})

/** Whether there is an open pairing of the trustee. */
const hasOpenPairing = ({ clock, environment, state }: Session, { trustee }: Sides): boolean =>
  Array.from(HashMap.values(state().pairings)).some(
    (made) =>
      made.trusteeOrgId === trustee.organization.id && isPairingOpen(environment.profile, made, clock.earliest()),
  )

/** Makes sure that there is an open pairing of the trustee. */
export const ensureOpenPairing = Effect.fnUntraced(function* (
  session: Session,
  sides: Sides,
  who: number,
): Effect.fn.Return<void, Violation> {
  if (!hasOpenPairing(session, sides)) yield* pair(session, sides, who)
})

/** Ends the trusts of an organization with others than its partner. */
export const endOthers = Effect.fnUntraced(function* (
  session: Session,
  sides: Sides,
  side: "trustor" | "trustee",
): Effect.fn.Return<void, Violation> {
  for (const party of partiesOf(session.lab.cast)) {
    const other: Sides = side === "trustor" ? { ...sides, trustee: party } : { ...sides, trustor: party }
    const isMeant = party !== sides.trustor && party !== sides.trustee
    if (isMeant && find(session, other) !== undefined) yield* end(session, other)
  }
  if (side === "trustor") yield* endCare(session, sides.trustor)
})

/** Brings something about for two organizations. */
export const arrange = Effect.fnUntraced(function* (
  session: Session,
  wanted: Arrangement,
  sides: Sides,
  who: number,
): Effect.fn.Return<void, Violation> {
  const count = 2 + (who % 3)
  switch (wanted) {
    case "no trust":
      if (find(session, sides) !== undefined) yield* end(session, sides)
      return
    case "an open trust":
      yield* ensureTrust(session, sides, count, who)
      return yield* open(session, sides)
    case "a disabled trust":
      yield* ensureTrust(session, sides, count, who)
      yield* update(session, sides, false)
      return
    case "an expired trust":
      yield* ensureTrust(session, sides, count, who)
      return yield* expire(session, sides)
    case "a trust that a user left":
      yield* ensureTrust(session, sides, 3, who)
      yield* open(session, sides)
      return yield* letLeave(session, sides, who)
    case "a used pairing":
      if (find(session, sides) !== undefined) yield* end(session, sides)
      return yield* ensureTrust(session, sides, count, who)
    case "a full trust":
      if (find(session, sides) !== undefined) yield* end(session, sides)
      return yield* ensureTrust(session, sides, session.environment.profile.memberLimit, who)
    case "a trust with clones":
    case "a disabled trust with clones":
    case "an expired trust with clones":
      // Made anew now and then, with whom it takes a group to lose.
      if (who % 2 === 1 && find(session, sides) !== undefined) yield* end(session, sides)
      yield* ensureTrust(session, sides, 3, who)
      yield* open(session, sides)
      yield* cloneSome(session, sides, 2 + (who % 2))
      if (wanted === "a disabled trust with clones") yield* update(session, sides, false)
      if (wanted === "an expired trust with clones") yield* expire(session, sides)
      return
    case "a trust full of clones":
      if (find(session, sides) !== undefined) yield* end(session, sides)
      // Users by name alone: there have to be more than can be cloned.
      yield* ensureTrust(session, sides, session.environment.profile.cloneLimit + 3, who, false)
      return yield* cloneSome(session, sides, session.environment.profile.cloneLimit)
    case "an open pairing":
      return yield* ensureOpenPairing(session, sides, who)
    case "an expired pairing":
      yield* pair(session, sides, who)
      yield* session.pass(Duration.toMillis(session.environment.profile.pairingLifetime))
  }
})
