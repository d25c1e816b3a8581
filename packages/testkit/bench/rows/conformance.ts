/**
 * Histories of the conformance clause, and what fast-check alone takes for them: the
 * reference draws the same histories, from the same arbitraries, and runs them on an
 * empty model with commands that do nothing. Commands that draw nothing but a number
 * would say little: they measure an empty loop, two million times a second.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import * as Bench from "../../src/contract/internal/Bench.ts"
import * as Conformance from "@org-trust/testkit/contract/Conformance"
import { histories } from "../../src/contract/internal/conformance/deal/Histories.ts"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import type { Comparison, Effort, Measures } from "../harness/Comparison.ts"

const seed = 1

type Commands = Iterable<fc.AsyncCommand<object, object>>

/** A command that does nothing. */
const idle = () => ({ check: () => true, run: () => Promise.resolve(), toString: () => "idle" })

/** Commands per second of runs, repeated until there was enough to measure; `count` says how many commands they have. */
const measure = async (
  run: (seed: number) => Promise<unknown>,
  count: (seed: number) => number,
  { measured, warmup }: Effort,
): Promise<Measures> => {
  let next = seed
  const until = async (millis: number) => {
    const seeds: Array<number> = []
    const start = performance.now()
    do {
      await run(next)
      seeds.push(next++)
    } while (performance.now() - start < millis)
    return { seeds, seconds: (performance.now() - start) / 1000 }
  }
  await until(warmup)
  const { seconds, seeds } = await until(measured)
  let commands = 0
  for (const each of seeds) commands += count(each)
  return { perSecond: commands / seconds }
}

const runs = 4

/**
 * The histories of a check, whose commands do nothing. A seed makes the same ones as in
 * a check: so few that no card is dealt twice, and none for what was not reached.
 */
const idleHistories = async () => {
  const subject = await Effect.runPromise(inMemory())
  const { casts } = await Effect.runPromise(Effect.scoped(Bench.make(subject)))
  // Each time with a deck of its own, as each check has it.
  return (): fc.Arbitrary<Commands> =>
    fc
      .tuple(fc.constantFrom(...casts), histories(subject, Conformance.defaultGeneration, idle))
      .map(([, commands]) => commands)
}

const optionsOf = (seed: number) => ({ seed, numRuns: runs * Conformance.effort })

const countOf = (commands: fc.Arbitrary<Commands>, seed: number): number => {
  let count = 0
  const property = fc.property(commands, (all) => {
    count += Array.from(all).length
  })
  fc.assert(property, optionsOf(seed))
  return count
}

const conformance = async (effort: Effort) => {
  const run = (seed: number) =>
    Effect.gen(function* () {
      const bench = yield* Bench.make(yield* inMemory())
      const verdict = yield* Conformance.check(bench, { seed, runs })
      if (verdict._tag !== "Passed") return yield* Effect.die(new Error("The model does not agree with itself"))
    }).pipe(Effect.scoped, Effect.runPromise)
  const commands = await idleHistories()
  return measure(run, (seed) => countOf(commands(), seed), effort)
}

const plain = async (effort: Effort) => {
  const commands = await idleHistories()
  const run = (seed: number) => {
    const property = fc.asyncProperty(commands(), (all) => fc.asyncModelRun(() => ({ model: {}, real: {} }), all))
    return fc.assert(property, optionsOf(seed))
  }
  return measure(run, (seed) => countOf(commands(), seed), effort)
}

export const comparison: Comparison = {
  sides: { conformance, plain },
  lines: [
    {
      what: "conformance run in memory",
      reference: "the same histories through `fc.commands`, with an empty model",
      unit: "commands/s",
      ours: { side: "conformance", measure: "perSecond" },
      theirs: { side: "plain", measure: "perSecond" },
      better: "higher",
      toReach: 0.15,
      dream: 0.5,
    },
  ],
}
