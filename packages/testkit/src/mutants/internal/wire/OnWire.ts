/**
 * What an implementation does on the wire beside what its operations do: how it changes
 * requests before they are carried out, and answers before they are sent.
 */
import * as Effect from "effect/Effect"

/**
 * A request on the wire.
 * @category models
 * @since 0.1.0
 */
export interface WireRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * An answer on the wire.
 * @category models
 * @since 0.1.0
 */
export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * A way on the wire: what is done with a request, of which `next` is the right answer.
 * @category models
 * @since 0.1.0
 */
export type OnWire = (
  request: WireRequest,
  next: (request: WireRequest) => Effect.Effect<WireAnswer>,
) => Effect.Effect<WireAnswer>

/**
 * Answers are changed.
 * @category constructors
 * @since 0.1.0
 */
export const answering =
  (change: (answer: WireAnswer, request: WireRequest) => WireAnswer): OnWire =>
  (request, next) =>
    Effect.map(next(request), (answer) => (isOfApi(request) ? change(answer, request) : answer))

/**
 * Whether a request is one of the API, and not a login or a control.
 * @category predicates
 * @since 0.1.0
 */
export const isOfApi = ({ path }: WireRequest): boolean => path.startsWith("/api/")

/**
 * Whether an answer is a refusal.
 * @category predicates
 * @since 0.1.0
 */
export const isRefusal = ({ status }: WireAnswer): boolean => status >= 400

/**
 * Every object within the JSON of an answer is changed, the innermost first; an answer
 * without JSON stays as it is.
 * @category functions
 * @since 0.1.0
 */
export const withObjects = (
  answer: WireAnswer,
  change: (object: Readonly<Record<string, unknown>>) => unknown,
): WireAnswer => {
  if (answer.body === "") return answer
  const reviver = (_key: string, value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? change(Object.fromEntries(Object.entries(value)))
      : value
  return { ...answer, body: JSON.stringify(JSON.parse(answer.body, reviver)) }
}

/**
 * Every value of a name within the JSON of an answer is changed.
 * @category functions
 * @since 0.1.0
 */
export const withValues = (
  answer: WireAnswer,
  isMeant: (name: string) => boolean,
  change: (value: unknown) => unknown,
): WireAnswer =>
  withObjects(answer, (object) =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, isMeant(name) ? change(value) : value])),
  )

/**
 * An answer with a header, or without it.
 * @category functions
 * @since 0.1.0
 */
export const withHeader = (answer: WireAnswer, name: string, value: string | undefined): WireAnswer => {
  const { [name]: _, ...others } = answer.headers
  return { ...answer, headers: value === undefined ? others : { ...others, [name]: value } }
}

/**
 * The whole body of an answer is changed, where it has one.
 * @category functions
 * @since 0.1.0
 */
export const withBody = (answer: WireAnswer, change: (body: string) => string): WireAnswer =>
  answer.body === "" ? answer : { ...answer, body: change(answer.body) }

/**
 * Refusals are changed, and nothing else.
 * @category constructors
 * @since 0.1.0
 */
export const refusing = (change: (answer: WireAnswer) => WireAnswer): OnWire =>
  answering((answer) => (isRefusal(answer) ? change(answer) : answer))

/**
 * Successes are changed, and nothing else.
 * @category constructors
 * @since 0.1.0
 */
export const succeeding = (change: (answer: WireAnswer, method: string) => WireAnswer): OnWire =>
  answering((answer, { method }) => (isRefusal(answer) ? answer : change(answer, method)))

/**
 * The outermost object of a refusal is changed.
 * @category constructors
 * @since 0.1.0
 */
export const retelling = (change: (refusal: Readonly<Record<string, unknown>>) => unknown): OnWire =>
  refusing((answer) =>
    withBody(answer, (body) => {
      const refusal: Readonly<Record<string, unknown>> = JSON.parse(body)
      return JSON.stringify(change(refusal))
    }),
  )

/**
 * The dates of successes are written in another way.
 * @category constructors
 * @since 0.1.0
 */
export const dating = (write: (text: string) => unknown): OnWire =>
  succeeding((answer) =>
    withValues(
      answer,
      (name) => name.startsWith("date"),
      (value) => (typeof value === "string" ? write(value) : value),
    ),
  )
