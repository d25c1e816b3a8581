/**
 * The journal of what was done: written before and after every step, and only ever
 * added to. It tells an interrupted run from a finished one, keeps the pairings that
 * are under way, and knows what the API does not tell: in which divisions roles were
 * granted.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import { DivisionId, OrganizationId, PairingId, RoleId, UserId, GroupId } from "../Identifiers.ts"
import { Timestamp } from "../Timestamp.ts"

const common = {
  /** Which run of those of this journal, counted from 1. */
  run: Schema.Int,
  at: Timestamp,
} as const

const step = {
  ...common,
  /** Which step of the run, counted from 1. */
  step: Schema.Int,
} as const

const member = { what: Schema.Literals(["user", "group"]), id: Schema.String } as const

const GrantSet = Schema.Struct({
  ...member,
  grants: Schema.Array(Schema.Struct({ roleId: RoleId, divisionId: Schema.optionalKey(DivisionId) })),
})

/**
 * A run begins: about which organization, with how many steps.
 * @category schemas
 * @since 0.1.0
 */
export const RunBegan = Schema.TaggedStruct("RunBegan", {
  ...common,
  organizationId: OrganizationId,
  steps: Schema.Int,
})

/**
 * A step is about to be done. From here on it may have been done.
 * @category schemas
 * @since 0.1.0
 */
export const StepBegan = Schema.TaggedStruct("StepBegan", {
  ...step,
  operation: Schema.String,
  partner: OrganizationId,
  /** The other organizations that the step is about: so where Customer Care is let in. */
  others: Schema.optionalKey(Schema.Array(OrganizationId)),
  reason: Schema.String,
  /** The members whose grants are exactly these afterwards. */
  sets: Schema.Array(GrantSet),
  /** The members who are gone afterwards. */
  removes: Schema.Array(Schema.Struct(member)),
  /** Whether the whole trust that lets the partner in is gone afterwards. */
  ends: Schema.Boolean,
})

/**
 * A pairing was made and may be used: once, within 48 hours.
 * @category schemas
 * @since 0.1.0
 */
export const PairingMade = Schema.TaggedStruct("PairingMade", {
  ...step,
  partner: OrganizationId,
  pairingId: PairingId,
  /** Who asks: the partner, to be let in here, or this organization, to be let in there. */
  by: Schema.Literals(["partner", "us"]),
  userIds: Schema.Array(UserId),
  groupIds: Schema.Array(GroupId),
})

/**
 * What came of a step: it was `done`; it was `found` to be so already; it waits for the
 * other organization (`waits`); it was refused (`failed`); it may or may not have been
 * done (`unknown`); or it was left out because of one that failed (`skipped`).
 * @category schemas
 * @since 0.1.0
 */
export const Ending = Schema.Literals(["done", "found", "waits", "failed", "unknown", "skipped"])
/**
 * What came of a step.
 * @category models
 * @since 0.1.0
 */
export type Ending = typeof Ending.Type

/**
 * A step has come to an end.
 * @category schemas
 * @since 0.1.0
 */
export const StepEnded = Schema.TaggedStruct("StepEnded", {
  ...step,
  outcome: Ending,
  /** The kind of failure, a tag of `TrustError`. */
  error: Schema.optionalKey(Schema.String),
  message: Schema.optionalKey(Schema.String),
  /** The platform's id of the failed exchange. */
  correlationId: Schema.optionalKey(Schema.String),
  /** The platform's ids of all exchanges of the step, where they are noted. */
  correlationIds: Schema.optionalKey(Schema.Array(Schema.String)),
})

/**
 * A run has gone through all its steps.
 * @category schemas
 * @since 0.1.0
 */
export const RunEnded = Schema.TaggedStruct("RunEnded", common)

/**
 * An entry of the journal.
 * @category schemas
 * @since 0.1.0
 */
export const Entry = Schema.Union([RunBegan, StepBegan, PairingMade, StepEnded, RunEnded])
/**
 * An entry of the journal.
 * @category models
 * @since 0.1.0
 */
export type Entry = typeof Entry.Type

/**
 * The journal cannot be read or written; `message` says why. Nothing is done that cannot be written down.
 * @category errors
 * @since 0.1.0
 */
export class JournalError extends Schema.TaggedError<JournalError>()("JournalError", { message: Schema.String }) {}

/**
 * Where the journal is kept.
 * @category services
 * @since 0.1.0
 */
export class Journal extends Context.Service<
  Journal,
  {
    /** All entries, in the order in which they were written. */
    readonly entries: Effect.Effect<ReadonlyArray<Entry>, JournalError>
    /** Writes an entry. When this is done, the entry is there to stay. */
    readonly append: (entry: Entry) => Effect.Effect<void, JournalError>
  }
>()("@org-trust/core/access/Journal") {}

/**
 * A journal in memory, with these entries at first: for tests, and for who keeps none.
 * @category layers
 * @since 0.1.0
 */
export const layerMemory = (entries: ReadonlyArray<Entry> = []): Layer.Layer<Journal> =>
  Layer.effect(
    Journal,
    Effect.map(Ref.make(entries), (kept) => ({
      entries: Ref.get(kept),
      append: (entry: Entry) => Ref.update(kept, (earlier) => [...earlier, entry]),
    })),
  )
