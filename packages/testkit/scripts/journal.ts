/**
 * Measures a journal in a file: how fast changes are kept, and how soon a long log is
 * there again. `node packages/testkit/scripts/journal.ts [EVENTS]`, a million unless said.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Sqlite from "@org-trust/testkit/journal/sqlite"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"

const many = Number(process.argv[2] ?? 1_000_000)
const { cedarHealth, harborBank } = organizations
const trustee = principalOf(cedarHealth.clients.admin)
const trustor = principalOf(harborBank.clients.admin)
const asking = { payload: { userIds: [cedarHealth.users.ben.id], groupIds: [] } }
const users = [{ id: cedarHealth.users.ben.id, roleIds: [] }]

const directory = mkdtempSync(join(tmpdir(), "org-trust-journal-"))
const file = join(directory, "log.db")
const say = (what: string, value: string) => Effect.log(`${what.padEnd(44)}${value}`)

/** A trust that comes about, is switched off and on, and ends. */
const lifecycle = (platform: Platform.Platform["Service"]) =>
  Effect.gen(function* () {
    const { id } = yield* platform.invokeAs(trustee)("Pairings.create", asking)
    yield* platform.invokeAs(trustor)("Trustees.create", { payload: { pairingId: id ?? "", enabled: true, users } })
    const trusteeOrgId = cedarHealth.id
    for (const enabled of [false, true, false, true, false, true, false]) {
      yield* platform.invokeAs(trustor)("Trustees.update", { trusteeOrgId, payload: { enabled } })
    }
    yield* platform.invokeAs(trustor)("Trustees.remove", { trusteeOrgId })
  })

const perSecond = (platform: Platform.Platform["Service"], times: number) =>
  Effect.gen(function* () {
    const start = performance.now()
    for (let count = 0; count < times; count++) yield* lifecycle(platform)
    return Math.round((times * 10_000) / (performance.now() - start))
  })

const onFile = Effect.flatMap(Sqlite.make({ file }), (journal) =>
  Effect.map(Platform.make({ journal }), (platform) => ({ journal, platform })),
)

/** The events of one lifecycle, again and again, each time of another pairing. */
const repeated = (events: ReadonlyArray<Event>, from: number, to: number): ReadonlyArray<Event> =>
  Array.from({ length: to - from }, (_, offset): ReadonlyArray<Event> => {
    const at = from + offset
    const number = (index: number) => String(at * 16 + index).padStart(12, "0")
    const pairingId = PairingId.make(`00000000-0000-4000-8000-${number(0)}`)
    return events.map((event, index) => {
      const id = AuditMessageId.make(`00000000-0000-4000-9000-${number(index)}`)
      return event._tag === "PairingCreated" || event._tag === "TrustCreated"
        ? { ...event, id, pairingId }
        : { ...event, id }
    })
  }).flat()

const program = Effect.gen(function* () {
  const memory = yield* Platform.make()
  yield* lifecycle(memory)
  const once = (yield* memory.events).after(0)
  yield* say("changes in memory, per second", `${yield* perSecond(memory, 2000)}`)
  yield* Effect.scoped(
    Effect.gen(function* () {
      const { journal, platform } = yield* onFile
      yield* say("changes in a file, per second", `${yield* perSecond(platform, 1000)}`)
      const rounds = Math.ceil(many / once.length)
      for (let at = 0; at < rounds; at += 1000) {
        const some = repeated(once, at, Math.min(at + 1000, rounds))
        yield* journal.transact((kept) => [undefined, { ...kept, state: some.reduce(evolve, kept.state) }])
      }
      yield* say("changes in a file with that log, per second", `${yield* perSecond(platform, 1000)}`)
    }),
  )
  yield* say("size of the file, MB", `${Math.round(statSync(file).size / 1e6)}`)
  for (let time = 0; time < 3; time++) {
    yield* Effect.scoped(
      Effect.gen(function* () {
        const start = performance.now()
        const { journal, platform } = yield* onFile
        yield* say(`start with ${journal.seen().version} events, ms`, `${Math.round(performance.now() - start)}`)
        if (time < 2) return
        const audits = performance.now()
        yield* platform.invokeAs(trustor)("TrustAudits.ofTrustees", {
          payload: { trusteeOrganizationIds: [], trusteeUserIds: [] },
        })
        yield* say("the first page of audits after that, ms", `${Math.round(performance.now() - audits)}`)
      }),
    )
  }
})

await Effect.runPromise(
  Effect.ensuring(
    program,
    Effect.sync(() => rmSync(directory, { recursive: true })),
  ),
)
