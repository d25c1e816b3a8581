/**
 * The ids that a platform gives out.
 */
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import type { FreshIds } from "@org-trust/core/lifecycle/Request"

/** The new ids of a request that creates nothing. */
export const unneeded: FreshIds = {
  pairingId: PairingId.make("00000000-0000-0000-0000-000000000000"),
  auditId: AuditMessageId.make("00000000-0000-0000-0000-000000000000"),
}

/** Gives out ids; the same ones again where `Random` is seeded. */
export const make = Effect.gen(function* () {
  const random = yield* Random.Random
  // Effect's own generator rather than the machine's entropy, so that a seed makes a run repeatable.
  const { uuidV4 } = SecureRandom.make((size) =>
    new Uint8Array(size).map(() => Math.floor(random.nextDoubleUnsafe() * 256)),
  )
  const uuid = uuidV4()
  // Every request has a correlation id, though nothing but a refusal or an audit tells it: counted, it costs
  // little, from where the count has nine digits for as long as a platform lasts.
  const correlationPrefix = (yield* uuid).slice(0, -9)
  let correlationCount = 100_000_000
  return {
    uuid,
    freshIds: Effect.zipWith(uuid, uuid, (pairing, audit) => ({
      pairingId: PairingId.make(pairing),
      auditId: AuditMessageId.make(audit),
    })),
    nextCorrelationId: (): string => correlationPrefix + String(correlationCount++),
  }
})
