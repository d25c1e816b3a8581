import * as Result from "effect/Result"
import type { ClonedUserEntityListing } from "../../../entities/ClonedUser.ts"
import type { UserId } from "../../../Identifiers.ts"
import * as Ordered from "../../../internal/Ordered.ts"
import type { Conflict, InvalidRequest, NotFound } from "../../../TrustError.ts"
import { isTrusted } from "../../EffectiveAccess.ts"
import { type Ruling, happens, noContent, type Question, type QuestionOf, refuse } from "../../Request.ts"
import { type Clone, clonesOf, type State, type Trust } from "../../State.ts"
import * as View from "../../View.ts"
import { activeUser } from "../../World.ts"
import { checkLimit, notFound } from "./lookups.ts"
import { asTrustee, asTrustor, findTrust, happeningTo, uriOf, type Side } from "./Side.ts"

const view = ({ world }: Question, side: Side, clone: Pick<Clone, "id">) =>
  View.clonedUser(world, side, clone, uriOf(side, "clonedusers"))

const findClone = ({ origin }: Question, { clones }: Trust, userId: UserId): Ruling<Clone, NotFound> => {
  const found = clones === undefined ? undefined : Ordered.get(clones, userId)
  return found === undefined ? refuse("clone.absent", notFound(origin, "cloned user", userId)) : Result.succeed(found)
}

/** What both sides ask of clones. */
const asked = <Trust>(sideOf: (question: Question<Trust>) => Side) => ({
  /** `GET …/clonedusers` */
  list: (question: Question<Trust>) => (state: State) => {
    const side = sideOf(question)
    return Result.map(findTrust(question, side, state), (current): ClonedUserEntityListing => {
      const entities = clonesOf(current).map((clone) => view(question, side, clone))
      return { entities, total: entities.length, selfUri: uriOf(side, "clonedusers") }
    })
  },

  /** `GET …/clonedusers/{trusteeUserId}` */
  get: (question: Question<Trust & { readonly trusteeUserId: UserId }>) => (state: State) =>
    Result.gen(function* () {
      const side = sideOf(question)
      const current = yield* findTrust(question, side, state)
      return view(question, side, yield* findClone(question, current, question.input.trusteeUserId))
    }),

  /** `DELETE …/clonedusers/{trusteeUserId}` */
  remove: (question: Question<Trust & { readonly trusteeUserId: UserId }>, state: State) =>
    Result.gen(function* () {
      const side = sideOf(question)
      const current = yield* findTrust(question, side, state)
      const { id: userId } = yield* findClone(question, current, question.input.trusteeUserId)
      return yield* happens([{ ...happeningTo(question, side), _tag: "CloneRemoved", userId }], noContent)
    }),
})

/**
 * What a trustor asks of clones, below `/trustees/{trusteeOrgId}`.
 * @category constants
 * @since 0.1.0
 */
export const forTrustor = asked(asTrustor)

/**
 * What a trustee asks of clones, below `/trustors/{trustorOrgId}`.
 * @category constants
 * @since 0.1.0
 */
export const forTrustee = asked(asTrustee)

const checkCloneLimit = (question: Question, clones: number): Ruling<void, Conflict | InvalidRequest> =>
  checkLimit(
    question,
    { rule: "clone.limit", noun: "cloned users", key: "trust.clones", most: question.profile.cloneLimit },
    clones,
  )

/**
 * `PUT /trustors/{trustorOrgId}/clonedusers/{trusteeUserId}`
 * @category functions
 * @since 0.1.0
 */
export const create = (question: QuestionOf<"TrustorClonedUsers.create">, state: State) =>
  Result.gen(function* () {
    const { input, origin, world } = question
    const side = asTrustee(question)
    const current = yield* findTrust(question, side, state)
    const user = activeUser(world, side.trusteeOrgId, input.trusteeUserId)
    if (user === undefined || !isTrusted(world, current, user.id)) {
      return yield* refuse("clone.only-trusted", notFound(origin, "trust user", input.trusteeUserId))
    }
    const clones = clonesOf(current)
    const reply = forTrustee.get(question)
    if (clones.some(({ id }) => id === user.id)) return yield* happens([], reply)
    yield* checkCloneLimit(question, clones.length + 1)
    return yield* happens([{ ...happeningTo(question, side), _tag: "UserCloned", userId: user.id }], reply)
  })
