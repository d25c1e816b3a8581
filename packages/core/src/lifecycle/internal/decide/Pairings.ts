import * as Result from "effect/Result"
import type { PairingId } from "../../../Identifiers.ts"
import { InvalidRequest, type NotFound } from "../../../TrustError.ts"
import { type Ruling, happens, type Question, type QuestionOf, refuse } from "../../Request.ts"
import { isPairingOpen, pairing, type PairingState, type State } from "../../State.ts"
import * as View from "../../View.ts"
import { checkMembers, happening, notFound } from "./lookups.ts"

const find = ({ origin }: Question, id: PairingId, state: State): Ruling<PairingState, NotFound> => {
  const found = pairing(state, id)
  return found === undefined ? refuse("pairing.needed", notFound(origin, "pairing", id)) : Result.succeed(found)
}

/**
 * `POST /pairings`
 * @category functions
 * @since 0.1.0
 */
export const create = (question: QuestionOf<"Pairings.create">) =>
  Result.gen(function* () {
    const { fresh, input, origin, principal, world } = question
    const trusteeOrgId = principal.organizationId
    const userIds = [...new Set(input.payload.userIds)]
    const groupIds = [...new Set(input.payload.groupIds)]
    if (userIds.length + groupIds.length === 0) {
      return yield* refuse(
        "pairing.asks-for-someone",
        new InvalidRequest({
          ...origin,
          message: "A pairing must name at least one user or group",
          code: "bad.request",
          status: 400,
          details: [{ errorCode: "bad.request", fieldName: "userIds" }],
        }),
      )
    }
    yield* checkMembers(question, "pairing.own-members", trusteeOrgId, userIds, groupIds)
    const { pairingId } = fresh
    return yield* happens(
      [{ ...happening(question), _tag: "PairingCreated", pairingId, trusteeOrgId, userIds, groupIds }],
      // Not as it is read later: one that can never be used is told to its maker all the same.
      (after) => Result.map(find(question, pairingId, after), (made) => View.pairing(world, made)),
    )
  })

/**
 * `GET /pairings/{pairingId}`
 * @category functions
 * @since 0.1.0
 */
export const get = (question: QuestionOf<"Pairings.get">) => (state: State) => {
  const { input, now, origin, profile, world } = question
  return Result.flatMap(find(question, input.pairingId, state), (found) =>
    isPairingOpen(profile, found, now)
      ? Result.succeed(View.pairing(world, found))
      : refuse(found.used ? "pairing.used-once" : "pairing.expires", notFound(origin, "pairing", input.pairingId)),
  )
}
