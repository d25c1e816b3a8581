/**
 * What was asked of an implementation and what it answered, step by step.
 */
import type { OperationName } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import type { WorldClient } from "../WorldFile.ts"

/**
 * One call and its outcome, time that was let pass, or something beside the API.
 * @category models
 * @since 0.1.0
 */
export type Step =
  | {
      readonly _tag: "Call"
      readonly client: WorldClient
      readonly operation: OperationName
      readonly input: unknown
      readonly outcome:
        | { readonly _tag: "Reply"; readonly reply: unknown }
        | { readonly _tag: "Refusal"; readonly error: TrustError }
        /** Neither: the implementation broke down. `stack` is where, as JavaScript tells it. */
        | { readonly _tag: "Crash"; readonly message: string; readonly stack: string }
    }
  | { readonly _tag: "TimePassed"; readonly millis: number }
  /** Something that was done or asked beside the API, in words. */
  | { readonly _tag: "Aside"; readonly text: string }
