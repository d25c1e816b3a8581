import { asMeant } from "@org-trust/core/Input"
import type { Invoke } from "@org-trust/core/Invoke"
import {
  isChange,
  isErrorOf,
  type OperationError,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operations,
  pathOf,
} from "@org-trust/core/Operation"
import type { ReadBack } from "@org-trust/core/ReadBack"
import { readBacks } from "@org-trust/core/ReadBacks"
import type { Refusal, TrustError, UnknownOutcome } from "@org-trust/core/TrustError"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { callEnded, type CallOutcome } from "../Metrics.ts"
import { resourceOf } from "../Pacing.ts"
import { defaultRetry, type Retry } from "../Retry.ts"
import { type Connection, heldBack, makeAttempt } from "./attempt.ts"
import { makeDecodeAnswer } from "./decodeAnswer.ts"
import { type History, type NextStep, nextStep, record, unknownOutcome, type Wait } from "./nextStep.ts"
import * as Patience from "./Patience.ts"
import * as ServerClock from "./ServerClock.ts"
import { hostOf } from "./transportFailure.ts"

/** Carries out one operation. */
export type Call<K extends OperationName> = (
  input: OperationInput<K>,
) => Effect.Effect<OperationOutput<K>, OperationError<K>>

/** What all operations share. */
export interface Shared extends Connection {
  /** None: every call is one request. */
  readonly retry: Retry | undefined
  /** Carries out other operations, to read back what came of a change. */
  readonly invoke: Invoke
}

/** Makes an effect the span of its operation, with the ids of its input that a trace may show: not a pairing's, which is a secret until it is used. */
const makeTraced = (operation: OperationName) => {
  const { input, method } = operations[operation]
  const known = { "http.request.method": method, "url.template": pathOf(operation) }
  const shown = Object.keys(input.fields).filter((name) => /(Org|User|Group)Id$/.test(name))
  const attributesOf = (input: object): Record<string, unknown> => {
    const attributes: Record<string, unknown> = { ...known }
    for (const name of shown) {
      if (Predicate.hasProperty(input, name)) attributes[name] = input[name]
    }
    return attributes
  }
  return <A, E>(input: object, effect: Effect.Effect<A, E>): Effect.Effect<A, E> => {
    const span = Effect.withSpan(
      operation,
      { kind: "client", attributes: attributesOf(input) },
      // It would show the same place of this library for every call.
      { captureStackTrace: false },
    )
    // A span keeps what its effect ended with, and V8 may come to make what holds spans where only a full collection
    // looks: a page would live as long. A pairing id is a secret besides. So answers go around the span; failures and
    // interruptions end it, and what follows, as they are.
    return Effect.suspend(() => {
      let answer: Effect.Effect<A> = Effect.never
      const untold = Effect.map(effect, (output) => {
        answer = Effect.succeed(output)
      })
      return Effect.flatMap(span(untold), () => answer)
    })
  }
}

const outcomeOf = (exit: Exit.Exit<unknown, TrustError>): CallOutcome => {
  if (Exit.isSuccess(exit)) return "Success"
  const error = Exit.findError(exit)
  return Result.isSuccess(error) ? error.success._tag : "Interrupted"
}

/** Times an effect and records how it ended. */
const measured = <A, E extends TrustError>(operation: OperationName, effect: Effect.Effect<A, E>) =>
  Effect.clockWith((clock) => {
    const start = clock.monotonicTimeNanosUnsafe()
    return Effect.onExit(effect, (exit) =>
      callEnded(operation, outcomeOf(exit), Duration.nanos(clock.monotonicTimeNanosUnsafe() - start)),
    )
  })

/** The answer to a removal. */
const noContent = { status: 204, headers: {}, body: "" } as const

/** How often a state is read again that does not explain why a change was refused: it may lag behind. */
const rereads = 4

/** Makes calls of operations: attempts, and between them what the replay law allows. */
export const makeCall = (shared: Shared) => {
  const { invoke, pacing, retry } = shared
  const serverClock = ServerClock.make()
  const toAttempt = makeAttempt(shared, serverClock)
  const host = hostOf(shared.baseUrl)

  return <K extends OperationName>(operation: K): Call<K> => {
    type Output = OperationOutput<K>
    const decode = makeDecodeAnswer(operation)
    const attempt = toAttempt(operation, decode)
    const traced = makeTraced(operation)
    const resource = resourceOf(operation)
    const law = isChange(operation) ? (retry ?? defaultRetry).replayOf(operation) : "safe"
    const readBack: ReadBack<K> | undefined = readBacks[operation]

    // By the laws, and by how answers are read, no other error comes here.
    const fail = (error: Refusal | UnknownOutcome): Effect.Effect<never, OperationError<K>> =>
      isErrorOf(operation, error) ? Effect.fail(error) : Effect.die(error)

    const takeTurn = (patience: Patience.Patience) => pacing.turn(resource, patience.remaining)

    /** Tells of a failure as it happens: who waits for a call should not wait in silence. */
    const tell = ({ message }: TrustError, next: string) =>
      Effect.logWarning(`${operation} at ${host}: ${message}; ${next}`)

    /** Waits before what comes next, with a word on why; false, at once, where there is no time left for that. */
    const rest = Effect.fnUntraced(function* (
      patience: Patience.Patience,
      error: TrustError,
      next: string,
      wait?: Wait,
    ) {
      const pause = yield* patience.pause(wait?.retryAfter, wait?.within)
      if (pause === undefined) return false
      yield* tell(error, `${next} in ${Duration.format(Duration.millis(Math.round(Duration.toMillis(pause))))}`)
      yield* Effect.sleep(pause)
      return true
    })

    /** Reads back what came of a change: its output, or none where it has to be sent again. */
    const findOut = Effect.fnUntraced(function* (
      input: OperationInput<K>,
      { finding, history, mayResend }: Extract<NextStep<Output>, { readonly _tag: "ReadBack" }>,
      start: number,
      patience: Patience.Patience,
    ): Effect.fn.Return<Option.Option<Output>, OperationError<K>> {
      const unknown = fail(unknownOutcome(operation, history, finding))
      if (readBack === undefined || retry === undefined) return yield* unknown
      const since = Effect.sync(() => serverClock.at(start))
      const read = Effect.provideService(readBack(invoke, input, since), Patience.Deadline, patience.deadline)
      for (let reread = 0; ; reread++) {
        const found = yield* Effect.result(read)
        if (Result.isFailure(found)) {
          // It cannot be read: not now, or not by this caller.
          const { failure } = found
          return yield* fail(
            unknownOutcome(operation, history, finding ?? (failure._tag === "UnknownOutcome" ? undefined : failure)),
          )
        }
        if (found.success._tag === "Done") return Option.some(found.success.output)
        if (found.success._tag === "NotDone" && finding === undefined) {
          const goesOn = mayResend && (yield* rest(patience, history.unclear, "sent again"))
          return goesOn ? Option.none() : yield* unknown
        }
        if (reread === rereads || !(yield* rest(patience, finding ?? history.unclear, "read back")))
          return yield* unknown
      }
    })

    const run = Effect.fnUntraced(function* (input: OperationInput<K>): Effect.fn.Return<Output, OperationError<K>> {
      const clock = yield* Clock.Clock
      const patience = Patience.make(retry, clock, yield* Patience.Deadline)
      const held = yield* takeTurn(patience)
      if (Option.isSome(held)) return yield* fail(heldBack(operation, held.value))
      const start = clock.currentTimeMillisUnsafe()
      let history: History = { attempts: 0 }
      for (;;) {
        const made = yield* attempt(input, patience, clock)
        if (made._tag === "NotNow" && made.hold !== undefined) yield* pacing.hold(resource, made.hold)
        history = record(law, history, made)
        const next = nextStep(operation, law, history, made)
        switch (next._tag) {
          case "Succeed":
            yield* Effect.logDebug(`${operation} at ${host} succeeded`)
            return next.output
          case "Gone":
            return yield* Result.match(decode(noContent), {
              onFailure: Effect.die,
              onSuccess: Effect.succeed,
            })
          case "Fail":
            return yield* fail(next.error)
          case "ReadBack": {
            yield* tell(next.finding ?? next.history.unclear, "now read back")
            const output = yield* findOut(input, next, start, patience)
            if (Option.isSome(output)) return output.value
            if (Option.isSome(yield* takeTurn(patience))) return yield* fail(unknownOutcome(operation, next.history))
            break
          }
          case "Resend": {
            const goesOn = yield* rest(patience, next.error, "next try", next)
            if (!goesOn || Option.isSome(yield* takeTurn(patience))) return yield* fail(next.error)
          }
        }
      }
    })

    return (given) => {
      const input = asMeant(given)
      return traced(input, measured(operation, run(input)))
    }
  }
}
