/**
 * What a trust of a thousand users costs, and one of a million: time of an
 * operation of the model, and memory for each user. Writes a table, and a plot to
 * `growth.svg`: `node growth.ts [--short]`; short, it only shows that it runs.
 */
import { writeFileSync } from "node:fs"
import { argv } from "node:process"
import type { State } from "@org-trust/core/lifecycle/State"
import { heapInUse, micros, type Run } from "./growth/Measure.ts"
import { type Line, plot, short } from "./growth/Plot.ts"
import { ask, make, settle, type Town, trusteeOrgId, trustor, trustorOrgId } from "./growth/Town.ts"

const isShort = argv.includes("--short")
const sizes = isShort ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000]
const rounds = isShort ? 3 : 41
const pageSize = 25

interface Settled {
  readonly town: Town
  state: State
  readonly bytes: number
}

const build = (members: number): Settled => {
  const town = make(members)
  const before = heapInUse()
  const state = settle(town)
  return { town, state, bytes: heapInUse() - before }
}

/** The users one after the other, far from each other: the step is a prime that divides no power of ten. */
const userAt = ({ userIds }: Town, count: number) => {
  const id = userIds[(count * 611_953) % userIds.length]
  if (id === undefined) throw new Error("There are no users")
  return id
}

const page =
  (pageNumber: (pages: number) => number) =>
  ({ state, town }: Settled): Run =>
  (count) =>
    ask(town, state, count, trustor, "TrusteeUsers.list", {
      trusteeOrgId,
      pageSize,
      pageNumber: pageNumber(Math.ceil(town.userIds.length / pageSize)),
    })

const operations: Record<string, (settled: Settled) => Run> = {
  "First page of 25": page(() => 1),
  "Middle page": page((pages) => pages >>> 1),
  "Last page": page((pages) => pages),
  "Remove one, add one":
    ({ state, town }) =>
    (count) => {
      const id = userAt(town, count)
      const removed = ask(town, state, count, trustor, "TrusteeUsers.remove", { trusteeOrgId, trusteeUserId: id })
      return ask(town, removed.state, count, trustor, "TrusteeUsers.add", { trusteeOrgId, payload: { id } })
    },
  "Get one":
    ({ state, town }) =>
    (count) =>
      ask(town, state, count, trustor, "TrusteeUsers.get", { trusteeOrgId, trusteeUserId: userAt(town, count) }),
  "Get one, as the trustee through a group":
    ({ state, town }) =>
    (count) =>
      ask(town, state, count, town.trustee, "TrustorUsers.get", { trustorOrgId, trusteeUserId: userAt(town, count) }),
}

const newestAudits =
  ({ state, town }: Settled): Run =>
  (count) =>
    ask(town, state, count, trustor, "TrustAudits.ofTrustees", {
      payload: { trusteeOrganizationIds: [], trusteeUserIds: [] },
    })

const row = (name: string, cells: ReadonlyArray<string>) =>
  name.padEnd(44) + cells.map((cell) => cell.padStart(12)).join("")

const ratio = (values: ReadonlyArray<number>) => `${((values.at(-1) ?? NaN) / (values[0] ?? NaN)).toFixed(2)} x`

const print = (title: string, lines: ReadonlyArray<Line>) => {
  console.log(`\n${row(title, [...sizes.map((size) => size.toLocaleString("en-US")), "last/first"])}`)
  for (const { name, values } of lines) console.log(row(name, [...values.map(short), ratio(values)]))
}

// What the program itself takes, once it has run, is not counted for the first trust.
build(sizes[0] ?? 1)
const towns = sizes.map(build)
const samples = micros(
  Object.values(operations).flatMap((operation) => towns.map(operation)),
  rounds,
)
const times: ReadonlyArray<Line> = Object.keys(operations).map((name, at) => ({
  name,
  values: samples.slice(at * sizes.length, (at + 1) * sizes.length),
}))
const audits: Line = { name: "Newest 25 audits", values: micros(towns.map(newestAudits), 3) }

const perUser = towns.map(({ bytes, town }) => bytes / town.userIds.length)
const withoutTrail = towns.map((settled, at) => {
  const before = heapInUse()
  settled.state = { ...settled.state, trail: undefined }
  return (perUser[at] ?? NaN) - (before - heapInUse()) / settled.town.userIds.length
})
const memory: ReadonlyArray<Line> = [
  { name: "State with its trail", values: perUser },
  { name: "State without its trail", values: withoutTrail },
]

print("Microseconds, at so many users", [...times, audits])
print("Bytes per user", memory)

const svg = plot(sizes, "Time of operations and memory per user, by the number of users in a trust", [
  { title: "Time of an operation", unit: "microseconds of the processor, median", from: 0, to: 3, lines: times },
  { title: "Memory per user", unit: "bytes of heap, users added one by one", from: 1, to: 4, lines: memory },
])
if (!isShort) writeFileSync(new URL("growth.svg", import.meta.url), svg)
