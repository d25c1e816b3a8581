/**
 * Histories of the conformance clause.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import * as Bench from "@org-trust/testkit/contract/Bench"
import * as Conformance from "@org-trust/testkit/contract/Conformance"
import { histories, maxCommands } from "@org-trust/testkit/contract/conformance/Histories"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import type { Comparison, Effort, Measures } from "../harness/Comparison.ts"

const seed = 1

type Commands = Iterable<fc.AsyncCommand<object, object>>

/** A command that does nothing. */
const idle = () => ({ check: () => true, run: () => Promise.resolve(), toString: () => "idle" })

/** Commands per second of runs, repeated until there was enough to measure; `count` says how many commands they have. */
const measure = async (
  run: (seed: number) => Promise<unknown>,
  count: (seed: number) => Promise<number>,
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
  for (const each of seeds) commands += await count(each)
  return { perSecond: commands / seconds }
}

const countOf = async (commands: fc.Arbitrary<Commands>, options: fc.Parameters<unknown>): Promise<number> => {
  let count = 0
  const property = fc.property(commands, (all) => {
    count += Array.from(all).length
  })
  fc.assert(property, options)
  return count
}

const runs = 4

const conformance = async (effort: Effort) => {
  const run = (seed: number) =>
    Effect.gen(function* () {
      const bench = yield* Bench.make(yield* inMemory())
      const verdict = yield* Conformance.check(bench, { seed, runs })
      if (verdict._tag !== "Passed") return yield* Effect.die(new Error("The model does not agree with itself"))
    }).pipe(Effect.scoped, Effect.runPromise)
  // The same seed makes the same histories, whatever their commands do.
  const subject = await Effect.runPromise(inMemory())
  const bench = await Effect.runPromise(Effect.scoped(Bench.make(subject)))
  const count = (seed: number) =>
    countOf(
      fc
        .tuple(fc.constantFrom(...bench.casts), histories(subject, Conformance.defaultGeneration, idle))
        .map(([, commands]) => commands),
      { seed, numRuns: runs * Conformance.effort },
    )
  return measure(run, count, effort)
}

const plain = (effort: Effort) => {
  const commands = fc.commands([fc.nat().map(idle)], { maxCommands, size: "max", disableReplayLog: true })
  const options = (seed: number) => ({ seed, numRuns: runs * Conformance.effort })
  const property = fc.asyncProperty(commands, (all) => fc.asyncModelRun(() => ({ model: {}, real: {} }), all))
  return measure(
    (seed) => fc.assert(property, options(seed)),
    (seed) => countOf(commands, options(seed)),
    effort,
  )
}

export const comparison: Comparison = {
  sides: { conformance, plain },
  lines: [
    {
      what: "conformance run in memory",
      reference: "plain `fc.commands` with an empty model",
      unit: "commands/s",
      ours: { side: "conformance", measure: "perSecond" },
      theirs: { side: "plain", measure: "perSecond" },
      better: "higher",
      toReach: 0.15,
      dream: 0.5,
    },
  ],
}
