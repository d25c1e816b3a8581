import { assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as TestConsole from "effect/testing/TestConsole"
import type { RunId } from "@org-trust/workflow/Run"
import { endedKey, makeMemory, RunLog } from "@org-trust/workflow/RunLog"
import { follow, followAll } from "../../src/workflow/following.ts"

const at = DateTime.makeUnsafe("2026-03-01T10:00:00.000Z")

it.effect("a worker prints what is new of the runs, and reads no others", () =>
  Effect.gen(function* () {
    const kept = yield* makeMemory
    const read: Array<RunId> = []
    const log: RunLog["Service"] = {
      ...kept,
      get: (run) =>
        Effect.andThen(
          Effect.sync(() => read.push(run)),
          kept.get(run),
        ),
    }
    const begin = (subject: string) =>
      Effect.map(log.begin({ workflow: "Renewal", subject, input: "{}" }), ({ head }) => head.id)
    const done = (run: RunId, step: string) => log.note(run, step, { _tag: "StepDone", at, step })
    const quiet = yield* begin("quiet")
    const old = yield* begin("old")
    yield* done(old, "earlier")
    const following = yield* Effect.forkChild(followAll(Option.none()).pipe(Effect.provideService(RunLog, log)), {
      startImmediately: true,
    })
    const printed: Array<string> = []
    const prints = (...expected: ReadonlyArray<string>) =>
      Effect.gen(function* () {
        printed.push(...expected)
        while ((yield* TestConsole.logLines).length < printed.length) yield* Effect.yieldNow
        assert.deepStrictEqual(yield* TestConsole.logLines, printed)
      })

    yield* done(old, "later")
    yield* prints(`${old}  2026-03-01 10:00:00  ✓ later`)
    const young = yield* begin("young")
    yield* prints(`${young}  young`)
    yield* done(young, "first")
    yield* prints(`${young}  2026-03-01 10:00:00  ✓ first`)
    yield* log.note(old, "ended", { _tag: "Ended", at, how: "Done", message: "all", left: [] })
    yield* prints(`${old}  2026-03-01 10:00:00  ✓ done: all`)
    yield* done(young, "second")
    yield* prints(`${young}  2026-03-01 10:00:00  ✓ second`)
    assert.notInclude(read, quiet)
    assert.strictEqual(read.filter((run) => run === old).length, 2)
    yield* Fiber.interrupt(following)
  }).pipe(Effect.provide(TestConsole.layer)),
)

it.effect("who follows a run follows the one that goes on in its place, to the end", () =>
  Effect.gen(function* () {
    const log = yield* makeMemory
    const keeping = { workflow: "Keeping", subject: "keeping", input: "{}" } as const
    const { head } = yield* log.begin(keeping)
    const following = yield* Effect.forkChild(
      Effect.exit(follow(head.id, Option.none()).pipe(Effect.provideService(RunLog, log))),
      { startImmediately: true },
    )
    const next = yield* log.handOn(head.id, keeping, (next) => ({
      _tag: "Ended",
      at,
      how: "Done",
      message: `it goes on as ${next}`,
      left: [],
      next,
    }))
    const { id } = Option.getOrThrow(next)
    // The first is told to its end before the other one has begun to do anything.
    while ((yield* TestConsole.logLines).length === 0) yield* Effect.yieldNow
    assert.strictEqual(following.pollUnsafe(), undefined)
    yield* log.note(id, endedKey, { _tag: "Ended", at, how: "GivenUp", message: "it is enough", left: [] })
    const exit = yield* Fiber.join(following)
    assert.isTrue(Exit.isFailure(exit), "a run that is given up ends with 1")
    assert.deepStrictEqual(yield* TestConsole.logLines, [
      `2026-03-01 10:00:00  ✓ done: it goes on as ${id}`,
      "2026-03-01 10:00:00  ✗ GivenUp: it is enough",
    ])
  }).pipe(Effect.provide(TestConsole.layer)),
)
