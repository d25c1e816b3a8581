/**
 * How checking a clause can end other than well.
 */
import * as Schema from "effect/Schema"
import { operationGroups } from "./Capabilities.ts"

/**
 * The implementation did not do what the clause says.
 * @category errors
 * @since 0.1.0
 */
export class Violation extends Schema.TaggedError<Violation>()("Violation", {
  message: Schema.String,
}) {}

/**
 * The clause could not be checked in this world or with these capabilities.
 * @category errors
 * @since 0.1.0
 */
export class NotApplicable extends Schema.TaggedError<NotApplicable>()("NotApplicable", {
  message: Schema.String,
  /** The group of operations that the implementation would have to have, where it is for that. */
  without: Schema.optionalKey(Schema.Literals(operationGroups)),
}) {}
