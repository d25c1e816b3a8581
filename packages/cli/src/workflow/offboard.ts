/**
 * `org-trust offboard`: parts from a partner.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Offboarding from "@org-trust/workflow/Offboarding"
import { durationFlag, pairFlags, pairOf, sideOf } from "./inputs.ts"
import { connectAll, idsOf } from "./parties.ts"
import { startAndFollow, startFlags } from "./starting.ts"

/** The command. */
export const offboard = Command.make(
  "offboard",
  {
    ...pairFlags,
    grace: durationFlag("grace", "For how long it can be taken back, such as 7 days (default: not at all)"),
    ...startFlags,
  },
  Effect.fnUntraced(function* ({ grace, trustee, trustor, ...flags }) {
    const pair = yield* pairOf(trustor, trustee)
    const connected = yield* connectAll(flags)
    const side = yield* sideOf(undefined, pair, idsOf(connected))
    const input = { ...pair, side, ...(Option.isSome(grace) && { grace: grace.value }) }
    yield* startAndFollow(flags, connected, Offboarding.start(input))
  }),
).pipe(
  Command.withDescription(
    "Part from a partner: the trust is closed at once, what access ends is written down, then everybody goes, and the trust; ends with 0 where it is done, 1 where it ended otherwise",
  ),
  Command.withExamples([
    {
      command: 'org-trust offboard --trustor ID --trustee ID --grace "7 days" --parties OURS',
      description: "End the access of a partner, which can be taken back for a week",
    },
  ]),
)
