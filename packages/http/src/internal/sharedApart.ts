import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"

/**
 * Whether this runtime ties every timer and every answer to the request that asked for
 * it, and lets them go when that request ends, as Cloudflare's workerd does.
 */
export const requestsAreApart = ((): boolean => {
  const navigator: unknown = Reflect.get(globalThis, "navigator")
  return (
    typeof navigator === "object" && navigator !== null && Reflect.get(navigator, "userAgent") === "Cloudflare-Workers"
  )
})()

/** How often a caller looks whether the run of another one has ended. */
const lookEvery = Duration.millis(25)

/** How often who runs gives a sign of life. */
const signEvery = Duration.millis(100)

/** After this silence, in milliseconds, whoever ran is taken for gone with its request. */
const silence = 500

/**
 * `Effect.cachedInvalidateWithTTL` for where requests are apart. A caller never waits to
 * be woken by another one, who may be gone: it looks by itself, and when who runs has
 * fallen silent, it runs in its place. So callers share one run as long as whoever
 * began it is there, and one more for each who is not.
 */
export const sharedApart = <A, E>(
  self: Effect.Effect<A, E>,
  timeToLive: (exit: Exit.Exit<A, E>) => Duration.Duration,
): Effect.Effect<[get: Effect.Effect<A, E>, forget: Effect.Effect<void>]> =>
  Effect.sync(() => {
    let kept: { readonly exit: Exit.Exit<A, E>; readonly until: number } | undefined
    let running: { lastSign: number } | undefined

    const run = (now: number): Effect.Effect<A, E> => {
      const mine = { lastSign: now }
      running = mine
      const signs = Effect.sleep(signEvery).pipe(
        Effect.andThen(Clock.currentTimeMillis),
        Effect.map((time) => {
          mine.lastSign = time
        }),
        Effect.forever,
      )
      return Effect.raceFirst(self, signs).pipe(
        Effect.onExit((exit) =>
          Effect.map(Clock.currentTimeMillis, (time) => {
            if (running === mine) running = undefined
            const until = time + Duration.toMillis(timeToLive(exit))
            if (until > time && !Exit.hasInterrupts(exit)) kept = { exit, until }
          }),
        ),
      )
    }

    const get: Effect.Effect<A, E> = Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (kept !== undefined && now < kept.until) return kept.exit
      if (running === undefined || now - running.lastSign > silence) return run(now)
      return Effect.delay(get, lookEvery)
    })
    const forget = Effect.sync(() => {
      kept = undefined
    })
    return [get, forget]
  })
