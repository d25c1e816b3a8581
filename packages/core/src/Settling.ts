/**
 * Waiting until a write is visible. The platform is eventually consistent: what a
 * change has done may be missing from the reads right after it.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { NotFound } from "./TrustError.ts"

/**
 * The deadline passed, or the schedule ended, before what was waited for could be seen.
 * @category errors
 * @since 0.1.0
 */
export class NotSettled extends Schema.TaggedError<NotSettled>()("NotSettled", {
  /** Name of what was waited for: the option, or else the operation of `lastError`, or else `read`. */
  operation: Schema.String,
  /** For people: parse nothing out of it. */
  message: Schema.String,
  /** How long it was to be waited at most. */
  within: Schema.Duration,
  /** The last thing seen, where that was that there is nothing. */
  lastError: Schema.optionalKey(NotFound),
}) {}

/**
 * How long and how often to look.
 * @category models
 * @since 0.1.0
 */
export interface SettlingOptions {
  /** The deadline, from the first read on; it also cuts a read under way. Default {@link defaultWithin}. */
  readonly within?: Duration.Input
  /** The pauses between one read's end and the next read. Default {@link defaultEvery}. */
  readonly every?: Schedule.Schedule<unknown>
  /** Name of what is waited for, for errors. */
  readonly operation?: string
}

/**
 * How long is waited where nothing else is said: one minute.
 * @category constants
 * @since 0.1.0
 */
export const defaultWithin: Duration.Duration = Duration.minutes(1)

/**
 * Pauses where nothing else is said: doubling from 250 ms up to 5 s, each by up to a fifth shorter or longer at random.
 * @category constants
 * @since 0.1.0
 */
export const defaultEvery: Schedule.Schedule<Duration.Duration> = Schedule.min([
  Schedule.exponential("250 millis"),
  Schedule.spaced("5 seconds"),
]).pipe(Schedule.jittered)

/** What a read has shown: the awaited value, or that it is not there yet. */
type Look<A> = Option.Option<A>

const settle = <A, E, R>(
  look: Effect.Effect<Look<A>, E, R>,
  options: SettlingOptions | undefined,
  lastError: () => NotFound | undefined = () => undefined,
): Effect.Effect<A, E | NotSettled, R> => {
  const within = Duration.fromInputUnsafe(options?.within ?? defaultWithin)
  const notSettled = Effect.suspend(() => {
    const error = lastError()
    return Effect.fail(
      new NotSettled({
        operation: options?.operation ?? error?.operation ?? "read",
        message: `Not visible within ${Duration.format(within)}`,
        within,
        ...(error === undefined ? undefined : { lastError: error }),
      }),
    )
  })
  return look.pipe(
    Effect.repeat({ schedule: options?.every ?? defaultEvery, until: Option.isSome }),
    Effect.timeoutOption(within),
    Effect.flatMap((seen) => Option.match(Option.flatten(seen), { onNone: () => notSettled, onSome: Effect.succeed })),
  )
}

/**
 * Reads until the value is settled, and gives that value. The first read is made at
 * once. Every failure of the read passes through at once, also a passing one such as
 * `Unavailable`: to try a call again is the read's own business. Fails with
 * {@link NotSettled} at the deadline. A value that settles less than a pause before the
 * deadline may be missed.
 *
 * @example Waits until a trust is seen to be disabled
 * ```ts
 * yield* trustees.update(trusteeOrgId, { enabled: false })
 * yield* Settling.until(trustees.get(trusteeOrgId), ({ enabled }) => enabled === false, { within: "20 seconds" })
 * ```
 * @category functions
 * @since 0.1.0
 */
export const until = <A, E, R>(
  read: Effect.Effect<A, E, R>,
  isSettled: (value: A) => boolean,
  options?: SettlingOptions,
): Effect.Effect<A, E | NotSettled, R> =>
  settle(
    Effect.map(read, (value) => (isSettled(value) ? Option.some(value) : Option.none())),
    options,
  )

/** The failures of a read other than that there is nothing. */
type OtherThanNotFound<E> = Exclude<E, Extract<E, NotFound>>

const catchNotFound = <A, E, R>(
  look: Effect.Effect<Look<A>, E, R>,
  onNotFound: (error: NotFound) => Effect.Effect<Look<A>>,
): Effect.Effect<Look<A>, OtherThanNotFound<E>, R> => {
  const isNotFound = (error: E): error is Extract<E, NotFound> => error instanceof NotFound
  const caught = Effect.catchIf(look, isNotFound, onNotFound)
  return caught
}

/**
 * Reads until something is found, and gives it: `NotFound` means not yet. Everything
 * else is as with {@link until}; `lastError` is the last `NotFound`.
 *
 * @example Waits until a user who was added can be read
 * ```ts
 * yield* users.add(trusteeOrgId, { id })
 * const user = yield* Settling.found(users.get(trusteeOrgId, id))
 * ```
 * @category functions
 * @since 0.1.0
 */
export const found = <A, E, R>(
  read: Effect.Effect<A, E, R>,
  options?: SettlingOptions,
): Effect.Effect<A, OtherThanNotFound<E> | NotSettled, R> =>
  Effect.suspend(() => {
    let last: NotFound | undefined
    const look = catchNotFound(Effect.asSome(read), (error) => {
      last = error
      return Effect.succeedNone
    })
    return settle(look, options, () => last)
  })

/**
 * Reads until nothing is found any more: `NotFound` is what it waits for. Everything
 * else is as with {@link until}.
 *
 * @example Waits until a trust that was ended cannot be read any more
 * ```ts
 * yield* trustees.remove(trusteeOrgId)
 * yield* Settling.gone(trustees.get(trusteeOrgId))
 * ```
 * @category functions
 * @since 0.1.0
 */
export const gone = <A, E, R>(
  read: Effect.Effect<A, E, R>,
  options?: SettlingOptions,
): Effect.Effect<void, OtherThanNotFound<E> | NotSettled, R> =>
  settle(
    catchNotFound(Effect.as(read, Option.none<void>()), () => Effect.succeedSome(undefined)),
    options,
  )
