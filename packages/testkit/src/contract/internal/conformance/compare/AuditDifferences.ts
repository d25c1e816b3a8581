/**
 * How a page of audits differs from the model's. Ids are each implementation's own;
 * audits are known by what was done to what, by whom and when.
 */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import {
  type AuditMessage,
  type AuditQueryResponse,
  type AuditSearchResult,
  toSearchResult,
} from "@org-trust/core/Audit"
import type { Differences } from "./Differences.ts"

/** How audits were asked for. */
export interface Asked {
  readonly sortBy?: string
  readonly sortOrder?: string
}

/** How narrowly audits can be compared. */
export interface Narrowness {
  /** Whether the entries are told in the words of this library. */
  readonly hasEntries: boolean
  /** Milliseconds by which dates may be off. */
  readonly slack: number
}

const say = (message: AuditMessage): string =>
  `${message.action ?? "?"} ${message.entity?.type ?? "?"} ${message.entity?.id ?? "?"} by ${message.user?.id ?? "?"}`

const millis = (message: AuditMessage): number =>
  message.timestamp === undefined ? Number.NaN : DateTime.toEpochMillis(message.timestamp)

const momentOf = ({ timestamp }: AuditMessage): string =>
  timestamp === undefined ? "no known time" : DateTime.formatIso(timestamp)

/** The first of these that is the same happening, which is then not there any more; a message may tell no level. */
const take = (messages: Array<AuditMessage>, wanted: AuditMessage, { slack }: Narrowness): boolean => {
  const at = messages.findIndex(
    (each) =>
      say(each) === say(wanted) &&
      (wanted.level === undefined || wanted.level === each.level) &&
      Math.abs(millis(each) - millis(wanted)) <= slack,
  )
  if (at >= 0) messages.splice(at, 1)
  return at >= 0
}

const keys: Record<string, (message: AuditMessage) => string | number> = {
  timestamp: millis,
  action: (message) => message.action ?? "",
  entityType: (message) => message.entity?.type ?? "",
  entityId: (message) => message.entity?.id ?? "",
  userId: (message) => message.user?.id ?? "",
}

/** Fields whose words are an implementation's own where it does not promise entries as this library knows them. */
const ofOwnWords: ReadonlySet<string> = new Set(["action", "entityType"])

/** Whether audits are in the order that was asked for. The order of words that nobody knows is nobody's to judge. */
export const orderDifferences = (
  { sortBy = "timestamp", sortOrder = "descending" }: Asked,
  messages: ReadonlyArray<AuditMessage>,
  hasEntries: boolean,
): Differences => {
  if (!hasEntries && ofOwnWords.has(sortBy)) return []
  const key = Object.hasOwn(keys, sortBy) ? keys[sortBy] : undefined
  if (key === undefined) return []
  const values = messages.map(key)
  const isWrong = (one: string | number, other: string | number) =>
    sortOrder === "ascending" ? one > other : one < other
  const at = values.findIndex((value, index) => index > 0 && isWrong(values[index - 1] ?? value, value))
  return at < 0
    ? []
    : [`the order: expected audits by ${sortBy}, ${sortOrder}, got ${values.slice(at - 1, at + 1).join(", then ")}`]
}

const count = (name: string, expected: number | undefined, actual: number | undefined): Differences =>
  actual === undefined || expected === actual ? [] : [`${name}: expected ${String(expected)}, got ${actual}`]

const resultDifferences = (
  asked: Asked,
  expected: AuditSearchResult,
  actual: AuditSearchResult,
  whole: ReadonlyArray<AuditMessage>,
  narrowness: Narrowness,
): Differences => {
  const left = [...whole]
  if (!narrowness.hasEntries) return orderDifferences(asked, actual.auditMessages, false)
  return [
    ...count("total", expected.total, actual.total),
    ...count("pageCount", expected.pageCount, actual.pageCount),
    ...count("pageNumber", expected.pageNumber, actual.pageNumber),
    ...count("pageSize", expected.pageSize, actual.pageSize),
    ...count("the number of audits", expected.auditMessages.length, actual.auditMessages.length),
    ...actual.auditMessages.flatMap((message) =>
      take(left, message, narrowness)
        ? []
        : [`the audits: expected none like “${say(message)}” of ${momentOf(message)}, got one`],
    ),
    ...orderDifferences(asked, actual.auditMessages, true),
  ]
}

/** How an answer to an audit query differs, given the model's answer, and all that is to be found where that has less. */
export const auditDifferences = (
  asked: Asked,
  expected: AuditQueryResponse,
  actual: AuditQueryResponse,
  askForAll: () => AuditQueryResponse | undefined,
  narrowness: Narrowness,
): Differences =>
  Option.match(Option.all([toSearchResult(expected), toSearchResult(actual)]), {
    onNone: () => ["the answer: expected an AuditSearchResult, got something else"],
    onSome: ([one, other]) => {
      const whole = one.total === one.auditMessages.length ? undefined : askForAll()
      return resultDifferences(
        asked,
        one,
        other,
        whole === undefined ? one.auditMessages : messagesOf(whole),
        narrowness,
      )
    },
  })

/** The audits in an answer. */
export const messagesOf = (response: AuditQueryResponse): ReadonlyArray<AuditMessage> =>
  Option.match(toSearchResult(response), { onNone: () => [], onSome: ({ auditMessages }) => auditMessages })
