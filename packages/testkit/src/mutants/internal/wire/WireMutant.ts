/**
 * An implementation that is wrong on the wire.
 */
import type { RuleId } from "@org-trust/core/lifecycle/Rule"
import type { OnWire } from "./OnWire.ts"

/**
 * An implementation that is wrong on the wire.
 * @category models
 * @since 0.1.0
 */
export interface WireMutant {
  readonly name: string
  readonly sentence: string
  /** The rule that it breaks, and the clause that rejects it. */
  readonly rule: Extract<RuleId, `wire.${string}`>
  readonly onWire: OnWire
}
