/**
 * Kills a process that carries a run out, at every moment there is: before, within and after
 * each step and each step back; and again and again by chance. Then it counts what came of
 * it on the platform. `node packages/workflow/scripts/kills.ts [KILLS] [SEED] [sqlite|postgres]`: all
 * moments once on a file and once on PostgreSQL, and by chance until there were so many; 200 unless said.
 * `node packages/workflow/scripts/kills.ts part`: a few, on a file.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:http"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import * as HttpServer from "effect/http/HttpServer"
import { events } from "@org-trust/core/lifecycle/State"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { startPostgres } from "../../testkit/test/journal/support/postgres.ts"
import { membersBefore, type Scenario, scenarios, trustee, trustor } from "./kills/scenarios.ts"

const [, , asked = "200", given, only] = process.argv
const isPart = asked === "part"
const least = isPart ? 0 : Number(asked)
const seed = Number(given ?? Math.floor(Math.random() * 1e9))
console.log(`seed ${seed}`)
// Numerical Recipes' generator: enough to choose when to kill.
let dice = seed >>> 0
const upTo = (many: number): number => {
  dice = (Math.imul(dice, 1_664_525) + 1_013_904_223) >>> 0
  return 1 + (dice % many)
}

const runtime = ManagedRuntime.make(
  Emulator.layer().pipe(
    Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
    Layer.provideMerge(Platform.layer()),
  ),
)
const url = await runtime.runPromise(HttpServer.addressFormattedWith((address) => Effect.succeed(address)))
const platform = await runtime.runPromise(Platform.Platform)

const workerFile = fileURLToPath(new URL("kills/worker.ts", import.meta.url))
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "org-trust-kills-code") }

const counted = { kills: 0, runs: 0, wrong: 0, sparePairings: 0 }
const resumptions: Array<number> = []

interface Said {
  readonly killed: string | undefined
  readonly ended: string | undefined
  readonly moments: number
}

/** Lets a worker work until it ends, or kills itself. */
const work = async (place: string, name: string, before: number, killAt: number, isResumed: boolean): Promise<Said> => {
  const child = spawn(process.execPath, [workerFile, place, url, name, String(before), String(killAt)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  })
  let stdout = ""
  let stderr = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
  const slow = setTimeout(() => child.kill("SIGKILL"), 600_000)
  await once(child, "close")
  clearTimeout(slow)
  const after = (word: string) => new RegExp(`^${word} (.*)$`, "m").exec(stdout)?.[1]
  const killed = after("killed")
  const ended = after("ended")
  if (killed === undefined && ended === undefined) throw new Error(`A worker said ${stdout}${stderr}`)
  if (killed !== undefined) counted.kills++
  const first = after("first after")
  if (isResumed && first !== undefined) resumptions.push(Number(first))
  return { killed, ended, moments: Number(after("reached") ?? 0) }
}

/** What has come of a run, in words, where it is not as it has to be. */
const mistakes = async ({ ends, expected }: Scenario, how: string): Promise<ReadonlyArray<string>> => {
  const found = new Map<string, number>()
  for (const { _tag } of events(await runtime.runPromise(platform.state))) found.set(_tag, (found.get(_tag) ?? 0) + 1)
  counted.sparePairings += (found.get("PairingCreated") ?? 0) - 1
  found.delete("PairingCreated")
  const counts = Object.entries(expected).flatMap(([tag, number]) =>
    found.get(tag) === number ? [] : [`${tag}: expected ${number}, got ${found.get(tag) ?? 0}`],
  )
  const others = [...found.keys()].filter((tag) => !Object.hasOwn(expected, tag)).map((tag) => `${tag}: expected none`)
  return [...counts, ...others, ...(how.startsWith(ends) ? [] : [`it ended as ${how}, expected ${ends}`])]
}

/** The trust that there is before an offboarding. */
const makeTrust = Effect.gen(function* () {
  const as = ({ clients }: typeof trustor | typeof trustee) => platform.invokeAs(principalOf(clients.admin))
  const { groups, users } = membersBefore
  const idsOf = <A>(members: ReadonlyArray<{ readonly id: A }>) => members.map(({ id }) => id)
  const { id } = yield* as(trustee)("Pairings.create", { payload: { userIds: idsOf(users), groupIds: idsOf(groups) } })
  yield* as(trustor)("Trustees.create", { payload: { pairingId: id, enabled: true, users, groups } })
})

/** Carries a run out, its workers killed at the moments that are named, one after the other. */
const carryOut = async (place: string, name: string, killAts: Iterable<number>): Promise<number> => {
  const scenario = scenarios[name]
  if (scenario === undefined) throw new Error(`There is no scenario ${name}`)
  await runtime.runPromise(scenario.afterTrust ? Effect.andThen(platform.reset, makeTrust) : platform.reset)
  const before = runsIn.get(place) ?? 0
  runsIn.set(place, before + 1)
  const deaths: Array<string> = []
  for (const killAt of [...killAts, 0]) {
    const { ended, killed, moments } = await work(place, name, before, killAt, deaths.length > 0)
    if (killed !== undefined) deaths.push(killed)
    if (ended === undefined) continue
    counted.runs++
    const found = await mistakes(scenario, ended)
    if (found.length > 0) {
      counted.wrong++
      console.log(`${name}, killed ${deaths.join(", then ")}: ${found.join("; ")}`)
    }
    return moments
  }
  throw new Error(`${name} never ended, killed ${deaths.join(", then ")}`)
}
const runsIn = new Map<string, number>()

const directory = mkdtempSync(join(tmpdir(), "org-trust-kills-"))
const server = isPart || only === "sqlite" ? undefined : await startPostgres()
const places = [
  ...(only === "postgres" ? [] : [join(directory, "runs.db")]),
  ...(server === undefined ? [] : [Redacted.value(await server.database())]),
]
const began = performance.now()
for (const place of places) {
  const before = counted.kills
  for (const name of Object.keys(scenarios)) {
    const moments = await carryOut(place, name, [])
    const each = isPart
      ? [...new Set(Array.from({ length: 2 }, () => upTo(moments)))]
      : Array.from({ length: moments }, (_, at) => at + 1)
    for (const killAt of each) await carryOut(place, name, [killAt])
    console.log(
      `${name}, ${place.startsWith("postgres:") ? "PostgreSQL" : "SQLite"}: ${moments} moments, killed at ${each.length} of them`,
    )
  }
  console.log(`${counted.kills - before} kills`)
}
while (counted.kills < least) {
  const place = places[counted.kills % places.length]
  const name = Object.keys(scenarios)[upTo(Object.keys(scenarios).length) - 1]
  if (place === undefined || name === undefined) break
  await carryOut(
    place,
    name,
    Array.from({ length: 6 }, () => 1 + upTo(9)),
  )
}
await server?.stop()
await runtime.dispose()
rmSync(directory, { recursive: true })

const sorted = resumptions.toSorted((one, other) => one - other)
const { kills, runs, sparePairings, wrong } = counted
console.log(
  `kills ${kills}, runs ${runs}, wrong ${wrong}; ${sparePairings} pairings were made a second time and never used`,
)
console.log(
  `from the start of the process to its first step: ${sorted[sorted.length >> 1] ?? 0} ms (median), ${sorted.at(-1) ?? 0} ms (most)`,
)
console.log(`${Math.round((performance.now() - began) / 1000)} s`)
process.exitCode = wrong === 0 ? 0 : 1
