/**
 * The latest calls that the emulator has answered, for those who look at it. What a
 * request costs for it is a few references in a ring; a call is put into words only
 * when somebody asks.
 */
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import { Faults } from "../../../Faults.ts"
import { lost } from "../faults/Connection.ts"

/** How many calls are remembered. */
export const remembered = 200

/** Characters of a path that are told at most. */
const longestPath = 500

/** A call as it is told, in JSON. */
export interface Call {
  /** Counted from 1, without gaps. */
  readonly number: number
  /** The platform's time of the answer. */
  readonly at: string
  /** The id of the client that called, if it is known. */
  readonly client?: string
  readonly method: string
  /** With the query. */
  readonly path: string
  /** Absent where the connection was cut in place of an answer. */
  readonly status?: number
  /** The error code of a refusal. */
  readonly code?: string
  /** The types of the faults that have happened to it. */
  readonly faults?: ReadonlyArray<string>
}

/** A call as it is remembered. */
export interface Exchange {
  readonly request: Pick<HttpServerRequest.HttpServerRequest, "method" | "url">
  readonly response: HttpServerResponse.HttpServerResponse
  readonly client: string | undefined
  readonly at: DateTime.Utc
  readonly correlationId: string
}

interface Kept extends Omit<Exchange, "request" | "response"> {
  readonly number: number
  readonly method: string
  readonly path: string
  readonly status: number | undefined
  /** Only of refusals, which say why. */
  readonly refusal: HttpServerResponse.HttpServerResponse | undefined
}

/** The calls of one emulator. */
export class Calls extends Context.Service<
  Calls,
  {
    readonly note: (exchange: Exchange) => void
    /**
     * The calls after the one of this number, as far as they are remembered, and then
     * each that comes, until they end. Who reads too slowly misses some.
     */
    readonly after: (number: number) => Stream.Stream<Call>
    /** Ends all streams, for good. */
    readonly end: Effect.Effect<void>
  }
>()("./Calls.ts") {}

const parse = Option.liftThrowable((text: string): unknown => JSON.parse(text))

/** The code of a refusal: that of the API's errors, or that of the token endpoint's. */
const codeOf = ({ body }: HttpServerResponse.HttpServerResponse): string | undefined => {
  if (body._tag !== "Uint8Array") return undefined
  const said = Option.getOrUndefined(parse(new TextDecoder().decode(body.body)))
  for (const name of ["code", "error"]) {
    if (Predicate.hasProperty(said, name) && typeof said[name] === "string") return said[name]
  }
  return undefined
}

/** Ends the streams before the server waits for its answers to end; to be built after the server. */
export const layerEnd: Layer.Layer<never, never, Calls> = Layer.effectDiscard(
  Effect.flatMap(Calls, ({ end }) => Effect.addFinalizer(() => end)),
)

/** No calls yet. */
export const layer: Layer.Layer<Calls, never, Faults> = Layer.effect(
  Calls,
  Effect.gen(function* () {
    const { injected } = yield* Faults
    const ring: Array<Kept> = []
    let count = 0
    let isOver = false
    const waiting = new Set<() => void>()
    const wake = () => {
      // Who is woken may wait again at once.
      const woken = [...waiting]
      waiting.clear()
      for (const resume of woken) resume()
    }
    const untilMore = (number: number) =>
      Effect.callback<void>((resume) => {
        if (isOver || count > number) return resume(Effect.void)
        const wakeUp = () => resume(Effect.void)
        waiting.add(wakeUp)
        return Effect.sync(() => waiting.delete(wakeUp))
      })

    const tell = ({ at, client, correlationId, method, number, path, refusal, status }: Kept) =>
      Effect.map(injected, (faults): Call => {
        const code = refusal === undefined ? undefined : codeOf(refusal)
        const types = faults.filter((each) => each.correlationId === correlationId).map(({ fault }) => fault.type)
        return {
          number,
          at: DateTime.formatIso(at),
          ...(client !== undefined && { client }),
          method,
          path: path.slice(0, longestPath),
          ...(status !== undefined && { status }),
          ...(code !== undefined && { code }),
          ...(types.length > 0 && { faults: types }),
        }
      })

    return {
      note: ({ request: { method, url }, response, ...exchange }) => {
        const refusal = response.status < 400 || response === lost ? undefined : response
        const status = response === lost ? undefined : response.status
        ring[count % remembered] = { ...exchange, number: count + 1, method, path: url, status, refusal }
        count++
        if (waiting.size > 0) wake()
      },
      after: (number) =>
        // A number that there is not yet is one of an emulator before this one.
        Stream.paginate(number > count ? 0 : number, (seen) =>
          Effect.andThen(
            untilMore(seen),
            Effect.gen(function* () {
              if (isOver) return [[], Option.none<number>()] as const
              const from = Math.max(seen, count - remembered)
              const next = count
              const news = Array.from({ length: next - from }, (_, at) => ring[(from + at) % remembered])
              return [yield* Effect.forEach(news.filter(Predicate.isNotUndefined), tell), Option.some(next)] as const
            }),
          ),
        ),
      end: Effect.sync(() => {
        isOver = true
        wake()
      }),
    }
  }),
)
