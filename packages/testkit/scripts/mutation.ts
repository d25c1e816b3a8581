/**
 * Makes the model wrong in one place at a time: every condition negated, every boundary
 * moved by one, every field and element that is given back dropped. Each has to be
 * rejected by the contract. Prints the score, which is the part of those that are not listed
 * as permitted, what survives that is not listed, and what is listed and does not survive.
 *
 * `mutation.ts [--workers N] [--runs N] [--minutes N] [--only FILE] [--from N] [--json FILE]`
 */
import { type ChildProcess, fork } from "node:child_process"
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import * as Schema from "effect/Schema"
import { survivors } from "./mutation/survivors.ts"

const { values } = parseArgs({
  options: {
    workers: { type: "string", default: "1" },
    runs: { type: "string", default: "6" },
    minutes: { type: "string", default: "60" },
    only: { type: "string" },
    from: { type: "string", default: "0" },
    json: { type: "string" },
  },
})
/** One that does not answer goes on for ever, which any caller sees. */
const patienceMillis = 90_000

const Mutation = Schema.Struct({
  id: Schema.Int,
  file: Schema.String,
  line: Schema.Int,
  kind: Schema.Literals(["negated", "moved", "dropped"]),
  text: Schema.String,
})
const Ready = Schema.Struct({ mutations: Schema.Array(Mutation) })
const Judged = Schema.Struct({ id: Schema.Int, clause: Schema.optional(Schema.String), isReached: Schema.Boolean })
const decodeMessage = Schema.decodeUnknownSync(Schema.Union([Ready, Judged]))
type Mutation = typeof Mutation.Type

const judged = new Map<number, typeof Judged.Type>()
const until = Date.now() + Number(values.minutes) * 60_000
let mutations: ReadonlyArray<Mutation> = []
let queue: Array<number> | undefined

const wanted = (): Array<number> =>
  mutations
    .filter(({ file }) => values.only === undefined || file.includes(values.only))
    .map(({ id }) => id)
    .slice(Number(values.from))

/** One process after the other, as long as there is something left to judge. */
const work = (): Promise<void> =>
  new Promise((resolve) => {
    const start = () => {
      const child: ChildProcess = fork(fileURLToPath(new URL("./mutation/Judge.ts", import.meta.url)), [values.runs])
      let timer: NodeJS.Timeout | undefined
      const next = () => {
        queue ??= wanted()
        const id = Date.now() < until ? queue.shift() : undefined
        if (id === undefined) {
          child.kill()
          return resolve()
        }
        timer = setTimeout(() => {
          judged.set(id, { id, clause: "no answer", isReached: true })
          child.kill("SIGKILL")
          start()
        }, patienceMillis)
        child.send(id)
      }
      child.on("message", (message) => {
        clearTimeout(timer)
        const told = decodeMessage(message)
        if ("mutations" in told) mutations = told.mutations
        else {
          judged.set(told.id, told)
          const { file = "", kind, line, text } = mutations.find(({ id }) => id === told.id) ?? {}
          if (told.clause === undefined)
            console.log(`survives: ${file}:${line} ${kind} ${told.isReached ? "" : "(not reached) "}${text}`)
          if (judged.size % 50 === 0) console.error(`${judged.size} judged, ${queue?.length} left`)
        }
        next()
      })
    }
    start()
  })

await Promise.all(Array.from({ length: Number(values.workers) }, work))

const survived = mutations.filter(({ id }) => judged.has(id) && judged.get(id)?.clause === undefined)
const known = new Set([...survivors.values()].flat().map(([file, text]) => `${file} ${text}`))
const keyOf = ({ file, text }: Pick<Mutation, "file" | "text">) => `${file} ${text}`
const isKnown = (each: Mutation) => known.has(keyOf(each)) || known.has(`${each.file} *`)
const permitted = survived.filter(isKnown)
const unreached = permitted.filter(({ id }) => judged.get(id)?.isReached === false)
const rejected = judged.size - survived.length
const score = (100 * rejected) / (judged.size - permitted.length)
console.log(
  `${mutations.length} mutations, ${judged.size} judged, ${rejected} rejected, ${permitted.length} listed as permitted ` +
    `(${unreached.length} of them come by nowhere), ${survived.length - permitted.length} others survive: ${score.toFixed(1)} %`,
)
if (judged.size === mutations.length) {
  const surviving = new Set(survived.map(keyOf))
  const stale = [...known].filter((key) => !key.endsWith(" *") && !surviving.has(key))
  for (const key of stale) console.log(`listed, but does not survive: ${key}`)
}
if (values.json !== undefined) {
  const results = mutations.flatMap((each) => {
    const found = judged.get(each.id)
    return found === undefined ? [] : [{ ...each, clause: found.clause ?? null, isReached: found.isReached }]
  })
  writeFileSync(values.json, `${JSON.stringify(results, undefined, 1)}\n`)
}
if (survived.length > permitted.length) process.exitCode = 1
