import * as Result from "effect/Result"
import * as Ordered from "../../internal/Ordered.ts"
import { isTrusted } from "../EffectiveAccess.ts"
import { type Outcome, refuse, type Situation } from "../Request.ts"
import { trust, trustorsOf } from "../State.ts"
import { notFound } from "./lookups.ts"
import { pageWindow, start, toPage } from "./paging.ts"
import { view } from "./Trustors.ts"

/** `GET /api/v2/users/{userId}/trustors` */
export const list = (situation: Situation<"UserTrustors.list">): Outcome<"UserTrustors.list"> =>
  Result.gen(function* () {
    const { input, origin, principal, profile, state, world } = situation
    const window = yield* pageWindow(profile, origin, input)
    if (world.get(principal.organizationId)?.users.has(input.userId) !== true) {
      return yield* refuse("user-trustors.own-user", notFound(origin, "user", input.userId))
    }
    const found = Ordered.values(trustorsOf(state, principal.organizationId))
      .flatMap((trustorOrgId) => trust(state, trustorOrgId, principal.organizationId) ?? [])
      .filter((each) => isTrusted(world, each, input.userId))
    const from = start(window)
    const entities = found.slice(from, from + window.pageSize).map((each) => view(situation, each))
    return { reply: toPage(window, found.length, `/api/v2/users/${input.userId}/trustors`, entities), events: [] }
  })
