/**
 * What operations are given.
 */
import { changedBy, leftOut } from "./internal/changed.ts"

/**
 * An input as it is meant: `undefined` counts as left out, at every depth. Who compiles
 * without `exactOptionalPropertyTypes` may write `{ id, roleIds: undefined }`.
 * @category functions
 * @since 0.1.0
 */
export const asMeant = <Input extends object>(input: Input): Input =>
  changedBy(input, (part) => (part === undefined ? leftOut : part))
