/**
 * What a run can be told while it waits.
 */
import * as Schema from "effect/Schema"
import { Timestamp } from "@org-trust/core/Timestamp"

/**
 * The other organization will make the trust, or has: look at once.
 * @category schemas
 * @since 0.1.0
 */
export const Agreed = Schema.TaggedStruct("Agreed", {})

/**
 * The other organization, or somebody here, says no.
 * @category schemas
 * @since 0.1.0
 */
export const Declined = Schema.TaggedStruct("Declined", { reason: Schema.String })

/**
 * The pairing that the other organization has made, sealed: it never stands in the store as it is.
 * @category schemas
 * @since 0.1.0
 */
export const Handed = Schema.TaggedStruct("Handed", { sealed: Schema.String })

/**
 * What was begun is taken back while there is time.
 * @category schemas
 * @since 0.1.0
 */
export const TakenBack = Schema.TaggedStruct("TakenBack", { reason: Schema.String })

/**
 * The trust goes on until another end.
 * @category schemas
 * @since 0.1.0
 */
export const Extend = Schema.TaggedStruct("Extend", { dateExpired: Timestamp })

/**
 * The trust may end.
 * @category schemas
 * @since 0.1.0
 */
export const LetGo = Schema.TaggedStruct("LetGo", {})

/**
 * A plan may be carried out: the one with this fingerprint, and no other.
 * @category schemas
 * @since 0.1.0
 */
export const Approved = Schema.TaggedStruct("Approved", { fingerprint: Schema.String })

/**
 * An answer to what a run waits for.
 * @category schemas
 * @since 0.1.0
 */
export const Answer = Schema.Union([Agreed, Declined, Handed, TakenBack, Extend, LetGo, Approved])
/**
 * An answer to what a run waits for.
 * @category models
 * @since 0.1.0
 */
export type Answer = typeof Answer.Type

/**
 * Which kind of answer.
 * @category schemas
 * @since 0.1.0
 */
export const AnswerTag = Schema.Literals(["Agreed", "Declined", "Handed", "TakenBack", "Extend", "LetGo", "Approved"])
/**
 * Which kind of answer.
 * @category models
 * @since 0.1.0
 */
export type AnswerTag = typeof AnswerTag.Type
