/**
 * Making the moves of a history again, in a history of their own.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type OperationInput, type OperationName, operations } from "@org-trust/core/Operation"
import type { Violation } from "../../../Violation.ts"
import { compareWithin } from "../perform/look/LookWithin.ts"
import { walk } from "../perform/look/Walk.ts"
import { withinHistory } from "../perform/WithinHistory.ts"
import type { Session } from "../Session.ts"
import type { Asked, Move } from "./Move.ts"

/** Another input of an operation, if it is one. */
export const asInput = <K extends OperationName>(operation: K, value: unknown): Option.Option<OperationInput<K>> =>
  Schema.decodeUnknownOption(Schema.toType(operations[operation].input))(value)

/** All dates of a value, later by so much. */
const later = (value: unknown, millis: number): unknown => {
  if (DateTime.isDateTime(value)) return DateTime.addDuration(value, millis)
  if (Array.isArray(value)) return value.map((each: unknown) => later(each, millis))
  return isReadonlyObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, later(each, millis)]))
    : value
}

/** A request whose dates are later by so much. */
const postponed = <K extends OperationName>({ client, input, operation }: Asked<K>, millis: number): Asked<K> => ({
  client,
  operation,
  input: millis === 0 ? input : Option.getOrElse(asInput(operation, later(input, millis)), () => input),
})

/** A move whose dates are earlier by so much, since less time has passed before it. */
export const sooner = (move: Move, millis: number): Move =>
  move._tag === "Call" || move._tag === "Pages" ? { ...move, ...postponed(move, -millis) } : move

const showPages = Effect.fnUntraced(function* <K extends OperationName>(session: Session, asked: Asked<K>) {
  const { client, operation } = asked
  const input = withinHistory(session, operation, asked.input)
  const result = yield* session.call(client, operation, input)
  if (Result.isSuccess(result)) yield* walk(session, client, operation, input, result.success)
})

/** Makes a move again, of a history that began so many milliseconds before this one. */
export const replay = Effect.fnUntraced(function* (
  session: Session,
  move: Move,
  millis: number,
): Effect.fn.Return<void, Violation> {
  switch (move._tag) {
    case "Call": {
      const { client, input, operation } = postponed(move, millis)
      yield* session.call(client, operation, withinHistory(session, operation, input), move.pairingId)
      return
    }
    case "Pages":
      return yield* showPages(session, postponed(move, millis))
    case "Pass":
      return yield* session.pass(move.millis)
    case "SetMembers":
      return yield* session.setMembers(move.membership)
    case "Within":
      return yield* compareWithin(session, move.question)
  }
})
