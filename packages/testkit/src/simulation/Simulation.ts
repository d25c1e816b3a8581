/**
 * Deterministic simulation: the real client, the real emulator, a network in which
 * everything goes wrong that can, time that passes at once, and one seed for it all.
 */
import type { Invoke } from "@org-trust/core/Invoke"
import { empty as initial } from "@org-trust/core/lifecycle/State"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { defaultRetry } from "@org-trust/http/Retry"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Random from "effect/Random"
import * as Ref from "effect/Ref"
import * as Emulator from "../Emulator.ts"
import type { FaultPlan } from "../FaultPlan.ts"
import { Faults } from "../Faults.ts"
import * as Platform from "../Platform.ts"
import type { WorldClient } from "../WorldFile.ts"
import { type Breach, judge } from "./internal/Judge.ts"
import * as Ledger from "./internal/Ledger.ts"
import * as Network from "./internal/Network.ts"
import { postcondition } from "./internal/Postcondition.ts"
import * as VirtualTime from "./internal/VirtualTime.ts"
import { storm } from "./internal/Weather.ts"
import * as Workload from "./internal/Workers.ts"

/**
 * What is simulated.
 * @category models
 * @since 0.1.0
 */
export interface SimulationOptions {
  /** All chance comes from it: the same seed, the same simulation. */
  readonly seed: number
  /** How many calls are made; default 200. */
  readonly calls?: number
  /** What goes wrong; default every kind of fault, `storm`. */
  readonly faults?: FaultPlan
  /** What goes wrong on the way; default `roughNetwork` where `faults` is not given, else nothing. */
  readonly network?: Network.NetworkWeather
  /** Makes the client of a worker; default that of `@org-trust/http`. It must wait for nothing but Effect's clock. */
  readonly connect?: (client: WorldClient) => Effect.Effect<Invoke, never, HttpClient.HttpClient>
}

/**
 * What came of a simulation.
 * @category models
 * @since 0.1.0
 */
export interface Simulation {
  readonly seed: number
  readonly breaches: ReadonlyArray<Breach>
  readonly ledger: Ledger.Ledger
  /** The time that passed in it. */
  readonly elapsed: Duration.Duration
  /** Requests that were sent, logins included. */
  readonly requests: number
  /** How often each kind of fault happened. */
  readonly faults: ReadonlyMap<string, number>
}

const startAt = Date.UTC(2026, 0, 1)

const budget = Duration.toMillis(Duration.fromInputUnsafe(defaultRetry.budget))

const region = { api: "http://emulator", login: "http://emulator" } as const

/**
 * The client of `@org-trust/http` as it is without further options, or with those given.
 * @category functions
 * @since 0.1.0
 */
export const connectWith =
  (options?: OrgTrust.CallOptions) =>
  ({ id, secret }: WorldClient): Effect.Effect<Invoke, never, HttpClient.HttpClient> =>
    OrgTrust.makeInvoke({ ...options, region, credentials: clientCredentials(id, secret) })

/** Notes which call a change belongs to. */
const noting =
  (ledger: Ledger.Ledger): Platform.Transact =>
  (store, operation, run) =>
    Effect.flatMap(Ledger.CurrentSending, (sending) =>
      Ref.modify(store, (before) => {
        const [result, after] = run(before)
        sending.deliveries++
        if (after !== before) {
          ledger.changes.push({ call: sending.call, operation, isRedelivery: sending.deliveries > 1, after })
        }
        return [result, after]
      }),
    )

/** A network that knows for which call a request is sent. */
const attributing = (client: HttpClient.HttpClient, onRequest: () => void): HttpClient.HttpClient =>
  HttpClient.transform(client, (sent, request) =>
    Effect.flatMap(Ledger.CurrentCall, (call) => {
      onRequest()
      const isLogin = request.url.endsWith("/oauth/token")
      return Effect.provideService(sent, Ledger.CurrentSending, { call: isLogin ? 0 : call, deliveries: 0 })
    }),
  )

/** Notes that a request has left. */
const leaving = ({ sent }: Ledger.Ledger): Effect.Effect<void> =>
  Effect.map(Ledger.CurrentSending, ({ call }) => {
    if (call !== 0) sent.set(call, (sent.get(call) ?? 0) + 1)
  })

/** Makes calls for a worker, and notes what it is told. */
const performing = (
  ledger: Ledger.Ledger,
  { client, name }: Workload.Worker,
  invoke: Invoke,
  nextId: () => number,
): Invoke => {
  const perform = <K extends OperationName>(operation: K, input: OperationInput<K>) =>
    Effect.flatMap(Clock.currentTimeMillis, (start) => {
      const id = nextId()
      const from = ledger.changes.length
      return invoke(operation, input).pipe(
        Effect.provideService(Ledger.CurrentCall, id),
        Effect.onExit((exit) =>
          Effect.map(Clock.currentTimeMillis, (end) => {
            const condition = Exit.isSuccess(exit)
              ? postcondition(operation, client.organizationId, input, exit.value)
              : undefined
            ledger.calls.push({
              id,
              worker: name,
              operation,
              input,
              from,
              to: ledger.changes.length,
              exit,
              millis: end - start,
              ...(condition !== undefined && { postcondition: condition }),
            })
          }),
        ),
      )
    })
  return perform
}

const program = (options: SimulationOptions, ledger: Ledger.Ledger) =>
  Effect.gen(function* () {
    const { calls = 200, connect = connectWith() } = options
    const platform = yield* Platform.Platform
    const faults = yield* Faults
    let requests = 0
    let made = 0
    const weather = options.network ?? (options.faults === undefined ? Network.roughNetwork : Network.calmNetwork)
    const rough = Network.make(yield* HttpClient.HttpClient, weather, options.seed, leaving(ledger))
    const network = attributing(rough.client, () => void requests++)
    yield* Effect.forEach(
      Workload.make(),
      Effect.fnUntraced(function* (worker) {
        const invoke = performing(
          ledger,
          worker,
          yield* Effect.provideService(connect(worker.client), HttpClient.HttpClient, network),
          () => ++made,
        )
        for (;;) {
          yield* Effect.sleep(yield* Workload.pause)
          if (made >= calls) return
          const task = yield* Workload.choose(worker)
          yield* Effect.exit(Effect.timeout(task.run(invoke), yield* Workload.forbearance))
        }
      }),
      { concurrency: "unbounded", discard: true },
    )
    const happened = new Map<string, number>(rough.happened)
    for (const { fault } of yield* faults.injected) happened.set(fault.type, (happened.get(fault.type) ?? 0) + 1)
    return { final: yield* platform.state, requests, happened }
  })

/**
 * Runs one simulation.
 * @category functions
 * @since 0.1.0
 */
export const simulate = (options: SimulationOptions): Simulation => {
  const { seed } = options
  const ledger = Ledger.empty()
  const world = Emulator.layerClient({
    tokenLifetime: Duration.minutes(30),
    faults: options.faults ?? storm(seed),
  }).pipe(Layer.provideMerge(Platform.layer({ transact: noting(ledger) })))
  const { elapsed, exit, fibersLeft, timersLeft } = VirtualTime.run(
    program(options, ledger).pipe(Effect.provide(Layer.merge(world, Logger.layer([]))), Random.withSeed(seed)),
    startAt,
  )
  const leak: ReadonlyArray<Breach> =
    fibersLeft === 0 && timersLeft === 0
      ? []
      : [{ promise: "nothing-left", detail: `${fibersLeft} fibers and ${timersLeft} timers are left` }]
  const common = { seed, ledger, elapsed: Duration.millis(elapsed) }
  if (exit === undefined || Exit.isFailure(exit)) {
    const detail = exit === undefined ? "Everybody waits for something that never comes" : String(exit.cause)
    return { ...common, breaches: [{ promise: "every-end-is-typed", detail }, ...leak], requests: 0, faults: new Map() }
  }
  const { final, happened, requests } = exit.value
  return { ...common, breaches: [...judge(ledger, initial, final, budget), ...leak], requests, faults: happened }
}
