/**
 * Every way in which an operation can fail. The errors mirror the API's error
 * codes, because that is all that an implementation over the wire can truthfully
 * tell; the last four are what may happen on the way.
 */
import * as Schema from "effect/Schema"

const origin = {
  /** Name of the operation that failed, a key of `operations`. */
  operation: Schema.String,
  /** What the server said, or what the model says. For people: parse nothing out of it. */
  message: Schema.String,
  /** The platform's id of the failed exchange; its support asks for it. */
  correlationId: Schema.optionalKey(Schema.String),
} as const

const subject = {
  entityName: Schema.optionalKey(Schema.String),
  entityId: Schema.optionalKey(Schema.String),
} as const

/**
 * Which limit was hit (API model `Limit`).
 * @category schemas
 * @since 0.1.0
 */
export const Limit = Schema.Struct({
  key: Schema.optionalKey(Schema.String),
  namespace: Schema.optionalKey(Schema.String),
  value: Schema.optionalKey(Schema.Finite),
}).annotate({ identifier: "Limit" })
/**
 * Which limit was hit.
 * @category models
 * @since 0.1.0
 */
export type Limit = typeof Limit.Type

/**
 * A field-level part of an error (API model `Detail`).
 * @category schemas
 * @since 0.1.0
 */
export const ErrorDetail = Schema.Struct({
  errorCode: Schema.optionalKey(Schema.String),
  fieldName: Schema.optionalKey(Schema.String),
  entityId: Schema.optionalKey(Schema.String),
  entityName: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "ErrorDetail" })
/**
 * A field-level part of an error.
 * @category models
 * @since 0.1.0
 */
export type ErrorDetail = typeof ErrorDetail.Type

/**
 * The request itself is wrong. 400 `bad.request` (malformed), `invalid.value` (out
 * of range), `invalid.date`; 413 `request.entity.too.large`; 415
 * `unsupported.media.type`. `details` names the fields where that is known.
 * @category errors
 * @since 0.1.0
 */
export class InvalidRequest extends Schema.TaggedError<InvalidRequest>()("InvalidRequest", {
  ...origin,
  code: Schema.String,
  status: Schema.Finite,
  details: Schema.Array(ErrorDetail),
}) {}

/**
 * 404 `not.found`: what the request names does not exist, or no longer exists.
 * @category errors
 * @since 0.1.0
 */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", { ...origin, ...subject }) {}

/**
 * 409: the request contradicts what is there, for instance a second trust between
 * the same organizations. `limit` is present where a limit was hit.
 * @category errors
 * @since 0.1.0
 */
export class Conflict extends Schema.TaggedError<Conflict>()("Conflict", {
  ...origin,
  ...subject,
  code: Schema.String,
  limit: Schema.optionalKey(Limit),
}) {}

/**
 * 400 `self.trust.not.allowed`: the pairing was made by the organization that wants to use it.
 * @category errors
 * @since 0.1.0
 */
export class SelfTrustNotAllowed extends Schema.TaggedError<SelfTrustNotAllowed>()("SelfTrustNotAllowed", origin) {}

/**
 * 400 `pairing.id.required`: no pairing id was given, or the one given is not, or no longer, valid.
 * @category errors
 * @since 0.1.0
 */
export class PairingIdRequired extends Schema.TaggedError<PairingIdRequired>()("PairingIdRequired", origin) {}

/**
 * 400 `trustee.user.required`: a trust has to start with a user or a group.
 * @category errors
 * @since 0.1.0
 */
export class TrusteeUserRequired extends Schema.TaggedError<TrusteeUserRequired>()("TrusteeUserRequired", origin) {}

const missing = {
  ...origin,
  /** The permissions that the operation asks for. */
  permissions: Schema.Array(Schema.String),
} as const

/**
 * 403 `missing.permissions`: not all of the permissions are held in the caller's organization.
 * @category errors
 * @since 0.1.0
 */
export class MissingPermissions extends Schema.TaggedError<MissingPermissions>()("MissingPermissions", missing) {}

/**
 * 403 `missing.any.permissions`: none of the permissions is held in the caller's organization.
 * @category errors
 * @since 0.1.0
 */
export class MissingAnyPermissions extends Schema.TaggedError<MissingAnyPermissions>()(
  "MissingAnyPermissions",
  missing,
) {}

/**
 * 403 `missing.trustor.permissions`: the caller lacks the permission in the trustor organization.
 * @category errors
 * @since 0.1.0
 */
export class MissingTrustorPermissions extends Schema.TaggedError<MissingTrustorPermissions>()(
  "MissingTrustorPermissions",
  missing,
) {}

/**
 * 403 with any other code, for instance `not.authorized`.
 * @category errors
 * @since 0.1.0
 */
export class NotAuthorized extends Schema.TaggedError<NotAuthorized>()("NotAuthorized", {
  ...origin,
  code: Schema.String,
}) {}

/**
 * 401, or the login was refused: `authentication.required` (no token),
 * `bad.credentials` and `credentials.expired` (wrong or expired token),
 * `invalid_client` (the login host does not know the client or its secret).
 * @category errors
 * @since 0.1.0
 */
export class Unauthenticated extends Schema.TaggedError<Unauthenticated>()("Unauthenticated", {
  ...origin,
  code: Schema.String,
}) {}

/**
 * 429: too many requests. `retryAfter` is how long the server asks to wait.
 * @category errors
 * @since 0.1.0
 */
export class RateLimited extends Schema.TaggedError<RateLimited>()("RateLimited", {
  ...origin,
  retryAfter: Schema.optionalKey(Schema.Duration),
  limit: Schema.optionalKey(Limit),
}) {}

/**
 * No usable answer for now: the connection failed (`Transport`), nothing came in
 * time (`Timeout`), or the server said that it cannot answer (`Status`: 408, 500,
 * 502, 503 or 504). Nothing was changed: what asked for a change and may have been
 * carried out is an {@link UnknownOutcome}.
 * @category errors
 * @since 0.1.0
 */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", {
  ...origin,
  reason: Schema.Literals(["Transport", "Timeout", "Status"]),
  status: Schema.optionalKey(Schema.Finite),
  code: Schema.optionalKey(Schema.String),
}) {}

/**
 * An answer that this API does not give: a body that does not decode, a status or
 * code that the operation does not have, a proxy's HTML page, an empty body where
 * one is due. `excerpt` is the beginning of the body, at most 500 characters.
 * @category errors
 * @since 0.1.0
 */
export class UnexpectedResponse extends Schema.TaggedError<UnexpectedResponse>()("UnexpectedResponse", {
  ...origin,
  status: Schema.Finite,
  code: Schema.optionalKey(Schema.String),
  excerpt: Schema.String,
}) {}

/**
 * A failure that says for certain that nothing was changed.
 * @category schemas
 * @since 0.1.0
 */
export const Refusal = Schema.Union([
  InvalidRequest,
  NotFound,
  Conflict,
  SelfTrustNotAllowed,
  PairingIdRequired,
  TrusteeUserRequired,
  MissingPermissions,
  MissingAnyPermissions,
  MissingTrustorPermissions,
  NotAuthorized,
  Unauthenticated,
  RateLimited,
  Unavailable,
  UnexpectedResponse,
])
/**
 * A failure that says for certain that nothing was changed.
 * @category models
 * @since 0.1.0
 */
export type Refusal = typeof Refusal.Type

/**
 * A change was asked for, and whether it was made is unknown: the answer was lost,
 * came too late, said that the server had failed or makes no sense. Sending again and
 * reading back, as far as the replay law of the operation allows them, did not settle
 * it. Look at the state before asking again.
 * @category errors
 * @since 0.1.0
 */
export class UnknownOutcome extends Schema.TaggedError<UnknownOutcome>()("UnknownOutcome", {
  ...origin,
  /** What there is instead of an answer: the last one that leaves the outcome open. */
  cause: Schema.Union([Unavailable, UnexpectedResponse]),
  /** How many times the change was sent and may have been carried out. */
  attempts: Schema.Int,
  /**
   * What the server said when the change was sent again, or could not be read back:
   * for instance a `Conflict`, which the lost request itself may have caused.
   */
  finding: Schema.optionalKey(Refusal),
}) {}

/**
 * Any failure of any operation.
 * @category schemas
 * @since 0.1.0
 */
export const TrustError = Schema.Union([...Refusal.members, UnknownOutcome])
/**
 * Any failure of any operation.
 * @category models
 * @since 0.1.0
 */
export type TrustError = typeof TrustError.Type

/**
 * Failures that every operation can meet, whatever it does.
 * @category constants
 * @since 0.1.0
 */
export const commonErrors = [
  "InvalidRequest",
  "NotAuthorized",
  "Unauthenticated",
  "RateLimited",
  "Unavailable",
  "UnexpectedResponse",
] as const satisfies ReadonlyArray<TrustError["_tag"]>

/**
 * Name of a kind of failure.
 * @category models
 * @since 0.1.0
 */
export type Tag = TrustError["_tag"]

/**
 * The failures of a kind, or of several.
 * @category models
 * @since 0.1.0
 */
export type Tagged<T extends Tag> = Extract<TrustError, { readonly _tag: T }>
