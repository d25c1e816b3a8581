/**
 * What goes into a decision and what comes out of it. Time, ids and everything
 * else that is not determined come in as data.
 */
import type * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { AuditMessageId, PairingId } from "../Identifiers.ts"
import type { OperationError, OperationInput, OperationName, OperationOutput } from "../Operation.ts"
import type { Principal } from "../Principal.ts"
import type { Event } from "./Event.ts"
import type { Profile } from "./Profile.ts"
import type { RuleId } from "./Rule.ts"
import type { State } from "./State.ts"
import type { World } from "./World.ts"

/** What decisions rest on beside the state. */
export interface Environment {
  readonly world: World
  readonly profile: Profile
}

/** Ids for what a request may create. They have to be new. */
export interface FreshIds {
  readonly pairingId: PairingId
  /** Of the first event; the ids of further ones are made from it. */
  readonly auditId: AuditMessageId
}

/** Somebody asks for an operation at a point in time. */
export interface Request<K extends OperationName = OperationName> {
  readonly operation: K
  readonly principal: Principal
  readonly input: OperationInput<K>
  readonly now: DateTime.Utc
  readonly fresh: FreshIds
  /** Goes into errors and audits. */
  readonly correlationId?: string
}

/** The answer to a request, and what happened: mostly one event, but several where several trusts change. */
export interface Decision<K extends OperationName> {
  readonly reply: OperationOutput<K>
  readonly events: ReadonlyArray<Event>
}

/** Why a request is refused: the error to answer with, and the rule behind it. */
export interface Refusal<E> {
  readonly rule: RuleId
  readonly error: E
}

/** The outcome of deciding a request. */
export type Outcome<K extends OperationName> = Result.Result<Decision<K>, Refusal<OperationError<K>>>

/** What every error says of where it comes from. */
export interface Origin {
  readonly operation: OperationName
  readonly correlationId?: string
}

/** Where an error comes from. */
export const originOf = (operation: OperationName, correlationId: string | undefined): Origin =>
  correlationId === undefined ? { operation } : { operation, correlationId }

/** A request together with all that is known when it is decided. */
export interface Situation<K extends OperationName> extends Environment, Request<K> {
  readonly state: State
  readonly origin: Origin
}

/** Refuses by a rule. */
export const refuse = <E>(rule: RuleId, error: E): Result.Result<never, Refusal<E>> => Result.fail({ rule, error })

/** Answers without changing anything. */
export const answer = <A>(reply: A): Result.Result<{ readonly reply: A; readonly events: readonly [] }> =>
  Result.succeed({ reply, events: [] })
