import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { GroupId, UserId } from "../../Identifiers.ts"
import * as Ordered from "../../internal/Ordered.ts"
import type { OperationName } from "../../Operation.ts"
import type { TrustGroupMemberCreate, TrustMemberCreate } from "../../entities/Trustee.ts"
import {
  Conflict,
  InvalidRequest,
  PairingIdRequired,
  SelfTrustNotAllowed,
  TrusteeUserRequired,
} from "../../TrustError.ts"
import type { JoiningMember, TrustCreated, TrustSettings } from "../Event.ts"
import { evolve } from "../Evolve.ts"
import { answer, type Outcome, type Refusal, refuse, type Situation } from "../Request.ts"
import { pairing, type PairingState, trust, trusteesOf } from "../State.ts"
import * as View from "../View.ts"
import {
  checkGrants,
  checkMemberLimit,
  checkMembers,
  distinct,
  findTrust,
  happening,
  requestedGrants,
} from "./lookups.ts"
import { pageWindow, start, toPage } from "./paging.ts"
import { isOpen } from "./Pairings.ts"

/** `GET /trustees` */
export const list = (situation: Situation<"Trustees.list">): Outcome<"Trustees.list"> => {
  const { input, origin, principal, profile, state, world } = situation
  return Result.flatMap(pageWindow(profile, origin, input), (window) => {
    const trustees = trusteesOf(state, principal.organizationId)
    const from = start(window)
    const entities = Ordered.slice(trustees, from, from + window.pageSize).map((trust) => View.trustee(world, trust))
    return answer(toPage(window, Ordered.size(trustees), `${View.basePath}/trustees`, entities))
  })
}

/** `GET /trustees/{trusteeOrgId}` */
export const get = (situation: Situation<"Trustees.get">): Outcome<"Trustees.get"> =>
  Result.flatMap(
    findTrust(situation, situation.principal.organizationId, situation.input.trusteeOrgId, "trustee"),
    (found) => answer(View.trustee(situation.world, found)),
  )

const usablePairing = (
  situation: Situation<"Trustees.create">,
): Result.Result<PairingState, Refusal<PairingIdRequired | SelfTrustNotAllowed>> => {
  const { input, now, origin, principal, profile, state } = situation
  const { pairingId } = input.payload
  const found = pairingId === undefined ? undefined : pairing(state, pairingId)
  const required = (message: string) => new PairingIdRequired({ ...origin, message })
  if (pairingId === undefined) return refuse("pairing.needed", required("A trust needs a pairing id"))
  if (found === undefined) return refuse("pairing.needed", required("The pairing id is not valid"))
  if (found.used) return refuse("pairing.used-once", required("The pairing was used already"))
  if (!isOpen(profile, found, now)) return refuse("pairing.expires", required("The pairing has expired"))
  if (found.trusteeOrgId === principal.organizationId) {
    const message = "An organization cannot use a pairing that it made itself"
    return refuse("pairing.not-with-oneself", new SelfTrustNotAllowed({ ...origin, message }))
  }
  return Result.succeed(found)
}

const checkEnd = (
  { now, origin, profile }: Situation<OperationName>,
  dateExpired: DateTime.Utc | undefined,
): Result.Result<void, Refusal<InvalidRequest>> =>
  dateExpired === undefined || profile.endInPast === "Accept" || DateTime.isGreaterThan(dateExpired, now)
    ? Result.succeed(undefined)
    : refuse(
        "trust.end-in-future",
        new InvalidRequest({
          ...origin,
          message: "dateExpired has to lie in the future",
          code: "bad.request",
          status: 400,
          details: [{ errorCode: "bad.request", fieldName: "dateExpired" }],
        }),
      )

/** Members by id; one that is listed twice joins once, with the roles of both. */
const joining = <Id extends UserId | GroupId>(
  members: ReadonlyArray<(TrustMemberCreate | TrustGroupMemberCreate) & { readonly id: Id }>,
): ReadonlyArray<JoiningMember<Id>> => {
  const byId = new Map<Id, JoiningMember<Id>>()
  for (const member of members) {
    const grants = distinct([...(byId.get(member.id)?.grants ?? []), ...requestedGrants(member)])
    byId.set(member.id, { id: member.id, grants })
  }
  return [...byId.values()]
}

/** `POST /trustees` */
export const create = (situation: Situation<"Trustees.create">): Outcome<"Trustees.create"> =>
  Result.gen(function* () {
    const { input, origin, principal, state, world } = situation
    const { dateExpired, enabled } = input.payload
    const trustorOrgId = principal.organizationId
    const { id: pairingId, trusteeOrgId } = yield* usablePairing(situation)
    const users = joining(input.payload.users ?? [])
    const groups = joining(input.payload.groups ?? [])
    if (users.length + groups.length === 0) {
      const message = "A trust has to start with at least one user or group"
      return yield* refuse("trust.needs-member", new TrusteeUserRequired({ ...origin, message }))
    }
    yield* checkEnd(situation, dateExpired)
    yield* checkMembers(
      situation,
      "user.of-trustee",
      trusteeOrgId,
      users.map((user) => user.id),
      groups.map((group) => group.id),
    )
    yield* checkGrants(
      situation,
      trustorOrgId,
      [...users, ...groups].flatMap((member) => member.grants),
    )
    if (trust(state, trustorOrgId, trusteeOrgId) !== undefined) {
      const message = "There is a trust with this organization already"
      return yield* refuse(
        "trust.one-per-direction",
        new Conflict({ ...origin, message, code: "general.conflict", entityName: "trustee", entityId: trusteeOrgId }),
      )
    }
    yield* checkMemberLimit(situation, users.length + groups.length)
    const event: TrustCreated = {
      ...happening(situation),
      _tag: "TrustCreated",
      trustorOrgId,
      trusteeOrgId,
      pairingId,
      settings: { enabled, ...(dateExpired !== undefined && { dateExpired }) },
      users,
      groups,
    }
    const created = yield* findTrust(
      { ...situation, state: evolve(state, event) },
      trustorOrgId,
      trusteeOrgId,
      "trustee",
    )
    return { reply: View.trustee(world, created), events: [event] }
  })

const sameSettings = (one: TrustSettings, other: TrustSettings): boolean =>
  one.enabled === other.enabled &&
  (one.dateExpired === undefined || other.dateExpired === undefined
    ? one.dateExpired === other.dateExpired
    : DateTime.Equivalence(one.dateExpired, other.dateExpired))

/** `PUT /trustees/{trusteeOrgId}` */
export const update = (situation: Situation<"Trustees.update">): Outcome<"Trustees.update"> =>
  Result.gen(function* () {
    const { input, principal, profile, world } = situation
    const { dateExpired: asked, enabled } = input.payload
    yield* checkEnd(situation, asked)
    const found = yield* findTrust(situation, principal.organizationId, input.trusteeOrgId, "trustee")
    const previous = found.settings
    const dateExpired = asked ?? (profile.updateWithoutEnd === "Keep" ? previous.dateExpired : undefined)
    const settings: TrustSettings = { enabled, ...(dateExpired !== undefined && { dateExpired }) }
    const reply = View.trustee(world, { ...found, settings })
    if (sameSettings(settings, previous)) return { reply, events: [] }
    const { trusteeOrgId, trustorOrgId } = found
    return {
      reply,
      events: [{ ...happening(situation), _tag: "TrustUpdated", trustorOrgId, trusteeOrgId, settings, previous }],
    }
  })

/** `DELETE /trustees/{trusteeOrgId}` */
export const remove = (situation: Situation<"Trustees.remove">): Outcome<"Trustees.remove"> =>
  Result.map(
    findTrust(situation, situation.principal.organizationId, situation.input.trusteeOrgId, "trustee"),
    ({ trusteeOrgId, trustorOrgId }) => ({
      reply: undefined,
      events: [{ ...happening(situation), _tag: "TrustEnded", trustorOrgId, trusteeOrgId }],
    }),
  )
