/**
 * Where runs are written down, beside the engine's own store: an engine can bring a run
 * to its end, but cannot tell where it stands.
 */
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as PubSub from "effect/PubSub"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { type Note, type Run, type RunHead, type RunId, runId, type WorkflowName } from "./Run.ts"

/**
 * The log of runs cannot be read or written; `message` says why.
 * @category errors
 * @since 0.1.0
 */
export class RunLogError extends Schema.TaggedError<RunLogError>()("RunLogError", { message: Schema.String }) {}

/**
 * There is no run with this id: it never was, or was forgotten.
 * @category errors
 * @since 0.1.0
 */
export class NoRun extends Schema.TaggedError<NoRun>()("NoRun", {
  run: Schema.String,
  /** For people: parse nothing out of it. */
  message: Schema.String,
}) {}

/**
 * A run that is to begin.
 * @category models
 * @since 0.1.0
 */
export interface NewRun {
  readonly workflow: WorkflowName
  readonly subject: string
  /** As JSON. */
  readonly input: string
}

/**
 * The runs that are `open`; those of them that have no note yet (`unstarted`); or `all`.
 * @category models
 * @since 0.1.0
 */
export type Which = "open" | "unstarted" | "all"

/**
 * The note with which a run ends. Its key is {@link endedKey}.
 * @category models
 * @since 0.1.0
 */
export type Ended = Extract<Note, { readonly _tag: "Ended" }>

/**
 * The key of the note with which a run ends.
 * @category constants
 * @since 0.1.0
 */
export const endedKey = "ended"

/**
 * Keeps runs and their notes.
 * @category services
 * @since 0.1.0
 */
export class RunLog extends Context.Service<
  RunLog,
  {
    /**
     * Begins a run, unless an open one is about the same subject: then `isNew` is false
     * and `head` is that one. Of two that begin at once, in whichever processes, one does.
     */
    readonly begin: (run: NewRun) => Effect.Effect<{ readonly head: RunHead; readonly isNew: boolean }, RunLogError>
    /**
     * Writes a note, unless the run has one with this key already: the first stays. Says
     * whether it was written. A note `Ended` also closes the run, so that another may begin.
     */
    readonly note: (run: RunId, key: string, note: Note) => Effect.Effect<boolean, RunLogError>
    /**
     * Ends a run with a note that names the one which goes on in its place, and begins that
     * one: both or neither. Nothing where somebody wants it given up. Asked again it is the
     * same run.
     */
    readonly handOn: (
      run: RunId,
      next: NewRun,
      note: (next: RunId) => Ended,
    ) => Effect.Effect<Option.Option<RunHead>, RunLogError>
    /** A run with its notes. */
    readonly get: (run: RunId) => Effect.Effect<Option.Option<Run>, RunLogError>
    /** The reason for which somebody wants a run given up: the note with the key `give-up`. */
    readonly giveUp: (run: RunId) => Effect.Effect<Option.Option<string>, RunLogError>
    /** Runs in the order in which they began. */
    readonly list: (which: Which) => Effect.Effect<ReadonlyArray<RunHead>, RunLogError>
    /** How many notes each open run has: what was written since an earlier look is found without reading all of it. */
    readonly noteCounts: Effect.Effect<ReadonlyMap<RunId, number>, RunLogError>
    /** Forgets the runs that ended before a time. Says which. */
    readonly forget: (endedBefore: DateTime.Utc) => Effect.Effect<ReadonlyArray<RunHead>, RunLogError>
    /** Something may have been written, in this process or in another one. */
    readonly changes: Stream.Stream<void, RunLogError>
  }
>()("@org-trust/workflow/RunLog") {}

interface Kept {
  head: RunHead
  readonly notes: Map<string, Note>
}

/**
 * A log that is kept in memory.
 * @category constructors
 * @since 0.1.0
 */
export const makeMemory: Effect.Effect<RunLog["Service"]> = Effect.gen(function* () {
  const runs = new Map<RunId, Kept>()
  const open = new Map<string, Kept>()
  const changes = yield* PubSub.sliding<void>(1)
  let count = 0
  const heads = (which: Which) =>
    [...runs.values()]
      .filter(
        ({ head, notes }) => which === "all" || (head.ended === undefined && (which === "open" || notes.size === 0)),
      )
      .map(({ head }) => head)
  const begin = ({ input, subject, workflow }: NewRun, began: DateTime.Utc) => {
    const other = open.get(subject)
    if (other !== undefined) return { head: other.head, isNew: false }
    const head: RunHead = { id: runId(workflow, ++count), workflow, subject, input, began }
    const run: Kept = { head, notes: new Map() }
    runs.set(head.id, run)
    open.set(subject, run)
    return { head, isNew: true }
  }
  const write = (run: Kept, key: string, note: Note) => {
    run.notes.set(key, note)
    if (note._tag !== "Ended") return
    run.head = { ...run.head, ended: note.at }
    // Unless another one is about the same by now.
    if (open.get(run.head.subject) === run) open.delete(run.head.subject)
  }
  return {
    begin: (run) =>
      Effect.gen(function* () {
        const begun = begin(run, yield* DateTime.now)
        if (begun.isNew) yield* PubSub.publish(changes, undefined)
        return begun
      }),
    note: (id, key, note) =>
      Effect.gen(function* () {
        const run = runs.get(id)
        if (run === undefined || run.notes.has(key)) return false
        write(run, key, note)
        yield* PubSub.publish(changes, undefined)
        return true
      }),
    handOn: (id, next, note) =>
      Effect.gen(function* () {
        const run = runs.get(id)
        const last = run?.notes.get(endedKey)
        if (last?._tag === "Ended") {
          return Option.map(Option.fromUndefinedOr(last.next && runs.get(last.next)), ({ head }) => head)
        }
        if (run === undefined || run.notes.has("give-up")) return Option.none()
        const began = yield* DateTime.now
        open.delete(run.head.subject)
        const { head } = begin(next, began)
        write(run, endedKey, note(head.id))
        yield* PubSub.publish(changes, undefined)
        return Option.some(head)
      }),
    get: (id) =>
      Effect.sync(() =>
        Option.map(Option.fromUndefinedOr(runs.get(id)), ({ head, notes }) => ({ head, notes: [...notes.values()] })),
      ),
    giveUp: (id) =>
      Effect.sync(() => {
        const note = runs.get(id)?.notes.get("give-up")
        return note?._tag === "GiveUp" ? Option.some(note.reason) : Option.none()
      }),
    list: (which) => Effect.sync(() => heads(which)),
    noteCounts: Effect.sync(() => new Map(Array.from(open.values(), ({ head, notes }) => [head.id, notes.size]))),
    forget: (endedBefore) =>
      Effect.sync(() => {
        const gone = heads("all").filter(({ ended }) => ended !== undefined && DateTime.isLessThan(ended, endedBefore))
        for (const { id } of gone) runs.delete(id)
        return gone
      }),
    changes: Stream.fromPubSub(changes),
  }
})

/**
 * A log that remembers nothing beyond the process: for tests.
 * @category layers
 * @since 0.1.0
 */
export const layerMemory: Layer.Layer<RunLog> = Layer.effect(RunLog, makeMemory)
