/**
 * Two and three workers on one PostgreSQL: one of them is killed, ended, or frozen for a while.
 * How soon the others take over, whether a step was lost, and how many were taken again.
 * `node packages/workflow/scripts/workers.ts`
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import * as Engine from "@org-trust/workflow/engine/postgres"
import { startPostgres } from "../../testkit/test/journal/support/postgres.ts"
import * as ToyWorkflow from "../test/support/toy.ts"
import { runsIn, Toy } from "../test/support/toy.ts"

/** How many runs wait when something happens to a worker. */
const many = 30

const server = await startPostgres()
const url = await server.database()
const directory = mkdtempSync(join(tmpdir(), "org-trust-workers-"))
const log = join(directory, "log")
writeFileSync(log, "")
const workerFile = fileURLToPath(new URL("../test/support/worker.ts", import.meta.url))
const runtime = ManagedRuntime.make(Layer.provideMerge(ToyWorkflow.layer, Engine.layerClient({ url })))

const startWorker = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [workerFile, Redacted.value(url)], { stdio: ["ignore", "pipe", "ignore"] })
  let said = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text))
  while (!said.includes("ready")) await once(child.stdout, "data")
  return child
}

let number = 0
const newRuns = () => Array.from({ length: many }, () => `run${++number}`)
const { answering, payload } = runsIn(log)
const waiting = (id: string) => payload(id, { wait: true })
const each = (ids: ReadonlyArray<string>, use: (id: string) => Effect.Effect<unknown, unknown, never>) =>
  Effect.forEach(ids, use, { concurrency: "unbounded", discard: true })
const lines = () =>
  readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line !== "")

/** Begins runs, and lets them come to where they wait. */
const begin = async (ids: ReadonlyArray<string>): Promise<void> => {
  const before = number - many
  const context = await runtime.context()
  await Effect.runPromise(
    each(ids, (id) => Effect.provideContext(Toy.execute(waiting(id), { discard: true }), context)),
  )
  while (lines().length < 2 * before + many) await new Promise((resolve) => setTimeout(resolve, 50))
  // The clock of the run has to have passed too.
  await new Promise((resolve) => setTimeout(resolve, 2500))
}

/** Answers them all, and says after how many milliseconds all were done. */
const finish = async (ids: ReadonlyArray<string>): Promise<number> => {
  const began = performance.now()
  const context = await runtime.context()
  await Effect.runPromise(
    each(ids, (id) => Effect.andThen(answering(id), Toy.execute(waiting(id))).pipe(Effect.provideContext(context))),
  )
  return Math.round(performance.now() - began)
}

const found: Array<string> = []
/** What happens to the last of the workers; the answers come right after it. */
const happens = async (
  what: string,
  workers: ReadonlyArray<ChildProcess>,
  signal: NodeJS.Signals | undefined,
  most: number,
): Promise<void> => {
  const ids = newRuns()
  await begin(ids)
  if (signal !== undefined) workers.at(-1)?.kill(signal)
  const millis = await finish(ids)
  found.push(`${what}: ${many} runs done after ${millis} ms`)
  console.log(found.at(-1))
  if (millis > most) throw new Error(`expected at most ${most} ms`)
}

const first = await startWorker()
await begin(newRuns()).then(() => finish(Array.from({ length: many }, (_, at) => `run${at + 1}`)))
let second = await startWorker()
await happens("two workers", [first, second], undefined, 10_000)
await happens("two workers, one killed", [first, second], "SIGKILL", 10_000)
second = await startWorker()
await happens("two workers, one ended by SIGTERM", [first, second], "SIGTERM", 3000)
second = await startWorker()
const third = await startWorker()
await happens("three workers", [first, second, third], undefined, 10_000)
await happens("three workers, one killed", [first, second, third], "SIGKILL", 10_000)
await happens("two workers, one frozen", [first, second], "SIGSTOP", 15_000)
second.kill("SIGCONT")
await happens("two workers, the frozen one back", [first, second], undefined, 10_000)
const taken = lines()
const again = taken.length - new Set(taken).size
const lost = 2 * number - new Set(taken).size
console.log(`${number} runs, ${2 * number} steps: ${lost} lost`)
console.log(
  `${again} steps were taken again: their worker ended, or handed them over, before it had stored what came of them. Steps of the workflows look before they change anything.`,
)
await runtime.dispose()
for (const [name, child] of Object.entries({ first, "the frozen one": second })) {
  const began = performance.now()
  const ended = once(child, "exit")
  child.kill("SIGTERM")
  await ended
  console.log(`${name} ended by SIGTERM after ${Math.round(performance.now() - began)} ms`)
}
await server.stop()
rmSync(directory, { recursive: true })
process.exitCode = lost === 0 ? 0 : 1
