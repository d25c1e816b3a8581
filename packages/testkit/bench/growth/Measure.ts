/**
 * Time per operation and bytes of the heap.
 */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { median } from "../support/median.ts"

setFlagsFromString("--expose-gc")
const collectGarbage: () => void = runInNewContext("gc")

/** Bytes of the heap that are in use, all garbage collected. */
export const heapInUse = (): number => {
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Something to be timed, told how often it was called before. */
export type Run = (count: number) => unknown

const sampleMicros = 4_000

/** Microseconds that the processor has spent on this thread, so that other programs count little. */
const spent = (): number => {
  const { system, user } = process.threadCpuUsage()
  return system + user
}

/** Calls it for some milliseconds and tells the microseconds that a call took. */
const sample = (run: Run, from: number): { readonly micros: number; readonly calls: number } => {
  const start = spent()
  let calls = 0
  let micros = 0
  // As many calls again each time: looking at the clock is not free.
  for (let until = 1; micros < sampleMicros; until *= 2) {
    while (calls < until) run(from + calls++)
    micros = spent() - start
  }
  return { micros: micros / calls, calls }
}

/**
 * Microseconds per call of each: the median of the rounds, after two rounds that do
 * not count. In each round all are called, in an order that is reversed from round
 * to round, so that what else the machine does at a time burdens all alike.
 */
export const micros = (runs: ReadonlyArray<Run>, rounds: number): ReadonlyArray<number> => {
  const all = runs.map((run) => ({ run, count: 0, samples: Array.of<number>() }))
  for (let round = -2; round < rounds; round++) {
    for (const one of round % 2 === 0 ? all : all.toReversed()) {
      const { calls, micros } = sample(one.run, one.count)
      one.count += calls
      if (round >= 0) one.samples.push(micros)
    }
  }
  return all.map(({ samples }) => median(samples))
}
