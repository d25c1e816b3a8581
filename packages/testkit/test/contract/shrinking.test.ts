/* The smallest history that shows a difference holds nothing that does not matter, and never one where there is none. */
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import * as World from "@org-trust/core/lifecycle/World"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { defaultGeneration, histories } from "../../src/contract/internal/conformance/deal/Histories.ts"
import { leave, separate } from "../../src/contract/internal/conformance/Leave.ts"
import { begin } from "../../src/contract/internal/conformance/perform/Both.ts"
import { companyOf } from "../../src/contract/internal/conformance/perform/Company.ts"
import { perform } from "../../src/contract/internal/conformance/perform/Perform.ts"
import { calibrate } from "../../src/contract/internal/conformance/perform/SubjectClock.ts"
import { makeTally } from "../../src/contract/internal/conformance/record/Tally.ts"
import type { Command } from "../../src/contract/internal/conformance/Command.ts"
import type { Shared } from "../../src/contract/internal/conformance/Session.ts"
import { describe as describeMove, type Move } from "../../src/contract/internal/conformance/shrink/Move.ts"
import { replay } from "../../src/contract/internal/conformance/shrink/Replay.ts"
import { shrink, without } from "../../src/contract/internal/conformance/shrink/Shrink.ts"
import { smallerMoves } from "../../src/contract/internal/conformance/shrink/Smaller.ts"
import * as Lab from "../../src/contract/internal/Lab.ts"
import { seedOf, share } from "../support/effort.ts"

const pass = (millis: number): Move => ({ _tag: "Pass", millis })
const millisOf = (move: Move): number => (move._tag === "Pass" ? move.millis : 0)

describe("shrinking", () => {
  it.effect("leaves what matters, wherever it stands, and nothing else", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (matters) => {
          const moves = matters.map((_, at) => pass(at + 1))
          // Whatever matters is there, in its order; the last of it shows the difference.
          const needed = moves.map(millisOf).filter((_, at) => matters[at] === true)
          const attempt = (some: ReadonlyArray<Move>) =>
            Effect.sync(() => {
              const there = some.map(millisOf)
              const last = needed.at(-1) ?? 1
              return [...needed, last].every((each) => there.includes(each))
                ? { moves: some.slice(0, there.indexOf(last) + 1), found: "a difference" }
                : undefined
            })
          const first = await Effect.runPromise(attempt(moves))
          if (first === undefined) return assert.fail("The whole history shows no difference")
          const found = await Effect.runPromise(shrink(first, { attempt, smallerMoves: () => [], isAlike: () => true }))
          assert.deepStrictEqual(found.moves.map(millisOf), needed.length === 0 ? [1] : needed)
        }),
        { seed: seedOf(1), numRuns: share(1_000, 100) },
      ),
    ),
  )

  it.effect("lets a move ask for less as long as the difference is of the same kind", () =>
    Effect.gen(function* () {
      const attempt = (some: ReadonlyArray<Move>) =>
        Effect.succeed(some.length === 0 ? undefined : { moves: some, found: millisOf(some[0] ?? pass(0)) < 5 })
      const found = yield* shrink(
        { moves: [pass(9)], found: false },
        {
          attempt,
          smallerMoves: (move) => (millisOf(move) > 0 ? [pass(millisOf(move) - 1)] : []),
          isAlike: (one, other) => one === other,
        },
      )
      assert.deepStrictEqual([found.moves, found.shrinks], [[pass(5)], 4])
    }),
  )
})

/** What a history is made smaller by: where, by how many moves or to which smaller one. */
const cuts = fc.array(fc.record({ at: fc.nat(), size: fc.nat({ max: 8 }), choice: fc.nat() }), {
  minLength: 1,
  maxLength: 6,
})

interface Model {
  readonly perform: (command: Command) => Promise<void>
}

const toCommand = (command: Command): fc.AsyncCommand<Model, object> => ({
  check: () => true,
  run: (model) => model.perform(command),
})

describe("parts of a history, asking for less", () => {
  it.live("show no difference where there is none", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const subject = yield* inMemory()
        const bench = yield* Bench.make(subject)
        const [cast] = bench.casts
        const company = companyOf(cast)
        const admins = Object.values(cast).map(({ admin }) => admin)
        const shared: Shared = {
          environment: { world: World.make(subject.world.organizations), profile: subject.capabilities.profile },
          clock: yield* calibrate(Lab.make(subject, cast, bench.connected)),
          tally: makeTally(),
          correlationIds: new Set(),
        }
        const started = Effect.gen(function* () {
          yield* separate(Lab.make(subject, cast, bench.connected), shared.clock)
          return begin(Lab.make(subject, cast, bench.connected), shared)
        })
        const seed = seedOf(1)
        const numRuns = share(150, 8)
        const all = fc.sample(histories(subject, defaultGeneration, toCommand), { numRuns, seed })
        const tried = fc.sample(fc.array(cuts, { minLength: 20, maxLength: 20 }), { numRuns, seed })
        for (const [at, commands] of all.entries()) {
          const session = yield* started
          const model: Model = { perform: (command) => Effect.runPromise(perform(session, company, command)) }
          yield* Effect.promise(() => fc.asyncModelRun(() => ({ model, real: {} }), commands))
          yield* leave(bench, session, true)
          for (const some of tried[at] ?? []) {
            let moves = session.moves
            for (const { at: where, choice, size } of some) {
              const start = where % moves.length
              const move = moves[start]
              const smaller = move === undefined || size > 0 ? [] : smallerMoves(move, admins)
              const [less] = smaller.slice(choice % Math.max(1, smaller.length))
              moves = less === undefined ? without(moves, start, start + size) : moves.with(start, less)
            }
            const again = yield* started
            const millis = DateTime.toEpochMillis(again.startedAt) - DateTime.toEpochMillis(session.startedAt)
            const seen = yield* Effect.result(
              Effect.forEach(moves, (move) => replay(again, move, millis), { discard: true }),
            )
            if (Result.isFailure(seen)) {
              assert.fail(
                `seed ${seed}, history ${at}: ${seen.failure.message}, after ${moves.map(describeMove).join(", ")}`,
              )
            }
            yield* leave(bench, again, true)
          }
        }
      }),
    ),
  )
})
