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
  /** Each rule has a generator of its own, so that no rule changes another one's chance. */
  readonly dice: ReadonlyArray<Dice>
}

/** A plan of which nothing has happened yet. */
export const start = (plan: FaultPlan): Encounters => {
  let seeds = plan.seed
  const dice = plan.rules.map(() => {
    const [seed, next] = roll(seeds)
    seeds = next
    return Math.floor(seed * 2 ** 32)
  })
  return { plan, hits: plan.rules.map(() => 0), dice }
}

const nothing: Encounter = { faults: [], delayMillis: 0, disturbance: undefined }

const isMeant = ({ operations }: Rule, operation: FaultedOperation): boolean =>
  operations === undefined ? operation !== "login" : operations.includes(operation)

/** What a request for an operation meets, and where the plan stands then. */
export const meet =
  (operation: FaultedOperation) =>
  (before: Encounters): readonly [Encounter, Encounters] => {
    const { plan } = before
    if (plan.rules.length === 0) return [nothing, before]
    const hits = [...before.hits]
    const dice = [...before.dice]
    const faults: Array<Fault> = []
    let delayMillis = 0
    let disturbance: Disturbance | undefined
    for (const [at, rule] of plan.rules.entries()) {
      if (!isMeant(rule, operation)) continue
      // Also where it can change nothing, so that a rule's chance depends on the requests alone.
      const [chance, then] = roll(dice[at] ?? 0)
      const [delay, next] = roll(then)
      dice[at] = next
      const hit = hits[at] ?? 0
      const isUsedUp = rule.count !== undefined && hit >= rule.count
      if (disturbance !== undefined || isUsedUp || chance >= rule.probability) continue
      hits[at] = hit + 1
      const { fault } = rule
      faults.push(fault)
      if (fault.type === "latency") {
        delayMillis += fault.minMillis + Math.floor(delay * (fault.maxMillis - fault.minMillis + 1))
      } else {
        disturbance = fault
      }
    }
    return [
      { faults, delayMillis, disturbance },
      { plan, hits, dice },
    ]
  }
