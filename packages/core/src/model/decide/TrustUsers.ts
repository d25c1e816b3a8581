import * as Result from "effect/Result"
import type { OrganizationId, UserId } from "../../Identifiers.ts"
import * as Ordered from "../../internal/Ordered.ts"
import type { OperationName } from "../../Operation.ts"
import type { Page, PageRequest } from "../../Page.ts"
import type { Conflict, InvalidRequest, NotFound } from "../../TrustError.ts"
import type { TrustUser } from "../../TrustUser.ts"
import type { CloneRemoved, Event, Grant } from "../Event.ts"
import { evolve } from "../Evolve.ts"
import type { Refusal, Situation } from "../Request.ts"
import { type Member, type Trust, trust } from "../State.ts"
import * as View from "../View.ts"
import { orphans } from "./orphans.ts"
import { checkMemberLimit, checkMembers, findTrust, findUser, happening } from "./lookups.ts"
import { pageWindow, start, toPage } from "./paging.ts"

/** One side's way to a trust and its users. */
export interface Side {
  readonly asked: "trustee" | "trustor"
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
}

const usersPath = ({ asked, trusteeOrgId, trustorOrgId }: Side): string =>
  `${View.basePath}/${asked}s/${asked === "trustee" ? trusteeOrgId : trustorOrgId}/users`

const view = (situation: Situation<OperationName>, side: Side, member: Member<UserId>): TrustUser =>
  View.trustUser(situation.world, side.trusteeOrgId, member, usersPath(side))

type Answer<A, E> = Result.Result<{ readonly reply: A; readonly events: ReadonlyArray<Event> }, Refusal<E>>

/** The trust that one side asks about. */
export const findTrustOf = (situation: Situation<OperationName>, side: Side): Result.Result<Trust, Refusal<NotFound>> =>
  findTrust(situation, side.trustorOrgId, side.trusteeOrgId, side.asked)

/** A page of a trust's users. */
export const list = (
  situation: Situation<OperationName>,
  side: Side,
  request: PageRequest,
): Answer<Page<TrustUser>, NotFound | InvalidRequest> =>
  Result.gen(function* () {
    const window = yield* pageWindow(situation.profile, situation.origin, request)
    const { users } = yield* findTrustOf(situation, side)
    const from = start(window)
    const entities = Ordered.slice(users, from, from + window.pageSize).map((member) => view(situation, side, member))
    return { reply: toPage(window, Ordered.size(users), usersPath(side), entities), events: [] }
  })

/** One user of a trust. */
export const get = (situation: Situation<OperationName>, side: Side, userId: UserId): Answer<TrustUser, NotFound> =>
  Result.gen(function* () {
    const member = yield* findUser(situation, yield* findTrustOf(situation, side), userId)
    return { reply: view(situation, side, member), events: [] }
  })

/** Adds a user; `present` decides about one who is in the trust already. */
export const add = <E>(
  situation: Situation<OperationName>,
  side: Side,
  user: { readonly id: UserId; readonly grants: ReadonlyArray<Grant> },
  checkUser: Result.Result<void, Refusal<E>>,
  present: (member: Member<UserId>) => Result.Result<Member<UserId>, Refusal<E>>,
): Answer<TrustUser, E | NotFound | Conflict | InvalidRequest> =>
  Result.gen(function* () {
    const current = yield* findTrustOf(situation, side)
    yield* checkMembers(situation, "user.of-trustee", side.trusteeOrgId, [user.id], [])
    yield* checkUser
    const existing = Ordered.get(current.users, user.id)
    if (existing !== undefined) {
      return { reply: view(situation, side, yield* present(existing)), events: [] }
    }
    yield* checkMemberLimit(situation, Ordered.size(current.users) + Ordered.size(current.groups) + 1)
    const { trusteeOrgId, trustorOrgId } = side
    const event: Event = { ...happening(situation), _tag: "TrustUserAdded", trustorOrgId, trusteeOrgId, user }
    const member = { id: user.id, dateCreated: event.at, createdBy: event.by, grants: user.grants }
    return { reply: view(situation, side, member), events: [event] }
  })

/** Takes a user out of a trust, with the clone of one whom no group lets in either. */
export const remove = (situation: Situation<OperationName>, side: Side, userId: UserId): Answer<void, NotFound> =>
  Result.gen(function* () {
    const member = yield* findUser(situation, yield* findTrustOf(situation, side), userId)
    const { trusteeOrgId, trustorOrgId } = side
    const event: Event = {
      ...happening(situation),
      _tag: "TrustUserRemoved",
      trustorOrgId,
      trusteeOrgId,
      userId: member.id,
    }
    const after = trust(evolve(situation.state, event), trustorOrgId, trusteeOrgId)
    const gone = (after === undefined ? [] : orphans(situation.world, after)).map((id, at): CloneRemoved => ({
      ...happening(situation, at + 1),
      _tag: "CloneRemoved",
      trustorOrgId,
      trusteeOrgId,
      userId: id,
    }))
    return { reply: undefined, events: [event, ...gone] }
  })
