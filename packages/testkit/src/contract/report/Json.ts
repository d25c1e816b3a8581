/**
 * Results as JSON, for programs.
 */
import * as Schema from "effect/Schema"
import type { WorldFile } from "../../WorldFile.ts"
import { counts, type Report } from "../Report.ts"
import type { Step } from "../Trace.ts"
import { clientLabel, outcomeText, toJsonText, toRequest } from "./Wire.ts"

const StandingText = Schema.Literals(["passed", "failed", "skipped", "expected failure", "unexpected pass"])

const JsonStep = Schema.Struct({
  /** Who called; absent where time was let pass. */
  client: Schema.optionalKey(Schema.String),
  operation: Schema.optionalKey(Schema.String),
  method: Schema.optionalKey(Schema.String),
  path: Schema.optionalKey(Schema.String),
  /** The request body, as JSON text. */
  body: Schema.optionalKey(Schema.String),
  succeeded: Schema.optionalKey(Schema.Boolean),
  /** The reply as JSON text, or the error in words. */
  answer: Schema.optionalKey(Schema.String),
  millisPassed: Schema.optionalKey(Schema.Finite),
})

const JsonResult = Schema.Struct({
  id: Schema.String,
  level: Schema.Literals(["MUST", "SHOULD"]),
  name: Schema.String,
  sentence: Schema.String,
  rules: Schema.Array(Schema.String),
  standing: StandingText,
  millis: Schema.Finite,
  runs: Schema.optionalKey(Schema.Finite),
  reason: Schema.optionalKey(Schema.String),
  message: Schema.optionalKey(Schema.String),
  seed: Schema.optionalKey(Schema.Finite),
  shrinks: Schema.optionalKey(Schema.Finite),
  /** The smallest failing input, as JSON text. */
  counterexample: Schema.optionalKey(Schema.String),
  trace: Schema.optionalKey(Schema.Array(JsonStep)),
})

/** The JSON report. No secret is in it. */
export const JsonReport = Schema.Struct({
  contractVersion: Schema.String,
  subject: Schema.String,
  seed: Schema.Finite,
  runs: Schema.Finite,
  millis: Schema.Finite,
  counts: Schema.Record(StandingText, Schema.Finite),
  results: Schema.Array(JsonResult),
  exploration: Schema.Array(
    Schema.Struct({
      operation: Schema.String,
      outcome: Schema.String,
      state: Schema.String,
      visits: Schema.Finite,
      unreachable: Schema.optionalKey(Schema.String),
    }),
  ),
})
/** The JSON report. */
export type JsonReport = typeof JsonReport.Type

const toStep = (world: WorldFile, step: Step): typeof JsonStep.Type => {
  if (step._tag === "TimePassed") return { millisPassed: step.millis }
  const { body, method, path } = toRequest(step.operation, step.input)
  return {
    client: clientLabel(world, step.client),
    operation: step.operation,
    method,
    path,
    ...(body !== undefined && { body: toJsonText(body) }),
    succeeded: step.outcome._tag === "Reply",
    answer: outcomeText(step),
  }
}

/** The report as plain data. */
export const toJson = (report: Report, world: WorldFile): JsonReport => ({
  contractVersion: report.contractVersion,
  subject: report.subject,
  seed: report.seed,
  runs: report.runs,
  millis: report.millis,
  counts: counts(report),
  results: report.results.map(({ clause, millis, standing, verdict }) => ({
    id: clause.id,
    level: clause.level,
    name: clause.name,
    sentence: clause.sentence,
    rules: clause.rules,
    standing,
    millis,
    ...(verdict._tag === "Passed" && { runs: verdict.runs }),
    ...(verdict._tag === "Skipped" && { reason: verdict.reason }),
    ...(verdict._tag === "Failed" && {
      runs: verdict.runs,
      message: verdict.message,
      seed: verdict.seed,
      shrinks: verdict.shrinks,
      counterexample: toJsonText(verdict.counterexample),
      trace: verdict.trace.map((step) => toStep(world, step)),
    }),
  })),
  exploration: report.exploration,
})
