/**
 * Decisions about the roles of a trust's members, users or groups. Only the trustor
 * asks for them.
 */
import * as Result from "effect/Result"
import type { UserAuthorization } from "../../../entities/UserAuthorization.ts"
import type { InvalidRequest, NotFound } from "../../../TrustError.ts"
import type { Event, Grant } from "../../Event.ts"
import { type Ruling, type Decision, happens, noContent, type Question, type Reading } from "../../Request.ts"
import type { Member, State } from "../../State.ts"
import * as View from "../../View.ts"
import { distinct, sameGrants } from "../../Grants.ts"
import { checkGrants } from "./lookups.ts"
import type { MemberKind } from "./MemberKind.ts"
import { happeningTo, type Side } from "./Side.ts"
import { find } from "./TrustMembers.ts"

const change = <Id, Entity>(
  kind: MemberKind<Id, Entity>,
  question: Question,
  side: Side,
  { grants: previous, id }: Member<Id>,
  grants: ReadonlyArray<Grant>,
): ReadonlyArray<Event> =>
  sameGrants(grants, previous) ? [] : [kind.rolesChanged(happeningTo(question, side), id, grants, previous)]

/**
 * The roles of a member.
 * @category functions
 * @since 0.1.0
 */
export const get =
  <Id extends string, Entity>(
    kind: MemberKind<Id, Entity>,
    question: Question,
    side: Side,
    id: Id,
  ): Reading<UserAuthorization, NotFound> =>
  (state) =>
    Result.map(find(kind, question, side, id, state), ({ grants }) =>
      View.userAuthorization(question.world, side.trustorOrgId, grants),
    )

/**
 * Leaves exactly these grants, whatever there was before.
 * @category functions
 * @since 0.1.0
 */
export const replace = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  question: Question,
  side: Side,
  id: Id,
  asked: ReadonlyArray<Grant>,
  state: State,
): Ruling<Decision<UserAuthorization, NotFound>, NotFound | InvalidRequest> =>
  Result.gen(function* () {
    const member = yield* find(kind, question, side, id, state)
    const grants = distinct(asked)
    yield* checkGrants(question, side.trustorOrgId, grants)
    return yield* happens(change(kind, question, side, member, grants), get(kind, question, side, id))
  })

/**
 * Takes all grants away, within divisions too.
 * @category functions
 * @since 0.1.0
 */
export const clear = <Id extends string, Entity>(
  kind: MemberKind<Id, Entity>,
  question: Question,
  side: Side,
  id: Id,
  state: State,
): Ruling<Decision<void, never>, NotFound> =>
  Result.flatMap(find(kind, question, side, id, state), (member) =>
    happens(change(kind, question, side, member, []), noContent),
  )
