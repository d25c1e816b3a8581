import * as Result from "effect/Result"
import type { Trustor } from "../../../entities/Trustor.ts"
import * as Ordered from "../../../internal/Ordered.ts"
import { basePath } from "../../../Operation.ts"
import { permissionsOf } from "../../EffectiveAccess.ts"
import { happens, noContent, type Question, type QuestionOf } from "../../Request.ts"
import { type State, type Trust, trust, trustorsOf } from "../../State.ts"
import * as View from "../../View.ts"
import { pageWindow, start, toPage } from "./paging.ts"
import { asTrustee, findTrust, happeningTo } from "./Side.ts"

const nobody: ReadonlySet<string> = new Set()

/**
 * A trust as the caller, whose organization is its trustee, sees it.
 * @category functions
 * @since 0.1.0
 */
export const view = ({ now, principal, world }: Question, state: State, found: Trust): Trustor => {
  const { trusteeOrgId, trustorOrgId } = found
  const { userId } = principal
  const permissions =
    userId === undefined ? nobody : permissionsOf(world, state, { trustorOrgId, trusteeOrgId, userId, now })
  return View.trustor(world, found, permissions)
}

/**
 * `GET /trustors`
 * @category functions
 * @since 0.1.0
 */
export const list = (question: QuestionOf<"Trustors.list">) => (state: State) => {
  const { input, origin, principal, profile } = question
  return Result.map(pageWindow(profile, origin, input), (window) => {
    const trustors = trustorsOf(state, principal.organizationId)
    const from = start(window)
    const entities = Ordered.slice(trustors, from, from + window.pageSize)
      .flatMap((trustorOrgId) => trust(state, trustorOrgId, principal.organizationId) ?? [])
      .map((found) => view(question, state, found))
    return toPage(window, Ordered.size(trustors), `${basePath}/trustors`, entities)
  })
}

/**
 * `GET /trustors/{trustorOrgId}`
 * @category functions
 * @since 0.1.0
 */
export const get = (question: QuestionOf<"Trustors.get">) => (state: State) =>
  Result.map(findTrust(question, asTrustee(question), state), (found) => view(question, state, found))

/**
 * `DELETE /trustors/{trustorOrgId}`
 * @category functions
 * @since 0.1.0
 */
export const remove = (question: QuestionOf<"Trustors.remove">, state: State) => {
  const side = asTrustee(question)
  return Result.flatMap(findTrust(question, side, state), () =>
    happens([{ ...happeningTo(question, side), _tag: "TrustEnded" }], noContent),
  )
}
