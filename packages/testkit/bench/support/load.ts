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

/** Requests per second, and CPU time per request in microseconds, of this process unless told otherwise. */
export const underLoad = async (load: Load, effort: Effort, cpuTime = ownCpuTime): Promise<Measures> => {
  const { concurrency, measured, warmup } = effort
  await load(warmup, concurrency)
  const [startCpu, start] = [await cpuTime(), performance.now()]
  const count = await load(measured, concurrency)
  const [cpu, seconds] = [(await cpuTime()) - startCpu, (performance.now() - start) / 1000]
  return { perSecond: count / seconds, cpu: cpu / count }
}
