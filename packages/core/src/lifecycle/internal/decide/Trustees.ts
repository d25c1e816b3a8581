import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { GroupId, UserId } from "../../../Identifiers.ts"
import * as Ordered from "../../../internal/Ordered.ts"
import { basePath } from "../../../Operation.ts"
import type { TrustGroupMemberCreate, TrustMemberCreate } from "../../../entities/Trustee.ts"
import {
  Conflict,
  InvalidRequest,
  PairingIdRequired,
  SelfTrustNotAllowed,
  TrusteeUserRequired,
} from "../../../TrustError.ts"
import type { JoiningMember, TrustCreated, TrustSettings, TrustUpdated } from "../../Event.ts"
import { type Ruling, happens, noContent, type Question, type QuestionOf, refuse } from "../../Request.ts"
import { isPairingOpen, pairing, type PairingState, type State, trust, trusteesOf } from "../../State.ts"
import * as View from "../../View.ts"
import { distinct, requestedGrants } from "../../Grants.ts"
import { checkGrants, checkMemberLimit, checkMembers } from "./lookups.ts"
import { pageWindow, start, toPage } from "./paging.ts"
import { asTrustor, findTrust, happeningTo, type Side } from "./Side.ts"

/**
 * `GET /trustees`
 * @category functions
 * @since 0.1.0
 */
export const list = (question: QuestionOf<"Trustees.list">) => (state: State) => {
  const { input, origin, principal, profile, world } = question
  return Result.map(pageWindow(profile, origin, input), (window) => {
    const trustees = trusteesOf(state, principal.organizationId)
    const from = start(window)
    const entities = Ordered.slice(trustees, from, from + window.pageSize).map((trust) => View.trustee(world, trust))
    return toPage(window, Ordered.size(trustees), `${basePath}/trustees`, entities)
  })
}

const read = (question: Question, side: Side) => (state: State) =>
  Result.map(findTrust(question, side, state), (found) => View.trustee(question.world, found))

/**
 * `GET /trustees/{trusteeOrgId}`
 * @category functions
 * @since 0.1.0
 */
export const get = (question: QuestionOf<"Trustees.get">) => read(question, asTrustor(question))

const usablePairing = (
  { input, now, origin, principal, profile }: QuestionOf<"Trustees.create">,
  state: State,
): Ruling<PairingState, PairingIdRequired | SelfTrustNotAllowed> => {
  const { pairingId } = input.payload
  const found = pairingId === undefined ? undefined : pairing(state, pairingId)
  const required = (message: string) => new PairingIdRequired({ ...origin, message })
  if (pairingId === undefined) return refuse("pairing.needed", required("A trust needs a pairing id"))
  if (found === undefined) return refuse("pairing.needed", required("The pairing id is not valid"))
  if (found.used) return refuse("pairing.used-once", required("The pairing was used already"))
  if (!isPairingOpen(profile, found, now)) return refuse("pairing.expires", required("The pairing has expired"))
  if (found.trusteeOrgId === principal.organizationId) {
    const message = "An organization cannot use a pairing that it made itself"
    return refuse("pairing.not-with-oneself", new SelfTrustNotAllowed({ ...origin, message }))
  }
  return Result.succeed(found)
}

const checkEnd = (
  { now, origin, profile }: Question,
  dateExpired: DateTime.Utc | undefined,
): Ruling<void, InvalidRequest> =>
  dateExpired === undefined || profile.endInPast === "Accept" || DateTime.isGreaterThan(dateExpired, now)
    ? Result.void
    : refuse(
        "trust.end-in-future",
        new InvalidRequest({
          ...origin,
          message: "dateExpired must be in the future",
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

/**
 * `POST /trustees`
 * @category functions
 * @since 0.1.0
 */
export const create = (question: QuestionOf<"Trustees.create">, state: State) =>
  Result.gen(function* () {
    const { input, origin, principal } = question
    const { dateExpired, enabled } = input.payload
    const trustorOrgId = principal.organizationId
    const { id: pairingId, trusteeOrgId } = yield* usablePairing(question, state)
    const users = joining(input.payload.users ?? [])
    const groups = joining(input.payload.groups ?? [])
    if (users.length + groups.length === 0) {
      const message = "A trust must start with at least one user or group"
      return yield* refuse("trust.needs-member", new TrusteeUserRequired({ ...origin, message }))
    }
    yield* checkEnd(question, dateExpired)
    yield* checkMembers(
      question,
      "user.of-trustee",
      trusteeOrgId,
      users.map((user) => user.id),
      groups.map((group) => group.id),
    )
    yield* checkGrants(
      question,
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
    yield* checkMemberLimit(question, users.length + groups.length)
    const side: Side = { asked: "trustee", trustorOrgId, trusteeOrgId }
    const event: TrustCreated = {
      ...happeningTo(question, side),
      _tag: "TrustCreated",
      pairingId,
      settings: { enabled, ...(dateExpired !== undefined && { dateExpired }) },
      users,
      groups,
    }
    return yield* happens([event], read(question, side))
  })

const sameSettings = (one: TrustSettings, other: TrustSettings): boolean =>
  one.enabled === other.enabled &&
  (one.dateExpired === undefined || other.dateExpired === undefined
    ? one.dateExpired === other.dateExpired
    : DateTime.Equivalence(one.dateExpired, other.dateExpired))

/**
 * `PUT /trustees/{trusteeOrgId}`
 * @category functions
 * @since 0.1.0
 */
export const update = (question: QuestionOf<"Trustees.update">, state: State) =>
  Result.gen(function* () {
    const { input, profile } = question
    const { dateExpired: asked, enabled } = input.payload
    yield* checkEnd(question, asked)
    const side = asTrustor(question)
    const { settings: previous } = yield* findTrust(question, side, state)
    const dateExpired = asked ?? (profile.updateWithoutEnd === "Keep" ? previous.dateExpired : undefined)
    const settings: TrustSettings = { enabled, ...(dateExpired !== undefined && { dateExpired }) }
    const event: TrustUpdated = { ...happeningTo(question, side), _tag: "TrustUpdated", settings, previous }
    return yield* happens(sameSettings(settings, previous) ? [] : [event], read(question, side))
  })

/**
 * `DELETE /trustees/{trusteeOrgId}`
 * @category functions
 * @since 0.1.0
 */
export const remove = (question: QuestionOf<"Trustees.remove">, state: State) => {
  const side = asTrustor(question)
  return Result.flatMap(findTrust(question, side, state), () =>
    happens([{ ...happeningTo(question, side), _tag: "TrustEnded" }], noContent),
  )
}
