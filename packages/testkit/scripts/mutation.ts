/**
 * Changes the model mechanically, one small change at a time, and looks whether the
 * contract rejects each: `node mutation.ts [--runs N] [--every N] [FILE ...]`.
 */
import { type ChildProcess, fork } from "node:child_process"
import { globSync } from "node:fs"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { equivalents } from "./mutation/equivalents.ts"
import { model, type Mutation, mutationsOfModel, nameOf } from "./mutation/mutations.ts"
import type { Outcome, Question } from "./mutation/worker.ts"

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "25" },
    seed: { type: "string", default: "1" },
    every: { type: "string", default: "1" },
  },
})

/** Sentences, and choices that tests of their own hold: no code that decides. */
const leftOut = new Set(["Rule.ts", "Invariants.ts"])
const all = globSync("**/*.ts", { cwd: fileURLToPath(model) }).filter((file) => !leftOut.has(file))
const files = positionals.length > 0 ? positionals : all.toSorted()
const mutations = mutationsOfModel(files).filter((_, at) => at % Number(values.every) === 0)

/** A change that makes an endless loop is told by its silence. */
const patience = 120_000
/** Each change loads the model anew, and what is loaded stays: so processes are replaced. */
const perProcess = 40

const ask = (child: ChildProcess, question: Question): Promise<Outcome> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL")
      resolve({ by: "it does not end" })
    }, patience)
    const onExit = () => {
      clearTimeout(timer)
      resolve({ by: "it ends the process" })
    }
    child.once("exit", onExit)
    child.once("message", (outcome: Outcome) => {
      clearTimeout(timer)
      child.off("exit", onExit)
      resolve(outcome)
    })
    child.send(question)
  })

const start = () => fork(fileURLToPath(new URL("mutation/worker.ts", import.meta.url)), { stdio: "inherit" })

const waiting = mutations.values()
const survivors: Array<Mutation> = []
let rejected = 0
const question = (mutation: Mutation | undefined): Question => ({
  mutation,
  runs: Number(values.runs),
  seed: Number(values.seed),
})

const work = async () => {
  let child = start()
  let asked = 0
  for (const mutation of waiting) {
    const { by } = await ask(child, question(mutation))
    if (by === undefined) survivors.push(mutation)
    else rejected += 1
    console.log(
      `${by === undefined ? "SURVIVES" : "rejected"} ${mutation.file}:${mutation.line} ${nameOf(mutation)} ${by ?? ""}`,
    )
    asked += 1
    if (asked % perProcess === 0 || child.exitCode !== null || child.signalCode !== null) {
      child.kill()
      child = start()
    }
  }
  child.kill()
}

const first = start()
const { by } = await ask(first, question(undefined))
first.kill()
if (by !== undefined) throw new Error(`The model as it is is rejected by ${by}`)

await Promise.all(Array.from({ length: availableParallelism() }, work))

const known = survivors.filter((mutation) => Object.hasOwn(equivalents, nameOf(mutation)))
const unknown = survivors.filter((mutation) => !known.includes(mutation))
console.log(
  `\n${mutations.length} changes: ${rejected} rejected, ${known.length} equivalent, ${unknown.length} survive ` +
    `(${((rejected / (mutations.length - known.length)) * 100).toFixed(1)} % of those that are not equivalent)`,
)
for (const each of unknown) console.log(`${each.file}:${each.line} ${each.kind}: ${nameOf(each)}`)
if (unknown.length > 0) process.exitCode = 1
