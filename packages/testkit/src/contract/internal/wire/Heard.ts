/**
 * An exchange that was heard, with what is known of it.
 */
import * as Predicate from "effect/Predicate"
import type { OperationName } from "@org-trust/core/Operation"
import type { Exchange } from "../../Wire.ts"
import { answers, errorBody } from "./models.ts"
import { operationOf } from "./OperationOf.ts"
import { type Mistake, mistakesIn } from "./Shape.ts"

/** An exchange that was heard. */
export interface Heard extends Exchange {
  /** What was asked for, where it is of the API. */
  readonly operation: OperationName | undefined
  readonly isSuccess: boolean
  readonly isRefusal: boolean
  /** The body as JSON; undefined where it is none, or cannot be looked into. */
  readonly json: unknown
  /** Whether the body is JSON, where it can be looked into. */
  readonly isJson: boolean
  /** What is wrong with the body, by the model that it should be of. */
  readonly mistakes: ReadonlyArray<Mistake>
}

/** A text as JSON, where it is. */
export const parsed = (text: string): { readonly isJson: boolean; readonly json: unknown } => {
  try {
    const json: unknown = JSON.parse(text)
    return { isJson: true, json }
  } catch {
    return { isJson: false, json: undefined }
  }
}

/** What is known of an exchange; nothing where it is not of the API. */
export const heardOf = (exchange: Exchange): Heard | undefined => {
  const operation = operationOf(exchange.method, exchange.path)
  if (operation === undefined && !exchange.path.startsWith("/api/")) return undefined
  const { body, headers, status } = exchange
  const isSuccess = status >= 200 && status < 300
  const isRefusal = status >= 400
  const { isJson, json } =
    body === "" || headers["content-encoding"] !== undefined ? { isJson: true, json: undefined } : parsed(body)
  const shape = isRefusal ? errorBody : isSuccess && operation !== undefined ? answers[operation] : undefined
  const where = isRefusal ? "the body" : "the answer"
  const mistakes = shape === undefined ? [] : mistakesIn(shape, json, where)
  return { ...exchange, operation, isSuccess, isRefusal, isJson, json, mistakes }
}

/** A field of the body, where it is an object. */
export const fieldOf = ({ json }: Pick<Heard, "json">, name: string): unknown =>
  Predicate.hasProperty(json, name) ? json[name] : undefined

/** A field of the body that is a text. */
export const textOf = (heard: Pick<Heard, "json">, name: string): string | undefined => {
  const value = fieldOf(heard, name)
  return typeof value === "string" ? value : undefined
}

/** What is wrong with what a body is said to be, where it should be JSON. */
export const typeBreach = ({ headers }: Pick<Exchange, "headers">): string | undefined => {
  const type = headers["content-type"]
  return /^application\/json\s*(;|$)/i.test(type ?? "")
    ? undefined
    : `expected the content type application/json, got ${type ?? "none"}`
}
