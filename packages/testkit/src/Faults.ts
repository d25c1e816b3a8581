/**
 * The faults of an emulator: which are planned, which have happened, and what is
 * to happen to the request at hand.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import type { RateLimited } from "@org-trust/core/TrustError"
import * as Encounters from "./internal/faults/Encounters.ts"
import * as Injections from "./internal/faults/Injections.ts"
import * as RateWindows from "./internal/faults/RateWindows.ts"
import { type FaultedOperation, type FaultPlan, none } from "./FaultPlan.ts"
import { Platform } from "./Platform.ts"

/**
 * A plan, and how often each of its rules has hit, in the plan's order.
 * @category models
 * @since 0.1.0
 */
export interface FaultsInForce {
  readonly plan: FaultPlan
  readonly hits: ReadonlyArray<number>
}

/**
 * The exchange that something may happen to.
 * @category models
 * @since 0.1.0
 */
export interface FaultedExchange {
  readonly operation: FaultedOperation
  readonly correlationId: string
}

/**
 * The faults of one emulator.
 * @category services
 * @since 0.1.0
 */
export class Faults extends Context.Service<
  Faults,
  {
    readonly inForce: Effect.Effect<FaultsInForce>
    /** Puts a plan in force: its chance, counts and windows begin anew, and what has happened is forgotten. */
    readonly set: (plan: FaultPlan) => Effect.Effect<void>
    /** Ends all faults. */
    readonly clear: Effect.Effect<void>
    /** What has happened since the plan was put in force: the latest 10 000 faults, oldest first. */
    readonly injected: Effect.Effect<ReadonlyArray<Injections.Injected>>
    /** What is to happen to a request that has come in. Each call counts as one request. */
    readonly meet: (exchange: FaultedExchange) => Effect.Effect<Encounters.Encounter>
    /** Counts a request of a token; the refusal, if the token has had as many as its limit in this window. */
    readonly admit: (exchange: FaultedExchange, token: string) => Effect.Effect<RateLimited | undefined>
  }
>()("@org-trust/testkit/Faults") {}

const unlimited = Effect.succeed(undefined)

/**
 * Faults of its own for each use of this effect, over the platform whose reads the plan may delay.
 * @category constructors
 * @since 0.1.0
 */
export const make = Effect.fnUntraced(function* (
  initial: FaultPlan = none,
): Effect.fn.Return<Faults["Service"], never, Platform> {
  const platform = yield* Platform
  const encounters = yield* Ref.make(Encounters.start(initial))
  const windows = yield* Ref.make(RateWindows.start)
  const injections = Injections.make()

  const set = Effect.fnUntraced(function* (plan: FaultPlan) {
    yield* Ref.set(encounters, Encounters.start(plan))
    yield* Ref.set(windows, RateWindows.start)
    injections.forget()
    yield* platform.settleIn(plan.settlingMillis ?? 0)
  })
  yield* set(initial)

  return {
    inForce: Effect.map(Ref.get(encounters), ({ hits, plan }) => ({ plan, hits })),
    set,
    clear: set(none),
    injected: Effect.sync(injections.latest),
    meet: ({ correlationId, operation }) =>
      Effect.map(Ref.modify(encounters, Encounters.meet(operation)), (encounter) => {
        for (const fault of encounter.faults) injections.add({ operation, correlationId, fault })
        return encounter
      }),
    admit: ({ correlationId, operation }, token) =>
      Effect.suspend(() => {
        const { rateLimit } = Ref.getUnsafe(encounters).plan
        if (rateLimit === undefined) return unlimited
        return Effect.gen(function* () {
          const now = yield* platform.now
          const refusal = yield* Ref.modify(windows, RateWindows.admit(rateLimit, token, now.epochMilliseconds))
          if (refusal === undefined) return undefined
          injections.add({ operation, correlationId, fault: { type: "rateLimit" } })
          return RateWindows.refused(rateLimit, refusal, { operation, correlationId })
        })
      }),
  }
})

/**
 * The faults that everything built on this layer shares. Nothing goes wrong unless a plan is given.
 * @category layers
 * @since 0.1.0
 */
export const layer = (initial?: FaultPlan): Layer.Layer<Faults, never, Platform> => Layer.effect(Faults, make(initial))
