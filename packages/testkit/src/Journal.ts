/**
 * Where a platform keeps what happened, so that it outlives its process and can be
 * shared by several. Without a journal a platform keeps everything in memory.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { State } from "@org-trust/core/lifecycle/State"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import type { WorldFile } from "./WorldFile.ts"

/**
 * What a journal keeps.
 * @category models
 * @since 0.1.0
 */
export interface Kept {
  /** Which log this is of those in the journal, counted from 1: each reset begins a new one. */
  readonly log: number
  /** How many events the log has. */
  readonly version: number
  /** The fold of those events. Its trail is read from the log when somebody looks at it. */
  readonly state: State
  /** The organizations, with the groups as they are now. */
  readonly organizations: ReadonlyArray<WorldOrganization>
  /** Milliseconds that the clock was moved forward by. */
  readonly clockMillis: number
}

/**
 * A journal cannot be opened; `message` says which, why, and what to do about it.
 * @category errors
 * @since 0.1.0
 */
export class JournalUnusable extends Schema.TaggedError<JournalUnusable>()("JournalUnusable", {
  message: Schema.String,
}) {}

/**
 * A journal that was open could not be read or written. Nothing was changed, unless the
 * connection to a database was lost while it was told to: `message` says what went wrong.
 * @category errors
 * @since 0.1.0
 */
export class JournalUnavailable extends Schema.TaggedError<JournalUnavailable>()("JournalUnavailable", {
  message: Schema.String,
}) {}

/**
 * A journal that is open.
 * @category services
 * @since 0.1.0
 */
export class Journal extends Context.Service<
  Journal,
  {
    /** The world that what happened is about. */
    readonly world: WorldFile
    /** What is kept, as this process last saw it. */
    readonly seen: () => Kept
    /** Looks what others have written in the meantime. */
    readonly look: Effect.Effect<void, JournalUnavailable>
    /**
     * One step after the other, over all processes: looks what others have written, runs
     * the step, and writes what it gives back. It is written when this succeeds. Only
     * events may be added to the state's trail.
     */
    readonly transact: <A>(step: (kept: Kept) => readonly [A, Kept]) => Effect.Effect<A, JournalUnavailable>
    /** Begins a new log, with the clock as it is; the old one is kept. */
    readonly reset: Effect.Effect<void, JournalUnavailable>
    /** The text with a signature, by which every process with this journal knows it again. */
    readonly sign: (text: string) => string
    /** The text that was signed, or undefined where the signature is not of this journal. */
    readonly verify: (signed: string) => string | undefined
  }
>()("@org-trust/testkit/Journal") {}
