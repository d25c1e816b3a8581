/**
 * Which of the two organizations a run is.
 */
import * as Schema from "effect/Schema"

/** One of them, or both where this process has both credentials. */
export const Side = Schema.Literals(["both", "trustor", "trustee"])

/**
 * What a run as a side of a trust is about. One that asks and one that lets in are two
 * sides of one trust, and may meet in one store; of either there is one at a time, whether
 * it makes the trust or ends it.
 */
export const subjectOf = (input: {
  readonly side: typeof Side.Type
  readonly trusteeOrgId: string
  readonly trustorOrgId: string
}): string =>
  `${input.side === "trustee" ? "asking" : "letting"} ${input.trusteeOrgId} into ${input.trustorOrgId}`.toLowerCase()
