/**
 * Carries a plan out, step by step, with a journal. A step that fails stops what
 * depends on it, and nothing else. What may or may not have been done is looked up
 * before it is tried again.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { OrganizationId, PairingId } from "../Identifiers.ts"
import { carryOut } from "../internal/access/carryOut.ts"
import { dependsOn, factsOf } from "../internal/access/stepFacts.ts"
import type { Pairings } from "../services/Pairings.ts"
import * as Services from "../Services.ts"
import type { TrustError } from "../TrustError.ts"
import type { Desired } from "./Desired.ts"
import * as History from "./History.ts"
import { type Ending, Journal, type JournalError } from "./Journal.ts"
import type { Plan } from "./Plan.ts"
import type { Step } from "./Step.ts"

/**
 * What came of a step.
 * @category models
 * @since 0.1.0
 */
export interface Outcome {
  readonly step: Step
  /** Counted from 1, in the order of the plan. */
  readonly number: number
  readonly ending: Ending
  /** Why it failed, or why it is not known whether it was done. */
  readonly error?: TrustError
  /** In a sentence: what it waits for, or why it was left out. */
  readonly because?: string
  /** The pairing that was made, to be handed to the other organization. */
  readonly pairingId?: PairingId
  /** When it ended. */
  readonly at: DateTime.Utc
  /** The platform's ids of its exchanges, where they are noted. */
  readonly correlationIds: ReadonlyArray<string>
}

type Ended = Omit<Outcome, "at" | "correlationIds">

/**
 * What is carried out, and with what.
 * @category models
 * @since 0.1.0
 */
export interface ApplyOptions {
  readonly desired: Desired
  readonly plan: Plan
  /** Pairings that partners have made and handed over, by partner. */
  readonly pairings?: ReadonlyMap<OrganizationId, PairingId>
  /** The pairings of partners whose credentials there are: their pairings are made with them. */
  readonly partners?: ReadonlyMap<OrganizationId, Pairings["Service"]>
  /** The platform's ids of the exchanges since this was last asked; none unless given. */
  readonly correlationIds?: Effect.Effect<ReadonlyArray<string>>
  /** Told of every step as it ends. */
  readonly onOutcome?: (outcome: Outcome) => Effect.Effect<void>
}

/**
 * Carries a plan out. It fails only where the journal cannot be read or written; what
 * came of each step is in the answer, in the order of the plan.
 * @category functions
 * @since 0.1.0
 */
export const run = Effect.fn("Apply.run")(function* (
  options: ApplyOptions,
): Effect.fn.Return<ReadonlyArray<Outcome>, JournalError, Services.Services | Journal> {
  const { correlationIds: noted = Effect.succeed([]), desired, onOutcome = () => Effect.void, plan } = options
  const invoke = Services.toInvoke(yield* Effect.context<Services.Services>())
  const journal = yield* Journal
  const earlier = yield* journal.entries
  const runNumber = Math.max(0, ...earlier.map((entry) => entry.run)) + 1
  const began = yield* DateTime.now
  yield* journal.append({
    _tag: "RunBegan",
    run: runNumber,
    at: began,
    organizationId: desired.organizationId,
    steps: plan.steps.length,
  })
  const known = {
    ofPartners: new Map<OrganizationId, PairingId>([
      ...Array.from(
        History.pairings(earlier, "partner", began),
        ([partner, { pairingId }]) => [partner, pairingId] as const,
      ),
      ...(options.pairings ?? []),
    ]),
    ours: History.pairings(earlier, "us", began),
  }
  const outcomes: Array<Outcome> = []
  for (const [at, step] of plan.steps.entries()) {
    const number = at + 1
    const stop = outcomes.find(({ ending, step: other }) => isStopped(ending) && dependsOn(step, other))
    const outcome: Outcome =
      stop === undefined
        ? yield* performStep(step, number)
        : {
            step,
            number,
            ending: "skipped",
            because: `step ${stop.number} was not done`,
            at: yield* DateTime.now,
            correlationIds: [],
          }
    outcomes.push(outcome)
    yield* onOutcome(outcome)
  }
  yield* journal.append({ _tag: "RunEnded", run: runNumber, at: yield* DateTime.now })
  return outcomes

  function performStep(step: Step, number: number) {
    return Effect.gen(function* () {
      const entry = { run: runNumber, step: number } as const
      const facts = factsOf(step)
      yield* journal.append({
        _tag: "StepBegan",
        ...entry,
        at: yield* DateTime.now,
        operation: step.operation,
        partner: step.partner,
        ...(step.others !== undefined && { others: step.others }),
        reason: step.reason,
        ...facts,
      })
      // What was exchanged before is not of this step.
      yield* noted
      const ended = yield* carryOut({
        desired,
        invoke,
        step,
        known,
        partner: options.partners?.get(step.partner),
        onPairing: (pairing) =>
          Effect.flatMap(DateTime.now, (at) =>
            journal.append({ _tag: "PairingMade", ...entry, at, partner: step.partner, ...pairing }),
          ),
      }).pipe(
        Effect.map((carried): Ended => ({ step, number, ...carried })),
        Effect.catchIf(
          (error): error is TrustError => error._tag !== "JournalError",
          (error) =>
            Effect.succeed<Ended>({
              step,
              number,
              ending: error._tag === "UnknownOutcome" ? "unknown" : "failed",
              error,
            }),
        ),
      )
      const at = yield* DateTime.now
      const correlationIds = yield* noted
      const outcome: Outcome = { ...ended, at, correlationIds }
      yield* journal.append({
        _tag: "StepEnded",
        ...entry,
        at,
        outcome: outcome.ending,
        ...(correlationIds.length > 0 && { correlationIds }),
        ...(outcome.because !== undefined && { message: outcome.because }),
        ...(outcome.error !== undefined && {
          error: outcome.error._tag,
          message: outcome.error.message,
          ...(outcome.error.correlationId !== undefined && { correlationId: outcome.error.correlationId }),
        }),
      })
      return outcome
    })
  }
})

const isStopped = (ending: Ending): boolean => ending !== "done" && ending !== "found"
