/**
 * What a law has come to look at before it had to stop: whether anything of it was checked.
 */
import * as Context from "effect/Context"
import type { OperationGroup } from "../Capabilities.ts"

/** What was looked at. */
export interface Checks {
  /** How often something had to hold. */
  made: number
  /** Groups of operations that are missing, so that something was not looked at. */
  readonly without: Set<OperationGroup>
}

/** Nothing was looked at yet. */
export const none = (): Checks => ({ made: 0, without: new Set() })

/** What the law that is checked has looked at. */
export const Checks: Context.Reference<Checks> = Context.Reference<Checks>("@org-trust/testkit/contract/Checks", {
  defaultValue: none,
})
