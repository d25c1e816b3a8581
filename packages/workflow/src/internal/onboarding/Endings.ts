/**
 * How an onboarding can end.
 */
import * as Schema from "effect/Schema"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { AlreadyTrusted, Declined, GivenUp, NotAnswered, NotSeen, PairingExpired, Refused } from "../../Ending.ts"
import { type Quit, quit } from "../Conclude.ts"

/** What came of an onboarding that is done. */
export const Report = Schema.Struct({
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  /** Whether this run made the trust; otherwise it was there. */
  isNew: Schema.Boolean,
  /** The users and groups whom this run let in. */
  letIn: Schema.Array(Schema.String),
  /** The users and groups of whom it cannot be seen whether their roles hold in the divisions that are asked for. */
  unseen: Schema.Array(Schema.String),
  /** How many pairings it took. */
  pairings: Schema.Int,
  /** The organizations that see it. */
  seenBy: Schema.Array(OrganizationId),
})
/** What came of an onboarding that is done. */
export type Report = typeof Report.Type

/** How an onboarding can end other than done. */
export const Unfinished = Schema.Union([
  GivenUp,
  Refused,
  PairingExpired,
  Declined,
  NotAnswered,
  AlreadyTrusted,
  NotSeen,
])

/** The endings that it comes to by itself. */
type Early = PairingExpired | Declined | NotAnswered | AlreadyTrusted | NotSeen

/** Ends an onboarding early. */
export const endEarly = (ending: Quit<Early>["ending"], options?: { readonly keeps?: boolean }) =>
  quit<Early>(ending, options)
