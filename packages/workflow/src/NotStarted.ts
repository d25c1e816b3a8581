/**
 * Why a run is not started.
 */
import * as Schema from "effect/Schema"
import { type RunHead, RunId, WorkflowName } from "./Run.ts"

/**
 * An open run is about the same already: `run` says which. It can be followed, answered or given up.
 * @category errors
 * @since 0.1.0
 */
export class AlreadyRunning extends Schema.TaggedError<AlreadyRunning>()("AlreadyRunning", {
  run: RunId,
  /** What both are about, such as a pair of organizations. */
  subject: Schema.String,
  /** For people: parse nothing out of it. */
  message: Schema.String,
}) {
  /** Tells of the run that is there. */
  static of({ id, subject }: RunHead): AlreadyRunning {
    return new AlreadyRunning({ run: id, subject, message: `The run ${id} is about ${subject} already, and is open` })
  }
}

/**
 * The input is not one: `message` says what and where.
 * @category errors
 * @since 0.1.0
 */
export class InvalidInput extends Schema.TaggedError<InvalidInput>()("InvalidInput", {
  workflow: WorkflowName,
  message: Schema.String,
}) {}
