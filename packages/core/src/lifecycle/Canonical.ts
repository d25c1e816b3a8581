/**
 * Ids in the one form in which the model compares them: case means nothing in a UUID, so
 * that what comes in upper case is taken for the same in lower case.
 */
import { canonicalId } from "../Identifiers.ts"
import { changedBy } from "../internal/changed.ts"

/** Names of fields that hold ids: of inputs, principals and worlds. A body that is a list is one of ids, and filters compare with ids. */
const holdsIds = /^(id|payload|values)$|Ids?$/

/**
 * The same with all its ids in lower case.
 * @category functions
 * @since 0.1.0
 */
export const withCanonicalIds = <A extends object>(value: A): A =>
  changedBy(value, (part, name) =>
    typeof part === "string" && name !== undefined && holdsIds.test(name) ? canonicalId(part) : part,
  )
