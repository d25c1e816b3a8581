/**
 * Right implementations that are odd on purpose: each does what is documented in a way
 * that a real implementer might, and that nobody would expect who knows only the model.
 * A contract that rejects one of them asks for more than is documented.
 */
import type { Step } from "@org-trust/core/lifecycle/Step"
import { type Capabilities, complete } from "../contract/Capabilities.ts"
import type { PlatformOptions, Transact } from "../Platform.ts"

/**
 * A right implementation that is odd.
 * @category models
 * @since 0.1.0
 */
export interface Odd {
  readonly name: string
  /** What is odd about it. */
  readonly sentence: string
  /** How it carries requests out, where not as the model; called once for each implementation, since some remember. */
  readonly step?: () => Step
  /** The rest of what it is made of: its world, its choices. */
  readonly platform?: Pick<PlatformOptions, "world" | "profile">
  /** How its requests get at the state; called once for each implementation. */
  readonly transact?: () => Transact
  /** What it promises beside its choices, where that is not everything. */
  readonly promises?: Partial<Omit<Capabilities, "profile">>
}

/**
 * What makes a platform this implementation.
 * @category functions
 * @since 0.1.0
 */
export const optionsOf = ({
  platform,
  step,
  transact,
}: Odd): Pick<PlatformOptions, "world" | "profile" | "step" | "transact"> => ({
  ...platform,
  ...(step !== undefined && { step: step() }),
  ...(transact !== undefined && { transact: transact() }),
})

/**
 * What it promises.
 * @category functions
 * @since 0.1.0
 */
export const capabilitiesOf = ({ platform, promises }: Odd): Capabilities => ({
  ...complete,
  ...promises,
  profile: { ...complete.profile, ...platform?.profile },
})
