/**
 * Storage that waits while it cannot be read or written. The engine would take the failure
 * for a mistake in the workflow, and the run would be over.
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import * as Schedule from "effect/Schedule"
import type * as Digest from "effect/crypto/Digest"
import type { PersistenceError } from "effect/cluster/ClusterError"
import * as MessageStorage from "effect/cluster/MessageStorage"
import type * as ShardingConfig from "effect/cluster/ShardingConfig"
import * as Snowflake from "effect/cluster/Snowflake"
import * as SqlMessageStorage from "effect/cluster/SqlMessageStorage"
import type * as SqlClient from "effect/sql/SqlClient"
import { isSqlError } from "effect/sql/SqlError"

/** Whether the engine still waits: it does not once it is about to end. */
export class Patience extends Context.Service<Patience, Ref.Ref<boolean>>()("@org-trust/workflow/internal/Patience") {}

/** How soon it is tried again. */
const pause: Duration.Input = "500 millis"

const reasonOf = ({ cause }: PersistenceError) => (isSqlError(cause) ? cause.reason._tag : undefined)

/** What would not be otherwise the next time. */
const isForGood = (error: PersistenceError): boolean => {
  const reason = reasonOf(error)
  return (
    reason === undefined || reason === "UniqueViolation" || reason === "ConstraintError" || reason === "SqlSyntaxError"
  )
}

const patient = (encoded: MessageStorage.Encoded, patience: Ref.Ref<boolean>): MessageStorage.Encoded => {
  const wait = <A>(use: Effect.Effect<A, PersistenceError>): Effect.Effect<A, PersistenceError> =>
    Effect.retry(use, {
      schedule: Schedule.spaced(pause),
      while: (error) => (isForGood(error) ? Effect.succeed(false) : Ref.get(patience)),
    })
  /** What was written though the answer did not come is not written again. */
  const waitOnce = <A>(use: Effect.Effect<A, PersistenceError>, isThere: A): Effect.Effect<A, PersistenceError> =>
    Effect.suspend(() => {
      let attempts = 0
      return wait(
        Effect.suspend(() => {
          attempts++
          return use
        }).pipe(
          Effect.catchIf(
            (error) => attempts > 1 && reasonOf(error) === "UniqueViolation",
            () => Effect.succeed(isThere),
          ),
        ),
      )
    })
  return {
    ...encoded,
    saveEnvelope: (options) => waitOnce(encoded.saveEnvelope(options), MessageStorage.SaveResultEncoded.Success()),
    saveReply: (reply) => waitOnce(encoded.saveReply(reply), undefined),
    clearReplies: (requestId, options) => wait(encoded.clearReplies(requestId, options)),
    requestIdForPrimaryKey: (primaryKey) => wait(encoded.requestIdForPrimaryKey(primaryKey)),
    repliesFor: (requestIds) => wait(encoded.repliesFor(requestIds)),
    repliesForUnfiltered: (requestIds) => wait(encoded.repliesForUnfiltered(requestIds)),
    unprocessedMessages: (shardIds, now, options) => wait(encoded.unprocessedMessages(shardIds, now, options)),
    unprocessedMessagesById: (messageIds, now) => wait(encoded.unprocessedMessagesById(messageIds, now)),
    resetRequests: (requestIds) => wait(encoded.resetRequests(requestIds)),
    resetAddresses: (addresses) => wait(encoded.resetAddresses(addresses)),
    clearAddress: (address) => wait(encoded.clearAddress(address)),
    resetShards: (shardIds) => wait(encoded.resetShards(shardIds)),
  }
}

/** The storage of a worker. It makes the tables where there are none. */
export const layer: Layer.Layer<
  MessageStorage.MessageStorage,
  never,
  Patience | SqlClient.SqlClient | ShardingConfig.ShardingConfig | Digest.Digest
> = Layer.effect(
  MessageStorage.MessageStorage,
  Effect.gen(function* () {
    const encoded = yield* SqlMessageStorage.makeEncoded()
    return yield* MessageStorage.makeEncoded(patient(encoded, yield* Patience))
  }),
).pipe(Layer.provide(Snowflake.layerGenerator))

/** An engine with patience until it is about to end. */
export const withPatience = <A, E, R>(
  engine: Layer.Layer<A, E, R | Patience>,
): Layer.Layer<A, E, Exclude<R, Patience>> =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const patience = yield* Patience
      // It ends before the engine does, which would wait for what cannot be written.
      yield* Effect.addFinalizer(() => Ref.set(patience, false))
    }),
  ).pipe(Layer.provideMerge(engine), Layer.provide(Layer.effect(Patience, Ref.make(true))))
