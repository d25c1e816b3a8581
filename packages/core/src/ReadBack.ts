/**
 * What is found out, from the state, of a change whose answer was lost.
 */
import * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { Invoke } from "./Invoke.ts"
import type { OperationInput, OperationName, OperationOutput } from "./Operation.ts"
import type { TrustError } from "./TrustError.ts"

/**
 * What the state says of a change.
 * @category models
 * @since 0.1.0
 */
export type Finding<A> =
  /** It is as the change would have made it. `output` is what the change would have answered. */
  | { readonly _tag: "Done"; readonly output: A }
  /** There is nothing of it: it has not happened, or is not visible yet. */
  | { readonly _tag: "NotDone" }
  /** It is otherwise: somebody else's doing, or not all of it is visible yet. */
  | { readonly _tag: "Otherwise" }

/**
 * Reads back what came of a change that was asked for at `since`, by the server's
 * clock. What has been there for longer is not its doing, and may already be gone:
 * reads can lag behind.
 * @category models
 * @since 0.1.0
 */
export type ReadBack<K extends OperationName> = (
  invoke: Invoke,
  input: OperationInput<K>,
  since: Effect.Effect<DateTime.Utc>,
) => Effect.Effect<Finding<OperationOutput<K>>, TrustError>

/**
 * It is as the change would have made it.
 * @category functions
 * @since 0.1.0
 */
export const done = <A>(output: A): Finding<A> => ({ _tag: "Done", output })

/**
 * There is nothing of it.
 * @category constants
 * @since 0.1.0
 */
export const notDone: Finding<never> = { _tag: "NotDone" }

/**
 * It is otherwise.
 * @category constants
 * @since 0.1.0
 */
export const otherwise: Finding<never> = { _tag: "Otherwise" }

/**
 * Whether something was made at `since` or later.
 * @category predicates
 * @since 0.1.0
 */
export const isNew = (dateCreated: DateTime.Utc | undefined, since: DateTime.Utc): boolean =>
  dateCreated !== undefined && DateTime.isGreaterThanOrEqualTo(dateCreated, since)
