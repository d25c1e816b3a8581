/**
 * Whether callers were told the truth.
 */
import type { State } from "@org-trust/core/lifecycle/State"
import { isChange, isErrorOf, operations } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import type { Call, Change, Ledger } from "./Ledger.ts"

/** What must not happen. */
export const promises = {
  "every-end-is-typed": "Every call ends as a success, or as an error that its operation can have.",
  "refused-is-not-done": "Where a call has failed otherwise than with an unknown outcome, it has changed nothing.",
  "unsent-is-known": "No call is unknown of which nothing has left the client.",
  "within-budget": "No call takes longer than its budget.",
  "done-is-done": "Where a call has succeeded, it has brought about what it was asked for.",
  "done-once": "No call makes a change twice, though it may be made anew after somebody else has undone it.",
  "nothing-else":
    "The state is the outcome of the changes of calls that succeeded or are unknown, and of nothing else.",
  "nothing-left": "When everybody has finished, no fiber and no timer of a client is left.",
} as const

/** Which promise was broken, in which call, and how. */
export interface Breach {
  readonly promise: keyof typeof promises
  readonly call?: Call
  readonly detail: string
}

/** The error that a call ended with, if any. */
export const errorOf = ({ exit }: Call): TrustError | undefined => {
  if (Exit.isSuccess(exit)) return undefined
  const found = Exit.findError(exit)
  return Result.isSuccess(found) ? found.success : undefined
}

// Who has given a call up is not told how it ended.
const isGivenUp = ({ exit }: Call): boolean => Exit.hasInterrupts(exit)

const isUnknown = (call: Call): boolean => isGivenUp(call) || errorOf(call)?._tag === "UnknownOutcome"

const judgeEnd = (call: Call): ReadonlyArray<Breach> => {
  if (Exit.isSuccess(call.exit) || isGivenUp(call)) return []
  const error = errorOf(call)
  if (error !== undefined && isErrorOf(call.operation, error)) return []
  return [{ promise: "every-end-is-typed", call, detail: String(call.exit.cause) }]
}

/** Rounding aside: waits are fractions of milliseconds. */
const tolerance = 2

const judgeSending = ({ sent }: Ledger, call: Call, budget: number): ReadonlyArray<Breach> => [
  ...(errorOf(call)?._tag === "UnknownOutcome" && !sent.has(call.id)
    ? [{ promise: "unsent-is-known", call, detail: "It is unknown, and was never sent" } as const]
    : []),
  ...(call.millis > budget + tolerance
    ? [{ promise: "within-budget", call, detail: `It took ${call.millis} of ${budget} ms` } as const]
    : []),
]

/** Whether somebody else changed something between two changes. */
const isInterrupted = ({ changes }: Ledger, first: Change, second: Change): boolean =>
  changes.slice(changes.indexOf(first) + 1, changes.indexOf(second)).some(({ call }) => call !== first.call)

const judgeChanges = (ledger: Ledger, call: Call, initial: State): ReadonlyArray<Breach> => {
  const own = ledger.changes.filter((change) => change.call === call.id && !change.isRedelivery)
  if (Exit.isFailure(call.exit)) {
    if (own.length > 0 && !isUnknown(call)) {
      return [{ promise: "refused-is-not-done", call, detail: `It failed with ${errorOf(call)?._tag}, and was done` }]
    }
  } else if (isChange(call.operation)) {
    const seen = [
      ledger.changes[call.from - 1]?.after ?? initial,
      ...ledger.changes.slice(call.from, call.to).map(({ after }) => after),
    ]
    if (call.postcondition === undefined || !seen.some(call.postcondition)) {
      return [{ promise: "done-is-done", call, detail: "It succeeded, and the state was never so" }]
    }
  }
  const repeated = own.slice(1).some((change, at) => {
    const previous = own[at]
    return (
      previous !== undefined &&
      (operations[call.operation].replay === "once" || !isInterrupted(ledger, previous, change))
    )
  })
  return repeated && operations[call.operation].replay !== "repeatable"
    ? [{ promise: "done-once", call, detail: `It was done ${own.length} times` }]
    : []
}

/** Judges a ledger: the promises that were broken. `budget` is how long a call may take, in milliseconds. */
export const judge = (ledger: Ledger, initial: State, final: State, budget: number): ReadonlyArray<Breach> => {
  const ends = new Map(ledger.calls.map((call) => [call.id, call]))
  const stray = ledger.changes.filter(({ call, isRedelivery }) => !ends.has(call) && !isRedelivery)
  const last = ledger.changes.at(-1)?.after ?? initial
  return [
    ...ledger.calls.flatMap((call) => [
      ...judgeEnd(call),
      ...judgeSending(ledger, call, budget),
      ...judgeChanges(ledger, call, initial),
    ]),
    ...stray.map((change): Breach => ({ promise: "nothing-else", detail: `${change.operation} of no call` })),
    ...(last === final ? [] : [{ promise: "nothing-else", detail: "The state is not the last change's" } as const]),
  ]
}

/** A breach for people, with what it takes to see it again. */
export const describe = (seed: number, { call, detail, promise }: Breach): string => {
  const told = call === undefined ? undefined : (errorOf(call)?._tag ?? call.exit._tag)
  const lines = [
    `Seed ${seed}: ${promise}. ${promises[promise]}`,
    detail,
    ...(call === undefined
      ? []
      : [`Call ${call.id} of ${call.worker}: ${call.operation} ${JSON.stringify(call.input)} → ${told}`]),
  ]
  return lines.join("\n  ")
}
