import * as Arr from "effect/Array"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { CareTrustOptions } from "../entities/CareTrust.ts"
import type { Invoke } from "../Invoke.ts"
import { done, isNew, notDone, otherwise, type ReadBack } from "../ReadBack.ts"
import type { Trustee } from "../entities/Trustee.ts"

const isAsAsked = (trust: Trustee, options: CareTrustOptions, since: DateTime.Utc): boolean =>
  isNew(trust.dateCreated, since) &&
  (trust.usesDefaultRole ?? false) === (options.assignDefaultRole ?? false) &&
  (trust.hasFullAccess ?? false) === (options.assignFullAccess ?? false) &&
  (trust.isTrustedUser ?? false) === (options.allowTrustedUserAccess ?? false) &&
  (trust.dateExpired !== undefined) === (options.autoExpire ?? false)

/** There is a new default trust, with the flags that were asked for. */
export const defaultTrustCreated: ReadBack<"DefaultTrusts.create"> = (invoke, options, since) =>
  Effect.gen(function* () {
    const trust = yield* invoke("DefaultTrusts.get", {})
    return isAsAsked(trust, options, yield* since) ? done(trust) : otherwise
  }).pipe(Effect.catchTag("NotFound", () => Effect.succeed(notDone)))

const trustsWithCare = Effect.fnUntraced(function* (invoke: Invoke) {
  const { entities } = yield* invoke("CareTrusts.list", {})
  return yield* Effect.forEach(entities, ({ id }) =>
    invoke("Trustees.get", { trusteeOrgId: id }).pipe(
      Effect.asSome,
      Effect.catchTag("NotFound", () => Effect.succeedNone),
    ),
  )
})

/** There are trusts with all organizations of Customer Care, and the new ones are as they were asked for. */
export const careTrustsCreated: ReadBack<"CareTrusts.create"> = (invoke, options, since) =>
  Effect.gen(function* () {
    const found = yield* trustsWithCare(invoke)
    const entities = Arr.getSomes(found)
    if (entities.length < found.length) return notDone
    const from = yield* since
    const total = entities.length
    return entities.some((trust) => isAsAsked(trust, options, from))
      ? done({ entities, pageNumber: 1, pageSize: total, total, pageCount: 1 })
      : otherwise
  })
