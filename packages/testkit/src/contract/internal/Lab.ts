/**
 * Where a law is checked: the implementation, a cast, and the means to act and to
 * observe. Everything that is done goes into a trace.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { UserId } from "@org-trust/core/Identifiers"
import type { Invoke } from "@org-trust/core/Invoke"
import {
  isChange,
  type OperationError,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from "@org-trust/core/Operation"
import type { Membership } from "../../internal/platform/Directory.ts"
import type { WorldClient } from "../../WorldFile.ts"
import type { Cast } from "../Cast.ts"
import type { DivisionQuestion, Subject } from "../Subject.ts"
import type { Step } from "../Trace.ts"
import { NotApplicable } from "../Violation.ts"
import { crashOf } from "./Crash.ts"

/** Means to act and to observe. */
export interface Lab {
  readonly subject: Subject
  readonly cast: Cast
  /** Whether a trust of the cast comes about without a pairing where it can. */
  readonly byCare: boolean
  /** What was done so far. */
  readonly trace: ReadonlyArray<Step>
  /** Calls an operation as a client, whatever comes of it. */
  readonly call: <K extends OperationName>(
    client: WorldClient,
    operation: K,
    input: OperationInput<K>,
  ) => Effect.Effect<Result.Result<OperationOutput<K>, OperationError<K>>>
  /** Waits until everybody sees what was changed; calls wait by themselves. */
  readonly settled: Effect.Effect<void>
  /** What lets clauses about time be checked that are skipped. */
  readonly movesTime: string
  /** Lets time pass: moves it where the implementation allows that, else waits, where that is a matter of seconds. */
  readonly passTime: (duration: Duration.Duration) => Effect.Effect<void, NotApplicable>
  /** Changes who is in a group at home, where the implementation allows it. */
  readonly setMembers: (membership: Membership) => Effect.Effect<void, NotApplicable>
  /** Changes who is in a group at home while something is done, where the implementation allows it. */
  readonly withMembers: <A, E>(
    membership: Membership,
    action: Effect.Effect<A, E>,
  ) => Effect.Effect<A, E | NotApplicable>
  /** What a user may do within a division of a trustor, where the implementation tells. */
  readonly accessWithin: (question: DivisionQuestion) => Effect.Effect<ReadonlyArray<string>, NotApplicable>
}

/** What is longer than this is not waited for. */
const longestWait = Duration.seconds(10)

const movesTime =
  "time cannot be moved for this implementation: passTime, verify --controls, or a lifetime of a few seconds in its profile, lets it be checked"

/** A lab on an implementation that is connected to by `connected`. */
export const make = (
  subject: Subject,
  cast: Cast,
  connected: (client: WorldClient) => Effect.Effect<Invoke>,
  byCare = false,
): Lab => {
  const trace: Array<Step> = []
  const { consistency } = subject.capabilities

  const settled = consistency._tag === "Settling" ? Effect.sleep(consistency.within) : Effect.void

  const call: Lab["call"] = Effect.fnUntraced(function* (client, operation, input) {
    const invoke = yield* connected(client)
    const result = yield* Effect.result(invoke(operation, input)).pipe(
      Effect.catchDefect((defect) => {
        const crash = crashOf(operation, defect)
        const { message, stack = "" } = crash
        trace.push({ _tag: "Call", client, operation, input, outcome: { _tag: "Crash", message, stack } })
        return Effect.die(crash)
      }),
    )
    trace.push({
      _tag: "Call",
      client,
      operation,
      input,
      outcome: Result.match(result, {
        onSuccess: (reply) => ({ _tag: "Reply", reply }),
        onFailure: (error) => ({ _tag: "Refusal", error }),
      }),
    })
    if (isChange(operation)) yield* settled
    return result
  })

  const memberIdsOf = ({ groupId, organizationId }: Membership): ReadonlyArray<UserId> =>
    subject.world.organizations.find(({ id }) => id === organizationId)?.groups.find(({ id }) => id === groupId)
      ?.memberIds ?? []

  const setMembers: Lab["setMembers"] = (membership) =>
    Effect.suspend(() => {
      if (subject.setGroupMembers === undefined) {
        return Effect.fail(
          new NotApplicable({
            message:
              "who is in a group cannot be changed for this implementation; setGroupMembers, or verify --controls, lets it be checked",
          }),
        )
      }
      const { groupId, memberIds } = membership
      trace.push({ _tag: "Aside", text: `members of the group ${groupId}: ${memberIds.join(", ")}` })
      return Effect.andThen(subject.setGroupMembers(membership), settled)
    })

  return {
    subject,
    cast,
    byCare,
    trace,
    call,
    settled,
    movesTime,
    passTime: (duration) =>
      Effect.suspend(() => {
        const { passTime } = subject
        if (passTime === undefined && Duration.isGreaterThan(duration, longestWait)) {
          return Effect.fail(
            new NotApplicable({ message: `nobody waits for ${Duration.format(duration)}; ${movesTime}` }),
          )
        }
        trace.push({ _tag: "TimePassed", millis: Duration.toMillis(duration) })
        if (passTime !== undefined) return passTime(duration)
        // A timer may be a moment early.
        return Duration.isZero(duration) ? Effect.void : Effect.sleep(Duration.sum(duration, Duration.millis(50)))
      }),
    setMembers,
    withMembers: (membership, action) =>
      Effect.andThen(
        setMembers(membership),
        // Where it could be changed, it can be changed back.
        Effect.ensuring(action, Effect.ignore(setMembers({ ...membership, memberIds: memberIdsOf(membership) }))),
      ),
    accessWithin: (question) => {
      if (subject.accessWithin === undefined) {
        return Effect.fail(
          new NotApplicable({
            message:
              "this implementation does not tell what is permitted within a division; accessWithin, or verify --controls, lets it be checked",
          }),
        )
      }
      return Effect.map(subject.accessWithin(question), (held) => {
        const permissions = [...held].sort()
        const { divisionId, userId } = question
        trace.push({ _tag: "Aside", text: `${userId} may, in the division ${divisionId}: ${permissions.join(", ")}` })
        return permissions
      })
    },
  }
}
