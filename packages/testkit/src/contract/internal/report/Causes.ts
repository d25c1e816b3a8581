/**
 * What clauses stop at: one mistake of an implementation fails many clauses, and each in
 * its own words.
 */
import type { Failure } from "../../Verdict.ts"
import { statusOf } from "./Steps.ts"

/** What is said of one thing here and another there. */
const particulars = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|\d+/gi

/**
 * What a failure stops at. That is the last call, where it was refused or broke down, or
 * else what was wrong, without the ids and dates of this run.
 */
export const causeOf = ({ message, trace }: Failure): string => {
  const last = trace.findLast((step) => step._tag === "Call")
  if (last?.outcome._tag === "Crash") return last.outcome.message
  if (last?.outcome._tag === "Refusal") {
    const { error } = last.outcome
    const words = [statusOf(error), error._tag, "code" in error ? error.code : undefined]
    return `${last.operation}: ${words.filter((word) => word !== undefined).join(" ")}`
  }
  const [line = ""] = message.replace(/^Step \d+: /, "").split("\n")
  return line.replaceAll(particulars, "…")
}

/** What clauses stop at, and which. */
export interface Cause {
  readonly cause: string
  /** Names of the clauses, in their order. */
  readonly clauses: ReadonlyArray<string>
}

/** The causes of unexpected failures, that of most clauses first. */
export const causesOf = (
  results: ReadonlyArray<{
    readonly name: string
    readonly standing: string
    readonly failure?: { readonly cause: string }
  }>,
): ReadonlyArray<Cause> => {
  const failed = results.flatMap(({ failure, name, standing }) =>
    standing === "failed" && failure !== undefined ? [{ name, cause: failure.cause }] : [],
  )
  return [...Map.groupBy(failed, ({ cause }) => cause)]
    .map(([cause, those]) => ({ cause, clauses: those.map(({ name }) => name) }))
    .sort((one, other) => other.clauses.length - one.clauses.length)
}

/** A cause in one line. */
export const causeLine = ({ cause, clauses }: Cause): string =>
  `${clauses.length} ${clauses.length === 1 ? "clause stops" : "clauses stop"} at ${cause}`
