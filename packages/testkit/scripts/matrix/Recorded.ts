/**
 * Which clause rejects which wrong implementation, as it was found when it was last
 * tried: `MATRIX.md` is both the record and the page.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { concurrency } from "../../src/contract/internal/concurrency/Concurrency.ts"
import { laws } from "../../src/contract/internal/laws/all.ts"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { mutants } from "@org-trust/testkit/mutants/all"
import { races } from "@org-trust/testkit/mutants/concurrency"

/** By wrong implementation, the names of the clauses that reject it. */
export type Matrix = ReadonlyMap<string, ReadonlySet<string>>

/** The clauses that are tried, in their order: all but the comparison with the model. */
export const clauses: ReadonlyArray<Clause> = [...laws, ...concurrency]

/** The wrong implementations, in their order. */
export const wrongs = [...mutants, ...races]

const file = new URL("../../MATRIX.md", import.meta.url)

const heading = `# Which clause rejects which wrong implementation

Every wrong implementation was put through every law with the default budget, and those that go wrong only when requests overlap through the clauses about that as well. This is what came of it: \`scripts/matrix.ts\` tries it anew and writes this page. What each clause says is in [CONTRACT.md](CONTRACT.md), the table by rule in [PROOFS.md](PROOFS.md).

`

const row = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`
const list = (names: ReadonlyArray<string>): string => names.map((name) => `\`${name}\``).join(", ")

const inOrder = (names: ReadonlySet<string>): ReadonlyArray<string> =>
  clauses.map(({ name }) => name).filter((name) => names.has(name))

/** What was found last. */
export const read = (): Matrix =>
  new Map(
    Array.from(
      readFileSync(file, "utf8").matchAll(/^\| `([^`]+)` \| \d+ \| (.*) \|$/gm),
      ([, wrong = "", names = ""]) => [
        wrong,
        new Set(Array.from(names.matchAll(/`([^`]+)`/g), ([, name = ""]) => name)),
      ],
    ),
  )

/** Keeps what was found, of what there still is. */
export const write = (matrix: Matrix): void => {
  const rows = wrongs.map(({ name }) => {
    const rejecting = inOrder(matrix.get(name) ?? new Set())
    return row([`\`${name}\``, String(rejecting.length), list(rejecting)])
  })
  const table = [row(["wrong implementation", "clauses", "rejected by"]), row(["---", "---", "---"]), ...rows]
  writeFileSync(file, `${heading}${table.join("\n")}\n`)
}

/** What of a matrix does not fit the clauses and the wrong implementations that there are. */
export const misfits = (matrix: Matrix): ReadonlyArray<string> => {
  const clauseNames = new Set(clauses.map(({ name }) => name))
  const wrongNames = new Set(wrongs.map(({ name }) => name))
  const rejecting = new Set([...matrix.values()].flatMap((names) => [...names]))
  return [
    ...[...matrix.keys()].filter((name) => !wrongNames.has(name)).map((name) => `there is no ${name} any more`),
    ...[...rejecting].filter((name) => !clauseNames.has(name)).map((name) => `there is no clause ${name} any more`),
    ...[...wrongNames].filter((name) => (matrix.get(name)?.size ?? 0) === 0).map((name) => `nothing rejects ${name}`),
    ...[...clauseNames].filter((name) => !rejecting.has(name)).map((name) => `${name} rejects nothing`),
  ]
}
