/**
 * Doing the same to many items at once, where some may fail: what came of each is
 * kept beside the item, and one failure stops nothing.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"

/**
 * What came of one item: the value, or the failure.
 * @category models
 * @since 0.1.0
 */
export interface Outcome<Item, A, E> {
  readonly item: Item
  readonly result: Result.Result<A, E>
}

/**
 * What came of all items.
 * @category models
 * @since 0.1.0
 */
export type Bulk<Item, A, E> = ReadonlyArray<Outcome<Item, A, E>>

/**
 * How many items are under way at a time where nothing else is said.
 * @category constants
 * @since 0.1.0
 */
export const defaultConcurrency = 8

/**
 * How to work through the items.
 * @category models
 * @since 0.1.0
 */
export interface BulkOptions {
  /** Most items that are under way at the same time, at least 1; default {@link defaultConcurrency}. */
  readonly concurrency?: number
}

const concurrencyOf = (options: BulkOptions | undefined): number =>
  Math.max(1, options?.concurrency ?? defaultConcurrency)

const outcome =
  <Item, A, E, R>(f: (item: Item) => Effect.Effect<A, E, R>) =>
  (item: Item): Effect.Effect<Outcome<Item, A, E>, never, R> =>
    Effect.suspend(() => f(item)).pipe(
      Effect.result,
      Effect.map((result) => ({ item, result })),
    )

/**
 * Runs `f` for every item and gives what came of each, in the order of the items. A
 * failure is kept beside its item and stops nothing; a defect dies. An interruption
 * stops everything, and with it goes what is known already: see {@link stream}.
 *
 * @example Adds users to a trust, and tries again those whose call had no usable answer
 * ```ts
 * const addAll = (members: ReadonlyArray<TrustMemberCreate>) =>
 *   Effect.gen(function* () {
 *     const users = yield* TrusteeUsers
 *     const add = (member: TrustMemberCreate) => users.add(trusteeOrgId, member)
 *     const first = yield* Bulk.all(members, add, { concurrency: 4 })
 *     const unavailable = Bulk.failed(first).filter(({ error }) => error._tag === "Unavailable")
 *     // A member whom the first attempt did add is now a `Conflict`.
 *     const second = yield* Bulk.all(unavailable.map(({ item }) => item), add)
 *     return { first, second }
 *   })
 * ```
 * @category functions
 * @since 0.1.0
 */
export const all = <Item, A, E, R>(
  items: Iterable<Item>,
  f: (item: Item) => Effect.Effect<A, E, R>,
  options?: BulkOptions,
): Effect.Effect<Bulk<Item, A, E>, never, R> =>
  Effect.forEach(items, outcome(f), { concurrency: concurrencyOf(options) })

/**
 * Runs `f` for every item and emits what came of each as it is done, in no particular
 * order. A run that is long or interrupted thus loses nothing of what was emitted.
 *
 * A failure is emitted beside its item and stops nothing; a defect dies. A consumer that is
 * slower than the items holds them up, and one that stops interrupts what is under way:
 * up to `concurrency` items may then have been done without being emitted.
 * @category functions
 * @since 0.1.0
 */
export const stream = <Item, A, E, R>(
  items: Iterable<Item>,
  f: (item: Item) => Effect.Effect<A, E, R>,
  options?: BulkOptions,
): Stream.Stream<Outcome<Item, A, E>, never, R> =>
  Stream.fromIterable(items).pipe(
    Stream.mapEffect(outcome(f), { concurrency: concurrencyOf(options), unordered: true }),
  )

/**
 * The items that succeeded, each with its value, in the order given.
 * @category functions
 * @since 0.1.0
 */
export const succeeded = <Item, A, E>(
  bulk: Bulk<Item, A, E>,
): ReadonlyArray<{ readonly item: Item; readonly value: A }> =>
  bulk.flatMap(({ item, result }) => (Result.isSuccess(result) ? [{ item, value: result.success }] : []))

/**
 * The items that failed, each with its error, in the order given.
 * @category functions
 * @since 0.1.0
 */
export const failed = <Item, A, E>(bulk: Bulk<Item, A, E>): ReadonlyArray<{ readonly item: Item; readonly error: E }> =>
  bulk.flatMap(({ item, result }) => (Result.isFailure(result) ? [{ item, error: result.failure }] : []))
