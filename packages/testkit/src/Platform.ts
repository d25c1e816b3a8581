/**
 * The platform: one world, one state, one clock, shared by everybody who calls, in
 * memory or kept in a journal. The in-memory services and the emulator are both views
 * of it.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import * as Result from "effect/Result"
import { AuditMessageId, type OrganizationId } from "@org-trust/core/Identifiers"
import type { Invoke } from "@org-trust/core/Invoke"
import { authorize } from "@org-trust/core/lifecycle/Decide"
import { defaultProfile, type Profile } from "@org-trust/core/lifecycle/Profile"
import { type AccessQuestion, permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import { withCanonicalIds } from "@org-trust/core/lifecycle/Canonical"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { step as modelStep, type Step } from "@org-trust/core/lifecycle/Step"
import * as World from "@org-trust/core/lifecycle/World"
import {
  type OperationError,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import type { NotFound, Unavailable } from "@org-trust/core/TrustError"
import { world as builtInWorld } from "./BuiltInWorld.ts"
import { type Changed, clonesLost, type Membership, setGroupMembers } from "./internal/platform/Directory.ts"
import type * as EventLog from "./internal/platform/EventLog.ts"
import * as Ids from "./internal/platform/Ids.ts"
import { atomically, type Transact } from "./internal/platform/Transact.ts"
import * as Running from "./internal/platform/Running.ts"
import * as Holding from "./internal/platform/Holding.ts"
import { Journal } from "./Journal.ts"
import type { WorldFile } from "./WorldFile.ts"

/**
 * What a platform is made of; the built-in world and the default choices unless given.
 * @category models
 * @since 0.1.0
 */
export interface PlatformOptions {
  readonly world?: WorldFile
  readonly profile?: Partial<Profile>
  /**
   * Where the clock stands still until it is moved. Without it the clock is
   * Effect's own, which runs, or is the test clock in a test.
   */
  readonly startAt?: DateTime.Utc
  /** How a request is carried out; the model unless given. Something wrong on purpose tests a test. */
  readonly step?: Step
  /** What a user may do; the model's answer unless given. */
  readonly access?: Access
  /** How a step gets at the state; one atomic step after the other unless given. */
  readonly transact?: Transact
  /**
   * Where what happens is kept; in memory alone unless given. The world is the
   * journal's then, and every step goes through it.
   */
  readonly journal?: Journal["Service"]
}

/**
 * What a trust permits a user in a trustor organization, in one of its divisions or in any.
 * @category models
 * @since 0.1.0
 */
export type Access = (world: World.World, state: State, question: AccessQuestion) => ReadonlySet<string>

export { atomically, type Transact }
export type { EventLog } from "./internal/platform/EventLog.ts"

/**
 * A request that has yet to be read.
 * @category models
 * @since 0.1.0
 */
export interface Unread<K extends OperationName, E> {
  /** The trustor that it is about, if its path names one: permissions may have to be held there. */
  readonly trustorOrgId: OrganizationId | undefined
  readonly read: () => Result.Result<OperationInput<K>, E>
}

/**
 * A platform. Where it is kept in a journal, what cannot be read or written there is
 * `Unavailable`, with the status 503.
 * @category services
 * @since 0.1.0
 */
export class Platform extends Context.Service<
  Platform,
  {
    readonly world: WorldFile
    /** What decisions rest on now: the world changes with `setGroupMembers`. */
    readonly environment: Environment
    /** The platform's time: the time of Effect's clock, plus what it was moved forward by. */
    readonly now: Effect.Effect<DateTime.Utc>
    /** Moves the clock forward to a time; an earlier time changes nothing. Answers the time now. */
    readonly moveClock: (to: DateTime.Utc) => Effect.Effect<DateTime.Utc, Unavailable>
    /** The state, as it was last seen here. */
    readonly state: Effect.Effect<State>
    /** The events, as they were last seen here. */
    readonly events: Effect.Effect<EventLog.EventLog>
    /** Looks what other processes have done in the meantime. Operations do so by themselves. */
    readonly refresh: Effect.Effect<void, Unavailable>
    /** Signs what is given out, where other processes, or later ones, have to know it again. */
    readonly seal: Pick<Journal["Service"], "sign" | "verify"> | undefined
    /**
     * From now on reads see the state as it was so many milliseconds of the platform's
     * time ago, while everything else sees the present one. 0, as at the start, ends that.
     */
    readonly settleIn: (millis: number) => Effect.Effect<void>
    /**
     * Makes these users the members of a group, as its organization's own directory
     * would: the API has no way to. At once, for reads too. Clones of users whom a trust
     * lets in no more go.
     */
    readonly setGroupMembers: (membership: Membership) => Effect.Effect<void, NotFound | Unavailable>
    /** What a user may do now in a trustor organization, also within a division, of which the API tells nothing. */
    readonly accessOf: (question: Omit<AccessQuestion, "now">) => Effect.Effect<ReadonlySet<string>>
    /**
     * Forgets all pairings, trusts, audits and changes of groups, also for reads. The
     * clock goes on. A journal keeps the log that ends here, and begins another.
     */
    readonly reset: Effect.Effect<void, Unavailable>
    /** A new UUID. */
    readonly uuid: Effect.Effect<string>
    /** Carries out operations as a principal; each call is one atomic step. */
    readonly invokeAs: (principal: Principal, correlationId?: string) => Invoke
    /**
     * Carries out operations whose input has yet to be read: permission first, then
     * `read`, then what is asked, all in one atomic step.
     */
    readonly serveAs: (
      principal: Principal,
      correlationId: string,
    ) => <K extends OperationName, E>(
      operation: K,
      unread: Unread<K, E>,
    ) => Effect.Effect<OperationOutput<K>, OperationError<K> | E>
  }
>()("@org-trust/testkit/Platform") {}

/**
 * A platform of its own for each use of this effect.
 * @category constructors
 * @since 0.1.0
 */
export const make = Effect.fnUntraced(function* (options?: PlatformOptions): Effect.fn.Return<Platform["Service"]> {
  const journal = options?.journal
  const world = journal?.world ?? options?.world ?? builtInWorld
  const profile: Profile = { ...defaultProfile, ...options?.profile }
  const holding = Holding.make(world, profile, journal)
  const { keep, lag, store } = holding
  const step = options?.step ?? modelStep
  const access = options?.access ?? permissionsOf
  const transact = options?.transact ?? atomically
  const { freshIds, nextCorrelationId, uuid } = yield* Ids.make
  const startAt = options?.startAt === undefined ? undefined : DateTime.toEpochMillis(options.startAt)
  const millisBy = (clock: Clock.Clock): number => (startAt ?? clock.currentTimeMillisUnsafe()) + holding.clockMillis()
  let lastInstant = DateTime.makeUnsafe(0)
  // Many requests come within one millisecond, and making an instant costs more than reading the clock.
  const instant = (time: number): DateTime.Utc => {
    if (DateTime.toEpochMillis(lastInstant) !== time) lastInstant = DateTime.makeUnsafe(time)
    return lastInstant
  }
  const now = Clock.clockWith((clock) => Effect.succeed(instant(millisBy(clock))))

  const { noteChange, runAll } = Running.make({
    holding,
    isKept: journal !== undefined,
    freshIds,
    instant,
    millisBy,
    transact,
  })

  const invokeAs =
    (principal: Principal, correlationId?: string): Invoke =>
    <K extends OperationName>(operation: K, input: OperationInput<K>) =>
      runAll<OperationOutput<K>, OperationError<K>>(
        operation,
        (current, now, fresh) => {
          const { result, state } = step(holding.environment(), current, {
            operation,
            principal,
            input,
            now,
            fresh,
            correlationId: correlationId ?? nextCorrelationId(),
          })
          return [result, state]
        },
        correlationId,
      )

  const serveAs: Platform["Service"]["serveAs"] =
    (principal, correlationId) =>
    <K extends OperationName, E>(operation: K, { read, trustorOrgId }: Unread<K, E>) =>
      runAll<OperationOutput<K>, OperationError<K> | E>(
        operation,
        (current, now, fresh) => {
          const asked = { operation, principal, now, correlationId, trustorOrgId }
          const environment = holding.environment()
          const authorized = authorize(environment, current, asked)
          if (Result.isFailure(authorized)) return [Result.fail(authorized.failure.error), current]
          const input = read()
          if (Result.isFailure(input)) return [Result.fail(input.failure), current]
          if (options?.step !== undefined) {
            // What is wrong on purpose decides all by itself.
            const { result, state } = options.step(environment, current, { ...asked, input: input.success, fresh })
            return [result, state]
          }
          const outcome = authorized.success(input.success, fresh)
          return Result.isSuccess(outcome)
            ? [Result.succeed(outcome.success.reply), outcome.success.state]
            : [Result.fail(outcome.failure.error), current]
        },
        correlationId,
      )

  return {
    world,
    get environment() {
      return holding.environment()
    },
    now,
    moveClock: (to) =>
      Clock.clockWith((clock) =>
        Effect.andThen(
          keep("Platform.moveClock", (kept) => {
            const ahead = DateTime.toEpochMillis(to) - millisBy(clock)
            return [undefined, ahead > 0 ? { ...kept, clockMillis: kept.clockMillis + ahead } : kept]
          }),
          now,
        ),
      ),
    state: Ref.get(store),
    events: Effect.sync(holding.events),
    refresh: holding.refresh("Platform.refresh"),
    seal: journal,
    settleIn: (lagMillis) => Effect.sync(() => lag.take(lagMillis, Ref.getUnsafe(store))),
    setGroupMembers: (membership) =>
      Effect.gen(function* () {
        const fresh = AuditMessageId.make(yield* uuid)
        const clock = yield* Clock.Clock
        const changed = yield* keep<Changed>("Platform.setGroupMembers", (kept) => {
          const changed = setGroupMembers(kept.organizations, withCanonicalIds(membership))
          if (Result.isFailure(changed)) return [changed, kept] as const
          const organizations = changed.success
          const at = instant(millisBy(clock))
          const lost = clonesLost(
            { world: World.make(organizations), profile },
            kept.state,
            membership.organizationId,
            at,
            fresh,
          )
          return [changed, { ...kept, organizations, state: lost.reduce(evolve, kept.state) }] as const
        })
        yield* Effect.fromResult(changed)
        yield* noteChange
      }),
    accessOf: (question) =>
      Effect.map(now, (now) =>
        access(holding.environment().world, Ref.getUnsafe(store), withCanonicalIds({ ...question, now })),
      ),
    reset: holding.reset,
    uuid,
    invokeAs,
    serveAs,
  }
})

/**
 * A platform that everything built on this layer shares.
 * @category layers
 * @since 0.1.0
 */
export const layer = (options?: PlatformOptions): Layer.Layer<Platform> => Layer.effect(Platform, make(options))

/**
 * A platform that is kept in a journal, whose world is the journal's.
 * @category layers
 * @since 0.1.0
 */
export const layerJournal = (
  options?: Omit<PlatformOptions, "world" | "journal" | "transact">,
): Layer.Layer<Platform, never, Journal> =>
  Layer.effect(
    Platform,
    Effect.flatMap(Journal, (journal) => make({ ...options, journal })),
  )
