/**
 * Snapshots of a log, written beside the requests.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as StateJson from "@org-trust/core/lifecycle/StateJson"
import type { JournalUnavailable, Kept } from "../../Journal.ts"
import { snapshotIsDue } from "./Log.ts"

/** How a journal keeps a snapshot. */
export type KeepSnapshot = (
  log: number,
  version: number,
  bodies: ReadonlyArray<string>,
) => Effect.Effect<void, JournalUnavailable>

/** How many events are worth a snapshot when a journal is closed. */
const worthIt = 2000

/**
 * Looks after the snapshots of a journal for as long as the scope is open: gives what is
 * to be called after each change. A snapshot that cannot be written is no harm: it saves
 * time alone.
 */
export const make = Effect.fnUntraced(function* (
  start: { readonly log: number; readonly version: number },
  seen: () => Kept,
  keep: KeepSnapshot,
): Effect.fn.Return<Effect.Effect<void>, never, Scope.Scope> {
  const scope = yield* Effect.scope
  let latest = start
  let isWriting = false
  const versionOf = (log: number) => (latest.log === log ? latest.version : 0)

  const write = Effect.gen(function* () {
    const { log, state, version } = seen()
    const bodies: Array<string> = []
    for (const part of StateJson.toParts(state)) {
      bodies.push(part)
      // Others have their turn.
      yield* Effect.yieldNow
    }
    yield* keep(log, version, bodies)
    latest = { log, version }
  }).pipe(
    Effect.catchTag("JournalUnavailable", ({ message }) => Effect.logWarning("No snapshot was written", message)),
    Effect.ensuring(Effect.sync(() => (isWriting = false))),
  )
  yield* Effect.addFinalizer(() => {
    const { log, version } = seen()
    return version - versionOf(log) >= worthIt ? write : Effect.void
  })

  return Effect.suspend(() => {
    const { log, version } = seen()
    if (isWriting || !snapshotIsDue(version, versionOf(log))) return Effect.void
    isWriting = true
    return Effect.asVoid(Effect.forkIn(write, scope))
  })
})
