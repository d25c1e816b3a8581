/**
 * Running a program in time that passes only while everybody waits: hours take
 * milliseconds, and the same program runs the same way each time. Effect's test clock
 * has to be moved by somebody who knows how far, and does not tell what is left.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Metric from "effect/Metric"
import * as Scheduler from "effect/Scheduler"

/** How a program ended. */
export interface Ran<A, E> {
  /** None where it waits for something that never comes. */
  readonly exit: Exit.Exit<A, E> | undefined
  /** The time that has passed, in milliseconds. */
  readonly elapsed: number
  /** Fibers that have not ended though the program has. */
  readonly fibersLeft: number
  /** Waits that nobody has called off though the program has ended. */
  readonly timersLeft: number
}

interface Timer {
  readonly at: number
  readonly ring: () => void
}

/** Timers, the next one first; among equals the one that was set first. */
const makeTimers = () => {
  const timers: Array<Timer> = []
  return {
    set: (timer: Timer) => {
      let low = 0
      let high = timers.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((timers[middle]?.at ?? 0) <= timer.at) low = middle + 1
        else high = middle
      }
      timers.splice(low, 0, timer)
    },
    callOff: (timer: Timer) => {
      const at = timers.indexOf(timer)
      if (at !== -1) timers.splice(at, 1)
    },
    next: () => timers.shift(),
    count: () => timers.length,
  }
}

const makeClock = (start: number, timers: ReturnType<typeof makeTimers>) => {
  let millis = start
  const nanos = () => BigInt(Math.round(millis * 1000)) * 1000n
  const clock: Clock.Clock = {
    currentTimeMillisUnsafe: () => millis,
    currentTimeMillis: Effect.sync(() => millis),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanosUnsafe: nanos,
    monotonicTimeNanos: Effect.sync(nanos),
    sleep: (duration) =>
      Effect.callback<void>((resume) => {
        if (!Duration.isFinite(duration)) return
        const timer: Timer = { at: millis + Duration.toMillis(duration), ring: () => resume(Effect.void) }
        timers.set(timer)
        return Effect.sync(() => timers.callOff(timer))
      }),
  }
  return {
    clock,
    now: () => millis,
    moveTo: (time: number) => {
      millis = time
    },
  }
}

/**
 * Runs a program to its end, at once. It must wait for nothing but the clock and
 * its own fibers: a promise would never come. `start` is the time at which it
 * begins, in milliseconds since 1970.
 */
export const run = <A, E>(program: Effect.Effect<A, E>, start: number): Ran<A, E> => {
  const timers = makeTimers()
  const { clock, moveTo, now } = makeClock(start, timers)
  let ready: Array<() => void> = []
  let fibers = 0
  const scheduler = new Scheduler.MixedScheduler("async", (task) => {
    ready.push(task)
    return () => {
      ready = ready.filter((other) => other !== task)
    }
  })
  const observed = program.pipe(
    Effect.provideService(Clock.Clock, clock),
    Effect.provideService(Metric.FiberRuntimeMetrics, {
      recordFiberStart: () => void fibers++,
      recordFiberEnd: () => void fibers--,
    }),
  )
  const fiber = Effect.runFork(observed, { scheduler })
  const settle = () => {
    for (let task = ready.shift(); task !== undefined; task = ready.shift()) task()
  }
  settle()
  while (fiber.pollUnsafe() === undefined) {
    const timer = timers.next()
    if (timer === undefined) break
    moveTo(timer.at)
    timer.ring()
    settle()
  }
  return {
    exit: fiber.pollUnsafe(),
    elapsed: now() - start,
    fibersLeft: fibers,
    timersLeft: timers.count(),
  }
}
