/**
 * A clause of the contract: a sentence about every implementation, and how to find
 * out whether it is true of one.
 */
import type * as Effect from "effect/Effect"
import { type RuleId, rules } from "@org-trust/core/lifecycle/Rule"
import type { Bench } from "./internal/Bench.ts"
import type { OperationGroup } from "./Capabilities.ts"
import type { Verdict } from "./Verdict.ts"

/**
 * How far the check of a clause is, in inputs; one that fails is then made smaller, which nobody can count beforehand.
 * @category models
 * @since 0.1.0
 */
export interface Progress {
  readonly done: number
  readonly of: number
}

/**
 * How much to try, and from where.
 * @category models
 * @since 0.1.0
 */
export interface Settings {
  readonly seed: number
  /** Inputs to try. */
  readonly runs: number
  /** Whether an input that fails is made as small as possible; default true. */
  readonly shrinks?: boolean
  /** Is told of each input as it is done. */
  readonly onProgress?: (progress: Progress) => Effect.Effect<void>
}

/**
 * What a clause says of itself.
 * @category models
 * @since 0.1.0
 */
export interface ClauseText {
  /** Name within the contract, for instance `pairing.used-once`. */
  readonly name: string
  readonly sentence: string
  /** The rules that it protects. */
  readonly rules: readonly [RuleId, ...Array<RuleId>]
  /** What of it nothing public settles although its rules are documented; it is no MUST then. */
  readonly chosen?: string
  /** Groups of operations that it asks for; where one is missing, what can be checked without it is. */
  readonly groups: ReadonlyArray<OperationGroup>
  /** Whether others may be checked at the same time, as it keeps to places of its own; default false. */
  readonly isBeside?: boolean
}

/**
 * A clause of the contract.
 * @category models
 * @since 0.1.0
 */
export interface Clause extends ClauseText {
  /** `MUST` where the vendor documents all of its rules and nothing of it is chosen, else `SHOULD`. */
  readonly level: "MUST" | "SHOULD"
  /** Level and name, for instance `MUST pairing.used-once`. */
  readonly id: string
  readonly run: (bench: Bench, settings: Settings) => Effect.Effect<Verdict>
}

/**
 * Makes a clause; its level follows from its rules.
 * @category constructors
 * @since 0.1.0
 */
export const make = (text: ClauseText, run: Clause["run"]): Clause => {
  const isDocumented = text.chosen === undefined && text.rules.every((rule) => rules[rule].level === "documented")
  const level = isDocumented ? "MUST" : "SHOULD"
  return { ...text, level, id: `${level} ${text.name}`, run }
}
