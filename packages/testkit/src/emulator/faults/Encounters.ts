/**
 * Which faults a request meets: a plan's rules, tried one after the other.
 */
import type { Fault, FaultedOperation, FaultPlan, Rule } from "../../FaultPlan.ts"
import { type Dice, roll } from "./Dice.ts"

/** The fault that takes a request's answer away or changes it. */
export type Disturbance = Exclude<Fault, { readonly type: "latency" }>

/** What is to happen to one request. */
export interface Encounter {
  /** All faults that hit, in the order of their rules. */
  readonly faults: ReadonlyArray<Fault>
  /** How long the request has to wait before it is handled. */
  readonly delayMillis: number
  readonly disturbance: Disturbance | undefined
}

/** Where a plan stands. */
export interface Encounters {
  readonly plan: FaultPlan
  /** How often each rule has hit. */
  readonly hits: ReadonlyArray<number>
  readonly dice: Dice
}

/** A plan of which nothing has happened yet. */
export const start = (plan: FaultPlan): Encounters => ({ plan, hits: plan.rules.map(() => 0), dice: plan.seed })

const nothing: Encounter = { faults: [], delayMillis: 0, disturbance: undefined }

const isMeant = ({ operations }: Rule, operation: FaultedOperation): boolean =>
  operations === undefined ? operation !== "login" : operations.includes(operation)

/** What a request for an operation meets, and where the plan stands then. */
export const meet =
  (operation: FaultedOperation) =>
  (before: Encounters): readonly [Encounter, Encounters] => {
    if (before.plan.rules.length === 0) return [nothing, before]
    const hits = [...before.hits]
    const faults: Array<Fault> = []
    let { dice } = before
    let delayMillis = 0
    const chance = (): number => {
      const [value, next] = roll(dice)
      dice = next
      return value
    }
    for (const [at, rule] of before.plan.rules.entries()) {
      const hit = hits[at] ?? 0
      if (!isMeant(rule, operation)) continue
      // Also a rule that is used up takes its chance, so that a count changes nothing about other rules.
      const isHit = chance() < rule.probability
      if (!isHit || (rule.count !== undefined && hit >= rule.count)) continue
      hits[at] = hit + 1
      const { fault } = rule
      faults.push(fault)
      if (fault.type !== "latency")
        return [
          { faults, delayMillis, disturbance: fault },
          { ...before, hits, dice },
        ]
      delayMillis += Math.floor(fault.minMillis + chance() * (fault.maxMillis - fault.minMillis + 1))
    }
    return [
      { faults, delayMillis, disturbance: undefined },
      { ...before, hits, dice },
    ]
  }
