/**
 * Ids in the one form in which the model compares them: case means nothing in a UUID, so
 * that what comes in upper case is taken for the same in lower case.
 */
import { canonicalId } from "../Identifiers.ts"
import { changedBy, leftOut } from "../internal/changed.ts"
import { Principal } from "../Principal.ts"

/** Whether a field of inputs and worlds holds ids. A body that is a list is one of ids, and filters compare with ids. */
const holdsIds = (name: string): boolean =>
  name.endsWith("Id") || name.endsWith("Ids") || name === "id" || name === "payload" || name === "values"

const canonicalPart = (part: unknown, name: string | undefined): unknown =>
  typeof part === "string" && name !== undefined && holdsIds(name) ? canonicalId(part) : part

/**
 * The same with all its ids in lower case.
 * @category functions
 * @since 0.1.0
 */
export const withCanonicalIds = <A extends object>(value: A): A => changedBy(value, canonicalPart)

const meant = (part: unknown, name: string | undefined): unknown =>
  part === undefined ? leftOut : canonicalPart(part, name)

/**
 * An input as it is meant: with its ids in lower case, and without what is `undefined`.
 * @category functions
 * @since 0.1.0
 */
export const canonicalInput = <Input extends object>(input: Input): Input => changedBy(input, meant)

/**
 * The same caller, with ids in lower case.
 * @category functions
 * @since 0.1.0
 */
export const canonicalPrincipal = (principal: Principal): Principal => {
  const { organizationId, userId } = principal
  const isCanonical =
    organizationId === canonicalId(organizationId) && (userId === undefined || userId === canonicalId(userId))
  return isCanonical ? principal : new Principal(withCanonicalIds({ ...principal }))
}
