/* Where time cannot be moved it is waited for, as long as that is a matter of seconds. */
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import * as InMemory from "@org-trust/testkit/InMemory"
import { mutants } from "@org-trust/testkit/mutants/all"
import { optionsOf } from "@org-trust/testkit/mutants/Mutant"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"

const profile = { ...defaultProfile, pairingLifetime: Duration.seconds(2), autoExpiry: Duration.seconds(2) }

const ofTime = ["pairing.expires", "trust.expired-grants-nothing", "default-trust.access-ends"] as const

/** A subject whose clock runs, and cannot be moved. */
const running = (options: Platform.PlatformOptions = {}): Effect.Effect<Subject> =>
  Effect.map(Platform.make({ ...options, profile }), (platform) => ({
    name: "running",
    world: platform.world,
    capabilities: { ...complete, profile },
    connect: (client) => Layer.provide(InMemory.layer(principalOf(client)), Layer.succeed(Platform.Platform, platform)),
  }))

/** Everything that can go on goes on before the clock does. */
const settle = Effect.repeat(
  Effect.promise(() => new Promise((resolve) => setImmediate(resolve))),
  { times: 400 },
)

/** What comes of the clauses while the clock goes on whenever nothing else does. */
const results = Effect.fnUntraced(function* (subject: Subject, only: string) {
  const report = yield* Effect.raceFirst(
    run(subject, { clauses, only, seed: 3, shrinks: false }),
    Effect.forever(Effect.andThen(settle, TestClock.adjust("1 second"))),
  )
  return report.results.map(({ standing, verdict }) => ({
    standing,
    tried: verdict._tag === "Passed" ? verdict.tried : undefined,
    reason: verdict._tag === "Skipped" ? verdict.reason : verdict._tag === "Failed" ? verdict.message : "",
  }))
})

describe("clauses about time, where it cannot be moved", () => {
  it.effect("are checked with a few inputs by waiting for lifetimes of seconds", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      for (const { reason, standing, tried } of yield* results(yield* running(), ofTime.join(","))) {
        assert.strictEqual(standing, "passed", reason)
        assert.strictEqual(tried, 3)
      }
    }),
  )

  for (const [clause, mutant] of [
    ["pairing.expires", "expired-pairing-readable"],
    ["trust.expired-grants-nothing", "expired-trust-grants"],
  ] as const) {
    it.effect(`reject ${mutant}`, () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.UTC(2026, 0, 1))
        const wrong = mutants.find(({ name }) => name === mutant)
        assert.isDefined(wrong)
        const [result] = yield* results(yield* running(optionsOf(wrong)), clause)
        assert.strictEqual(result?.standing, "failed", result?.reason)
      }),
    )
  }

  it.effect("are skipped, with what lets them be checked, where that takes days or the clock stands still", () =>
    Effect.gen(function* () {
      const { passTime: _, ...still } = yield* inMemory({ startAt: DateTime.makeUnsafe("2026-01-01T00:00:00Z") })
      const [days, standing] = yield* results(still, ofTime.slice(0, 2).join(","))
      assert.match(days?.reason ?? "", /nobody waits for .*verify --controls, or a lifetime of a few seconds/)
      assert.match(standing?.reason ?? "", /does not run; .*verify --controls/)
    }),
  )
})
