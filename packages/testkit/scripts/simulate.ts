/**
 * Simulates many seeds, on all cores: `simulate.ts FROM TO [CALLS] [BREAK]`. `BREAK`
 * breaks the client on purpose, to see that it is found: `retry-everything` or
 * `no-read-back`. Fails where a promise is broken.
 */
import * as Duration from "effect/Duration"
import type { Replay } from "@org-trust/core/Replay"
import { type OperationName, operations } from "@org-trust/core/Operation"
import { describe, errorOf } from "../src/simulation/internal/Judge.ts"
import { tally, workThrough } from "./seedShares.ts"
import { connectWith, simulate, type SimulationOptions } from "@org-trust/testkit/simulation/Simulation"

const broken: Record<string, (operation: OperationName) => Replay> = {
  "retry-everything": () => "safe",
  "no-read-back": (operation) => {
    const { replay } = operations[operation]
    return replay === "readBack" ? "safe" : replay
  },
}

/** What is told of each seed. */
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

const replayOf = broken[breaking]
const connect: SimulationOptions["connect"] = connectWith(replayOf === undefined ? {} : { retry: { replayOf } })

const work = (seed: number): Line => {
  const { breaches, elapsed, faults, ledger, requests } = simulate({ seed, calls: Number(calls), connect })
  return {
    seed,
    calls: ledger.calls.length,
    changes: ledger.changes.length,
    requests,
    hours: Duration.toHours(elapsed),
    ends: ledger.calls.map((call) => errorOf(call)?._tag ?? (call.exit._tag === "Success" ? "Success" : "given up")),
    faults: [...faults],
    breaches: breaches.map((breach) => describe(seed, breach)),
  }
}

const report = (lines: ReadonlyArray<Line>, seconds: number): void => {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0)
  const failed = lines.filter(({ breaches }) => breaches.length > 0).sort((a, b) => a.seed - b.seed)
  for (const breach of failed.slice(0, 5).flatMap(({ breaches }) => breaches)) console.log(breach)
  console.log(`seeds:          ${lines.length}, of which ${failed.length} broke a promise`)
  console.log(`calls:          ${sum((line) => line.calls)}, in ${sum((line) => line.requests)} requests`)
  console.log(`changes:        ${sum((line) => line.changes)}`)
  console.log(`simulated:      ${Math.round(sum((line) => line.hours))} hours in ${Math.round(seconds)} s`)
  console.log(`ends of calls:  ${tally(lines.flatMap(({ ends }) => ends.map((end) => [end, 1] as const)))}`)
  console.log(`faults:         ${tally(lines.flatMap(({ faults }) => faults))}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

await workThrough({ script: import.meta.filename, from: Number(from), to: Number(to), work, report })
