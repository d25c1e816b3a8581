/**
 * Whether overlapping calls can be put in an order in which, one after the other,
 * they give the answers that they gave: the search of Wing and Gong with the
 * memory of Lowe, on the model.
 */
import type * as DateTime from "effect/DateTime"
import * as HashMap from "effect/HashMap"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import { isChange, type OperationName } from "@org-trust/core/Operation"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { clonesOf, groupsOf, type State, trusts, usersOf } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import type { Call, History } from "./History.ts"
import { observation } from "./Observation.ts"

/** Where a history began. */
export interface Start {
  readonly environment: Environment
  readonly state: State
  readonly now: DateTime.Utc
  /** Earlier states, oldest first, which a stale read may still show. */
  readonly past: ReadonlyArray<State>
  /** When the first call began, in milliseconds. */
  readonly at: number
}

/** What can be said of a history. */
export type Judgement =
  /** There is an order of the calls that explains every answer. */
  | { readonly _tag: "Linearizable"; readonly order: ReadonlyArray<Call> }
  /** There is, if reads may be answered from the past: `millis` is the least that it takes, and is allowed. */
  | { readonly _tag: "Stale"; readonly millis: number; readonly order: ReadonlyArray<Call> }
  /**
   * No order explains the answers with what is allowed; `longest` is as far as one gets
   * in the present. With reads from `millis` back, if that is there, some order would.
   */
  | { readonly _tag: "Violated"; readonly longest: ReadonlyArray<Call>; readonly millis: number | undefined }

/** New ids in the model: answers are compared without those of the implementation's own. */
export const fresh = {
  pairingId: PairingId.make("00000000-0000-4000-8000-000000000000"),
  auditId: AuditMessageId.make("00000000-0000-4000-8000-000000000000"),
}

const keys = new WeakMap<State, string>()

/** The part of a state that later answers can depend on, as text. */
const keyOf = (state: State): string => {
  const known = keys.get(state)
  if (known !== undefined) return known
  const key = JSON.stringify([
    trusts(state).map((trust) => [
      trust.trustorOrgId,
      trust.trusteeOrgId,
      trust.settings,
      usersOf(trust).map((user) => [user.id, user.grants]),
      groupsOf(trust).map((group) => [group.id, group.grants]),
      clonesOf(trust).map((clone) => clone.id),
      trust.defaults,
    ]),
    Array.from(HashMap.values(state.pairings)).flatMap((pairing) => (pairing.used ? [pairing.id] : [])),
  ])
  keys.set(state, key)
  return key
}

interface Applied {
  readonly state: State
  readonly isExplained: boolean
}

const applyCall = <K extends OperationName>(start: Start, state: State, call: Call<K>): Applied => {
  const { input, operation, principal } = call
  const stepped = step(start.environment, state, { operation, input, principal, now: start.now, fresh })
  return {
    state: stepped.state,
    isExplained: observation(operation, stepped.result) === call.observed,
  }
}

/** A state that is no more, and when it was superseded at the latest, in milliseconds. */
interface Past {
  readonly state: State
  readonly at: number
}

/** How old what was read is, if it is the past state. */
const ageOf = (read: Call, { at }: Pick<Past, "at">): number => Math.max(0, read.beganAt - at)

type Searched = { readonly order: ReadonlyArray<Call> } | { readonly longest: ReadonlyArray<Call> }

/**
 * Looks for an order that explains the answers, if reads may be answered from so many
 * milliseconds of the past; without a bound, from the present alone.
 */
const search = (start: Start, history: History, bound: number | undefined): Searched => {
  const seen = new Set<string>()
  let longest: ReadonlyArray<Call> = []

  /** What a read that is still to come may look back to. */
  const reachable = (past: ReadonlyArray<Past>, remaining: History): ReadonlyArray<Past> => {
    const reads = remaining.filter(({ operation }) => !isChange(operation))
    return past.filter((each) => bound !== undefined && reads.some((read) => ageOf(read, each) <= bound))
  }

  const explore = (
    state: State,
    past: ReadonlyArray<Past>,
    remaining: History,
    order: ReadonlyArray<Call>,
  ): ReadonlyArray<Call> | undefined => {
    if (order.length > longest.length) longest = order
    if (remaining.length === 0) return order
    const key = JSON.stringify([
      remaining.map((call) => call.began),
      keyOf(state),
      past.map((each) => [keyOf(each.state), each.at]),
    ])
    if (seen.has(key)) return undefined
    seen.add(key)
    const earliestReturn = Math.min(...remaining.map((call) => call.returned))
    // Only a call that began before every other one returned can come first.
    for (const call of remaining.filter(({ began }) => began <= earliestReturn)) {
      const others = remaining.filter((other) => other !== call)
      const applied = applyCall(start, state, call)
      const isOld =
        !applied.isExplained &&
        !isChange(call.operation) &&
        past.some(
          (each) => bound !== undefined && ageOf(call, each) <= bound && applyCall(start, each.state, call).isExplained,
        )
      if (!applied.isExplained && !isOld) continue
      const next = isOld ? state : applied.state
      const nextPast = next === state ? past : [...past, { state, at: call.returnedAt }]
      const found = explore(next, reachable(nextPast, others), others, [...order, call])
      if (found !== undefined) return found
    }
    return undefined
  }

  const past = start.past.map((state) => ({ state, at: start.at }))
  const order = explore(start.state, reachable(past, history), history, [])
  return order === undefined ? { longest } : { order }
}

/** All that what was read can be old, from the least to the most. */
const agesIn = (start: Start, history: History): ReadonlyArray<number> => {
  const reads = history.filter(({ operation }) => !isChange(operation))
  const ends = [start.at, ...history.flatMap((call) => (isChange(call.operation) ? [call.returnedAt] : []))]
  return [...new Set(reads.flatMap((read) => ends.map((at) => ageOf(read, { at }))))].sort((one, other) => one - other)
}

interface Stale {
  readonly millis: number
  readonly order: ReadonlyArray<Call>
}

/** The least stale explanation of a history, if there is one. */
const leastStale = (start: Start, history: History, ages: ReadonlyArray<number>): Stale | undefined => {
  const explain = (at: number): Stale | undefined => {
    const millis = ages[at]
    const searched = millis === undefined ? undefined : search(start, history, millis)
    return millis !== undefined && searched !== undefined && "order" in searched
      ? { millis, order: searched.order }
      : undefined
  }
  let found = explain(ages.length - 1)
  let low = 0
  let high = ages.length - 1
  // What a bound explains, a higher one does as well.
  while (found !== undefined && low < high) {
    const middle = Math.floor((low + high) / 2)
    const lower = explain(middle)
    if (lower === undefined) low = middle + 1
    else {
      found = lower
      high = middle
    }
  }
  return found
}

/**
 * Judges a history that began in a state of the model. Reads may be answered from so
 * many milliseconds of the past; unless that is given, not at all.
 */
export const judge = (start: Start, history: History, allowed?: number): Judgement => {
  const strict = search(start, history, undefined)
  if ("order" in strict) return { _tag: "Linearizable", order: strict.order }
  const ages = agesIn(start, history)
  const isAllowed = (age: number) => allowed !== undefined && age <= allowed
  const stale = leastStale(start, history, ages.filter(isAllowed))
  if (stale !== undefined) return { _tag: "Stale", ...stale }
  const { millis } = leastStale(start, history, ages) ?? { millis: undefined }
  return { _tag: "Violated", longest: strict.longest, millis }
}
