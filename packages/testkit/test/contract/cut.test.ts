/* A connection that breaks once says nothing of an implementation; one that always does says that there is no answer. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Invoke } from "@org-trust/core/Invoke"
import { Unavailable } from "@org-trust/core/TrustError"
import { conformance } from "@org-trust/testkit/contract/Conformance"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { laws } from "../../src/contract/internal/laws/all.ts"
import { sample } from "../support/effort.ts"

/** The same, but the answer to some calls, counted from 1, is lost on the way. */
const losing = (bench: Bench.Bench, isLost: (count: number) => boolean): Bench.Bench => {
  let count = 0
  return {
    ...bench,
    connected: (client) =>
      Effect.map(bench.connected(client), (invoke): Invoke => (operation, input) => {
        if (!isLost(++count)) return invoke(operation, input)
        const lost = new Unavailable({ operation, message: "the connection failed", reason: "Transport" })
        return Effect.andThen(Effect.ignore(invoke(operation, input)), Effect.fail(lost))
      }),
  }
}

const verdictOf = Effect.fnUntraced(function* (
  clause: (typeof laws)[number],
  isLost: (count: number) => boolean,
  runs = 3,
) {
  const bench = yield* Bench.make(yield* inMemory())
  return yield* clause.run(losing(bench, isLost), { seed: 1, runs, shrinks: false })
})

describe("a connection that breaks", () => {
  for (const clause of sample([conformance, ...laws])) {
    it.live(`now and then wrongs nobody: ${clause.name}`, () =>
      Effect.scoped(
        Effect.gen(function* () {
          const verdict = yield* verdictOf(clause, (count) => count % 211 === 7)
          assert.notStrictEqual(verdict._tag, "Failed", verdict._tag === "Failed" ? verdict.message : "")
        }),
      ),
    )
  }

  for (const clause of [conformance, ...laws.filter(({ name }) => name === "trust.one-at-a-time")]) {
    it.live(`one time in ten is told: ${clause.name}`, () =>
      Effect.scoped(
        Effect.gen(function* () {
          const verdict = yield* verdictOf(clause, (count) => count % 10 === 7, 25)
          assert.strictEqual(verdict._tag, "Failed")
        }),
      ),
    )
  }

  for (const clause of [conformance, ...laws.slice(0, 1)]) {
    it.live(`each time is told: ${clause.name}`, () =>
      Effect.scoped(
        Effect.gen(function* () {
          const verdict = yield* verdictOf(clause, () => true)
          assert.strictEqual(verdict._tag, "Failed")
        }),
      ),
    )
  }
})
