/**
 * What an offboarding is asked for, and what comes of it.
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { canonicalId, OrganizationId } from "@org-trust/core/Identifiers"
import { AlreadyTrusted, GivenUp, NotSeen, Refused, TakenBack } from "../../Ending.ts"
import { Patience } from "../../Patience.ts"
import { isPair, pair } from "../../Wanted.ts"
import { type Quit, quit } from "../Conclude.ts"
import { Side } from "../Side.ts"

/** What an offboarding is asked for. */
export const Input = Schema.Struct({
  ...pair,
  side: Side,
  grace: Schema.optionalKey(Schema.Duration),
  settleWithin: Schema.optionalKey(Schema.Duration),
  patience: Schema.optionalKey(Patience),
}).check(isPair)
/** What an offboarding is asked for. */
export type Input = typeof Input.Type

/** What it is asked for, with every choice made. */
export const complete = (input: Input) => ({
  grace: Duration.zero,
  settleWithin: Duration.hours(1),
  ...input,
  trustorOrgId: OrganizationId.make(canonicalId(input.trustorOrgId)),
  trusteeOrgId: OrganizationId.make(canonicalId(input.trusteeOrgId)),
})
/** What it is asked for, with every choice made. */
export type Complete = ReturnType<typeof complete>

/** Somebody whose access ends. */
export const Leaver = Schema.Struct({
  kind: Schema.Literals(["user", "group"]),
  id: Schema.String,
  name: Schema.String,
  isCloned: Schema.Boolean,
  /** What it may do until then: permissions, or roles of which it is not known what they permit. */
  rights: Schema.Array(Schema.String),
})

/** What came of an offboarding that is done. */
export const Report = Schema.Struct({
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  /** Whether there was a trust at all. */
  wasThere: Schema.Boolean,
  /** Whose access has ended. */
  leavers: Schema.Array(Leaver),
  /** The organizations that see that the trust is gone. */
  seenBy: Schema.Array(OrganizationId),
})
/** What came of an offboarding that is done. */
export type Report = typeof Report.Type

/** How an offboarding can end other than done. */
export const Unfinished = Schema.Union([GivenUp, Refused, TakenBack, AlreadyTrusted, NotSeen])

/** Ends an offboarding early. */
export const endEarly = (
  ending: Quit<TakenBack | AlreadyTrusted | NotSeen>["ending"],
  options?: { readonly keeps?: boolean },
) => quit<TakenBack | AlreadyTrusted | NotSeen>(ending, options)
