/**
 * What a plan does to an exchange.
 */
import * as Effect from "effect/Effect"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import { type TrustError, Unauthenticated } from "@org-trust/core/TrustError"
import type { FaultedOperation } from "../../../FaultPlan.ts"
import type { FaultedExchange, Faults } from "../../../Faults.ts"
import type { Platform } from "../../../Platform.ts"
import { CorrelationId } from "../CorrelationId.ts"
import { Connection, lost } from "./Connection.ts"
import type { Disturbance } from "../../../internal/faults/Encounters.ts"
import * as Spoiled from "./Spoiled.ts"
import * as StatusFault from "./StatusFault.ts"

type Response = HttpServerResponse.HttpServerResponse

/** An exchange as it is without faults. */
export interface Undisturbed<E, R> {
  readonly operation: FaultedOperation
  /** Carries the request out and gives the right answer. */
  readonly handle: Effect.Effect<Response, E, R>
  /** How errors are written where the request went. */
  readonly answerOf: (error: TrustError) => Response
  /** Forgets the token that came with the request. */
  readonly forgetToken: Effect.Effect<void>
}

const cut = Effect.flatMap(Connection, (connection) => Effect.as(connection.cut, lost))

/** Exchanges with the faults of an emulator. */
export const make = (faults: Faults["Service"], platform: Platform["Service"]) => {
  const disturb = <E, R>(
    fault: Disturbance,
    exchange: FaultedExchange,
    { answerOf, forgetToken, handle }: Undisturbed<E, R>,
  ): Effect.Effect<Response, E, R | HttpServerRequest.HttpServerRequest> => {
    const instead = <A, R2>(answer: Effect.Effect<A, never, R2>, when: "before" | "after") =>
      when === "after" ? Effect.andThen(handle, answer) : answer
    switch (fault.type) {
      case "status":
        return instead(StatusFault.respond(fault, exchange, answerOf), fault.when)
      case "reset":
        return instead(cut, fault.when)
      case "html":
        return instead(Effect.succeed(Spoiled.proxyPage(fault.status)), fault.when)
      case "truncated":
        return Effect.map(handle, Spoiled.truncated)
      case "garbage":
        return Effect.map(handle, Spoiled.garbage)
      case "contentType":
        return Effect.map(handle, Spoiled.asPlainText)
      case "duplicate":
        // The platform takes the second one for a request of its own.
        return Effect.tap(handle, () =>
          Effect.flatMap(platform.uuid, (another) => Effect.provideService(handle, CorrelationId, another)),
        )
      case "expiredToken": {
        const error = new Unauthenticated({
          ...exchange,
          code: "bad.credentials",
          message: "The token is not known or has expired",
        })
        return Effect.as(forgetToken, answerOf(error))
      }
    }
  }

  /** The exchange, with what the plan has for it. */
  return <E, R>(undisturbed: Undisturbed<E, R>): Effect.Effect<Response, E, R | HttpServerRequest.HttpServerRequest> =>
    Effect.flatMap(CorrelationId, (correlationId) => {
      const exchange: FaultedExchange = { operation: undisturbed.operation, correlationId }
      return Effect.flatMap(faults.meet(exchange), ({ delayMillis, disturbance }) => {
        const then = disturbance === undefined ? undisturbed.handle : disturb(disturbance, exchange, undisturbed)
        return delayMillis === 0 ? then : Effect.andThen(Effect.sleep(delayMillis), then)
      })
    })
}
