/**
 * Changes that are kept in a journal, beside the same in memory.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import type { Journal } from "@org-trust/testkit/Journal"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { startPostgres } from "../../test/journal/support/postgres.ts"
import type { Comparison, Effort, Line } from "../harness/Comparison.ts"
import { effects, underLoad } from "../support/load.ts"

const { cedarHealth, harborBank } = organizations

/** A trust that is switched off and on again and again. */
const changesOf = (platform: Platform.Platform["Service"]) =>
  Effect.gen(function* () {
    const asTrustor = platform.invokeAs(principalOf(harborBank.clients.admin))
    const users = [{ id: cedarHealth.users.ben.id }]
    const { id: pairingId } = yield* platform.invokeAs(principalOf(cedarHealth.clients.admin))("Pairings.create", {
      payload: { userIds: users.map(({ id }) => id) },
    })
    yield* asTrustor("Trustees.create", { payload: { pairingId, enabled: true, users } })
    let enabled = true
    return Effect.suspend(() => {
      enabled = !enabled
      return asTrustor("Trustees.update", { trusteeOrgId: cedarHealth.id, payload: { enabled } })
    })
  })

const measure = (effort: Effort, journal?: Effect.Effect<Journal["Service"], unknown, Scope.Scope>) =>
  Effect.gen(function* () {
    const platform = yield* Platform.make(journal === undefined ? {} : { journal: yield* journal })
    const change = Effect.orDie(yield* changesOf(platform))
    return yield* Effect.promise(() =>
      underLoad(
        effects((load) => Effect.runPromise(load), change),
        // What is waited for most is the journal, not the engine.
        { ...effort, warmup: effort.warmup / 5 },
      ),
    )
  }).pipe(Effect.scoped, Effect.orDie, Effect.runPromise)

const inFile = async (effort: Effort) => {
  const { make } = await import("@org-trust/testkit/journal/sqlite")
  const directory = mkdtempSync(join(tmpdir(), "org-trust-bench-"))
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }))
  return measure(effort, make({ file: join(directory, "trusts.db") }))
}

const inDatabase = async (effort: Effort) => {
  const { make } = await import("@org-trust/testkit/journal/postgres")
  const server = await startPostgres("on")
  try {
    return await measure(effort, make({ url: await server.database() }))
  } finally {
    await server.stop()
  }
}

const line = (side: "inFile" | "inDatabase", what: string): Line => ({
  what: `changes kept in ${what}`,
  reference: "in memory",
  unit: "changes/s",
  ours: { side, measure: "perSecond" },
  theirs: { side: "inMemory", measure: "perSecond" },
  better: "higher",
})

export const comparison: Comparison = {
  isOnce: true,
  sides: { inMemory: (effort) => measure(effort), inFile, inDatabase },
  lines: [line("inFile", "a journal of SQLite"), line("inDatabase", "a journal of PostgreSQL on the same machine")],
}
