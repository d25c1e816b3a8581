/**
 * A run of a workflow, as it is written down: what it is about, what it has done, what
 * it waits for, and how it ended.
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { Timestamp } from "@org-trust/core/Timestamp"
import { AnswerTag } from "./Answer.ts"

/**
 * Which workflow a run is of.
 * @category schemas
 * @since 0.1.0
 */
export const WorkflowName = Schema.Literals(["Onboarding", "Offboarding", "Renewal", "Keeping"])
/**
 * Which workflow a run is of.
 * @category models
 * @since 0.1.0
 */
export type WorkflowName = typeof WorkflowName.Type

/**
 * Id of a run: the name of its workflow and a number, such as `onboarding-12`.
 * @category schemas
 * @since 0.1.0
 */
export const RunId = Schema.String.check(
  Schema.isPattern(/^[a-z]+-[1-9][0-9]*$/, { expected: "the id of a run, such as onboarding-12" }),
).pipe(Schema.brand("RunId"))
/**
 * Id of a run.
 * @category models
 * @since 0.1.0
 */
export type RunId = typeof RunId.Type

/**
 * The id of the run that is the so-manieth of a store.
 * @category constructors
 * @since 0.1.0
 */
export const runId = (workflow: WorkflowName, number: number): RunId =>
  RunId.make(`${workflow.toLowerCase()}-${number}`)

/**
 * What a run waits for, in words and for programs.
 * @category schemas
 * @since 0.1.0
 */
export const Wait = Schema.Struct({
  /** Unique in the run: an answer names it. */
  name: Schema.String,
  /**
   * That the other organization makes the trust (`agreement`); that it hands over a
   * pairing (`pairing`); that a passing failure passes (`platform`); that a change is
   * seen (`sight`); that there is no more time to take it back (`grace`); that a person
   * decides (`decision`) or approves (`approval`); or for a time alone (`time`).
   */
  what: Schema.Literals(["agreement", "pairing", "platform", "sight", "grace", "decision", "approval", "time"]),
  /** Whose turn it is, where it is an organization's. */
  party: Schema.optionalKey(OrganizationId),
  /** In a sentence, for people. */
  because: Schema.String,
  /** When the run goes on by itself; absent where it does not. */
  until: Schema.optionalKey(Timestamp),
  /** The answers that it takes. */
  answers: Schema.Array(AnswerTag),
  /** What is to be approved: its steps, in a sentence each, and the fingerprint that an approval names. */
  plan: Schema.optionalKey(Schema.Struct({ fingerprint: Schema.String, steps: Schema.Array(Schema.String) })),
  /** A pairing to be handed over, sealed. */
  sealed: Schema.optionalKey(Schema.String),
})
/**
 * What a run waits for.
 * @category models
 * @since 0.1.0
 */
export type Wait = typeof Wait.Type

/**
 * Something that a run has made and has not taken back.
 * @category schemas
 * @since 0.1.0
 */
export const Left = Schema.Struct({
  what: Schema.Literals(["pairing", "trust", "user", "group", "clone", "roles", "settings"]),
  /** Of a user or a group. */
  id: Schema.optionalKey(Schema.String),
  /** In a sentence: why it is left. */
  because: Schema.String,
})
/**
 * Something that a run has made and has not taken back.
 * @category models
 * @since 0.1.0
 */
export type Left = typeof Left.Type

const at = { at: Timestamp } as const

/**
 * A note of a run. A step is about to be taken (`StepBegan`), for the first time: from
 * here on it may have been taken; it is done (`StepDone`); an attempt at it failed
 * (`StepFailed`); the run waits (`Waits`), and waits no more (`WentOn`); somebody wants
 * it given up (`GiveUp`); it has ended (`Ended`).
 * @category schemas
 * @since 0.1.0
 */
export const Note = Schema.Union([
  Schema.TaggedStruct("StepBegan", { ...at, step: Schema.String }),
  Schema.TaggedStruct("StepDone", { ...at, step: Schema.String }),
  Schema.TaggedStruct("StepFailed", {
    ...at,
    step: Schema.String,
    attempt: Schema.Int,
    /** The tag of the failure. */
    error: Schema.String,
    message: Schema.String,
  }),
  Schema.TaggedStruct("Waits", { ...at, wait: Wait }),
  Schema.TaggedStruct("WentOn", {
    ...at,
    /** The wait's name. */
    wait: Schema.String,
    /** The answer that came; absent where the time had passed. */
    answer: Schema.optionalKey(AnswerTag),
  }),
  Schema.TaggedStruct("GiveUp", { ...at, reason: Schema.String }),
  Schema.TaggedStruct("Ended", {
    ...at,
    /** `Done`, or the tag of the error that it ended with. */
    how: Schema.String,
    message: Schema.String,
    left: Schema.Array(Left),
    /** The run that goes on where this one has ended. */
    next: Schema.optionalKey(RunId),
  }),
])
/**
 * A note of a run.
 * @category models
 * @since 0.1.0
 */
export type Note = typeof Note.Type

/**
 * What is known of a run from its beginning.
 * @category schemas
 * @since 0.1.0
 */
export const RunHead = Schema.Struct({
  id: RunId,
  workflow: WorkflowName,
  /** What it is about, such as a pair of organizations: of each there is one open run at a time. */
  subject: Schema.String,
  /** The input, as JSON. */
  input: Schema.String,
  began: Timestamp,
  /** When it ended; absent while it is open. */
  ended: Schema.optionalKey(Timestamp),
})
/**
 * What is known of a run from its beginning.
 * @category models
 * @since 0.1.0
 */
export type RunHead = typeof RunHead.Type

/**
 * A run with all its notes, in the order in which they were written.
 * @category models
 * @since 0.1.0
 */
export interface Run {
  readonly head: RunHead
  readonly notes: ReadonlyArray<Note>
}

/**
 * Where a run stands.
 * @category models
 * @since 0.1.0
 */
export interface Standing {
  readonly head: RunHead
  /** The steps that are done, in order. */
  readonly done: ReadonlyArray<string>
  /** The step that is being taken, or was when the process died. */
  readonly doing: string | undefined
  /** What it waits for. */
  readonly wait: Wait | undefined
  /** All that it waits for, in the order in which the waits began: `wait` is the last. */
  readonly waits: ReadonlyArray<Wait>
  /** The last failure of the step that it is at. */
  readonly failure: { readonly error: string; readonly message: string; readonly attempt: number } | undefined
  /** Why somebody wants it given up. */
  readonly giveUp: string | undefined
  readonly ended:
    | {
        readonly at: DateTime.Utc
        readonly how: string
        readonly message: string
        readonly left: ReadonlyArray<Left>
        /** The run that goes on where this one has ended. */
        readonly next: RunId | undefined
      }
    | undefined
}

/**
 * Where a run stands, by its notes.
 * @category functions
 * @since 0.1.0
 */
export const standingOf = ({ head, notes }: Run): Standing =>
  notes.reduce<Standing>(follow, {
    head,
    done: [],
    doing: undefined,
    wait: undefined,
    waits: [],
    failure: undefined,
    giveUp: undefined,
    ended: undefined,
  })

const waiting = (standing: Standing, waits: ReadonlyArray<Wait>): Standing => ({
  ...standing,
  waits,
  wait: waits.at(-1),
})

const follow = (standing: Standing, note: Note): Standing => {
  switch (note._tag) {
    case "StepBegan":
      return { ...standing, doing: note.step, failure: undefined }
    case "StepDone":
      return { ...standing, done: [...standing.done, note.step], doing: undefined, failure: undefined }
    case "StepFailed":
      return { ...standing, failure: { error: note.error, message: note.message, attempt: note.attempt } }
    case "Waits":
      return waiting(standing, [...standing.waits, note.wait])
    case "WentOn":
      return waiting(
        standing,
        standing.waits.filter(({ name }) => name !== note.wait),
      )
    case "GiveUp":
      return { ...standing, giveUp: note.reason }
    case "Ended":
      return {
        ...waiting(standing, []),
        doing: undefined,
        ended: { at: note.at, how: note.how, message: note.message, left: note.left, next: note.next },
      }
  }
}
