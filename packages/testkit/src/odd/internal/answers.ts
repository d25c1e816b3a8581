/**
 * What odd implementations are made of: ways to answer as the model does, in other words.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Answer from "@org-trust/core/Answer"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import {
  type OperationEntry,
  type OperationError,
  type OperationName,
  type OperationOutput,
  operations,
} from "@org-trust/core/Operation"
import { commonErrors, TrustError } from "@org-trust/core/TrustError"

/** JSON with fields by name. */
export interface Fields {
  readonly [name: string]: unknown
}

/** JSON of an answer, or of an error, made other JSON. */
export type Retell = (json: unknown, request: Request, environment: Environment) => unknown

const isFields = (json: unknown): json is Fields => typeof json === "object" && json !== null && !Array.isArray(json)

const retold = <K extends OperationName>(environment: Environment, request: Request<K>, retell: Retell) => {
  const decode = Schema.decodeUnknownSync(operations[request.operation].output)
  const encode = Answer.encoder(request.operation)
  return (reply: OperationOutput<K>): OperationOutput<K> =>
    reply === undefined ? reply : decode(retell(structuredClone(encode(reply)), request, environment))
}

/** Answers the same in other words. */
export const answering =
  (retell: Retell): Step =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>) => {
    const stepped: Stepped<K> = step(environment, state, request)
    return { ...stepped, result: Result.map(stepped.result, retold(environment, request, retell)) }
  }

const encodeError = Schema.encodeSync(TrustError)
const decodeError = Schema.decodeUnknownSync(TrustError)

const isErrorOf = <K extends OperationName>(operation: K, error: TrustError): error is OperationError<K> => {
  const { errors }: OperationEntry = operations[operation]
  return [...errors, ...commonErrors].some((tag) => tag === error._tag)
}

/** Refuses the same in other words; the kind of the error stays. */
export const refusing =
  (retell: (error: Fields) => Fields): Step =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>) => {
    const stepped: Stepped<K> = step(environment, state, request)
    return {
      ...stepped,
      result: Result.mapError(stepped.result, (error: OperationError<K>): OperationError<K> => {
        const told = encodeError(error)
        const other = decodeError(retell({ ...told }))
        return isErrorOf(request.operation, other) ? other : error
      }),
    }
  }

/** Changes every object in an answer, the innermost first. */
export const everywhere =
  (change: (fields: Fields) => Fields): Retell =>
  (json) => {
    const walk = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(walk)
      if (!isFields(value)) return value
      return change(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part)])))
    }
    return walk(json)
  }

/** Leaves some fields out, wherever they are. */
export const without = (...names: ReadonlyArray<string>): Retell =>
  everywhere((fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name))))

/** Changes the object that is answered, and nothing within it. */
export const atTop =
  (change: (fields: Fields, request: Request, environment: Environment) => Fields): Retell =>
  (json, request, environment) =>
    isFields(json) ? change(json, request, environment) : json

/** Changes each array in an answer. */
export const arrays = (change: (items: ReadonlyArray<unknown>, name: string) => ReadonlyArray<unknown>): Retell =>
  everywhere((fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? change(value, name) : value]),
    ),
  )

/** Changes each audit that is answered. */
export const audits = (change: (message: Fields, environment: Environment) => Fields): Retell =>
  atTop((answer, _request, environment) =>
    Array.isArray(answer["auditMessages"])
      ? {
          ...answer,
          auditMessages: answer["auditMessages"].map((each: unknown) =>
            isFields(each) ? change(each, environment) : each,
          ),
        }
      : answer,
  )
