/**
 * Puts every wrong implementation through every clause but the comparison with the
 * model, and writes which rejects which into `MATRIX.md`.
 *
 * `matrix.ts [--only NAMES] [--check]`: only these clauses and wrong implementations, parted
 * by commas, and leaves the rest as it was; with `--check` it prints what differs from what
 * was found last, and changes nothing.
 */
import { parseArgs } from "node:util"
import * as Effect from "effect/Effect"
import { laws } from "../src/contract/internal/laws/all.ts"
import { mutants } from "@org-trust/testkit/mutants/all"
import { races } from "@org-trust/testkit/mutants/concurrency"
import { clauses, type Matrix, read, wrongs, write } from "./matrix/Recorded.ts"
import { judge } from "./matrix/Rejects.ts"
import { touched } from "./matrix/Touched.ts"

const { values } = parseArgs({
  options: { only: { type: "string" }, check: { type: "boolean", default: false } },
})

const only = values.only === undefined ? undefined : new Set(values.only.split(","))
const isWanted = ({ name }: { readonly name: string }) => only === undefined || only.has(name)

const found = Effect.gen(function* () {
  const matrix = new Map(Array.from(read(), ([name, names]) => [name, new Set(names)]))
  const began = Date.now()
  for (const [at, clause] of clauses.entries()) {
    const wanted = <A extends { readonly name: string }>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
      isWanted(clause) ? all : all.filter(isWanted)
    const isLaw = laws.includes(clause)
    const apart = isLaw ? yield* touched(clause, wanted(mutants)) : []
    for (const wrong of wanted(wrongs)) matrix.get(wrong.name)?.delete(clause.name)
    for (const wrong of [...apart, ...wanted(races)]) {
      if (!(yield* judge(clause, wrong))) continue
      matrix.set(wrong.name, (matrix.get(wrong.name) ?? new Set()).add(clause.name))
    }
    const seconds = Math.round((Date.now() - began) / 1000)
    // What was found so far is kept if this is stopped.
    if (!values.check) write(matrix)
    console.error(`${at + 1}/${clauses.length}, ${seconds} s: ${clause.name}, told from the model ${apart.length}`)
  }
  return matrix
})

const before = read()
const matrix = await Effect.runPromise(found)
const cells = (all: Matrix) =>
  new Set([...all].flatMap(([wrong, names]) => Array.from(names, (name) => `${wrong}, by ${name}`)))
const [recorded, real] = [cells(before), cells(matrix)]
const fewer = [...recorded].filter((cell) => !real.has(cell))
const more = [...real].filter((cell) => !recorded.has(cell))
for (const cell of fewer) console.log(`no longer rejected: ${cell}`)
for (const cell of more) console.log(`now rejected: ${cell}`)
console.log(`${real.size} cells, ${fewer.length} gone, ${more.length} new`)
if (values.check && fewer.length + more.length > 0) process.exitCode = 1
