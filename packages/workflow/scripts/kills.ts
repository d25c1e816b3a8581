/**
 * Kills a process that carries a run out, at every moment there is: before, within and after
 * each step and each step back; and again and again by chance. Then it counts what came of
 * it on the platform. `node packages/workflow/scripts/kills.ts [KILLS] [SEED] [sqlite|postgres]`: all
 * moments of every workflow once on a file and at the same time once on PostgreSQL, and by
 * chance until there were so many; 200 unless said.
 * `node packages/workflow/scripts/kills.ts part`: a few, on a file.
 * `node packages/workflow/scripts/kills.ts frozen [MOMENTS]`: on PostgreSQL, frozen at so many moments of
 * each workflow, 6 unless said, and woken when another worker has ended the run.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Redacted from "effect/Redacted"
import { makeDice } from "../../testkit/scripts/dice.ts"
import { startPostgres } from "../../testkit/test/journal/support/postgres.ts"
import { type Counts, Lane } from "./kills/Lane.ts"
import { scenarios } from "./kills/scenarios.ts"

const [, , asked = "200", given, only] = process.argv
const isPart = asked === "part"
const isFrozen = asked === "frozen"
const least = isPart || isFrozen ? 0 : Number(asked)
const moments = isFrozen ? Number(given ?? 6) : 0
const seed = isFrozen ? 1 : Number(given ?? Math.floor(Math.random() * 1e9))
console.log(`seed ${seed}`)

const names = Object.keys(scenarios)

/** All moments of every workflow, or a few of them; then moments by chance. */
const kill = async (lane: Lane, upTo: (many: number) => number, most: number): Promise<void> => {
  let kills = 0
  for (const name of names) {
    const moments = await lane.killed(name, [])
    const each = isPart ? [upTo(moments)] : Array.from({ length: moments }, (_, at) => at + 1)
    for (const killAt of each) await lane.killed(name, [killAt])
    kills += each.length
    console.log(`${lane.name}, ${name}: ${moments} moments, killed at ${each.length} of them`)
  }
  for (; kills < most; kills += 6) {
    await lane.killed(
      names[upTo(names.length) - 1] ?? "onboarding",
      Array.from({ length: 6 }, () => 1 + upTo(9)),
    )
  }
}

/** So many moments of every workflow, evenly over the run. */
const freeze = async (lane: Lane): Promise<void> => {
  for (const name of names) {
    const there = await lane.killed(name, [])
    const each = new Set(Array.from({ length: moments }, (_, at) => 1 + Math.floor(((at + 0.5) * there) / moments)))
    for (const moment of each) await lane.frozen(name, moment)
    console.log(`${lane.name}, ${name}: frozen at ${each.size} of ${there} moments`)
  }
}

const median = (numbers: ReadonlyArray<number>): number =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0

const lineOf = (what: string, all: ReadonlyArray<Counts>): string => {
  const sum = (of: (counts: Counts) => number) => all.reduce((total, counts) => total + of(counts), 0)
  const resumptions = all.flatMap((counts) => counts.resumptions)
  const [kills, runs, lost, doubled, spare, unfinished] = [
    sum(({ kills }) => kills),
    sum(({ runs }) => runs),
    sum(({ lost }) => lost),
    sum(({ doubled }) => doubled),
    sum(({ sparePairings }) => sparePairings),
    sum(({ unfinished }) => unfinished),
  ]
  const resumed =
    resumptions.length === 0
      ? ""
      : `; goes on ${median(resumptions)} ms after the start of the process (median), ${Math.max(...resumptions)} ms (most)`
  return `${what}: ${kills} ${isFrozen ? "frozen" : "kills"}, ${runs} runs, lost ${lost}, doubled ${doubled}, unfinished ${unfinished}, pairings never used ${spare}${resumed}`
}

const directory = mkdtempSync(join(tmpdir(), "org-trust-kills-"))
const server = isPart || only === "sqlite" ? undefined : await startPostgres()
const lanes = [
  ...(isFrozen || only === "postgres" ? [] : [new Lane("SQLite", join(directory, "runs.db"))]),
  ...(server === undefined ? [] : [new Lane("PostgreSQL", Redacted.value(await server.database()))]),
]
const began = performance.now()
await Promise.all(
  lanes.map((lane, at) => (isFrozen ? freeze(lane) : kill(lane, makeDice(seed + at), Math.ceil(least / lanes.length)))),
)
for (const lane of lanes) await lane.end()
await server?.stop()
rmSync(directory, { recursive: true })

const all = lanes.flatMap(({ counts }) => [...counts.values()])
for (const { counts, name } of lanes) {
  for (const [workflow, each] of counts) console.log(lineOf(`${name}, ${workflow}`, [each]))
  console.log(lineOf(name, [...counts.values()]))
}
console.log(lineOf("all", all))
console.log(`${Math.round((performance.now() - began) / 1000)} s`)
process.exitCode = all.every(({ doubled, lost, unfinished }) => lost + doubled + unfinished === 0) ? 0 : 1
