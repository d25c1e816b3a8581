/**
 * The embedded engine: everything in one file, SQLite as Node brings it along, with no
 * server and no dependency. One process works on a file at a time; others start runs in it,
 * and answer them.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as SubscriptionRef from "effect/SubscriptionRef"
import type * as WorkflowEngine from "effect/workflow/WorkflowEngine"
import { keepFor as keepForDefault } from "../Engine.ts"
import * as Embedded from "../internal/Embedded.ts"
import * as SqlRunLog from "../internal/SqlRunLog.ts"
import * as Retention from "../internal/Retention.ts"
import * as Client from "../internal/sqlite/Client.ts"
import { explain } from "../internal/sqlite/Failure.ts"
import * as File from "../internal/sqlite/File.ts"
import type { RunLog } from "../RunLog.ts"
import { Store, type StoreInUse, StoreUnavailable, type StoreUnusable } from "../Store.ts"

/**
 * What can be said of an engine on a file.
 * @category models
 * @since 0.1.0
 */
export interface SqliteOptions {
  /** The path of the file; it is made where there is none, for its owner alone. */
  readonly file: string
  /** How long a run is kept when it has ended: 30 days unless said. */
  readonly keepFor?: Duration.Input
}

/** Milliseconds without a failure after which the trouble is over. */
const settled = 1000

const open = (file: string, opening: (file: string) => File.Opened) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const { database } = yield* Effect.acquireRelease(
        Effect.try({ try: () => opening(file), catch: (error) => ({ error }) }).pipe(
          Effect.catch(({ error }) => {
            const known = File.failure(file, error)
            return known === undefined ? Effect.die(error) : Effect.fail(known)
          }),
        ),
        ({ close }) => Effect.sync(close),
      )
      const trouble = yield* SubscriptionRef.make(Option.none<StoreUnavailable>())
      const run = Effect.runForkWith(yield* Effect.context<never>())
      const clock = yield* Clock.Clock
      let said: string | undefined
      let at = 0
      const watch = (error: unknown): void => {
        const message = error === undefined ? undefined : explain(file, error)
        // An error of another kind says nothing about the file.
        if (error !== undefined && message === undefined) return
        const now = clock.currentTimeMillisUnsafe()
        // On a full disk there is room for the one and none for the other.
        if (message === undefined && now - at < settled) return
        if (message !== undefined) at = now
        if (message === said) return
        said = message
        run(
          SubscriptionRef.set(
            trouble,
            Option.map(Option.fromUndefinedOr(message), (text) => new StoreUnavailable({ message: text })),
          ),
        )
      }
      return Layer.merge(Client.layer(database, watch), Layer.succeed(Store, { name: `the file ${file}`, trouble }))
    }),
  )

/**
 * Works on the runs in a file, for as long as the layer is in use. Fails with
 * `StoreInUse` where another process does, and with `StoreUnusable` where the file cannot
 * be opened or is none of ours.
 * @category layers
 * @since 0.1.0
 */
export const layer = ({
  file,
  keepFor = keepForDefault,
}: SqliteOptions): Layer.Layer<WorkflowEngine.WorkflowEngine | RunLog | Store, StoreUnusable | StoreInUse> =>
  Layer.effectDiscard(Retention.keepRemoving(Duration.fromInputUnsafe(keepFor))).pipe(
    // The tables have to be there; who comes beside looks for the last of them.
    Layer.provideMerge(Embedded.worker),
    Layer.provideMerge(SqlRunLog.layer),
    Layer.provideMerge(Layer.effectDiscard(Effect.orDie(SqlRunLog.prepare))),
    Layer.provideMerge(open(file, File.openToWork)),
  )

/**
 * Starts and answers runs in a file that another process works on, now or later. Fails with
 * `StoreUnusable` where there are no runs.
 * @category layers
 * @since 0.1.0
 */
export const layerClient = ({
  file,
}: Pick<SqliteOptions, "file">): Layer.Layer<
  WorkflowEngine.WorkflowEngine | RunLog | Store,
  StoreUnusable | StoreInUse
> => Layer.merge(Embedded.client, SqlRunLog.layer).pipe(Layer.provideMerge(open(file, File.openBeside)))
