/**
 * How an answer differs from the model's. It is compared leniently: what the API
 * leaves open may be missing, and what the model does not know may be there.
 */
import * as DateTime from "effect/DateTime"
import { isReadonlyObject } from "effect/Predicate"
import { entityFields } from "./Compared.ts"

/** By how much dates may be off. */
export interface Slack {
  /** Milliseconds by which dates may be off that the implementation chose. */
  readonly millis: number
  /** The ends that requests asked for, in milliseconds since 1970: these are known exactly. */
  readonly asked: ReadonlySet<number>
}

/** What differs, in words. */
export type Differences = ReadonlyArray<string>

const isCompared = (name: string): boolean => {
  const field = Object.hasOwn(entityFields, name) ? entityFields[name] : undefined
  return field !== undefined && field.standing !== "ignored"
}

/** Fields that cannot be left out without saying something else. */
const isEssential = (name: string): boolean => entityFields[name]?.isEssential === true

const print = (value: unknown): string => {
  if (value === undefined) return "nothing"
  if (DateTime.isDateTime(value)) return DateTime.formatIso(value)
  return JSON.stringify(value)
}

const idOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "id" in value ? String(value.id) : JSON.stringify(value)

interface Identified {
  readonly id: string
  readonly value: unknown
}

const sorted = (values: ReadonlyArray<unknown>): ReadonlyArray<Identified> =>
  values.map((value) => ({ id: idOf(value), value })).sort((one, other) => (one.id < other.id ? -1 : 1))

const idsOf = (values: ReadonlyArray<Identified>): string => values.map(({ id }) => id).join(", ")

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" &&
    value !== null &&
    !DateTime.isDateTime(value) &&
    Object.values(value).every((part) => isEmpty(part)))

/** Nothing is told: a `null` reads as absent. */
const isNothing = (value: unknown): boolean => value === undefined || value === null

const dates = (path: string, expected: DateTime.DateTime, actual: unknown, slack: Slack): Differences => {
  const isSame =
    DateTime.isDateTime(actual) &&
    Math.abs(DateTime.toEpochMillis(expected) - DateTime.toEpochMillis(actual)) <= slack.millis
  return isSame ? [] : [`${path}: expected ${print(expected)}, got ${print(actual)}`]
}

const arrays = (path: string, expected: ReadonlyArray<unknown>, actual: unknown, slack: Slack): Differences => {
  const ours = sorted(expected)
  const others = sorted(Array.isArray(actual) ? actual : [])
  if (ours.length !== others.length || ours.some(({ id }, at) => id !== others[at]?.id)) {
    return [`${path}: expected [${idsOf(ours)}], got [${idsOf(others)}]`]
  }
  return ours.flatMap(({ value }, at) => differences(`${path}[${at}]`, value, others[at]?.value, slack))
}

const field = (path: string, name: string, expected: unknown, actual: unknown, slack: Slack): Differences => {
  const at = `${path}.${name}`
  // Whoever has no account has none of the things that others have; and an empty list is no list.
  if (isEmpty(expected) && isEmpty(actual)) return []
  const isOpen = expected === undefined ? name !== "dateExpired" : isNothing(actual) && !isEssential(name)
  if (isOpen) return []
  // An end that nobody asked for is counted from a date that the implementation chose.
  const isAsked =
    name === "dateExpired" && DateTime.isDateTime(expected) && slack.asked.has(DateTime.toEpochMillis(expected))
  return differences(at, expected, actual, isAsked ? { ...slack, millis: 0 } : slack)
}

/** How a part of an answer differs; dates that the implementation chose may be off by `slack`. */
export const differences = (path: string, expected: unknown, actual: unknown, slack: Slack): Differences => {
  if (DateTime.isDateTime(expected)) return dates(path, expected, actual, slack)
  if (Array.isArray(expected)) return arrays(path, expected, actual, slack)
  if (isReadonlyObject(expected)) {
    if (!isReadonlyObject(actual)) return [`${path}: expected ${print(expected)}, got ${print(actual)}`]
    const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].filter(isCompared)
    return names.flatMap((name) => field(path, name, expected[name], actual[name], slack))
  }
  return expected === actual ? [] : [`${path}: expected ${print(expected)}, got ${print(actual)}`]
}
