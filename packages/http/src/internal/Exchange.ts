/**
 * One request and its answer, within limits of time and size, and with nothing but
 * typed failures.
 */
import { Unavailable, type UnexpectedResponse } from "@org-trust/core/TrustError"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import { type Received, unexpected } from "./ErrorMapping.ts"
import { type Conceal, concealPairingIds, excerptOf } from "./Excerpt.ts"
import { watchConnectErrors } from "./connectErrors.ts"
import { encodingsOf } from "./contentEncoding.ts"
import { watchDeparture } from "./departures.ts"
import type { Limits } from "../Limits.ts"
import { type Defect, readFailure } from "./transportFailure.ts"
import { currentTurn, over } from "./turn.ts"
import { isBeforeWriting, type Phase } from "../Transport.ts"
import type { NoReply, Wire } from "./wire.ts"

/** What an exchange is part of. */
export interface ExchangeContext {
  /** Name of the operation, for errors. */
  readonly operation: string
  /** Applied to what goes into errors. */
  readonly conceal: Conceal
  /** Whether it matters if the request has left. */
  readonly isChange?: boolean
}

/** There is no answer to go by. */
export class NoAnswer extends Data.TaggedError("NoAnswer")<{
  readonly error: Unavailable | UnexpectedResponse
  /** False where certainly nothing of the request has left: there was no connection, or it could not be written. */
  readonly isSent: boolean
  /** Whether what stood in the way may pass. */
  readonly isPassing: boolean
  /** How far the request had come, where that is known. */
  readonly phase: Phase | undefined
}> {}

/**
 * Carries out a request and reads the answer, whatever its status. Fails with
 * `NoAnswer`: `Unavailable` where there is no connection (`Transport`) or no complete
 * answer in time (`Timeout`), `UnexpectedResponse` where the body is larger than the
 * limit. Interruption aborts the request.
 */
export const exchange = (
  wire: Wire,
  request: HttpClientRequest,
  limits: Limits,
  { conceal, isChange, operation }: ExchangeContext,
): Effect.Effect<Received, NoAnswer> =>
  Effect.suspend(() => {
    // Who notes each phase is believed.
    const turn = wire.tellsPhases ? over : currentTurn()
    let noted: Phase | undefined
    const departure = isChange === true && !wire.tellsPhases ? watchDeparture(request.method, request.url) : undefined
    const progress = (): Phase | undefined => noted ?? (departure?.isHeldUp() === true ? "connecting" : undefined)

    const broken = (error: HttpClientError | Defect, encodings: ReadonlyArray<string> = []) => {
      const { isPassing, isSent, parts, phase } = readFailure(error, progress(), turn)
      // Some transports decode by themselves, and fail where they cannot.
      const ofAnswer = encodings.length === 0 ? [] : [`the answer says that it is in ${encodings.join(", ")}`]
      const message = excerptOf([...parts, ...ofAnswer].join(": "), (text) =>
        concealPairingIds(operation)(conceal(text)),
      )
      return new NoAnswer({
        error: new Unavailable({ operation, reason: "Transport", message }),
        isSent,
        isPassing,
        phase,
      })
    }

    // An error is made where there is one: it takes a picture of the stack.
    const late = (phase = progress()) => {
      const isSent = phase === undefined || !isBeforeWriting(phase)
      const message = isSent ? "No answer in time" : "No connection in time"
      const error = new Unavailable({ operation, reason: "Timeout", message })
      return new NoAnswer({ error, isSent, isPassing: true, phase })
    }

    const tooLarge = (received: Received) =>
      new NoAnswer({
        error: unexpected(operation, received, {
          message: `The body is larger than ${limits.maxBodySize} bytes`,
          conceal,
        }),
        isSent: true,
        isPassing: false,
        phase: "body",
      })

    const noAnswer = (error: NoReply) => {
      if (error._tag === "Late") return late()
      return error._tag === "Unread" ? broken(error.error, encodingsOf(error.encoding)) : broken(error)
    }

    watchConnectErrors()
    const answer = Effect.matchEffect(
      wire.carry(request, limits, (phase) => {
        noted = phase
      }),
      {
        onFailure: (error) => Effect.fail(noAnswer(error)),
        onSuccess: ({ encoding, headers, isComplete, status, text }) => {
          const received: Received = { status, headers, body: text, ...(encoding !== undefined && { encoding }) }
          return isComplete ? Effect.succeed(received) : Effect.fail(tooLarge(received))
        },
      },
    )
    return departure === undefined ? answer : Effect.ensuring(answer, Effect.sync(departure.end))
  })
