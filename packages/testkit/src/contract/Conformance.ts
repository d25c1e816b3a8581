/**
 * Conformance: random histories of three organizations, carried out by an
 * implementation and by the model, step by step.
 */
import * as Cause from "effect/Cause"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as fc from "fast-check"
import * as World from "@org-trust/core/lifecycle/World"
import type { Bench } from "./internal/Bench.ts"
import type { Cast, Party } from "./Cast.ts"
import * as Clause from "./Clause.ts"
import type { Command } from "./internal/conformance/Command.ts"
import { defaultGeneration, type Generation, histories } from "./internal/conformance/deal/Histories.ts"
import { leave, separate } from "./internal/conformance/Leave.ts"
import { begin } from "./internal/conformance/perform/Both.ts"
import { type Company, companyOf } from "./internal/conformance/perform/Company.ts"
import { perform } from "./internal/conformance/perform/Perform.ts"
import { calibrate } from "./internal/conformance/perform/SubjectClock.ts"
import { makeTally } from "./internal/conformance/record/Tally.ts"
import type { Session, Shared } from "./internal/conformance/Session.ts"
import { describe, type Move } from "./internal/conformance/shrink/Move.ts"
import { replay } from "./internal/conformance/shrink/Replay.ts"
import { type Failing, shrink, type Shrunk } from "./internal/conformance/shrink/Shrink.ts"
import { smallerMoves } from "./internal/conformance/shrink/Smaller.ts"
import { cellsOf, leavesOut } from "./Exploration.ts"
import { breachOf } from "./internal/Crash.ts"
import { isCut } from "./internal/Cut.ts"
import * as Lab from "./internal/Lab.ts"
import type { Verdict } from "./Verdict.ts"
import type { Violation } from "./Violation.ts"

export { defaultGeneration, type Generation } from "./internal/conformance/deal/Histories.ts"

/**
 * Histories for each input that other clauses try.
 * @category constants
 * @since 0.1.0
 */
export const effort = 7

interface Found {
  readonly message: string
  readonly stack?: string
  readonly cast: Cast
  readonly session: Session
}

/** What a history runs on. */
interface Model {
  readonly session: Session
  readonly company: Company
}

const foundIn = (cast: Cast, session: Session, error: unknown): Found => {
  const breach = breachOf(error)
  return { ...breach, message: `Step ${session.lab.trace.length}: ${breach.message}`, cast, session }
}

/** What a difference is about, whatever the ids, the numbers, and how much is listed. */
const kindOf = (message: string): string =>
  message.replaceAll(/\[[^\]]*\]/g, "[]").replaceAll(/[0-9a-f-]*\d[0-9a-fTZ:.-]*/g, "#")

/**
 * The smallest history that shows a difference, of one that does. Each try is a history of
 * its own, which knows of no other and counts for nothing.
 */
const smallest = (bench: Bench, shared: Shared, { cast, ...found }: Found): Effect.Effect<Shrunk<Found>> => {
  const attemptOnce = Effect.fnUntraced(function* (moves: ReadonlyArray<Move>) {
    yield* separate(Lab.make(bench.subject, cast, bench.connected), shared.clock)
    const lab = Lab.make(bench.subject, cast, bench.connected)
    const session = begin(lab, { ...shared, tally: makeTally(), correlationIds: new Set() })
    const millis = DateTime.toEpochMillis(session.startedAt) - DateTime.toEpochMillis(found.session.startedAt)
    let failing: Failing<Found> | undefined
    for (const [at, move] of moves.entries()) {
      const exit = yield* Effect.exit(replay(session, move, millis))
      if (Exit.isSuccess(exit)) continue
      failing = { moves: moves.slice(0, at + 1), found: foundIn(cast, session, Cause.squash(exit.cause)) }
      break
    }
    yield* leave(bench, session, failing === undefined)
    return failing
  })
  const attempt = Effect.fnUntraced(function* (moves: ReadonlyArray<Move>) {
    const failing = yield* attemptOnce(moves)
    return failing !== undefined && isCut(failing.found.session.lab) ? yield* attemptOnce(moves) : failing
  })
  const admins = Object.values(cast).map(({ admin }: Party) => admin)
  const first = { moves: found.session.moves, found: { ...found, cast } }
  return shrink(first, {
    attempt,
    smallerMoves: (move) => smallerMoves(move, admins),
    isAlike: (one, other) => kindOf(one.message) === kindOf(other.message),
  })
}

/**
 * Histories through fast-check's `commands`. Each is generated from its seed, and from
 * which situations earlier ones have reached. One that shows a difference is made smaller
 * call by call.
 * @category functions
 * @since 0.1.0
 */
export const check = Effect.fnUntraced(function* (
  bench: Bench,
  { onProgress, runs, seed, shrinks = true }: Clause.Settings,
  generation: Generation = defaultGeneration,
): Effect.fn.Return<Verdict> {
  const { subject } = bench
  const context = yield* Effect.context<never>()
  const runExit = Effect.runPromiseExitWith(context)
  const run = async <A>(effect: Effect.Effect<A, Violation>): Promise<A> => {
    const exit = await runExit(effect)
    if (Exit.isSuccess(exit)) return exit.value
    throw Cause.squash(exit.cause)
  }
  const [firstCast] = bench.casts
  const shared: Shared = {
    environment: { world: World.make(subject.world.organizations), profile: subject.capabilities.profile },
    clock: yield* calibrate(Lab.make(subject, firstCast, bench.connected)),
    tally: makeTally(),
    correlationIds: new Set(),
  }
  const companies = new Map(bench.casts.map((cast) => [cast, companyOf(cast)]))
  let found: Found | undefined
  let finished = 0
  const numRuns = runs * effort

  const toCommand = (command: Command): fc.AsyncCommand<Model, object> => ({
    check: () => true,
    run: async ({ company, session }) => run(perform(session, company, command)),
  })

  /** Carries a history out; tells the difference that it shows, if it shows one. */
  const carryOut = async (
    cast: Cast,
    commands: Iterable<fc.AsyncCommand<Model, object>>,
  ): Promise<Found | undefined> => {
    // What parts the histories is no step of any.
    await run(separate(Lab.make(subject, cast, bench.connected), shared.clock))
    const session = begin(Lab.make(subject, cast, bench.connected), shared)
    const company = companies.get(cast) ?? companyOf(cast)
    let seen: Found | undefined
    try {
      await fc.asyncModelRun(() => ({ model: { session, company }, real: {} }), commands)
    } catch (error) {
      seen = foundIn(cast, session, error)
    }
    await run(leave(bench, session, seen === undefined))
    return seen
  }

  const property = fc.asyncProperty(
    fc.constantFrom(...bench.casts),
    histories(subject, generation, toCommand, leavesOut(subject, shared.tally)),
    async (cast, commands) => {
      const seen = await carryOut(cast, commands)
      found = seen !== undefined && isCut(seen.session.lab) ? await carryOut(cast, commands) : seen
      const isRight = found === undefined
      if (isRight && onProgress !== undefined) await run(onProgress({ done: ++finished, of: numRuns }))
      return isRight
    },
  )
  // Whoever interrupts a run has to wait for the clause: only then have its trusts been ended.
  const details = yield* Effect.uninterruptible(
    Effect.promise(() => fc.check(property, { seed, numRuns, endOnFailure: true })),
  )
  if (found === undefined) {
    return {
      _tag: "Passed",
      runs: details.numRuns,
      tried: details.numRuns,
      exploration: cellsOf(subject, shared.tally),
    }
  }
  const first: Shrunk<Found> = { moves: found.session.moves, found, shrinks: 0 }
  const last = shrinks ? yield* Effect.uninterruptible(smallest(bench, shared, found)) : first
  const { cast, message, session, stack } = last.found
  return {
    _tag: "Failed",
    runs: details.numRuns,
    shrinks: last.shrinks,
    seed,
    message,
    ...(stack !== undefined && { stack }),
    counterexample: last.moves.map(describe),
    cast,
    trace: session.lab.trace,
    exploration: cellsOf(subject, shared.tally),
  }
})

/**
 * The clause, with histories made up in another way than the contract does.
 * @category functions
 * @since 0.1.0
 */
export const conformanceWith = (generation: Generation): Clause.Clause =>
  Clause.make(
    {
      name: "conformance.agrees-with-model",
      sentence: "Whatever organizations do, they get the answers that the model gives.",
      rules: [
        "trust.both-organizations-agree",
        "refusal.changes-nothing",
        "permission.before-validation",
        "page.complete",
        "audit.every-change",
        "error.correlation-id",
      ],
      groups: [],
    },
    (bench, settings) => check(bench, settings, generation),
  )

/**
 * Any implementation answers as the model does.
 * @category functions
 * @since 0.1.0
 */
export const conformance: Clause.Clause = conformanceWith(defaultGeneration)
