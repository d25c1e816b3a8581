/**
 * Where the engine keeps the runs: a file, or a database.
 */
import * as Context from "effect/Context"
import type * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as SubscriptionRef from "effect/SubscriptionRef"

/**
 * A store cannot be opened; `message` says which, why, and what to do about it.
 * @category errors
 * @since 0.1.0
 */
export class StoreUnusable extends Schema.TaggedError<StoreUnusable>()("StoreUnusable", {
  message: Schema.String,
}) {}

/**
 * A file is worked on by another process; `message` says by which, and what to do.
 * @category errors
 * @since 0.1.0
 */
export class StoreInUse extends Schema.TaggedError<StoreInUse>()("StoreInUse", {
  message: Schema.String,
  /** The id of the process, where it is known. */
  processId: Schema.optional(Schema.Int),
}) {}

/**
 * A store that was open could not be read or written: the disk is full, the database does
 * not answer. What it had kept is kept; `message` says what went wrong, and what to do.
 * @category errors
 * @since 0.1.0
 */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>()("StoreUnavailable", {
  message: Schema.String,
}) {}

/**
 * A worker cannot be reached by the others under its address; `message` says why, and what to do.
 * @category errors
 * @since 0.1.0
 */
export class AddressUnusable extends Schema.TaggedError<AddressUnusable>()("AddressUnusable", {
  message: Schema.String,
}) {}

/**
 * The store of an engine.
 * @category services
 * @since 0.1.0
 */
export class Store extends Context.Service<
  Store,
  {
    /** What it is, for people: without any secret. */
    readonly name: string
    /** What is wrong with it at present, and `None` as long as it can be read and written. Work goes on by itself. */
    readonly trouble: SubscriptionRef.SubscriptionRef<Option.Option<StoreUnavailable>>
  }
>()("@org-trust/workflow/Store") {}
