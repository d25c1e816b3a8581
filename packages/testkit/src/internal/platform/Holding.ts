/**
 * What a platform holds: the state, who is in which group, and how far the clock was
 * moved; in memory, and in a journal where there is one.
 */
import * as Effect from "effect/Effect"
import * as MutableRef from "effect/MutableRef"
import * as Ref from "effect/Ref"
import { withCanonicalIds } from "@org-trust/core/lifecycle/Canonical"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import { Unavailable } from "@org-trust/core/TrustError"
import type { Journal, JournalUnavailable, Kept } from "../../Journal.ts"
import type { WorldFile } from "../../WorldFile.ts"
import * as EventLog from "./EventLog.ts"
import * as Lag from "./Lag.ts"

const unavailable =
  (operation: string, correlationId: string | undefined) =>
  ({ message }: JournalUnavailable) =>
    new Unavailable({
      operation,
      message,
      reason: "Status",
      status: 503,
      code: "service.unavailable",
      ...(correlationId !== undefined && { correlationId }),
    })

/** What a platform holds. */
export interface Holding {
  readonly store: Ref.Ref<State>
  readonly lag: Lag.Lag
  readonly environment: () => Environment
  /** Milliseconds that the clock was moved forward by. */
  readonly clockMillis: () => number
  readonly events: () => EventLog.EventLog
  /** Takes over what others have written to the journal. */
  readonly refresh: (operation: string, correlationId?: string) => Effect.Effect<void, Unavailable>
  /** One step after the other, each kept when it succeeds. */
  readonly keep: <A>(
    operation: string,
    step: (kept: Kept) => readonly [A, Kept],
    correlationId?: string,
  ) => Effect.Effect<A, Unavailable>
  readonly reset: Effect.Effect<void, Unavailable>
}

/** Begins with what the journal has, or with nothing. */
export const make = (world: WorldFile, profile: Profile, journal: Journal["Service"] | undefined): Holding => {
  const environmentOf = (organizations: Kept["organizations"]): Environment => ({
    world: World.make(organizations),
    profile,
  })
  const { organizations: atFirst } = withCanonicalIds({ organizations: world.organizations })
  const store = Ref.makeUnsafe(empty)
  const lag = Lag.make()
  const count = EventLog.counter()
  let organizations = atFirst
  let environment = environmentOf(organizations)
  let clockMillis = 0
  let log = 1

  const adopt = (kept: Kept): void => {
    MutableRef.set(store.ref, kept.state)
    clockMillis = kept.clockMillis
    if (kept.organizations !== organizations) {
      organizations = kept.organizations
      environment = environmentOf(organizations)
    }
    if (kept.log !== log) {
      log = kept.log
      lag.restart(kept.state)
    }
  }
  if (journal !== undefined) adopt(journal.seen())

  const inMemory = (): Kept => ({ log, version: 0, state: Ref.getUnsafe(store), organizations, clockMillis })
  const adopting = <A>(
    journal: Journal["Service"],
    use: Effect.Effect<A, JournalUnavailable>,
    operation: string,
    correlationId: string | undefined,
  ) =>
    Effect.mapError(
      Effect.ensuring(
        use,
        Effect.sync(() => adopt(journal.seen())),
      ),
      unavailable(operation, correlationId),
    )

  return {
    store,
    lag,
    environment: () => environment,
    clockMillis: () => clockMillis,
    events: () => {
      const { trail } = Ref.getUnsafe(store)
      return EventLog.make(log, journal?.seen().version ?? count(trail), trail)
    },
    refresh: (operation, correlationId) =>
      journal === undefined ? Effect.void : adopting(journal, journal.look, operation, correlationId),
    keep: (operation, step, correlationId) => {
      if (journal === undefined) {
        return Effect.sync(() => {
          const [result, after] = step(inMemory())
          adopt(after)
          return result
        })
      }
      const transaction = journal.transact((kept) => {
        adopt(kept)
        return step(kept)
      })
      return adopting(journal, transaction, operation, correlationId)
    },
    reset:
      journal === undefined
        ? Effect.sync(() => adopt({ ...inMemory(), log: log + 1, state: empty, organizations: atFirst }))
        : adopting(journal, journal.reset, "Platform.reset", undefined),
  }
}
