/**
 * Decisions about the members of a trust, users or groups, whichever side asks.
 */
import * as Result from "effect/Result"
import type { OrganizationId } from "../../Identifiers.ts"
import * as Ordered from "../../internal/Ordered.ts"
import type { OperationName } from "../../Operation.ts"
import type { Page, PageRequest } from "../../Page.ts"
import { Conflict, type InvalidRequest, type NotFound } from "../../TrustError.ts"
import type { CloneRemoved, Event, Grant, JoiningMember } from "../Event.ts"
import { evolve } from "../Evolve.ts"
import { type Refusal, refuse, type Situation } from "../Request.ts"
import { type Member, type Trust, trust } from "../State.ts"
import * as View from "../View.ts"
import { checkGrants, checkMemberLimit, findTrust, happening, notFound } from "./lookups.ts"
import type { MemberKind } from "./MemberKind.ts"
import { orphans } from "./orphans.ts"
import { pageWindow, start, toPage } from "./paging.ts"

/** One side's way to a trust and its members. */
export interface Side {
  readonly asked: "trustee" | "trustor"
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
}

const pathOf = ({ asked, trusteeOrgId, trustorOrgId }: Side, noun: "user" | "group"): string =>
  `${View.basePath}/${asked}s/${asked === "trustee" ? trusteeOrgId : trustorOrgId}/${noun}s`

const view = <Id, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  member: Member<Id>,
): Entity => kind.view(situation.world, side.trusteeOrgId, member, pathOf(side, kind.noun))

/** An answer to somebody who asks about members. */
export type Answer<A, E> = Result.Result<{ readonly reply: A; readonly events: ReadonlyArray<Event> }, Refusal<E>>

/** The trust that one side asks about. */
export const findTrustOf = (situation: Situation<OperationName>, side: Side): Result.Result<Trust, Refusal<NotFound>> =>
  findTrust(situation, side.trustorOrgId, side.trusteeOrgId, side.asked)

/** The membership that one side asks about. */
export const find = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  id: Id,
): Result.Result<Member<Id>, Refusal<NotFound>> =>
  Result.flatMap(findTrustOf(situation, side), (current) => {
    const found = Ordered.get(kind.of(current), id)
    return found === undefined
      ? refuse(kind.absent, notFound(situation.origin, `trust ${kind.noun}`, id))
      : Result.succeed(found)
  })

/** What every event of the trust says; `at` counts the events of one request from 0. */
export const happeningTo = (situation: Situation<OperationName>, { trusteeOrgId, trustorOrgId }: Side, at = 0) => ({
  ...happening(situation, at),
  trustorOrgId,
  trusteeOrgId,
})

/** A page of a trust's members of one kind. */
export const list = <Id, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  request: PageRequest,
): Answer<Page<Entity>, NotFound | InvalidRequest> =>
  Result.gen(function* () {
    const window = yield* pageWindow(situation.profile, situation.origin, request)
    const members = kind.of(yield* findTrustOf(situation, side))
    const from = start(window)
    const entities = Ordered.slice(members, from, from + window.pageSize).map((member) =>
      view(kind, situation, side, member),
    )
    return { reply: toPage(window, Ordered.size(members), pathOf(side, kind.noun), entities), events: [] }
  })

/** One member of a trust. */
export const get = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  id: Id,
): Answer<Entity, NotFound> =>
  Result.map(find(kind, situation, side, id), (member) => ({
    reply: view(kind, situation, side, member),
    events: [],
  }))

type AddRefusal = NotFound | Conflict | InvalidRequest

const add = <Id, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  joining: JoiningMember<Id>,
  checked: Result.Result<void, Refusal<NotFound | InvalidRequest>>,
  present: (member: Member<Id>) => Result.Result<Member<Id>, Refusal<Conflict>>,
): Answer<Entity, AddRefusal> =>
  Result.gen(function* () {
    const current = yield* findTrustOf(situation, side)
    yield* kind.check(situation, side.trusteeOrgId, joining.id)
    yield* checked
    const existing = Ordered.get(kind.of(current), joining.id)
    if (existing !== undefined) {
      return { reply: view(kind, situation, side, yield* present(existing)), events: [] }
    }
    yield* checkMemberLimit(situation, Ordered.size(current.users) + Ordered.size(current.groups) + 1)
    const event = kind.added(happeningTo(situation, side), joining)
    const member = { ...joining, dateCreated: event.at, createdBy: event.by }
    return { reply: view(kind, situation, side, member), events: [event] }
  })

/** The trustor adds a member with roles; one who is there already is a conflict, or stays as is, by the profile. */
export const addWithGrants = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  id: Id,
  grants: ReadonlyArray<Grant>,
): Answer<Entity, AddRefusal> => {
  const { origin, profile } = situation
  return add(kind, situation, side, { id, grants }, checkGrants(situation, side.trustorOrgId, grants), (member) =>
    profile.duplicateMember === "Unchanged"
      ? Result.succeed(member)
      : refuse(
          kind.addedOnce,
          new Conflict({
            ...origin,
            message: `The ${kind.noun} is in the trust already`,
            code: "general.conflict",
            entityName: `trust ${kind.noun}`,
            entityId: id,
          }),
        ),
  )
}

/** The trustee adds a member without roles; one who is there already stays as is. */
export const addOwn = <Id, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  id: Id,
): Answer<Entity, AddRefusal> =>
  add(kind, situation, side, { id, grants: [] }, Result.succeed(undefined), Result.succeed)

/** Takes a member out of a trust, with the clones of those whom nothing else of the trust lets in. */
export const remove = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  situation: Situation<OperationName>,
  side: Side,
  id: Id,
): Answer<void, NotFound> =>
  Result.map(find(kind, situation, side, id), (member) => {
    const event = kind.removed(happeningTo(situation, side), member.id)
    const after = trust(evolve(situation.state, event), side.trustorOrgId, side.trusteeOrgId)
    const gone = (after === undefined ? [] : orphans(situation.world, after)).map((userId, at): CloneRemoved => ({
      ...happeningTo(situation, side, at + 1),
      _tag: "CloneRemoved",
      userId,
    }))
    return { reply: undefined, events: [event, ...gone] }
  })
