/**
 * What a trust file asks for and no step can bring about: why, and what to do by hand.
 */
import type { OrganizationId } from "../Identifiers.ts"

/**
 * Why it cannot be: a trust would begin without anybody in it (`nobody`); who is to be let
 * in as Customer Care is not of it (`not-care`), or it could not be read who is
 * (`care-unknown`); Customer Care is let in all at once or not at all (`care-at-once`),
 * and comes in enabled and before its end (`care-open`); and what it may do by its flags
 * is only changed by ending the trust, which would lock somebody out (`care-flags`).
 * @category models
 * @since 0.1.0
 */
export type ObstacleKind = "nobody" | "not-care" | "care-unknown" | "care-at-once" | "care-open" | "care-flags"

/**
 * Something in the file that no step can bring about.
 * @category models
 * @since 0.1.0
 */
export interface Obstacle {
  readonly partner: OrganizationId
  readonly kind: ObstacleKind
  /** Why, and what to do by hand, in a sentence or two. Organizations are named by their ids. */
  readonly reason: string
}
