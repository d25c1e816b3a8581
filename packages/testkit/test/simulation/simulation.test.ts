import { assert, describe, it } from "@effect/vitest"
import type { Invoke } from "@org-trust/core/Invoke"
import {
  isChange,
  type OperationInput,
  type OperationName,
  operationNames,
  operations,
} from "@org-trust/core/Operation"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import type { Replay } from "@org-trust/core/Replay"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import * as FaultPlan from "@org-trust/testkit/FaultPlan"
import { type Breach, describe as described, errorOf } from "../../src/simulation/internal/Judge.ts"
import {
  connectWith,
  type Simulation,
  simulate,
  type SimulationOptions,
} from "@org-trust/testkit/simulation/Simulation"
import { isThorough, seeds } from "../support/effort.ts"

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

const breachesOf = (simulation: Simulation): ReadonlyArray<string> =>
  simulation.breaches.map((breach) => described(simulation.seed, breach))

/** The first seed that shows a breach, and how many were needed. */
const firstBreach = (
  connect: NonNullable<SimulationOptions["connect"]>,
  isMeant: (breach: Breach) => boolean,
  seeds = 50,
): number | undefined => range(1, seeds).find((seed) => simulate({ seed, connect, calls: 200 }).breaches.some(isMeant))

/** A client that has other replay laws. */
const withLaws = (replayOf: (operation: OperationName) => Replay) => connectWith({ retry: { replayOf } })

/** A client whose every call goes through something first. */
const through =
  (around: <A, E>(operation: OperationName, call: Effect.Effect<A, E>) => Effect.Effect<A, E>) =>
  (client: WorldClient) =>
    Effect.map(connectWith()(client), (invoke): Invoke => {
      const call = <K extends OperationName>(operation: K, input: OperationInput<K>) =>
        around(operation, invoke(operation, input))
      return call
    })

const noContent = (request: HttpClientRequest) =>
  HttpClientResponse.fromWeb(request, new Response(null, { status: 204 }))

/** What a simulation was, in all that can be written down. */
const transcript = ({ elapsed, faults, ledger, requests }: Simulation): string =>
  JSON.stringify({
    elapsed: Duration.toMillis(elapsed),
    faults: [...faults],
    requests,
    calls: ledger.calls.map((call) => ({ ...call, exit: Exit.isSuccess(call.exit) ? call.exit : errorOf(call) })),
  })

describe("the client", () => {
  // All of these and more are what `simulate` tries.
  it.skipIf(isThorough)("keeps its promises on a network where everything goes wrong", () => {
    for (const seed of seeds(40)) assert.deepStrictEqual(breachesOf(simulate({ seed })), [])
  })

  it("keeps them on a network where nothing does", () => {
    for (const seed of seeds(5)) {
      const simulation = simulate({ seed, faults: FaultPlan.none })
      assert.deepStrictEqual(breachesOf(simulation), [])
      assert.isTrue(simulation.ledger.calls.every((call) => errorOf(call)?._tag !== "UnknownOutcome"))
    }
  })

  it("keeps them without retries", () => {
    for (const seed of seeds(10)) {
      assert.deepStrictEqual(breachesOf(simulate({ seed, connect: connectWith({ retry: false }) })), [])
    }
  })
})

describe("a simulation", () => {
  it("is the same for the same seed, and another for another", () => {
    assert.strictEqual(transcript(simulate({ seed: 7 })), transcript(simulate({ seed: 7 })))
    assert.notStrictEqual(transcript(simulate({ seed: 7 })), transcript(simulate({ seed: 8 })))
  })

  it("makes as many calls as it is told to, over hours", () => {
    const { elapsed, ledger } = simulate({ seed: 1, calls: 123 })
    assert.strictEqual(ledger.calls.length, 123)
    assert.isAbove(Duration.toHours(elapsed), 1)
  })

  it("makes every change of the table within a few seeds", () => {
    let missing = operationNames.filter(isChange)
    for (let seed = 1; seed <= 40 && missing.length > 0; seed++) {
      const made = new Set(simulate({ seed }).ledger.changes.map(({ operation }) => operation))
      missing = missing.filter((name) => !made.has(name))
    }
    assert.deepStrictEqual(missing, [])
  })

  it("meets every kind of fault within a few seeds", () => {
    const met = new Set<string>()
    const kinds = [
      "body",
      "brotli",
      "certificate",
      "connecting",
      "contentType",
      "duplicate",
      "expiredToken",
      "garbage",
      "gzip",
      "handshake",
      "html",
      "latency",
      "oddRetryAfter",
      "oddValues",
      "rateLimit",
      "redirect",
      "reset",
      "resolving",
      "stalled",
      "status",
      "truncated",
      "tunnel",
      "tunnelRefused",
      "waiting",
    ]
    for (let seed = 1; seed <= 10 && met.size < kinds.length; seed++) {
      for (const fault of simulate({ seed }).faults.keys()) met.add(fault)
    }
    assert.deepStrictEqual([...met].sort(), kinds)
  })
})

describe("a wrong client is found:", () => {
  it("one that sends everything again, by what it does twice", () => {
    const seeds = firstBreach(
      withLaws(() => "safe"),
      ({ promise }) => promise === "done-once",
    )
    assert.isDefined(seeds)
    console.log(`retry everything: a duplicate effect within ${seeds} seeds`)
  })

  it("one that does not read back, by a conflict with itself", () => {
    const law = (operation: OperationName): Replay => {
      const { replay } = operations[operation]
      return replay === "readBack" ? "safe" : replay
    }
    const seeds = firstBreach(
      withLaws(law),
      ({ call, promise }) =>
        promise === "refused-is-not-done" && call !== undefined && errorOf(call)?._tag === "Conflict",
    )
    assert.isDefined(seeds)
    console.log(`no reading back: a false conflict within ${seeds} seeds`)
  })

  it("one that says that it has removed what it has not, by what was never so", () => {
    const optimist = (client: WorldClient) =>
      Effect.flatMap(HttpClient.HttpClient, (network) =>
        Effect.provideService(
          connectWith()(client),
          HttpClient.HttpClient,
          HttpClient.transform(network, (sent, request) =>
            request.method === "DELETE" ? Effect.succeed(noContent(request)) : sent,
          ),
        ),
      )
    assert.isDefined(firstBreach(optimist, ({ promise }) => promise === "done-is-done"))
  })

  it("one that takes what was never sent for what may have been done", () => {
    const lost = (client: WorldClient) =>
      Effect.flatMap(HttpClient.HttpClient, (network) =>
        Effect.provideService(
          connectWith()(client),
          HttpClient.HttpClient,
          // The transport's word on how far it was is lost on the way.
          HttpClient.transform(network, (sent, request) =>
            Effect.mapError(
              sent,
              () =>
                new HttpClientError({ reason: new TransportError({ request, cause: new Error("socket hang up") }) }),
            ),
          ),
        ),
      )
    assert.isDefined(firstBreach(lost, ({ promise }) => promise === "unsent-is-known"))
  })

  it("one that takes its time", () => {
    const slow = through((_, call) => Effect.delay(call, "301 seconds"))
    assert.isDefined(firstBreach(slow, ({ promise }) => promise === "within-budget", 1))
  })

  it("one that forgets a fiber", () => {
    const forgetful = through((_, call) => Effect.andThen(Effect.forkDetach(Effect.never), call))
    assert.isDefined(firstBreach(forgetful, ({ promise }) => promise === "nothing-left", 1))
  })

  it("one that forgets a timer", () => {
    const forgetful = through((_, call) => Effect.andThen(Effect.forkDetach(Effect.sleep("1000 days")), call))
    assert.isDefined(firstBreach(forgetful, ({ promise }) => promise === "nothing-left", 1))
  })

  it("one that waits for ever", () => {
    const stuck = through(() => Effect.never)
    assert.isDefined(firstBreach(stuck, ({ promise }) => promise === "every-end-is-typed", 1))
  })
})
