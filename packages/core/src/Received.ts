/**
 * What the server sent beyond what the models describe. The vendor adds fields almost
 * weekly, and sends odd values at times; neither may cost an administrator the sight of
 * who has access. So every model of an answer is read like this:
 *
 * - `null` reads as absent.
 * - A field that the models do not describe is kept, under its own name.
 * - A described field whose value is of another form reads as absent, and its value is
 *   kept apart, under {@link unread}. That holds for a whole list: one that looks
 *   complete and is not would be worse than none.
 * - Only what an entity is (its `id`) has to be right, and a listing's `entities`:
 *   without those the answer is an error that says where.
 *
 * Encoding gives all of it back.
 */

/**
 * Under which an entity keeps the fields that came with values of another form than described.
 * @category constants
 * @since 0.1.0
 */
export const unread: unique symbol = Symbol.for("@org-trust/core/unread")

/**
 * What every model of an answer may have besides its own fields.
 * @category models
 * @since 0.1.0
 */
export interface Received {
  /** Fields whose values could not be read, as they came; absent where there are none. */
  readonly [unread]?: { readonly [field: string]: unknown }
}

/**
 * All fields of an entity by name, also those that the models do not describe.
 *
 * @example A field that the vendor has added since
 * ```ts
 * const { ownerIds } = fieldsOf(yield* groups.get(trusteeOrgId, trusteeGroupId))
 * ```
 * @category functions
 * @since 0.1.0
 */
export const fieldsOf = (entity: object): { readonly [field: string]: unknown } => ({ ...entity })

/**
 * The fields of an entity that came with values of another form than described, as they came.
 * @category functions
 * @since 0.1.0
 */
export const unreadOf = (entity: Received): { readonly [field: string]: unknown } => entity[unread] ?? {}
