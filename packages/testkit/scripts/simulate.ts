/**
 * Simulates many seeds, on all cores: `simulate.ts FROM TO [CALLS] [BREAK]`. `BREAK`
 * breaks the client on purpose, to see that it is found: `retry-everything` or
 * `no-read-back`. Fails where a promise is broken.
 */
import { fork } from "node:child_process"
import { availableParallelism } from "node:os"
import * as Duration from "effect/Duration"
import type { Replay } from "@org-trust/core/Replay"
import { type OperationName, operations } from "@org-trust/core/Operation"
import { describe, errorOf } from "../src/simulation/internal/Judge.ts"
import { connectWith, simulate, type SimulationOptions } from "@org-trust/testkit/simulation/Simulation"

const broken: Record<string, (operation: OperationName) => Replay> = {
  "retry-everything": () => "safe",
  "no-read-back": (operation) => {
    const { replay } = operations[operation]
    return replay === "readBack" ? "safe" : replay
  },
}

/** What one worker reports of each of its seeds. */
interface Line {
  readonly seed: number
  readonly calls: number
  readonly changes: number
  readonly requests: number
  readonly hours: number
  readonly ends: ReadonlyArray<string>
  readonly faults: ReadonlyArray<readonly [string, number]>
  readonly breaches: ReadonlyArray<string>
}

const [from = "1", to = "1000", calls = "200", breaking = ""] = process.argv.slice(2)

/** Simulates every so many-th seed, and tells the parent process of each. */
const work = (first: number, step: number, tell: (line: Line) => void): void => {
  const replayOf = broken[breaking]
  const connect: SimulationOptions["connect"] = connectWith(replayOf === undefined ? {} : { retry: { replayOf } })
  for (let seed = first; seed <= Number(to); seed += step) {
    const { breaches, elapsed, faults, ledger, requests } = simulate({ seed, calls: Number(calls), connect })
    tell({
      seed,
      calls: ledger.calls.length,
      changes: ledger.changes.length,
      requests,
      hours: Duration.toHours(elapsed),
      ends: ledger.calls.map((call) => errorOf(call)?._tag ?? (call.exit._tag === "Success" ? "Success" : "given up")),
      faults: [...faults],
      breaches: breaches.map((breach) => describe(seed, breach)),
    })
  }
}

/** A process that simulates its share; the lines that it tells. */
const runProcess = (at: number, processes: number): Promise<ReadonlyArray<Line>> =>
  new Promise((resolve, reject) => {
    const lines: Array<Line> = []
    const child = fork(import.meta.filename, process.argv.slice(2), {
      env: { ...process.env, SIMULATE_FIRST: String(Number(from) + at), SIMULATE_STEP: String(processes) },
    })
    child.on("message", (line: Line) => lines.push(line))
    child.on("exit", (code) => {
      if (code === 0) resolve(lines)
      else reject(new Error(`A process of the simulation ended with ${code}`))
    })
  })

const counted = (all: ReadonlyArray<readonly [string, number]>): string => {
  const counts = new Map<string, number>()
  for (const [key, count] of all) counts.set(key, (counts.get(key) ?? 0) + count)
  return [...counts].map(([key, count]) => `${key} ${count}`).join(", ")
}

const report = (lines: ReadonlyArray<Line>, seconds: number): void => {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0)
  const failed = lines.filter(({ breaches }) => breaches.length > 0).sort((a, b) => a.seed - b.seed)
  for (const breach of failed.slice(0, 5).flatMap(({ breaches }) => breaches)) console.log(breach)
  console.log(`seeds:          ${lines.length}, of which ${failed.length} broke a promise`)
  console.log(`calls:          ${sum((line) => line.calls)}, in ${sum((line) => line.requests)} requests`)
  console.log(`changes:        ${sum((line) => line.changes)}`)
  console.log(`simulated:      ${Math.round(sum((line) => line.hours))} hours in ${Math.round(seconds)} s`)
  console.log(`ends of calls:  ${counted(lines.flatMap(({ ends }) => ends.map((end) => [end, 1] as const)))}`)
  console.log(`faults:         ${counted(lines.flatMap(({ faults }) => faults))}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

const { SIMULATE_FIRST, SIMULATE_STEP } = process.env
if (process.send !== undefined && SIMULATE_FIRST !== undefined) {
  work(Number(SIMULATE_FIRST), Number(SIMULATE_STEP), (line) => process.send?.(line))
} else {
  const started = performance.now()
  const processes = availableParallelism()
  const lines = await Promise.all(Array.from({ length: processes }, (_, at) => runProcess(at, processes)))
  report(lines.flat(), (performance.now() - started) / 1000)
}
