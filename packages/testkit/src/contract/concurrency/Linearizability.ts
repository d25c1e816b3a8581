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
  /** There is, if reads may be answered from the past: up to this many milliseconds of it. */
  | { readonly _tag: "Stale"; readonly millis: number; readonly order: ReadonlyArray<Call> }
  /** No order explains the answers; `longest` is as far as one gets. */
  | { readonly _tag: "Violated"; readonly longest: ReadonlyArray<Call> }

/** New ids in the model: answers are compared without those of the implementation's own. */
export const fresh = {
  pairingId: PairingId.make("00000000-0000-4000-8000-000000000000"),
  auditId: AuditMessageId.make("00000000-0000-4000-8000-000000000000"),
}

/** The part of a state that later answers can depend on, as text. */
const keyOf = (state: State): string =>
  JSON.stringify([
    trusts(state).map((trust) => [
      trust.trustorOrgId,
      trust.trusteeOrgId,
      trust.settings.enabled,
      usersOf(trust).map((user) => [user.id, user.grants]),
      groupsOf(trust).map((group) => [group.id, group.grants]),
      clonesOf(trust).map((clone) => clone.id),
      trust.defaults,
    ]),
    Array.from(HashMap.values(state.pairings)).flatMap((pairing) => (pairing.used ? [pairing.id] : [])),
  ])

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

/** How many states back a read may look, and what that costs in time. */
interface Past {
  readonly states: ReadonlyArray<State>
  /** When each state but the latest was superseded. */
  readonly superseded: ReadonlyArray<number>
}

interface Found {
  readonly order: ReadonlyArray<Call>
  readonly staleness: number
}

const search = (
  start: Start,
  history: History,
  lookBack: number,
): Found | { readonly longest: ReadonlyArray<Call> } => {
  const seen = new Set<string>()
  let longest: ReadonlyArray<Call> = []

  const explore = (
    state: State,
    past: Past,
    remaining: History,
    order: ReadonlyArray<Call>,
    staleness: number,
  ): Found | undefined => {
    if (order.length > longest.length) longest = order
    if (remaining.length === 0) return { order, staleness }
    const key = `${remaining.map((call) => call.began).join()}|${keyOf(state)}|${lookBack > 0 ? past.states.length : ""}`
    if (seen.has(key)) return undefined
    seen.add(key)
    const earliestReturn = Math.min(...remaining.map((call) => call.returned))
    // Only a call that began before every other one returned can come first.
    for (const call of remaining.filter(({ began }) => began <= earliestReturn)) {
      const others = remaining.filter((other) => other !== call)
      const applied = applyCall(start, state, call)
      if (applied.isExplained) {
        const nextPast =
          applied.state === state
            ? past
            : { states: [...past.states, state], superseded: [...past.superseded, call.returnedAt] }
        const found = explore(applied.state, nextPast, others, [...order, call], staleness)
        if (found !== undefined) return found
      } else if (!isChange(call.operation)) {
        for (let back = 1; back <= Math.min(lookBack, past.states.length); back++) {
          const old = past.states[past.states.length - back]
          const since = past.superseded[past.states.length - back] ?? 0
          if (old !== undefined && applyCall(start, old, call).isExplained) {
            const age = Math.max(0, call.beganAt - since)
            const found = explore(state, past, others, [...order, call], Math.max(staleness, age))
            if (found !== undefined) return found
          }
        }
      }
    }
    return undefined
  }

  return (
    explore(start.state, { states: start.past, superseded: start.past.map(() => start.at) }, history, [], 0) ?? {
      longest,
    }
  )
}

/** Judges a history that began in a state of the model. */
export const judge = (start: Start, history: History): Judgement => {
  const strict = search(start, history, 0)
  if ("order" in strict) return { _tag: "Linearizable", order: strict.order }
  const relaxed = search(start, history, history.length + start.past.length)
  return "order" in relaxed
    ? { _tag: "Stale", millis: relaxed.staleness, order: relaxed.order }
    : { _tag: "Violated", longest: strict.longest }
}
