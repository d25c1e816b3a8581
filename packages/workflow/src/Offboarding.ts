/**
 * Parting from a partner. The trust is closed at once, so that nobody gets in; what
 * access ends with it is written down; there may be a time in which it can be taken
 * back; then clones and members go, and the trust itself, until both organizations see
 * that it is gone.
 */
import type { Ledger } from "./internal/Conclude.ts"
import * as Flow from "./internal/Flow.ts"
import * as Inputs from "./internal/offboarding/Input.ts"
import { leave } from "./internal/offboarding/leave.ts"
import { subjectOf } from "./internal/Side.ts"
import type { Parties } from "./Parties.ts"

/**
 * What an offboarding is asked for.
 *
 * - `side`: which organization this run is: `trustor`, `trustee`, or `both`. The trustee
 *   can end the trust, but neither close it before nor see who is in it.
 * - `grace`: how long it can be taken back; not at all unless given.
 * - `settleWithin`: how long it may take until it is seen; an hour unless given.
 * - `patience`: how long what fails for the moment is tried again.
 * @category schemas
 * @since 0.1.0
 */
export const Input = Inputs.Input
/**
 * What an offboarding is asked for.
 * @category models
 * @since 0.1.0
 */
export type Input = Inputs.Input

/**
 * What came of an offboarding that is done.
 * @category schemas
 * @since 0.1.0
 */
export const Report = Inputs.Report
/**
 * What came of an offboarding that is done.
 * @category models
 * @since 0.1.0
 */
export type Report = Inputs.Report

/**
 * How an offboarding can end other than done.
 * @category schemas
 * @since 0.1.0
 */
export const Unfinished = Inputs.Unfinished
/**
 * How an offboarding can end other than done.
 * @category models
 * @since 0.1.0
 */
export type Unfinished = typeof Inputs.Unfinished.Type

const flow = Flow.make({
  name: "Offboarding",
  input: Input,
  success: Report,
  error: Unfinished,
  subjectOf,
  work: (frame, input, ledger: Ledger<Parties>) => leave(frame, Inputs.complete(input), ledger),
  told: ({ leavers, wasThere }: Report) =>
    wasThere ? `The trust is ended, and the access of ${leavers.length} with it` : "There was no trust",
})

/**
 * Begins an offboarding and answers its id at once. Fails with `AlreadyRunning` where an
 * open run is about the same two organizations, and with `InvalidInput`.
 * @category functions
 * @since 0.1.0
 */
export const start = flow.start

/**
 * Begins an offboarding and waits until it is done. Fails as {@link start} does, and as
 * the run ends.
 * @category functions
 * @since 0.1.0
 */
export const run = flow.run

/**
 * Waits until a run is done that was begun earlier, by this process or another one.
 * Fails with `NoRun` where there is none, and as the run ends.
 * @category functions
 * @since 0.1.0
 */
export const result = flow.result

/**
 * Carries offboardings out, those too that another process began.
 * @category layers
 * @since 0.1.0
 */
export const layer = flow.layer
