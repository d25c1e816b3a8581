/**
 * Results as JSON, for programs. The other reports are made of the same data, so
 * that there is one place where secrets are kept out.
 */
import * as Schema from "effect/Schema"
import type { TrustError } from "@org-trust/core/TrustError"
import { fromTrustError } from "@org-trust/http/ErrorResponse"
import type { WorldFile } from "../../WorldFile.ts"
import { type ClauseResult, counts, isOk, type Report } from "../Report.ts"
import type { Step } from "../Trace.ts"
import { type Redact, redactor } from "./Redact.ts"
import { replayCommand } from "../internal/report/Replay.ts"
import { clientLabel, toJsonValue, toReply, toRequest } from "../internal/report/Wire.ts"

const StandingText = Schema.Literals(["passed", "failed", "skipped", "expected failure", "unexpected pass"])

/** A request, and what came of it. */
const CallStep = Schema.Struct({
  kind: Schema.Literal("call"),
  /** Who called, in words. */
  client: Schema.String,
  clientId: Schema.String,
  organizationId: Schema.String,
  /** Name in the table of operations. */
  operation: Schema.String,
  method: Schema.String,
  path: Schema.String,
  body: Schema.optionalKey(Schema.Json),
  succeeded: Schema.Boolean,
  /** What was answered; absent where it succeeded without a body, and where it was refused. */
  reply: Schema.optionalKey(Schema.Json),
  /** Why it was refused. `status` is absent where no answer came. */
  error: Schema.optionalKey(
    Schema.Struct({
      tag: Schema.String,
      status: Schema.optionalKey(Schema.Finite),
      code: Schema.optionalKey(Schema.String),
      message: Schema.String,
      correlationId: Schema.optionalKey(Schema.String),
      /** The beginning of a body that makes no sense. */
      excerpt: Schema.optionalKey(Schema.String),
    }),
  ),
})

/** Time that was let pass. */
const TimeStep = Schema.Struct({ kind: Schema.Literal("time"), millis: Schema.Finite })
/** Something that was done or asked beside the API. */
const AsideStep = Schema.Struct({ kind: Schema.Literal("aside"), text: Schema.String })

/**
 * One step of what led to a failure.
 * @category schemas
 * @since 0.1.0
 */
export const JsonStep = Schema.Union([CallStep, TimeStep, AsideStep])
/**
 * One step of what led to a failure.
 * @category models
 * @since 0.1.0
 */
export type JsonStep = typeof JsonStep.Type

const Party = Schema.Struct({
  part: Schema.Literals(["trustor", "trustee", "third"]),
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
  /** Inputs tried, where it held. */
  runs: Schema.optionalKey(Schema.Finite),
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
  /** Whether every clause that was checked holds, known failures aside. */
  fulfilled: Schema.Boolean,
  seed: Schema.Finite,
  /** Inputs tried per clause. */
  runs: Schema.Finite,
  /** When it began, as a date and time in UTC. */
  startedAt: Schema.String,
  millis: Schema.Finite,
  counts: Schema.Record(StandingText, Schema.Finite),
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

const statusOf = (error: TrustError): number | undefined => {
  if ("status" in error) return error.status
  if (error._tag === "UnknownOutcome") return error.cause.status
  return error._tag === "Unavailable" ? undefined : fromTrustError(error).status
}

const toStep = (world: WorldFile, step: Step, redact: Redact): JsonStep => {
  if (step._tag === "TimePassed") return { kind: "time", millis: step.millis }
  if (step._tag === "Aside") return { kind: "aside", text: redact(step.text) }
  const { client, input, operation, outcome } = step
  const call = {
    kind: "call" as const,
    client: clientLabel(world, client),
    clientId: client.id,
    organizationId: client.organizationId,
    operation,
    ...toRequest(operation, input, redact),
    succeeded: outcome._tag === "Reply",
  }
  if (outcome._tag === "Reply") {
    return outcome.reply === undefined ? call : { ...call, reply: toReply(operation, outcome.reply, redact) }
  }
  const { error } = outcome
  const status = statusOf(error)
  return {
    ...call,
    error: {
      tag: error._tag,
      ...(status !== undefined && { status }),
      ...("code" in error && error.code !== undefined && { code: redact(error.code) }),
      message: redact(error.message),
      ...(error.correlationId !== undefined && { correlationId: redact(error.correlationId) }),
      ...("excerpt" in error && { excerpt: redact(error.excerpt) }),
    },
  }
}

/**
 * One result as plain data.
 * @category conversions
 * @since 0.1.0
 */
export const toResult = (
  report: Pick<Report, "subject" | "seed" | "runs">,
  world: WorldFile,
  { clause, millis, standing, verdict }: ClauseResult,
  { redact = redactor(world), replayFlags }: ReportOptions = {},
): JsonResult => {
  const parts = ["trustor", "trustee", "third"] as const
  return {
    id: clause.id,
    level: clause.level,
    name: clause.name,
    sentence: clause.sentence,
    rules: clause.rules,
    standing,
    millis,
    ...(verdict._tag === "Passed" && { runs: verdict.runs }),
    ...(verdict._tag === "Skipped" && { reason: redact(verdict.reason) }),
    ...(verdict._tag === "Failed" && {
      failure: {
        message: redact(verdict.message),
        runs: verdict.runs,
        shrinks: verdict.shrinks,
        seed: verdict.seed,
        counterexample: toJsonValue(verdict.counterexample, redact),
        cast: parts.map((part) => {
          const { id, name } = verdict.cast[part].organization
          return { part, organizationId: id, name }
        }),
        trace: verdict.trace.map((step) => toStep(world, step, redact)),
        replay: redact(replayCommand(report, clause.name, replayFlags)),
      },
    }),
  }
}

/**
 * The report as plain data.
 * @category conversions
 * @since 0.1.0
 */
export const toJson = (report: Report, world: WorldFile, options: ReportOptions = {}): JsonReport => {
  const redact = options.redact ?? redactor(world)
  return {
    contractVersion: report.contractVersion,
    subject: redact(report.subject),
    fulfilled: isOk(report),
    seed: report.seed,
    runs: report.runs,
    startedAt: new Date(report.startedAt).toISOString(),
    millis: report.millis,
    counts: counts(report),
    results: report.results.map((result) => toResult(report, world, result, { ...options, redact })),
    exploration: report.exploration,
  }
}
