import { assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type Note, RunId } from "@org-trust/workflow/Run"
import { type Ended, endedKey, RunLog, type RunLogError } from "@org-trust/workflow/RunLog"

const at = DateTime.makeUnsafe("2026-03-01T10:00:00.000Z")
const later = DateTime.makeUnsafe("2026-03-02T10:00:00.000Z")
const ended = (time: DateTime.Utc): Ended => ({ _tag: "Ended", at: time, how: "Done", message: "all", left: [] })
const onboarding = (subject: string) => ({ workflow: "Onboarding", subject, input: `{"for":"${subject}"}` }) as const

/** What every log of runs does. Each call of `within` is a log of its own. */
export const keepsRuns = (
  within: <A>(use: Effect.Effect<A, RunLogError, RunLog>) => Effect.Effect<A, unknown>,
): void => {
  it.live("begins one open run about each subject, and gives no number twice", () =>
    within(
      Effect.gen(function* () {
        const log = yield* RunLog
        const begun = yield* Effect.forEach(Array.from({ length: 8 }), () => log.begin(onboarding("a")), {
          concurrency: "unbounded",
        })
        assert.strictEqual(begun.filter(({ isNew }) => isNew).length, 1)
        assert.strictEqual(new Set(begun.map(({ head }) => head.id)).size, 1)
        const [{ head } = yield* log.begin(onboarding("a"))] = begun
        const other = yield* log.begin({ ...onboarding("b"), workflow: "Renewal" })
        assert.match(other.head.id, /^renewal-\d+$/)
        yield* log.note(head.id, endedKey, ended(at))
        const next = yield* log.begin(onboarding("a"))
        assert.isTrue(next.isNew)
        yield* log.note(next.head.id, endedKey, ended(at))
        assert.deepStrictEqual(
          (yield* log.forget(later)).map(({ id }) => id),
          [head.id, next.head.id],
        )
        assert.isTrue(Option.isNone(yield* log.get(head.id)))
        const ids = [head.id, other.head.id, next.head.id, (yield* log.begin(onboarding("a"))).head.id]
        assert.strictEqual(new Set(ids).size, 4)
        assert.deepStrictEqual(
          (yield* log.list("all")).map(({ id }) => id),
          [other.head.id, ids[3]],
        )
      }),
    ),
  )

  it.live("keeps the first note of a key, in the order in which they came", () =>
    within(
      Effect.gen(function* () {
        const log = yield* RunLog
        const { head } = yield* log.begin(onboarding("a"))
        const { head: other } = yield* log.begin(onboarding("b"))
        assert.deepStrictEqual(yield* log.list("unstarted"), [head, other])
        const began: Note = { _tag: "StepBegan", at, step: "one" }
        const giveUp: Note = { _tag: "GiveUp", at, reason: "it is enough" }
        assert.isTrue(Option.isNone(yield* log.giveUp(head.id)))
        assert.isTrue(yield* log.note(head.id, "one", began))
        assert.isFalse(yield* log.note(head.id, "one", giveUp))
        assert.isTrue(yield* log.note(head.id, "give-up", giveUp))
        assert.deepStrictEqual(yield* log.giveUp(head.id), Option.some("it is enough"))
        assert.deepStrictEqual([...(yield* log.noteCounts)].toSorted(), [
          [head.id, 2],
          [other.id, 0],
        ])
        assert.isTrue(yield* log.note(head.id, endedKey, ended(later)))
        assert.deepStrictEqual([...(yield* log.noteCounts)], [[other.id, 0]])
        assert.isTrue(yield* log.note(other.id, endedKey, ended(later)))
        assert.deepStrictEqual(
          yield* log.get(head.id),
          Option.some({ head: { ...head, ended: later }, notes: [began, giveUp, ended(later)] }),
        )
        assert.deepStrictEqual([yield* log.list("open"), yield* log.list("unstarted")], [[], []])
        assert.deepStrictEqual(yield* log.forget(later), [])
        for (const id of ["renewal-1", "onboarding-99"].map((text) => RunId.make(text))) {
          assert.isFalse(yield* log.note(id, "one", began))
          assert.isTrue(Option.isNone(yield* log.get(id)))
        }
      }),
    ),
  )

  it.live("ends a run and begins the one that goes on in its place: both or neither, and once", () =>
    within(
      Effect.gen(function* () {
        const log = yield* RunLog
        const { head } = yield* log.begin(onboarding("a"))
        const next = { ...onboarding("a"), input: "{}" }
        const note = (next: RunId): Ended => ({ _tag: "Ended", at, how: "Done", message: "all", left: [], next })
        const handed = yield* Effect.forEach(Array.from({ length: 4 }), () => log.handOn(head.id, next, note), {
          concurrency: "unbounded",
        })
        const [first] = handed.map(Option.getOrThrow)
        if (first === undefined) return assert.fail("nothing goes on")
        assert.deepStrictEqual(
          handed.map((each) => Option.getOrThrow(each).id),
          Array.from({ length: 4 }, () => first.id),
        )
        assert.deepStrictEqual(yield* log.list("unstarted"), [first])
        assert.deepStrictEqual([first.input, first.subject], ["{}", head.subject])
        const over = Option.getOrThrow(yield* log.get(head.id))
        assert.isDefined(over.head.ended)
        assert.deepStrictEqual(over.notes, [note(first.id)])

        // What is to be given up goes on nowhere, nor does what ended, or never was.
        yield* log.note(first.id, "give-up", { _tag: "GiveUp", at, reason: "it is enough" })
        assert.isTrue(Option.isNone(yield* log.handOn(first.id, next, note)))
        yield* log.note(first.id, endedKey, ended(later))
        assert.isTrue(Option.isNone(yield* log.handOn(first.id, next, note)))
        assert.isTrue(Option.isNone(yield* log.handOn(RunId.make("onboarding-99"), next, note)))
        assert.deepStrictEqual(yield* log.list("open"), [])
      }),
    ),
  )

  it.live("goes on or is given up, whichever comes first", () =>
    within(
      Effect.gen(function* () {
        const log = yield* RunLog
        for (let round = 0; round < 20; round++) {
          const { head } = yield* log.begin(onboarding(`a${round}`))
          const giveUp = Effect.andThen(
            log.note(head.id, "give-up", { _tag: "GiveUp", at, reason: "it is enough" }),
            log.get(head.id),
          )
          const handOn = log.handOn(head.id, onboarding(`a${round}`), (next) => ({ ...ended(later), next }))
          const [seen, next] = yield* Effect.all([giveUp, handOn], { concurrency: 2 })
          // Whoever wants it given up sees the one that goes on, if one does.
          const last = Option.getOrThrow(seen).notes.find(({ _tag }) => _tag === "Ended")
          assert.strictEqual(last !== undefined, Option.isSome(next), `round ${round}`)
        }
      }),
    ),
  )

  it.live("tells that something was written", () =>
    within(
      Effect.gen(function* () {
        const log = yield* RunLog
        const { head } = yield* log.begin(onboarding("a"))
        const seen = yield* log.changes.pipe(
          Stream.mapEffect(() => log.get(head.id)),
          Stream.filter((run) => Option.isSome(run) && run.value.notes.length > 0),
          Stream.take(1),
          Stream.runDrain,
          Effect.forkChild({ startImmediately: true }),
        )
        yield* log.note(head.id, "one", { _tag: "StepBegan", at, step: "one" })
        yield* Fiber.join(seen)
      }),
    ),
  )
}
