import * as Result from "effect/Result"
import * as Ordered from "../../internal/Ordered.ts"
import type { OperationName } from "../../Operation.ts"
import type { Trustor } from "../../entities/Trustor.ts"
import { permissionsOf } from "../EffectiveAccess.ts"
import { answer, type Outcome, type Situation } from "../Request.ts"
import { type Trust, trust, trustorsOf } from "../State.ts"
import * as View from "../View.ts"
import { findTrust, happening } from "./lookups.ts"
import { pageWindow, start, toPage } from "./paging.ts"

/** A trust as the caller, whose organization is its trustee, sees it. */
export const view = (situation: Situation<OperationName>, found: Trust): Trustor => {
  const { now, principal, state, world } = situation
  const { trusteeOrgId, trustorOrgId } = found
  const permissions =
    principal.userId === undefined
      ? new Set<string>()
      : permissionsOf(world, state, { trustorOrgId, trusteeOrgId, userId: principal.userId, now })
  return View.trustor(world, found, permissions)
}

/** `GET /trustors` */
export const list = (situation: Situation<"Trustors.list">): Outcome<"Trustors.list"> => {
  const { input, origin, principal, profile, state } = situation
  return Result.flatMap(pageWindow(profile, origin, input), (window) => {
    const trustors = trustorsOf(state, principal.organizationId)
    const from = start(window)
    const entities = Ordered.slice(trustors, from, from + window.pageSize)
      .flatMap((trustorOrgId) => trust(state, trustorOrgId, principal.organizationId) ?? [])
      .map((found) => view(situation, found))
    return answer(toPage(window, Ordered.size(trustors), `${View.basePath}/trustors`, entities))
  })
}

/** `GET /trustors/{trustorOrgId}` */
export const get = (situation: Situation<"Trustors.get">): Outcome<"Trustors.get"> =>
  Result.flatMap(
    findTrust(situation, situation.input.trustorOrgId, situation.principal.organizationId, "trustor"),
    (found) => answer(view(situation, found)),
  )

/** `DELETE /trustors/{trustorOrgId}` */
export const remove = (situation: Situation<"Trustors.remove">): Outcome<"Trustors.remove"> =>
  Result.map(
    findTrust(situation, situation.input.trustorOrgId, situation.principal.organizationId, "trustor"),
    ({ trusteeOrgId, trustorOrgId }) => ({
      reply: undefined,
      events: [{ ...happening(situation), _tag: "TrustEnded", trustorOrgId, trusteeOrgId }],
    }),
  )
