/**
 * The record of a closed access review, for an auditor: who was asked about whom, what
 * was recommended, who decided what and when, and what was done about it.
 */
import * as DateTime from "effect/DateTime"
import type { Outcome } from "./Apply.ts"
import type { Closing } from "./Closing.ts"
import type { Decisions } from "./Decisions.ts"
import { describe, type NameOf } from "./Describe.ts"

/**
 * A record as JSON can hold it. Times are as in the API.
 * @category models
 * @since 0.1.0
 */
export interface DecisionRecord {
  readonly organization: string
  readonly asked: string
  /** From then on nobody could answer any more. */
  readonly answerBefore: string
  readonly unanswered: "keep" | "remove"
  readonly closed: string
  readonly decisions: ReadonlyArray<RecordedDecision>
  /** Whom nobody was asked about, and who lost access with a trust that went. */
  readonly alsoRemoved: ReadonlyArray<{ readonly trust: string; readonly kind: string; readonly id: string }>
}

/**
 * A decision of a record.
 * @category models
 * @since 0.1.0
 */
export interface RecordedDecision {
  readonly trust: string
  readonly kind: "trust" | "user" | "group"
  readonly id: string
  readonly name: string
  /** What it was when it was asked. */
  readonly about: string
  readonly had: ReadonlyArray<{ readonly roleId: string; readonly divisionId?: string }>
  readonly recommendation: string
  readonly reason: string
  /** Absent where nobody answered. */
  readonly answer?: {
    readonly decision: string
    readonly by: string
    readonly on: string
    readonly note?: string
    /** When the trust is to end. */
    readonly until?: string
    /** The roles that are to stay; where they held if no division is named. */
    readonly keeps?: ReadonlyArray<{ readonly roleId: string; readonly divisions?: ReadonlyArray<string> | "*" }>
  }
  readonly fate: string
  readonly because: string
  /** Absent where there was nothing to do. */
  readonly step?: RecordedStep
}

/**
 * What was done about a decision, or is to be done.
 * @category models
 * @since 0.1.0
 */
export interface RecordedStep {
  readonly number: number
  readonly operation: string
  /** In words. */
  readonly does: string
  /** What came of it; `planned` where it was not carried out. */
  readonly outcome: Outcome["ending"] | "planned"
  readonly at?: string
  /** Why it was not done, or may not have been. */
  readonly error?: string
  /** The platform's ids of the exchanges. */
  readonly correlationIds?: ReadonlyArray<string>
}

const recordedStep = (
  { plan }: Closing,
  number: number,
  outcomes: ReadonlyMap<number, Outcome>,
  nameOf: NameOf,
): { readonly step?: RecordedStep } => {
  const step = plan.steps[number - 1]
  if (step === undefined) return {}
  const outcome = outcomes.get(number)
  const why = outcome?.error === undefined ? outcome?.because : `${outcome.error._tag}: ${outcome.error.message}`
  const failed = outcome?.error?.correlationId
  const ids = [...new Set([...(outcome?.correlationIds ?? []), ...(failed === undefined ? [] : [failed])])]
  return {
    step: {
      number,
      operation: step.operation,
      does: describe(step, nameOf),
      outcome: outcome?.ending ?? "planned",
      ...(outcome !== undefined && { at: DateTime.formatIso(outcome.at), correlationIds: ids }),
      ...(why !== undefined && { error: why }),
    },
  }
}

/**
 * The record of a review that was closed at a time; without outcomes nothing was carried
 * out yet, and every step is `planned`.
 * @category constructors
 * @since 0.1.0
 */
export const make = (
  decisions: Decisions,
  closing: Closing,
  closedAt: DateTime.Utc,
  nameOf: NameOf,
  outcomes: ReadonlyArray<Outcome> = [],
): DecisionRecord => {
  const byNumber = new Map(outcomes.map((outcome) => [outcome.number, outcome]))
  return {
    organization: decisions.organizationId,
    asked: DateTime.formatIso(decisions.asked),
    answerBefore: DateTime.formatIso(decisions.answerBefore),
    unanswered: decisions.unanswered,
    closed: DateTime.formatIso(closedAt),
    decisions: closing.verdicts.map(({ because, fate, question, step }): RecordedDecision => {
      const { about, answer, asked, had, reason, recommendation } = question
      const id = asked.kind === "trust" ? asked.partner : asked.id
      return {
        trust: asked.partner,
        kind: asked.kind,
        id,
        name: nameOf(id),
        about,
        had,
        recommendation,
        reason,
        ...(answer !== undefined && {
          answer: {
            decision: answer.choice,
            by: answer.by,
            on: DateTime.formatIsoDateUtc(answer.on),
            ...(answer.note !== undefined && { note: answer.note }),
            ...("until" in answer && { until: DateTime.formatIso(answer.until) }),
            ...("keeps" in answer && { keeps: answer.keeps }),
          },
        }),
        fate,
        because,
        ...(step !== undefined && recordedStep(closing, step, byNumber, nameOf)),
      }
    }),
    alsoRemoved: closing.bystanders.map(({ id, kind, partner }) => ({ trust: partner, kind, id })),
  }
}
