/**
 * Wrong implementations on purpose: each breaks one rule in a way that a real
 * implementer would. A contract that does not reject them proves nothing.
 */
import type { RuleId } from "@org-trust/core/lifecycle/Rule"
import type { Step } from "@org-trust/core/lifecycle/Step"
import type { Access, PlatformOptions } from "../Platform.ts"

/**
 * A wrong implementation.
 * @category models
 * @since 0.1.0
 */
export interface Mutant {
  readonly name: string
  /** What it does wrong. */
  readonly sentence: string
  /** The rules that it breaks. */
  readonly rules: readonly [RuleId, ...Array<RuleId>]
  /** How it carries requests out; called once for each implementation, since some remember. */
  readonly step: () => Step
  /** What it lets a user do, where that is not what the model says of its state. */
  readonly access?: Access
}

/**
 * What makes a platform this wrong implementation.
 * @category functions
 * @since 0.1.0
 */
export const optionsOf = ({ access, step }: Mutant): Pick<PlatformOptions, "step" | "access"> => ({
  step: step(),
  ...(access !== undefined && { access }),
})
