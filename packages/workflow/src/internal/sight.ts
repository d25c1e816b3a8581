/**
 * How often it is looked whether a change is seen.
 */
import * as Duration from "effect/Duration"

/** Often at first, then less so. */
export const sightPauses = { first: Duration.seconds(1), most: Duration.minutes(5) }
