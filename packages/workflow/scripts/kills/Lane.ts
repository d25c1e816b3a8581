/**
 * One engine and one platform, on which runs are carried out whose processes are killed.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as HttpServer from "effect/http/HttpServer"
import { events } from "@org-trust/core/lifecycle/State"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { type Scenario, scenarios, trustBefore, trustee, trustor } from "./scenarios.ts"

const workerFile = fileURLToPath(new URL("worker.ts", import.meta.url))
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "org-trust-kills-code") }

/** What came of the runs of a workflow. */
export interface Counts {
  kills: number
  runs: number
  /** Effects that there are not, and effects that there are more than once. */
  lost: number
  doubled: number
  /** Pairings that were made a second time and never used. */
  sparePairings: number
  /** Runs that ended otherwise than they have to. */
  unfinished: number
  /** Milliseconds from the start of the next process to the first step that it takes. */
  readonly resumptions: Array<number>
}

const nothing = (): Counts => ({
  kills: 0,
  runs: 0,
  lost: 0,
  doubled: 0,
  sparePairings: 0,
  unfinished: 0,
  resumptions: [],
})

/** What a worker has said so far. */
class Worker {
  readonly child: ChildProcess
  readonly closed: Promise<unknown>
  private stdout = ""
  private stderr = ""
  constructor(argv: ReadonlyArray<string>) {
    const child = spawn(process.execPath, [workerFile, ...argv], { env, stdio: ["ignore", "pipe", "pipe"] })
    child.stdout.setEncoding("utf8").on("data", (text: string) => (this.stdout += text))
    child.stderr.setEncoding("utf8").on("data", (text: string) => (this.stderr += text))
    this.child = child
    this.closed = once(child, "close")
  }
  said(word: string): string | undefined {
    return new RegExp(`^${word} (.*)$`, "m").exec(this.stdout)?.[1]
  }
  get words(): string {
    return `${this.stdout}${this.stderr}`
  }
  /** Until it has said a word, or is gone. */
  async until(word: string): Promise<void> {
    const { child } = this
    while (child.exitCode === null && child.signalCode === null && this.said(word) === undefined)
      await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const makeTrust = Effect.gen(function* () {
  const platform = yield* Platform.Platform
  const as = ({ clients }: typeof trustor | typeof trustee) => platform.invokeAs(principalOf(clients.admin))
  const { dateExpired, groups, users } = trustBefore
  const idsOf = <A>(members: ReadonlyArray<{ readonly id: A }>) => members.map(({ id }) => id)
  const { id } = yield* as(trustee)("Pairings.create", { payload: { userIds: idsOf(users), groupIds: idsOf(groups) } })
  yield* as(trustor)("Trustees.create", {
    payload: { pairingId: id, enabled: true, dateExpired, users, groups },
  })
})

/** The runs of an engine in one place: a file, or a database. */
export class Lane {
  readonly name: string
  readonly counts = new Map<string, Counts>()
  private readonly place: string
  private readonly runtime = ManagedRuntime.make(
    Emulator.layer().pipe(
      Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
      Layer.provideMerge(Platform.layer()),
    ),
  )
  private before = 0

  constructor(name: string, place: string) {
    this.name = name
    this.place = place
  }

  private countsOf(scenario: string): Counts {
    const found = this.counts.get(scenario) ?? nothing()
    this.counts.set(scenario, found)
    return found
  }

  private async prepare(name: string): Promise<Scenario> {
    const scenario = scenarios[name]
    if (scenario === undefined) throw new Error(`There is no scenario ${name}`)
    const reset = Platform.Platform.use((platform) => platform.reset)
    await this.runtime.runPromise(scenario.afterTrust ? Effect.andThen(reset, makeTrust) : reset)
    return scenario
  }

  private async start(name: string, before: number, killAt: number, signal: NodeJS.Signals): Promise<Worker> {
    const url = await this.runtime.runPromise(HttpServer.addressFormattedWith((address) => Effect.succeed(address)))
    return new Worker([this.place, url, name, String(before), String(killAt), signal])
  }

  /** Counts what a run has come to, and says what is not as it has to be. */
  private async judge(name: string, { ends, expected }: Scenario, how: string): Promise<ReadonlyArray<string>> {
    const counts = this.countsOf(name)
    const found = new Map<string, number>()
    const state = await this.runtime.runPromise(Platform.Platform.use((platform) => platform.state))
    for (const { _tag } of events(state)) found.set(_tag, (found.get(_tag) ?? 0) + 1)
    counts.runs++
    counts.sparePairings += (found.get("PairingCreated") ?? 0) - 1
    found.delete("PairingCreated")
    const wanted = new Map(Object.entries(expected))
    const wrong: Array<string> = []
    for (const tag of new Set([...wanted.keys(), ...found.keys()])) {
      const [should, is] = [wanted.get(tag) ?? 0, found.get(tag) ?? 0]
      if (is === should) continue
      counts.lost += Math.max(0, should - is)
      counts.doubled += Math.max(0, is - should)
      wrong.push(`${tag}: expected ${should}, got ${is}`)
    }
    if (!how.startsWith(ends)) {
      counts.unfinished++
      wrong.push(`it ended as ${how}, expected ${ends}`)
    }
    return wrong
  }

  /** Carries a run out, its workers killed at the moments that are named, one after the other. Says how many moments it had. */
  async killed(name: string, killAts: Iterable<number>): Promise<number> {
    const scenario = await this.prepare(name)
    const counts = this.countsOf(name)
    const before = this.before++
    const deaths: Array<string> = []
    for (const killAt of [...killAts, 0]) {
      const worker = await this.start(name, before, killAt, "SIGKILL")
      await worker.closed
      const death = worker.said("killed")
      const first = worker.said("first after")
      if (deaths.length > 0 && first !== undefined) counts.resumptions.push(Number(first))
      const ended = worker.said("ended")
      if (death !== undefined) {
        deaths.push(death)
        counts.kills++
      } else if (ended === undefined) {
        throw new Error(`${name}, killed ${deaths.join(", then ")}: a worker said ${worker.words}`)
      }
      if (ended === undefined) continue
      await this.tell(name, scenario, ended, `killed ${deaths.join(", then ")}`)
      return Number(worker.said("reached") ?? 0)
    }
    throw new Error(`${name} never ended, killed ${deaths.join(", then ")}`)
  }

  /** Carries a run out whose worker is frozen at a moment; another one ends it, and then it is woken. */
  async frozen(name: string, moment: number): Promise<void> {
    const scenario = await this.prepare(name)
    const before = this.before++
    const worker = await this.start(name, before, moment, "SIGSTOP")
    await worker.until("killed")
    const where = worker.said("killed")
    const other = await this.start(name, before, 0, "SIGKILL")
    await other.closed
    worker.child.kill("SIGCONT")
    await worker.closed
    const ended = other.said("ended")
    if (ended === undefined) throw new Error(`${name}, frozen ${where}: a worker said ${other.words}`)
    this.countsOf(name).kills++
    const own = worker.said("ended")
    if (own !== ended) console.log(`${name}, frozen ${where}: it ended ${ended}, and the one woken says ${own}`)
    await this.tell(name, scenario, ended, `frozen ${where}`)
  }

  private async tell(name: string, scenario: Scenario, ended: string, what: string): Promise<void> {
    const wrong = await this.judge(name, scenario, ended)
    if (wrong.length > 0) console.log(`${this.name}, ${name}, ${what}: ${wrong.join("; ")}`)
  }

  end(): Promise<void> {
    return this.runtime.dispose()
  }
}
