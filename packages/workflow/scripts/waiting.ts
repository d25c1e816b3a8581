/**
 * Many onboardings that wait at once, in one file: how long a process takes to start with
 * them, how much memory it needs, how large the file is, and how soon one of them goes on.
 * `node packages/workflow/scripts/waiting.ts [RUNS]`, 10,000 unless said.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as References from "effect/References"
import { OrganizationId } from "@org-trust/core/Identifiers"
import * as Services from "@org-trust/core/Services"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as Engine from "@org-trust/workflow/engine/sqlite"
import * as Onboarding from "@org-trust/workflow/Onboarding"
import * as Parties from "@org-trust/workflow/Parties"
import { runId } from "@org-trust/workflow/Run"
import { RunLog } from "@org-trust/workflow/RunLog"
import * as Runs from "@org-trust/workflow/Runs"
import * as Seal from "@org-trust/workflow/Seal"

const { harborBank: trustor, northwindPartners } = organizations
const roleId = trustor.roles.visitor.id

const parties = Layer.effect(
  Parties.Parties,
  Effect.map(Platform.Platform, (platform) =>
    Parties.make([[trustor.id, Services.make(platform.invokeAs(principalOf(trustor.clients.admin)))]]),
  ),
).pipe(Layer.provide(Platform.layer()))

const layer = (file: string, keepFor?: number) =>
  Onboarding.layer.pipe(
    Layer.provideMerge(
      Layer.mergeAll(
        Engine.layer({ file, ...(keepFor !== undefined && { keepFor }) }),
        Layer.orDie(Seal.layer(Redacted.make("a key that only this script knows"))),
        parties,
      ),
    ),
  )

const inputOf = (number: number): Onboarding.Input => ({
  trustorOrgId: trustor.id,
  trusteeOrgId: OrganizationId.make(`99999999-0000-4000-8000-${String(number).padStart(12, "0")}`),
  side: "trustor",
  users: [{ id: northwindPartners.users.lea.id, grants: [{ roleId }] }],
  groups: [],
})

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
const say = (what: string): void => console.log(what)

/** Until so many runs wait, as the file says. */
const untilWaiting = (file: string, runs: number) =>
  Effect.gen(function* () {
    const database = new DatabaseSync(file, { readOnly: true })
    const count = database.prepare("select count(*) as notes from org_trust_notes where name like 'waits/%'")
    while (Number(count.get()?.["notes"]) < runs) yield* Effect.sleep("100 millis")
    database.close()
  })

const begin = (file: string, runs: number) =>
  Effect.gen(function* () {
    const began = performance.now()
    yield* Effect.forEach(Array.from({ length: runs }), (_, number) => Onboarding.start(inputOf(number)), {
      concurrency: 50,
      discard: true,
    })
    yield* untilWaiting(file, runs)
    const seconds = (performance.now() - began) / 1000
    say(`${runs} begun and waiting after ${seconds.toFixed(0)} s: ${Math.round(runs / seconds)} a second`)
    yield* Effect.sleep("12 seconds")
    say(`memory of the process that began them: ${megabytes(process.memoryUsage.rss())}`)
  })

const start = (runs: number) =>
  Effect.gen(function* () {
    say(`from the start of a process until it works on them: ${Math.round(performance.now())} ms`)
    yield* Effect.sleep("5 seconds")
    const before = process.cpuUsage()
    yield* Effect.sleep("10 seconds")
    const { system, user } = process.cpuUsage(before)
    say(`memory with ${runs} waiting: ${megabytes(process.memoryUsage.rss())}`)
    say(`processor while nothing happens: ${((system + user) / 1e5).toFixed(1)} %`)
    const log = yield* RunLog
    const heads = yield* log.list("open")
    if (heads.length !== runs) return yield* Effect.die(new Error(`expected ${runs} open runs, got ${heads.length}`))
    const id = runId("Onboarding", Math.ceil(runs / 2))
    const answered = performance.now()
    yield* Runs.answer(id, { _tag: "Declined", reason: "for the clock" })
    yield* Effect.ignore(Onboarding.result(id))
    say(`from an answer to the end of its run: ${Math.round(performance.now() - answered)} ms`)
    yield* Effect.forEach(heads, ({ id }) => Runs.giveUp(id, "it is enough"), { concurrency: 50, discard: true })
    yield* Effect.forEach(heads, ({ id }) => Effect.ignore(Onboarding.result(id)), { concurrency: 50, discard: true })
  })

const rows = (file: string): ReadonlyArray<number> => {
  const database = new DatabaseSync(file)
  const found = ["cluster_messages", "cluster_replies", "org_trust_runs", "org_trust_notes"].map((table) =>
    Number(database.prepare(`select count(*) as rows from ${table}`).get()?.["rows"]),
  )
  // What is in the log beside it belongs to it too.
  database.exec("pragma wal_checkpoint(truncate)")
  database.close()
  return found
}

const [, , phase = "10000", file = "", many = "0"] = process.argv
const runs = Number(many)
const phases: Readonly<Record<string, Effect.Effect<unknown, unknown, never>>> = {
  begin: Effect.provide(begin(file, runs), layer(file)),
  start: Effect.provide(start(runs), layer(file)),
  forget: Effect.provide(Effect.sleep("5 seconds"), layer(file, 0)),
}
const work = phases[phase]
if (work === undefined) {
  const directory = mkdtempSync(join(tmpdir(), "org-trust-waiting-"))
  const store = join(directory, "runs.db")
  const child = (name: string): void => {
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, store, phase], {
      stdio: "inherit",
    })
    if (status !== 0) throw new Error(`${name} ended with ${status}`)
  }
  const size = (): number => statSync(store).size
  child("begin")
  const [messages = 0, replies = 0, , notes = 0] = rows(store)
  const each = (number: number): string => (number / Number(phase)).toFixed(1)
  say(
    `for each run that waits: ${each(messages)} messages, ${each(replies)} replies, ${each(notes)} notes, ${each(size() / 1000)} kB`,
  )
  child("start")
  say(`all ended: ${rows(store).join(", ")} rows, ${megabytes(size())}`)
  child("forget")
  say(`forgotten: ${rows(store).join(", ")} rows, ${megabytes(size())}`)
  rmSync(directory, { recursive: true })
} else {
  await Effect.runPromise(Effect.provideService(work, References.MinimumLogLevel, "Warn"))
}
