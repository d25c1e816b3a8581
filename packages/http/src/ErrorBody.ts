/**
 * The API's error body (API model `ErrorBody`) and the statuses that carry it.
 */
import * as Schema from "effect/Schema"
import { lenient } from "./internal/lenient.ts"

/**
 * Which limit was hit (API model `Limit`). `namespace` is an enumeration that grows almost monthly, so it is any string.
 * @category schemas
 * @since 0.1.0
 */
export const LimitBody = Schema.Struct({
  key: lenient(Schema.String),
  namespace: lenient(Schema.String),
  value: lenient(Schema.Finite),
}).annotate({ identifier: "Limit" })
/**
 * Which limit was hit.
 * @category models
 * @since 0.1.0
 */
export type LimitBody = typeof LimitBody.Type

/**
 * A field-level part of an error (API model `Detail`).
 * @category schemas
 * @since 0.1.0
 */
export const DetailBody = Schema.Struct({
  errorCode: lenient(Schema.String),
  fieldName: lenient(Schema.String),
  entityId: lenient(Schema.String),
  entityName: lenient(Schema.String),
}).annotate({ identifier: "Detail" })
/**
 * A field-level part of an error.
 * @category models
 * @since 0.1.0
 */
export type DetailBody = typeof DetailBody.Type

/**
 * An error as it is written on the wire. Programs key on `code`; `message` is for people.
 * @category models
 * @since 0.1.0
 */
export interface ErrorBody {
  readonly message?: string
  readonly code?: string
  /** Repeats the HTTP status. */
  readonly status?: number
  readonly entityId?: string
  readonly entityName?: string
  /** The message as a template, with placeholders that `messageParams` fills. */
  readonly messageWithParams?: string
  readonly messageParams?: { readonly [name: string]: string }
  /** The correlation id, as in the header `ININ-Correlation-Id`. */
  readonly contextId?: string
  readonly details?: ReadonlyArray<DetailBody>
  readonly errors?: ReadonlyArray<ErrorBody>
  /** Since June 2023. */
  readonly limit?: LimitBody
}
/**
 * Codec of {@link ErrorBody}. A field of the wrong type reads as missing.
 * @category schemas
 * @since 0.1.0
 */
export const ErrorBody: Schema.Codec<ErrorBody> = Schema.Struct({
  message: lenient(Schema.String),
  code: lenient(Schema.String),
  status: lenient(Schema.Int),
  entityId: lenient(Schema.String),
  entityName: lenient(Schema.String),
  messageWithParams: lenient(Schema.String),
  messageParams: lenient(Schema.Record(Schema.String, Schema.String)),
  contextId: lenient(Schema.String),
  details: lenient(Schema.Array(DetailBody)),
  errors: lenient(Schema.Array(Schema.suspend((): Schema.Codec<ErrorBody> => ErrorBody))),
  limit: lenient(LimitBody),
}).annotate({ identifier: "ErrorBody" })

/**
 * The statuses that every operation documents for its errors.
 * @category constants
 * @since 0.1.0
 */
export const errorStatuses = [400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504] as const
