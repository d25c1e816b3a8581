/**
 * Watching runs in a terminal: what happens is printed as it happens.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as References from "effect/References"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { standingOf, type Run, type RunId } from "@org-trust/workflow/Run"
import { NoRun, RunLog } from "@org-trust/workflow/RunLog"
import { Store } from "@org-trust/workflow/Store"
import { WentWrong } from "../access/Failures.ts"
import { paint } from "../access/planText.ts"
import { noteText } from "./noteText.ts"
import { repeatState } from "./State.ts"

/** What the machinery below says of itself is for its makers; what concerns people is printed. */
export const quietly = Effect.provideService(References.MinimumLogLevel, "None")

/** Says when the store cannot be used, and when it can be used again. */
export const watchStore = Effect.gen(function* () {
  const { name, trouble } = yield* Store
  yield* SubscriptionRef.changes(trouble).pipe(
    Stream.dropWhile(Option.isNone),
    Stream.runForEach(
      Option.match({
        onNone: () => Console.error(`${name} can be used again.`),
        onSome: ({ message }) => Console.error(message),
      }),
    ),
    Effect.forkScoped({ startImmediately: true }),
  )
})

/** Prints the notes of all runs that are open, or of one, as they are written. */
const printing = Effect.fnUntraced(function* (state: Option.Option<string>) {
  const log = yield* RunLog
  const colours = yield* paint
  const seen = new Map<RunId, number>()
  const print = (run: Run, withId: boolean) =>
    Effect.gen(function* () {
      const { head } = run
      const notes = run.notes.slice(seen.get(head.id) ?? 0)
      seen.set(head.id, run.notes.length)
      for (const note of notes) {
        yield* Console.log(`${withId ? `${head.id}  ` : ""}${noteText(head, note, colours, repeatState(state))}`)
      }
    })
  return { log, seen, print }
})

const again = Schedule.spaced("1 second")

/** Follows a run to its end, and those that go on in its place. Ends with 1 where the run did not come through. */
export const follow = Effect.fnUntraced(function* (id: RunId, state: Option.Option<string>) {
  const { log, print } = yield* printing(state)
  const look = (run: RunId) =>
    Effect.flatMap(log.get(run), (found) =>
      Option.isSome(found)
        ? Effect.as(print(found.value, false), standingOf(found.value))
        : Effect.fail(new NoRun({ run, message: `There is no run ${run}` })),
    )
  for (let run: RunId | undefined = id; run !== undefined;) {
    const followed: RunId = run
    const last = yield* Stream.make<[void]>(undefined).pipe(
      Stream.merge(log.changes),
      Stream.mapEffect(() => look(followed)),
      Stream.takeUntil(({ ended }) => ended !== undefined),
      Stream.runLast,
      Effect.retry({ schedule: again, while: ({ _tag }) => _tag === "RunLogError" }),
    )
    const ended = Option.getOrUndefined(last)?.ended
    if (ended !== undefined && ended.how !== "Done") return yield* new WentWrong()
    run = ended?.next
  }
})

/** Prints what happens to all runs, for as long as it is let. */
export const followAll = Effect.fnUntraced(function* (state: Option.Option<string>) {
  const { log, print, seen } = yield* printing(state)
  // What has happened before was told when it happened.
  for (const [id, notes] of yield* log.noteCounts) seen.set(id, notes)
  const look = Effect.gen(function* () {
    const counts = yield* log.noteCounts
    // One that is open no more has a last note.
    for (const id of new Set([...seen.keys(), ...counts.keys()])) {
      if (counts.get(id) === seen.get(id)) continue
      const run = yield* log.get(id)
      if (Option.isSome(run)) {
        if (!seen.has(id)) yield* Console.log(`${id}  ${run.value.head.subject}`)
        yield* print(run.value, true)
      }
      if (Option.isNone(run) || run.value.head.ended !== undefined) seen.delete(id)
    }
  })
  yield* Stream.runForEach(log.changes, () => look).pipe(Effect.retry(again))
})
