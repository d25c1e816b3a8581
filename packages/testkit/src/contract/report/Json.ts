/**
 * Results as JSON, for programs. The other reports are made of the same data, so
 * that there is one place where secrets are kept out.
 */
import * as Schema from "effect/Schema"
import type { WorldFile } from "../../WorldFile.ts"
import { type ClauseResult, conclusionOf, counts, type Report } from "../Report.ts"
import { type Redact, redactor } from "./Redact.ts"
import { replayCommand } from "../internal/report/Replay.ts"
import { causeOf, causesOf } from "../internal/report/Causes.ts"
import { JsonStep, toStep } from "../internal/report/Steps.ts"
import type { Failure } from "../Verdict.ts"
import { toJsonValue } from "../internal/report/Wire.ts"

export { JsonStep } from "../internal/report/Steps.ts"

const StandingText = Schema.Literals([
  "passed",
  "in part",
  "hardly tried",
  "failed",
  "skipped",
  "expected failure",
  "unexpected pass",
])

const parts = ["trustor", "trustee", "third"] as const

const Party = Schema.Struct({
  part: Schema.Literals(parts),
  organizationId: Schema.String,
  name: Schema.String,
})

/**
 * How a clause failed, and what repeats it.
 * @category schemas
 * @since 0.1.0
 */
export const JsonFailure = Schema.Struct({
  message: Schema.String,
  /** Where it crashed, if it did. */
  stack: Schema.optionalKey(Schema.String),
  /** What it stops at, the same for all clauses that fail for one cause. */
  cause: Schema.String,
  /** Runs until it was found. */
  runs: Schema.Finite,
  /** How often the input was made smaller. */
  shrinks: Schema.Finite,
  /** Seed of the clause's own generator, which follows from the seed of the report. */
  seed: Schema.Finite,
  /** The smallest input that still fails. */
  counterexample: Schema.Json,
  cast: Schema.Array(Party),
  trace: Schema.Array(JsonStep),
  /** The command that does it again. */
  replay: Schema.String,
})
/**
 * How a clause failed, and what repeats it.
 * @category models
 * @since 0.1.0
 */
export type JsonFailure = typeof JsonFailure.Type

/**
 * One clause and what came of it.
 * @category schemas
 * @since 0.1.0
 */
export const JsonResult = Schema.Struct({
  /** Level and name. */
  id: Schema.String,
  level: Schema.Literals(["MUST", "SHOULD"]),
  name: Schema.String,
  sentence: Schema.String,
  /** Ids of the rules that the clause protects. */
  rules: Schema.Array(Schema.String),
  standing: StandingText,
  millis: Schema.Finite,
  /** Inputs that it could be checked with, where it held. */
  runs: Schema.optionalKey(Schema.Finite),
  /** Inputs that were tried, where it held. */
  tried: Schema.optionalKey(Schema.Finite),
  /** The groups of operations for want of which a part was not checked. */
  without: Schema.optionalKey(Schema.Array(Schema.String)),
  /** What went wrong while other clauses were checked at the same time, where it does not with nothing beside it. */
  beside: Schema.optionalKey(JsonFailure),
  /** Why it was skipped. */
  reason: Schema.optionalKey(Schema.String),
  /** Present where it did not hold, known or not. */
  failure: Schema.optionalKey(JsonFailure),
})
/**
 * One clause and what came of it.
 * @category models
 * @since 0.1.0
 */
export type JsonResult = typeof JsonResult.Type

/**
 * The JSON report. No secret is in it.
 * @category schemas
 * @since 0.1.0
 */
export const JsonReport = Schema.Struct({
  contractVersion: Schema.String,
  /** The URL, or the name of what was tested in process. */
  subject: Schema.String,
  /** Whether the whole contract was run and every `MUST` was checked and holds. */
  fulfilled: Schema.Boolean,
  /** What may be said of the implementation. */
  conclusion: Schema.Literals(["fulfils", "does not fulfil", "was not checked enough"]),
  seed: Schema.Finite,
  /** Inputs tried per clause. */
  runs: Schema.Finite,
  /** When it began, as a date and time in UTC. */
  startedAt: Schema.String,
  millis: Schema.Finite,
  counts: Schema.Record(StandingText, Schema.Finite),
  /** The same of each level. */
  levels: Schema.Struct({
    MUST: Schema.Record(StandingText, Schema.Finite),
    SHOULD: Schema.Record(StandingText, Schema.Finite),
  }),
  /** Clauses that were not to be checked, or were not because the run was stopped. */
  unchecked: Schema.Finite,
  /** What clauses that fail stop at; first what most of them stop at, and so has to be mended first. */
  causes: Schema.Array(Schema.Struct({ cause: Schema.String, clauses: Schema.Array(Schema.String) })),
  results: Schema.Array(JsonResult),
  /** The situations that can be told apart, and how often each was reached. */
  exploration: Schema.Array(
    Schema.Struct({
      operation: Schema.String,
      outcome: Schema.String,
      state: Schema.String,
      visits: Schema.Finite,
      /** Why it cannot be reached; absent where it can. */
      unreachable: Schema.optionalKey(Schema.String),
    }),
  ),
})
/**
 * The JSON report.
 * @category models
 * @since 0.1.0
 */
export type JsonReport = typeof JsonReport.Type

/**
 * How a report is written.
 * @category models
 * @since 0.1.0
 */
export interface ReportOptions {
  /** Takes out what is secret; by default the secrets of the world's clients. */
  readonly redact?: Redact
  /** Flags that whoever repeats a failure has to give besides the usual ones. */
  readonly replayFlags?: ReadonlyArray<string>
  /** Where clients log in, if not where they call. */
  readonly loginUrl?: string
}

const toFailure = (world: WorldFile, failure: Failure, redact: Redact, replay: string): JsonFailure => ({
  message: redact(failure.message),
  ...(failure.stack !== undefined && { stack: redact(failure.stack) }),
  cause: redact(causeOf(failure)),
  runs: failure.runs,
  shrinks: failure.shrinks,
  seed: failure.seed,
  counterexample: toJsonValue(failure.counterexample, redact),
  cast: parts.map((part) => {
    const { id, name } = failure.cast[part].organization
    return { part, organizationId: id, name }
  }),
  trace: failure.trace.map((step) => toStep(world, step, redact)),
  replay: redact(replay),
})

/**
 * One result as plain data.
 * @category conversions
 * @since 0.1.0
 */
export const toResult = (
  report: Pick<Report, "subject" | "seed" | "runs">,
  world: WorldFile,
  { beside, clause, millis, standing, verdict }: ClauseResult,
  { redact = redactor(world), replayFlags }: ReportOptions = {},
): JsonResult => {
  // What went wrong beside others does so again only beside them.
  const replay = (failure: Failure) =>
    replayCommand(
      report,
      failure === beside ? undefined : [...(failure.after ?? []), clause.name].join(","),
      replayFlags,
    )
  const failed = (failure: Failure) => toFailure(world, failure, redact, replay(failure))
  return {
    id: clause.id,
    level: clause.level,
    name: clause.name,
    sentence: clause.sentence,
    rules: clause.rules,
    standing,
    millis,
    ...(verdict._tag === "Passed" && { runs: verdict.runs, tried: verdict.tried }),
    ...(verdict._tag === "Passed" && verdict.without !== undefined && { without: verdict.without }),
    ...(beside !== undefined && { beside: failed(beside) }),
    ...(verdict._tag === "Skipped" && { reason: redact(verdict.reason) }),
    ...(verdict._tag === "Failed" && { failure: failed(verdict) }),
  }
}

/**
 * The report as plain data.
 * @category conversions
 * @since 0.1.0
 */
export const toJson = (report: Report, world: WorldFile, options: ReportOptions = {}): JsonReport => {
  const redact = options.redact ?? redactor(world)
  const results = report.results.map((result) => toResult(report, world, result, { ...options, redact }))
  const conclusion = conclusionOf(report)
  return {
    contractVersion: report.contractVersion,
    subject: redact(report.subject),
    fulfilled: conclusion === "fulfils",
    conclusion,
    seed: report.seed,
    runs: report.runs,
    startedAt: new Date(report.startedAt).toISOString(),
    millis: report.millis,
    counts: counts(report),
    levels: { MUST: counts(report, "MUST"), SHOULD: counts(report, "SHOULD") },
    unchecked: report.unchecked,
    causes: causesOf(results),
    results,
    exploration: report.exploration,
  }
}
