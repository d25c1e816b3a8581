/**
 * Simulates many seeds, on all cores: `simulate.ts FROM TO [CALLS] [BREAK]`. `BREAK`
 * breaks the client on purpose, to see that it is found: `retry-everything` or
 * `no-read-back`. Fails where a promise is broken.
 */
import { availableParallelism } from "node:os"
import { parentPort, Worker, workerData } from "node:worker_threads"
import * as Duration from "effect/Duration"
import type { Replay } from "@org-trust/core/Replay"
import { type OperationName, operations } from "@org-trust/core/Operation"
import { describe, errorOf } from "@org-trust/testkit/simulation/Judge"
import { connectWith, simulate, type SimulationOptions } from "@org-trust/testkit/simulation/Simulation"

const broken: Record<string, (operation: OperationName) => Replay> = {
  "retry-everything": () => "safe",
  "no-read-back": (operation) => {
    const { replay } = operations[operation]
    return replay === "readBack" ? "safe" : replay
  },
}

interface Job {
  readonly from: number
  readonly to: number
  readonly step: number
  readonly calls: number
  readonly breaking: string | undefined
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

const work = ({ breaking, calls, from, step, to }: Job): void => {
  const replayOf = breaking === undefined ? undefined : broken[breaking]
  const connect: SimulationOptions["connect"] = connectWith(replayOf === undefined ? {} : { retry: { replayOf } })
  for (let seed = from; seed <= to; seed += step) {
    const { breaches, elapsed, faults, ledger, requests } = simulate({ seed, calls, connect })
    const line: Line = {
      seed,
      calls: ledger.calls.length,
      changes: ledger.changes.length,
      requests,
      hours: Duration.toHours(elapsed),
      ends: ledger.calls.map((call) => errorOf(call)?._tag ?? (call.exit._tag === "Success" ? "Success" : "given up")),
      faults: [...faults],
      breaches: breaches.map((breach) => describe(seed, breach)),
    }
    parentPort?.postMessage(line)
  }
}

const tally = (counts: Map<string, number>, key: string, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by)

const lead = (): void => {
  const [from = "1", to = "1000", calls = "200", breaking] = process.argv.slice(2)
  const workers = availableParallelism()
  const started = performance.now()
  const lines: Array<Line> = []
  const done = Array.from({ length: workers }, (_, at) => {
    const job: Job = { from: Number(from) + at, to: Number(to), step: workers, calls: Number(calls), breaking }
    const worker = new Worker(new URL(import.meta.url), { workerData: job })
    worker.on("message", (line: Line) => lines.push(line))
    return new Promise<void>((resolve, reject) => {
      worker.on("error", reject)
      worker.on("exit", () => resolve())
    })
  })
  void Promise.all(done).then(() => {
    const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0)
    const ends = new Map<string, number>()
    const faults = new Map<string, number>()
    for (const line of lines) {
      for (const end of line.ends) tally(ends, end)
      for (const [fault, count] of line.faults) tally(faults, fault, count)
    }
    const failed = lines.filter(({ breaches }) => breaches.length > 0).sort((a, b) => a.seed - b.seed)
    for (const { breaches } of failed.slice(0, 5)) for (const breach of breaches) console.log(breach)
    const counts = (map: Map<string, number>) => [...map].map(([key, count]) => `${key} ${count}`).join(", ")
    console.log(`seeds:            ${lines.length}, of which ${failed.length} broke a promise`)
    console.log(`calls:            ${sum((line) => line.calls)}, ${sum((line) => line.requests)} requests`)
    console.log(`changes:          ${sum((line) => line.changes)}`)
    console.log(
      `simulated:        ${Math.round(sum((line) => line.hours))} hours in ${Math.round((performance.now() - started) / 1000)} s`,
    )
    console.log(`ends of calls:    ${counts(ends)}`)
    console.log(`faults:           ${counts(faults)}`)
    process.exitCode = failed.length === 0 ? 0 : 1
  })
}

if (parentPort === null) lead()
else work(workerData)
