/**
 * How a run can end other than done. Every one says what the run has left behind.
 */
import * as Schema from "effect/Schema"
import { JournalError } from "@org-trust/core/access/Journal"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { TrustError } from "@org-trust/core/TrustError"
import { NoCredentials } from "./Parties.ts"
import { Left, RunId } from "./Run.ts"

/**
 * Why a step of a run can fail: as the API tells it, or because there are no credentials,
 * or because what is done cannot be written to the journal of a trust file.
 * @category schemas
 * @since 0.1.0
 */
export const Failure = Schema.Union([...TrustError.members, NoCredentials, JournalError])
/**
 * Why a step of a run can fail.
 * @category models
 * @since 0.1.0
 */
export type Failure = typeof Failure.Type

const common = {
  run: RunId,
  /** For people: parse nothing out of it. */
  message: Schema.String,
  /** What the run has made and has not taken back. */
  left: Schema.Array(Left),
} as const

/**
 * Somebody gave the run up. What it had made it has taken back, but for what is left.
 * @category errors
 * @since 0.1.0
 */
export class GivenUp extends Schema.TaggedError<GivenUp>()("GivenUp", { ...common, reason: Schema.String }) {}

/**
 * A step was refused for good, or failed for as long as the run had patience. What it
 * had made it has taken back, but for what is left.
 * @category errors
 * @since 0.1.0
 */
export class Refused extends Schema.TaggedError<Refused>()("Refused", {
  ...common,
  step: Schema.String,
  error: Failure,
}) {}

/**
 * The pairing was never used, as often as it was asked for anew.
 * @category errors
 * @since 0.1.0
 */
export class PairingExpired extends Schema.TaggedError<PairingExpired>()("PairingExpired", {
  ...common,
  /** How many pairings there were. */
  pairings: Schema.Int,
}) {}

/**
 * Somebody said no.
 * @category errors
 * @since 0.1.0
 */
export class Declined extends Schema.TaggedError<Declined>()("Declined", { ...common, reason: Schema.String }) {}

/**
 * Nobody answered in the time that the input gives.
 * @category errors
 * @since 0.1.0
 */
export class NotAnswered extends Schema.TaggedError<NotAnswered>()("NotAnswered", common) {}

/**
 * There is a trust already, and it is not as asked: nothing was changed. To change a
 * trust that is there, keep it to a trust file.
 * @category errors
 * @since 0.1.0
 */
export class AlreadyTrusted extends Schema.TaggedError<AlreadyTrusted>()("AlreadyTrusted", {
  ...common,
  /** In a sentence each: what differs. */
  differences: Schema.Array(Schema.String),
}) {}

/**
 * Everything was done, but an organization does not see it in the time that the input
 * gives. Nothing was taken back.
 * @category errors
 * @since 0.1.0
 */
export class NotSeen extends Schema.TaggedError<NotSeen>()("NotSeen", { ...common, by: OrganizationId }) {}

/**
 * It was taken back while there was time: everything is as it was before.
 * @category errors
 * @since 0.1.0
 */
export class TakenBack extends Schema.TaggedError<TakenBack>()("TakenBack", { ...common, reason: Schema.String }) {}
