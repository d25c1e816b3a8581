import * as Result from "effect/Result"
import * as Ordered from "../../../internal/Ordered.ts"
import type { Trustor } from "../../../entities/Trustor.ts"
import type { Page } from "../../../Page.ts"
import type { InvalidRequest, NotFound } from "../../../TrustError.ts"
import { isTrusted } from "../../EffectiveAccess.ts"
import { type QuestionOf, type Reading, refuse } from "../../Request.ts"
import { trust, trustorsOf } from "../../State.ts"
import { notFound } from "./lookups.ts"
import { pageWindow, start, toPage } from "./paging.ts"
import { view } from "./Trustors.ts"

/**
 * `GET /api/v2/users/{userId}/trustors`
 * @category functions
 * @since 0.1.0
 */
export const list =
  (question: QuestionOf<"UserTrustors.list">): Reading<Page<Trustor>, InvalidRequest | NotFound> =>
  (state) =>
    Result.gen(function* () {
      const { input, origin, principal, profile, world } = question
      const window = yield* pageWindow(profile, origin, input)
      if (world.get(principal.organizationId)?.users.has(input.userId) !== true) {
        return yield* refuse("user-trustors.own-user", notFound(origin, "user", input.userId))
      }
      const found = Ordered.values(trustorsOf(state, principal.organizationId))
        .flatMap((trustorOrgId) => trust(state, trustorOrgId, principal.organizationId) ?? [])
        .filter((each) => isTrusted(world, each, input.userId))
      const from = start(window)
      const entities = found.slice(from, from + window.pageSize).map((each) => view(question, state, each))
      return toPage(window, found.length, `/api/v2/users/${input.userId}/trustors`, entities)
    })
