/**
 * Decisions about the members of a trust, users or groups, whichever side asks.
 */
import * as Result from "effect/Result"
import * as Ordered from "../../../internal/Ordered.ts"
import type { Page, PageRequest } from "../../../Page.ts"
import { Conflict, type InvalidRequest, type NotFound } from "../../../TrustError.ts"
import type { CloneRemoved, JoiningMember } from "../../Event.ts"
import type { Profile } from "../../Profile.ts"
import { type Ruling, type Decision, happens, noContent, type Question, type Reading, refuse } from "../../Request.ts"
import type { Member, State } from "../../State.ts"
import { checkGrants, checkMemberLimit, notFound } from "./lookups.ts"
import type { MemberKind } from "./MemberKind.ts"
import { orphans } from "../../EffectiveAccess.ts"
import { pageWindow, start, toPage } from "./paging.ts"
import { findTrust, happeningTo, uriOf, type Side } from "./Side.ts"

/**
 * The membership that one side asks about.
 * @category functions
 * @since 0.1.0
 */
export const find = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  question: Question,
  side: Side,
  id: Id,
  state: State,
): Ruling<Member<Id>, NotFound> =>
  Result.flatMap(findTrust(question, side, state), (current) => {
    const found = Ordered.get(kind.of(current), id)
    return found === undefined
      ? refuse(kind.absent, notFound(question.origin, `trust ${kind.noun}`, id))
      : Result.succeed(found)
  })

/**
 * A page of a trust's members of one kind.
 * @category functions
 * @since 0.1.0
 */
export const list =
  <Id, Entity>(
    kind: MemberKind<Id, Entity>,
    question: Question<PageRequest>,
    side: Side,
  ): Reading<Page<Entity>, NotFound | InvalidRequest> =>
  (state) =>
    Result.gen(function* () {
      const { input, origin, profile, world } = question
      const window = yield* pageWindow(profile, origin, input)
      const members = kind.of(yield* findTrust(question, side, state))
      const path = uriOf(side, `${kind.noun}s`)
      const from = start(window)
      const entities = Ordered.slice(members, from, from + window.pageSize).map((member) =>
        kind.view(world, side.trusteeOrgId, member, path),
      )
      return toPage(window, Ordered.size(members), path, entities)
    })

/**
 * One member of a trust.
 * @category functions
 * @since 0.1.0
 */
export const get =
  <Id extends string, Entity>(
    kind: MemberKind<Id, Entity>,
    question: Question,
    side: Side,
    id: Id,
  ): Reading<Entity, NotFound> =>
  (state) =>
    Result.map(find(kind, question, side, id, state), (member) =>
      kind.view(question.world, side.trusteeOrgId, member, uriOf(side, `${kind.noun}s`)),
    )

/**
 * Adds a member; one who is there already is a conflict, or stays as is.
 * @category functions
 * @since 0.1.0
 */
export const add = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  question: Question,
  side: Side,
  joining: JoiningMember<Id>,
  duplicate: Profile["duplicateMember"],
  state: State,
): Ruling<Decision<Entity, NotFound>, NotFound | Conflict | InvalidRequest> =>
  Result.gen(function* () {
    const { id } = joining
    const current = yield* findTrust(question, side, state)
    yield* kind.check(question, side.trusteeOrgId, id)
    yield* checkGrants(question, side.trustorOrgId, joining.grants)
    const reply = get(kind, question, side, id)
    if (Ordered.has(kind.of(current), id)) {
      if (duplicate === "Unchanged") return yield* happens([], reply)
      return yield* refuse(
        kind.addedOnce,
        new Conflict({
          ...question.origin,
          message: `The ${kind.noun} is in the trust already`,
          code: "general.conflict",
          entityName: `trust ${kind.noun}`,
          entityId: id,
        }),
      )
    }
    yield* checkMemberLimit(question, Ordered.size(current.users) + Ordered.size(current.groups) + 1)
    return yield* happens([kind.added(happeningTo(question, side), joining)], reply)
  })

/**
 * Takes a member out of a trust, with the clones of those whom nothing else of the trust lets in.
 * @category functions
 * @since 0.1.0
 */
export const remove = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  question: Question,
  side: Side,
  id: Id,
  state: State,
): Ruling<Decision<void, never>, NotFound> =>
  Result.gen(function* () {
    yield* find(kind, question, side, id, state)
    const left = kind.without(yield* findTrust(question, side, state), id)
    const gone = orphans(question, left).map((userId, at): CloneRemoved => ({
      ...happeningTo(question, side, at + 1),
      _tag: "CloneRemoved",
      userId,
    }))
    return yield* happens([kind.removed(happeningTo(question, side), id), ...gone], noContent)
  })
