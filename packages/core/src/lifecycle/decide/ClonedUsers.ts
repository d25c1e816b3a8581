import * as Result from "effect/Result"
import type { ClonedUser, ClonedUserEntityListing } from "../../entities/ClonedUser.ts"
import type { UserId } from "../../Identifiers.ts"
import * as Ordered from "../../internal/Ordered.ts"
import type { OperationName } from "../../Operation.ts"
import { Conflict, InvalidRequest, type NotFound } from "../../TrustError.ts"
import { isTrusted } from "../EffectiveAccess.ts"
import type { CloneRemoved, UserCloned } from "../Event.ts"
import { answer, type Outcome, type Refusal, refuse, type Situation } from "../Request.ts"
import { type Clone, clonesOf, type Trust } from "../State.ts"
import * as View from "../View.ts"
import { activeUser } from "../World.ts"
import { happening, notFound } from "./lookups.ts"
import { findTrustOf, type Side } from "./TrustMembers.ts"

type AsTrustor = "TrusteeClonedUsers.list" | "TrusteeClonedUsers.remove"
type AsTrustee =
  | "TrustorClonedUsers.list"
  | "TrustorClonedUsers.get"
  | "TrustorClonedUsers.create"
  | "TrustorClonedUsers.remove"

const asTrustor = ({ input, principal }: Situation<AsTrustor>): Side => ({
  asked: "trustee",
  trustorOrgId: principal.organizationId,
  trusteeOrgId: input.trusteeOrgId,
})

const asTrustee = ({ input, principal }: Situation<AsTrustee>): Side => ({
  asked: "trustor",
  trustorOrgId: input.trustorOrgId,
  trusteeOrgId: principal.organizationId,
})

const clonesPath = ({ asked, trusteeOrgId, trustorOrgId }: Side): string =>
  `${View.basePath}/${asked}s/${asked === "trustee" ? trusteeOrgId : trustorOrgId}/clonedusers`

const view = ({ world }: Situation<OperationName>, side: Side, clone: Pick<Clone, "id">): ClonedUser =>
  View.clonedUser(world, side, clone, clonesPath(side))

const findClone = (
  { origin }: Situation<OperationName>,
  { clones }: Trust,
  userId: UserId,
): Result.Result<Clone, Refusal<NotFound>> => {
  const found = clones === undefined ? undefined : Ordered.get(clones, userId)
  return found === undefined ? refuse("clone.absent", notFound(origin, "cloned user", userId)) : Result.succeed(found)
}

const list = (situation: Situation<OperationName>, side: Side) =>
  Result.flatMap(findTrustOf(situation, side), (current) => {
    const entities = clonesOf(current).map((clone) => view(situation, side, clone))
    const reply: ClonedUserEntityListing = { entities, total: entities.length, selfUri: clonesPath(side) }
    return answer(reply)
  })

const remove = (situation: Situation<OperationName>, side: Side, userId: UserId) =>
  Result.gen(function* () {
    const { id } = yield* findClone(situation, yield* findTrustOf(situation, side), userId)
    const { trusteeOrgId, trustorOrgId } = side
    const event: CloneRemoved = {
      ...happening(situation),
      _tag: "CloneRemoved",
      trustorOrgId,
      trusteeOrgId,
      userId: id,
    }
    return { reply: undefined, events: [event] }
  })

/** `GET /trustees/{trusteeOrgId}/clonedusers` */
export const listAsTrustor = (situation: Situation<"TrusteeClonedUsers.list">): Outcome<"TrusteeClonedUsers.list"> =>
  list(situation, asTrustor(situation))

/** `DELETE /trustees/{trusteeOrgId}/clonedusers/{trusteeUserId}` */
export const removeAsTrustor = (
  situation: Situation<"TrusteeClonedUsers.remove">,
): Outcome<"TrusteeClonedUsers.remove"> => remove(situation, asTrustor(situation), situation.input.trusteeUserId)

/** `GET /trustors/{trustorOrgId}/clonedusers` */
export const listAsTrustee = (situation: Situation<"TrustorClonedUsers.list">): Outcome<"TrustorClonedUsers.list"> =>
  list(situation, asTrustee(situation))

/** `GET /trustors/{trustorOrgId}/clonedusers/{trusteeUserId}` */
export const getAsTrustee = (situation: Situation<"TrustorClonedUsers.get">): Outcome<"TrustorClonedUsers.get"> => {
  const side = asTrustee(situation)
  return Result.gen(function* () {
    const clone = yield* findClone(situation, yield* findTrustOf(situation, side), situation.input.trusteeUserId)
    return { reply: view(situation, side, clone), events: [] }
  })
}

const checkLimit = (
  { origin, profile }: Situation<OperationName>,
  clones: number,
): Result.Result<void, Refusal<Conflict | InvalidRequest>> => {
  const { cloneLimit, overLimit } = profile
  if (clones <= cloneLimit) return Result.succeed(undefined)
  const message = `A trust can have at most ${cloneLimit} cloned users`
  return overLimit === "Conflict"
    ? refuse(
        "clone.limit",
        new Conflict({
          ...origin,
          message,
          code: "general.conflict",
          limit: { key: "trust.clones", namespace: "authorization", value: cloneLimit },
        }),
      )
    : refuse("clone.limit", new InvalidRequest({ ...origin, message, code: "bad.request", status: 400, details: [] }))
}

/** `PUT /trustors/{trustorOrgId}/clonedusers/{trusteeUserId}` */
export const create = (situation: Situation<"TrustorClonedUsers.create">): Outcome<"TrustorClonedUsers.create"> =>
  Result.gen(function* () {
    const { input, origin, world } = situation
    const side = asTrustee(situation)
    const current = yield* findTrustOf(situation, side)
    const { trusteeOrgId, trustorOrgId } = side
    const user = activeUser(world, trusteeOrgId, input.trusteeUserId)
    if (user === undefined || !isTrusted(world, current, user.id)) {
      return yield* refuse("clone.only-trusted", notFound(origin, "trust user", input.trusteeUserId))
    }
    const reply = view(situation, side, user)
    const clones = clonesOf(current)
    if (clones.some(({ id }) => id === user.id)) return { reply, events: [] }
    yield* checkLimit(situation, clones.length + 1)
    const event: UserCloned = {
      ...happening(situation),
      _tag: "UserCloned",
      trustorOrgId,
      trusteeOrgId,
      userId: user.id,
    }
    return { reply, events: [event] }
  })

/** `DELETE /trustors/{trustorOrgId}/clonedusers/{trusteeUserId}` */
export const removeAsTrustee = (
  situation: Situation<"TrustorClonedUsers.remove">,
): Outcome<"TrustorClonedUsers.remove"> => remove(situation, asTrustee(situation), situation.input.trusteeUserId)
