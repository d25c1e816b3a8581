/**
 * The end of a run: what it has made is taken back where it did not come through, and
 * how it ended is written down.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { WorkflowEngine } from "effect/workflow/WorkflowEngine"
import { Left, type RunHead } from "../Run.ts"
import { endedKey, type NewRun, RunLog } from "../RunLog.ts"
import { type Failure, GivenUp, Refused } from "../Ending.ts"
import { type Frame, noteOnce, untilWritten } from "./Frame.ts"
import { step, type StepRefused } from "./Step.ts"
import { Stopped } from "./Wait.ts"

/** Something to take back, should the run not come through. */
export interface Undo<R> {
  /** Unique in the run. */
  readonly name: string
  /** What remains where it cannot be taken back. */
  readonly what: Left["what"]
  readonly id?: string
  /** Takes it back, and says what is left all the same. */
  readonly execute: Effect.Effect<ReadonlyArray<Left>, Failure, R>
}

/** A run ends early by itself, in a way of its workflow's own. */
export interface Quit<E> {
  readonly _tag: "Quit"
  readonly ending: (left: ReadonlyArray<Left>) => E
  /** Whether what was made stays: then it is left. */
  readonly keeps: boolean
}

/** Ends a run early. What it has made is taken back, unless it stays. */
export const quit = <E>(
  ending: Quit<E>["ending"],
  options?: { readonly keeps?: boolean },
): Effect.Effect<never, Quit<E>> => Effect.fail({ _tag: "Quit", ending, keeps: options?.keeps ?? false })

/** What a run has made so far, in order, and what it has made that nobody can take back. */
export interface Ledger<R> {
  readonly undos: Map<string, Undo<R>>
  readonly remains: Map<string, Left>
}

/** How a run ended. */
export interface Ended {
  readonly _tag: string
  readonly message: string
  readonly left: ReadonlyArray<Left>
}

/** Writes down what is to be taken back, should the run not come through. */
export const record = <R>({ undos }: Pick<Ledger<R>, "undos">, undo: Undo<R>): void => {
  undos.delete(undo.name)
  undos.set(undo.name, undo)
}

/** What a run does, and what is made by it meanwhile. */
export interface Work<A, E, R, U> {
  readonly frame: Frame
  readonly work: Effect.Effect<A, StepRefused | Stopped | Quit<E>, R>
  readonly ledger: Ledger<U>
  /** In a sentence: what was done. */
  readonly told: (value: A) => string
  /** The run that goes on in its place, where one does. */
  readonly next?: Next | undefined
}

/** The run that goes on where one has ended. */
export interface Next {
  readonly run: NewRun
  readonly start: (head: RunHead) => Effect.Effect<unknown, never, WorkflowEngine>
}

const taken = Schema.Array(Left)

/** Takes back what was made, the last first. What cannot be taken back is left, and stops nothing. */
const takeBack = Effect.fnUntraced(function* <U>(frame: Frame, undos: ReadonlyArray<Undo<U>>) {
  const undoing = { ...frame, isUndoing: true }
  const left: Array<Left> = []
  for (const { execute, id, name, what } of undos.toReversed()) {
    const remaining = yield* step(undoing, { name, success: taken, execute: () => execute }).pipe(
      Effect.catch((failure) =>
        Effect.succeed<ReadonlyArray<Left>>([
          {
            what,
            ...(id !== undefined && { id }),
            because: `It could not be taken back: ${failure._tag === "Stopped" ? failure.reason : failure.error.message}`,
          },
        ]),
      ),
    )
    left.push(...remaining)
  }
  return left
})

const kept = (undos: ReadonlyArray<Pick<Undo<never>, "what" | "id">>): ReadonlyArray<Left> =>
  undos.map(({ id, what }) => ({ what, ...(id !== undefined && { id }), because: "It was made as asked, and stays" }))

/** Ends a run, and has another one go on in its place; unless somebody wants it given up. */
const handOn = Effect.fnUntraced(function* (frame: Frame, { run, start }: Next, { _tag, left, message }: Ended) {
  const log = yield* RunLog
  const at = yield* DateTime.now
  const head = yield* untilWritten(
    log.handOn(frame.run, run, (next) => ({
      _tag: "Ended",
      at,
      how: _tag,
      message: `${message}; it goes on as ${next}`,
      left,
      next,
    })),
  )
  if (Option.isSome(head)) return yield* start(head.value)
  const reason = yield* untilWritten(log.giveUp(frame.run))
  return yield* new Stopped({ reason: Option.getOrElse(reason, () => "Nothing goes on in its place") })
})

/** Brings a run to its end. */
export const conclude = <A, E extends Ended, R, U>({ frame, ledger, next, told, work }: Work<A, E, R, U>) => {
  const note = ({ _tag, left, message }: Ended) =>
    noteOnce(frame, endedKey, (at) => ({ _tag: "Ended", at, how: _tag, message, left }))
  const fail = <E2 extends Ended>(ending: (left: ReadonlyArray<Left>) => E2, keeps = false) =>
    Effect.gen(function* () {
      const undos = [...ledger.undos.values()]
      const left = keeps ? kept(undos) : yield* takeBack(frame, undos)
      const ended = ending([...left, ...ledger.remains.values()])
      yield* note(ended)
      return yield* Effect.fail(ended)
    })
  const { run } = frame
  const done = (value: A) => {
    const message = told(value)
    const left = [...ledger.remains.values()]
    return next === undefined
      ? note({ _tag: "Done", message, left })
      : handOn(frame, next, { _tag: "Done", message, left })
  }
  return work.pipe(
    Effect.tap(done),
    Effect.catchTags({
      Quit: ({ ending, keeps }) => fail(ending, keeps),
      Stopped: ({ reason }) =>
        fail((left) => new GivenUp({ run, reason, left, message: `The run was given up: ${reason}` })),
      StepRefused: ({ error, step }) =>
        fail((left) => new Refused({ run, step, error, left, message: `${step} failed: ${error.message}` })),
    }),
  )
}
