import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Metric from "effect/Metric"
import * as TestClock from "effect/testing/TestClock"
import { connect, invokeExample } from "./support/client.ts"
import { examples } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"

/** The values of the library's metrics after an effect, by name and attributes. */
const measured = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    yield* effect
    const series = yield* Metric.snapshot
    return Object.fromEntries(
      series
        .filter(({ id }) => id.startsWith("org_trust_"))
        .map(({ attributes, id, state }) => [
          `${id} ${attributes?.["operation"]} ${attributes?.["outcome"]}`,
          "count" in state ? Number(state.count) : undefined,
        ]),
    )
  }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()))

describe("the metrics", () => {
  it.effect("count calls and requests by operation and outcome", () =>
    Effect.gen(function* () {
      let count = 0
      const { invoke } = yield* connect(
        () => {
          count++
          if (count === 1) return FakeServer.json({ code: "service.unavailable" }, { status: 503 })
          if (count === 3) return FakeServer.json({ code: "not.found" }, { status: 404 })
          return FakeServer.json(examples["Trustees.get"].answer)
        },
        { retry: {} },
      )
      const call = invokeExample(invoke, "Trustees.get")
      const values = yield* measured(
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(call)
          yield* TestClock.adjust("1 minute")
          yield* Fiber.join(fiber)
          yield* Effect.flip(call)
        }),
      )
      assert.deepStrictEqual(values, {
        "org_trust_calls_total Trustees.get Success": 1,
        "org_trust_calls_total Trustees.get NotFound": 1,
        "org_trust_call_duration_seconds Trustees.get Success": 1,
        "org_trust_call_duration_seconds Trustees.get NotFound": 1,
        "org_trust_requests_total Trustees.get 503": 1,
        "org_trust_requests_total Trustees.get 200": 1,
        "org_trust_requests_total Trustees.get 404": 1,
      })
    }),
  )

  it.effect("count who was interrupted, and what was not answered", () =>
    Effect.gen(function* () {
      const { invoke } = yield* connect(() => Effect.never, { timeout: "1 second" })
      const call = invokeExample(invoke, "Trustees.get")
      const values = yield* measured(
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(Effect.exit(call))
          yield* TestClock.adjust("1 second")
          yield* Fiber.join(fiber)
          const other = yield* Effect.forkChild(call)
          yield* TestClock.adjust("1 millis")
          yield* Fiber.interrupt(other)
        }),
      )
      assert.strictEqual(values["org_trust_calls_total Trustees.get Unavailable"], 1)
      assert.strictEqual(values["org_trust_calls_total Trustees.get Interrupted"], 1)
      assert.strictEqual(values["org_trust_requests_total Trustees.get Timeout"], 1)
    }),
  )
})
