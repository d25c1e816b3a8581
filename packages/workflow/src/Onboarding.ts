/**
 * Letting a partner in, from the question to the moment when both organizations see it.
 * It takes days, and goes on wherever it was when a process dies.
 *
 * The trustee asks (a pairing, which lives 48 hours and is handed over out of band), the
 * trustor makes the trust, closed, lets users and groups in with their roles, and opens
 * it: nobody gets in before everything is as asked. A run is one of the two sides, or
 * both where this process has both credentials.
 */
import { counted } from "@org-trust/core/access/Describe"
import type { Ledger } from "./internal/Conclude.ts"
import * as Flow from "./internal/Flow.ts"
import { asTrustee } from "./internal/onboarding/asTrustee.ts"
import { asTrustor } from "./internal/onboarding/asTrustor.ts"
import * as Endings from "./internal/onboarding/Endings.ts"
import * as Inputs from "./internal/onboarding/Input.ts"
import { subjectOf } from "./internal/Side.ts"
import type { Parties } from "./Parties.ts"

/**
 * What an onboarding is asked for.
 *
 * - `side`: which organization this run is: `trustor`, `trustee`, or `both`.
 * - `users`, `groups`: who comes in, with which roles; at least one of them.
 * - `dateExpired`: when the trust ends; never unless given.
 * - `pairings`: how often it is asked at most; 3 unless given.
 * - `pairingLifetime`: how long a pairing can be used; 48 hours unless given.
 * - `answerWithin`: how long the trustor waits for a pairing, and the trustee for the
 *   trust to open; 14 days unless given.
 * - `settleWithin`: how long it may take until a change is seen; an hour unless given.
 * - `patience`: how long what fails for the moment is tried again.
 * @category schemas
 * @since 0.1.0
 */
export const Input = Inputs.Input
/**
 * What an onboarding is asked for.
 * @category models
 * @since 0.1.0
 */
export type Input = Inputs.Input

/**
 * What came of an onboarding that is done.
 * @category schemas
 * @since 0.1.0
 */
export const Report = Endings.Report
/**
 * What came of an onboarding that is done.
 * @category models
 * @since 0.1.0
 */
export type Report = Endings.Report

/**
 * How an onboarding can end other than done.
 * @category schemas
 * @since 0.1.0
 */
export const Unfinished = Endings.Unfinished
/**
 * How an onboarding can end other than done.
 * @category models
 * @since 0.1.0
 */
export type Unfinished = typeof Endings.Unfinished.Type

const flow = Flow.make({
  name: "Onboarding",
  input: Input,
  success: Report,
  error: Unfinished,
  subjectOf,
  work: (frame, input, ledger: Ledger<Parties>) => {
    const complete = Inputs.complete(input)
    return input.side === "trustee" ? asTrustee(frame, complete, ledger) : asTrustor(frame, complete, ledger)
  },
  told: ({ isNew, letIn }: Report) =>
    isNew
      ? `The trust is made, and ${counted(letIn.length, "is", "are")} in`
      : `The trust was there; ${letIn.length} came in`,
})

/**
 * Begins an onboarding and answers its id at once. Fails with `AlreadyRunning` where an
 * open run is about the same two organizations, and with `InvalidInput`.
 * @category functions
 * @since 0.1.0
 */
export const start = flow.start

/**
 * Begins an onboarding and waits until it is done. Fails as {@link start} does, and as
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
 * Carries onboardings out, those too that another process began.
 * @category layers
 * @since 0.1.0
 */
export const layer = flow.layer
