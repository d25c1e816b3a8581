/**
 * A load of many requests at a time, and what it takes.
 */
import * as Effect from "effect/Effect"
import type { Effort, Measures } from "../harness/Comparison.ts"

/** Keeps up a load for some milliseconds; answers how many requests were made. */
export type Load = (millis: number, concurrency: number) => Promise<number>

/** As many of something as there are requests under way. */
export const workers = (concurrency: number): ReadonlyArray<number> =>
  Array.from({ length: concurrency }, (_, at) => at)

/** A load of promises. */
export const promises =
  (request: () => Promise<unknown>): Load =>
  async (millis, concurrency) => {
    const end = performance.now() + millis
    let count = 0
    const work = async () => {
      while (performance.now() < end) {
        await request()
        count++
      }
    }
    await Promise.all(workers(concurrency).map(work))
    return count
  }

/** A load of effects, in one fiber for each of the requests under way. */
export const effects =
  (run: (load: Effect.Effect<void>) => Promise<void>, request: Effect.Effect<unknown>): Load =>
  async (millis, concurrency) => {
    const end = performance.now() + millis
    let count = 0
    const work = Effect.whileLoop({
      while: () => performance.now() < end,
      body: () => request,
      step: () => {
        count++
      },
    })
    await run(Effect.forEach(workers(concurrency), () => work, { concurrency, discard: true }))
    return count
  }

/** CPU time of a process so far, in microseconds. */
export type CpuTime = () => number | Promise<number>

const ownCpuTime: CpuTime = () => {
  const { system, user } = process.cpuUsage()
  return user + system
}

/** How long a load is kept up before it is looked at again. */
const slice = 250

/** Keeps up a load until the process has used so many milliseconds of CPU time. */
const until = async (load: Load, millis: number, concurrency: number, cpuTime: CpuTime) => {
  const [startCpu, start] = [await cpuTime(), performance.now()]
  let count = 0
  let cpu = 0
  do {
    count += await load(Math.min(slice, millis), concurrency)
    cpu = (await cpuTime()) - startCpu
  } while (cpu < 1000 * millis)
  return { count, cpu, seconds: (performance.now() - start) / 1000 }
}

/**
 * Requests per second, and CPU time per request in microseconds, of this process unless
 * told otherwise. Warming up goes by CPU time: on a busy machine seconds say nothing of
 * how far the engine has come with compiling.
 */
export const underLoad = async (load: Load, effort: Effort, cpuTime = ownCpuTime): Promise<Measures> => {
  const { concurrency, measured, warmup } = effort
  await until(load, warmup, concurrency, cpuTime)
  const { count, cpu, seconds } = await until(load, measured, concurrency, cpuTime)
  return { perSecond: count / seconds, cpu: cpu / count }
}
