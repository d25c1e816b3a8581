/**
 * What goes into a decision and what comes out of it. Time, ids and everything
 * else that is not determined come in as data.
 */
import type * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { AuditMessageId, type PairingId } from "../Identifiers.ts"
import type { OperationError, OperationInput, OperationName, OperationOutput } from "../Operation.ts"
import type { Principal } from "../Principal.ts"
import type { Event } from "./Event.ts"
import type { Profile } from "./Profile.ts"
import type { RuleId } from "./Rule.ts"
import type { State } from "./State.ts"
import type { World } from "./World.ts"

/**
 * What decisions rest on beside the state.
 * @category models
 * @since 0.1.0
 */
export interface Environment {
  readonly world: World
  readonly profile: Profile
}

/**
 * Ids for what a request may create. They have to be new.
 * @category models
 * @since 0.1.0
 */
export interface FreshIds {
  readonly pairingId: PairingId
  /** Of the first event; the ids of further ones are made from it. */
  readonly auditId: AuditMessageId
}

/**
 * An id for each of several events: the first is the fresh one, the others count its first block up.
 * @category functions
 * @since 0.1.0
 */
export const auditIdAt = (fresh: AuditMessageId, at: number): AuditMessageId => {
  if (at === 0) return fresh
  const block = (Number.parseInt(fresh.slice(0, 8), 16) + at) % 2 ** 32
  return AuditMessageId.make(block.toString(16).padStart(8, "0") + fresh.slice(8))
}

/**
 * Somebody asks for an operation at a point in time.
 * @category models
 * @since 0.1.0
 */
export interface Request<K extends OperationName = OperationName> {
  readonly operation: K
  readonly principal: Principal
  readonly input: OperationInput<K>
  readonly now: DateTime.Utc
  readonly fresh: FreshIds
  /** Goes into errors and audits. */
  readonly correlationId?: string
}

/**
 * Why a request is refused: the error to answer with, and the rule behind it.
 * @category models
 * @since 0.1.0
 */
export interface Refused<E> {
  readonly rule: RuleId
  readonly error: E
}

/**
 * An answer, or a refusal.
 * @category models
 * @since 0.1.0
 */
export type Ruling<A, E> = Result.Result<A, Refused<E>>

/**
 * Answers from a state.
 * @category models
 * @since 0.1.0
 */
export type Reading<A, E> = (state: State) => Ruling<A, E>

/**
 * What a request makes happen, and how the answer is read from the state afterwards:
 * a change answers what the next read shows. Mostly it is one event, but several where
 * several trusts change, and none where somebody only reads.
 * @category models
 * @since 0.1.0
 */
export interface Decision<A, E> {
  readonly events: ReadonlyArray<Event>
  readonly reply: Reading<A, E>
}

/**
 * What came of a request: the answer, what happened, and the state after it.
 * @category models
 * @since 0.1.0
 */
export interface CarriedOut<K extends OperationName> {
  readonly reply: OperationOutput<K>
  readonly events: ReadonlyArray<Event>
  readonly state: State
}

/**
 * What came of a request, or why it was refused.
 * @category models
 * @since 0.1.0
 */
export type RulingOn<K extends OperationName> = Ruling<CarriedOut<K>, OperationError<K>>

/**
 * What every error says of where it comes from.
 * @category models
 * @since 0.1.0
 */
export interface Origin {
  readonly operation: OperationName
  readonly correlationId?: string
}

/**
 * Where an error comes from.
 * @category functions
 * @since 0.1.0
 */
export const originOf = (operation: OperationName, correlationId: string | undefined): Origin =>
  correlationId === undefined ? { operation } : { operation, correlationId }

/**
 * What somebody asks who may ask it, with all that the answer rests on beside the state.
 * @category models
 * @since 0.1.0
 */
export interface Question<Input = unknown> extends Environment {
  readonly principal: Principal
  readonly input: Input
  readonly now: DateTime.Utc
  readonly fresh: FreshIds
  readonly origin: Origin
}

/**
 * The question that a request for an operation puts.
 * @category models
 * @since 0.1.0
 */
export type QuestionOf<K extends OperationName> = Question<OperationInput<K>>

/**
 * Refuses by a rule.
 * @category functions
 * @since 0.1.0
 */
export const refuse = <E>(rule: RuleId, error: E): Ruling<never, E> => Result.fail({ rule, error })

/**
 * Decides that something happens, or nothing, and that the answer is what a read shows then.
 * @category functions
 * @since 0.1.0
 */
export const happens = <A, E>(events: ReadonlyArray<Event>, reply: Reading<A, E>): Ruling<Decision<A, E>, never> =>
  Result.succeed({ events, reply })

/**
 * The answer of a change that answers nothing.
 * @category functions
 * @since 0.1.0
 */
export const noContent: Reading<void, never> = () => Result.void

const nothing: ReadonlyArray<Event> = []

/**
 * The decision of an operation that only reads.
 * @category functions
 * @since 0.1.0
 */
export const reading =
  <Input, A, E>(read: (question: Question<Input>) => Reading<A, E>) =>
  (question: Question<Input>): Ruling<Decision<A, E>, never> =>
    happens(nothing, read(question))
