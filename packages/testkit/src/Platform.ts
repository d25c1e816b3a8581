/**
 * The platform in memory: one world, one state, one clock, shared by everybody who
 * calls. The in-memory services and the emulator are both views of it.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as MutableRef from "effect/MutableRef"
import * as Random from "effect/Random"
import * as Ref from "effect/Ref"
import * as Result from "effect/Result"
import { AuditMessageId, type OrganizationId, PairingId } from "@org-trust/core/Identifiers"
import type { Invoke } from "@org-trust/core/Invoke"
import { authorize } from "@org-trust/core/lifecycle/Decide"
import { defaultProfile, type Profile } from "@org-trust/core/lifecycle/Profile"
import { type AccessQuestion, permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import { withCanonicalIds } from "@org-trust/core/lifecycle/Canonical"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { Environment, FreshIds } from "@org-trust/core/lifecycle/Request"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import { step as modelStep, type Step } from "@org-trust/core/lifecycle/Step"
import * as World from "@org-trust/core/lifecycle/World"
import {
  isChange,
  type OperationError,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import type { NotFound } from "@org-trust/core/TrustError"
import { world as builtInWorld } from "./BuiltInWorld.ts"
import { clonesLost, type Membership, setGroupMembers } from "./internal/platform/Directory.ts"
import { atomically, type Transact } from "./internal/platform/Transact.ts"
import * as Settling from "./internal/platform/Settling.ts"
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
}

/**
 * What a trust permits a user in a trustor organization, in one of its divisions or in any.
 * @category models
 * @since 0.1.0
 */
export type Access = (world: World.World, state: State, question: AccessQuestion) => ReadonlySet<string>

export { atomically, type Transact }

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
 * A platform in memory.
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
    readonly moveClock: (to: DateTime.Utc) => Effect.Effect<DateTime.Utc>
    readonly state: Effect.Effect<State>
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
    readonly setGroupMembers: (membership: Membership) => Effect.Effect<void, NotFound>
    /** What a user may do now in a trustor organization, also within a division, of which the API tells nothing. */
    readonly accessOf: (question: Omit<AccessQuestion, "now">) => Effect.Effect<ReadonlySet<string>>
    /** Forgets all pairings, trusts, audits and changes of groups, also for reads. The clock goes on. */
    readonly reset: Effect.Effect<void>
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

/** The new ids of a request that creates nothing. */
const unneeded: FreshIds = {
  pairingId: PairingId.make("00000000-0000-0000-0000-000000000000"),
  auditId: AuditMessageId.make("00000000-0000-0000-0000-000000000000"),
}

/**
 * A platform of its own for each use of this effect.
 * @category constructors
 * @since 0.1.0
 */
export const make = Effect.fnUntraced(function* (options?: PlatformOptions): Effect.fn.Return<Platform["Service"]> {
  const world = options?.world ?? builtInWorld
  const profile: Profile = { ...defaultProfile, ...options?.profile }
  const environmentOf = (organizations: WorldFile["organizations"]): Environment => ({
    world: World.make(organizations),
    profile,
  })
  const { organizations: atFirst } = withCanonicalIds({ organizations: world.organizations })
  let organizations = atFirst
  let environment = environmentOf(organizations)
  const step = options?.step ?? modelStep
  const access = options?.access ?? permissionsOf
  const transact = options?.transact ?? atomically
  const store = yield* Ref.make(empty)
  const settling = Settling.make()
  const offset = yield* Ref.make(0)
  const random = yield* Random.Random
  // Effect's own generator rather than the machine's entropy, so that a seed makes a run repeatable.
  const { uuidV4: uuid } = SecureRandom.make((size) =>
    new Uint8Array(size).map(() => Math.floor(random.nextDoubleUnsafe() * 256)),
  )
  const startAt = options?.startAt === undefined ? undefined : DateTime.toEpochMillis(options.startAt)
  const millisBy = (clock: Clock.Clock): number => (startAt ?? clock.currentTimeMillisUnsafe()) + Ref.getUnsafe(offset)
  const millis = Clock.clockWith((clock) => Effect.succeed(millisBy(clock)))
  let lastInstant = DateTime.makeUnsafe(0)
  // Many requests come within one millisecond, and making an instant costs more than reading the clock.
  const instant = (time: number): DateTime.Utc => {
    if (DateTime.toEpochMillis(lastInstant) !== time) lastInstant = DateTime.makeUnsafe(time)
    return lastInstant
  }
  const now = Effect.map(millis, instant)

  const seenNow = (present: State, time: number): State => {
    settling.note(present, time)
    return settling.seen(time) ?? present
  }
  const noteChange = Effect.map(millis, (time) => settling.note(Ref.getUnsafe(store), time))

  const newId = uuid()
  const freshIds = Effect.zipWith(newId, newId, (pairing, audit) => ({
    pairingId: PairingId.make(pairing),
    auditId: AuditMessageId.make(audit),
  }))

  // Every request has a correlation id, though nothing but a refusal or an audit tells it: counted, it costs
  // little, from where the count has nine digits for as long as a platform lasts.
  const correlationPrefix = (yield* newId).slice(0, -9)
  let correlationCount = 100_000_000
  const nextCorrelationId = (): string => correlationPrefix + String(correlationCount++)

  type Run<A, E> = (state: State, now: DateTime.Utc, fresh: FreshIds) => readonly [Result.Result<A, E>, State]

  const read = <A, E>(operation: OperationName, run: Run<A, E>) =>
    Clock.clockWith((clock) => {
      const time = millisBy(clock)
      const answer = (current: State) => {
        const seen = seenNow(current, time)
        const [result, state] = run(seen, instant(time), unneeded)
        return [result, seen === current ? state : current] as const
      }
      if (transact !== atomically) return Effect.flatMap(transact(store, operation, answer), Effect.fromResult)
      // Nothing comes between here either: in the benchmarks a read takes 1.0 µs in this way and 1.2 µs as an effect.
      const [result, state] = answer(MutableRef.get(store.ref))
      MutableRef.set(store.ref, state)
      return Effect.fromResult(result)
    })

  const change = Effect.fnUntraced(function* <A, E>(operation: OperationName, run: Run<A, E>) {
    const now = instant(yield* millis)
    const fresh = yield* freshIds
    const transaction = transact(store, operation, (current) => run(current, now, fresh))
    // A change that was made is noted also where its maker is interrupted right after it.
    return yield* Effect.fromResult(yield* Effect.ensuring(transaction, noteChange))
  })

  const runAll = <A, E>(operation: OperationName, run: Run<A, E>): Effect.Effect<A, E> =>
    isChange(operation) ? change(operation, run) : read(operation, run)

  const invokeAs =
    (principal: Principal, correlationId?: string): Invoke =>
    <K extends OperationName>(operation: K, input: OperationInput<K>) =>
      runAll<OperationOutput<K>, OperationError<K>>(operation, (current, now, fresh) => {
        const { result, state } = step(environment, current, {
          operation,
          principal,
          input,
          now,
          fresh,
          correlationId: correlationId ?? nextCorrelationId(),
        })
        return [result, state]
      })

  const serveAs: Platform["Service"]["serveAs"] =
    (principal, correlationId) =>
    <K extends OperationName, E>(operation: K, { read, trustorOrgId }: Unread<K, E>) =>
      runAll<OperationOutput<K>, OperationError<K> | E>(operation, (current, now, fresh) => {
        const asked = { operation, principal, now, correlationId, trustorOrgId }
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
      })

  return {
    world,
    get environment() {
      return environment
    },
    now,
    moveClock: (to) =>
      Effect.flatMap(millis, (time) =>
        Effect.andThen(
          Ref.update(offset, (moved) => moved + Math.max(0, DateTime.toEpochMillis(to) - time)),
          now,
        ),
      ),
    state: Ref.get(store),
    settleIn: (lagMillis) => Effect.sync(() => settling.take(lagMillis, Ref.getUnsafe(store))),
    setGroupMembers: (membership) =>
      Effect.gen(function* () {
        const at = yield* now
        const fresh = AuditMessageId.make(yield* newId)
        const changed = yield* Effect.fromResult(setGroupMembers(organizations, withCanonicalIds(membership)))
        organizations = changed
        environment = environmentOf(changed)
        yield* Ref.update(store, (current) =>
          clonesLost(environment.world, current, membership.organizationId, at, fresh).reduce(evolve, current),
        )
        yield* noteChange
      }),
    accessOf: (question) =>
      Effect.map(now, (now) => access(environment.world, Ref.getUnsafe(store), withCanonicalIds({ ...question, now }))),
    reset: Effect.andThen(
      Ref.set(store, empty),
      Effect.sync(() => {
        settling.restart(empty)
        organizations = atFirst
        environment = environmentOf(organizations)
      }),
    ),
    uuid: newId,
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
