/**
 * Kills `org-trust emulate --state` again and again while clients change things, and
 * counts: what was answered has to be there, and nothing twice.
 * `node packages/cli/scripts/kills.ts [KILLS] [STATE] [SEED]`: 40 kills on a new file unless said;
 * with `postgres` as the state, on a server of its own.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import { events } from "@org-trust/core/lifecycle/State"
import { basePath } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Postgres from "@org-trust/testkit/journal/postgres"
import * as Sqlite from "@org-trust/testkit/journal/sqlite"
import { serve } from "../test/support/cli.ts"
import { makeDice } from "../../testkit/scripts/dice.ts"
import { json } from "../../testkit/test/emulator/support/json.ts"
import { login } from "../../testkit/test/emulator/support/login.ts"
import { startPostgres } from "../../testkit/test/journal/support/postgres.ts"
import { send } from "../../testkit/test/emulator/support/wire.ts"

const { cedarHealth } = organizations
const [, , times = "40", place, given] = process.argv
const directory = mkdtempSync(join(tmpdir(), "org-trust-kills-"))
const server = place === "postgres" ? await startPostgres() : undefined
const state = server === undefined ? (place ?? join(directory, "state.db")) : Redacted.value(await server.database())
const seed = Number(given ?? Math.floor(Math.random() * 1e9))
console.log(`seed ${seed}`)

const upTo = makeDice(seed)

const acknowledged: Array<string> = []
let token: string | undefined
const starts: Array<number> = []

for (let kill = 0; kill < Number(times); kill++) {
  const before = performance.now()
  const served = await serve("--state", state)
  starts.push(performance.now() - before)
  const { child, url } = served
  // The first one's token is good for all that follow.
  token ??= await login(url, cedarHealth.clients.admin)
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const body = JSON.stringify({ userIds: [cedarHealth.users.ben.id], groupIds: [] })
  const enough = acknowledged.length + upTo(120)
  // Sometimes right with an answer, sometimes in the middle of other requests.
  const delay = upTo(8)
  const work = async (): Promise<void> => {
    for (;;) {
      const answer = await send(url, { method: "POST", path: `${basePath}/pairings`, headers, body })
      if (answer.status !== 200) throw new Error(answer.text)
      acknowledged.push(String(json(answer)["id"]))
      if (acknowledged.length === enough) setTimeout(() => child.kill("SIGKILL"), delay % 4)
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: 8 }, work))
  const refused = ended.flatMap((each) =>
    each.status === "rejected" && !Predicate.hasProperty(each.reason, "code") ? [String(each.reason)] : [],
  )
  if (refused.length > 0) console.log(`refused: ${refused.join("; ")}`)
  await served.stop("SIGKILL")
}

const opened = state.startsWith("postgres:")
  ? Postgres.make({ url: Redacted.make(state) })
  : Sqlite.make({ file: state })
const kept = await Effect.runPromise(Effect.scoped(Effect.map(opened, (journal) => journal.seen())))
const found = events(kept.state).map((event) => (event._tag === "PairingCreated" ? event.pairingId : event.id))
const there = new Set<string>(found)
const lost = acknowledged.filter((id) => !there.has(id)).length
const doubled = found.length - there.size
const wrong = lost + doubled + Math.abs(kept.version - found.length)
await server?.stop()
rmSync(directory, { recursive: true })

console.log(`kills ${times}, answered ${acknowledged.length}, lost ${lost}, twice ${doubled}`)
console.log(`kept ${found.length}: ${found.length - acknowledged.length} were kept and not answered any more`)
console.log(
  `start of the process, with Node: ${Math.round(starts.toSorted((one, other) => one - other)[starts.length >> 1] ?? 0)} ms (median)`,
)
process.exitCode = wrong === 0 ? 0 : 1
