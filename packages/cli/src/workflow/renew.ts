/**
 * `org-trust renew`: asks before a trust ends.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Renewal from "@org-trust/workflow/Renewal"
import { durationFlag, pairFlags, pairOf } from "./inputs.ts"
import { connectAll } from "./parties.ts"
import { startAndFollow, startFlags } from "./starting.ts"

/** The command. */
export const renew = Command.make(
  "renew",
  {
    ...pairFlags,
    askBefore: durationFlag("ask-before", "How long before the end it is asked (default 30 days)"),
    ...startFlags,
  },
  Effect.fnUntraced(function* ({ askBefore, trustee, trustor, ...flags }) {
    const pair = yield* pairOf(trustor, trustee)
    const connected = yield* connectAll(flags)
    const input = { ...pair, ...(Option.isSome(askBefore) && { askBefore: askBefore.value }) }
    yield* startAndFollow(flags, connected, Renewal.start(input))
  }),
).pipe(
  Command.withDescription(
    "Ask before a trust ends whether it shall go on, and do what a person answers; ends with 0 where it is done, 1 where it ended otherwise",
  ),
  Command.withExamples([
    {
      command: "org-trust renew --trustor ID --trustee ID --parties OURS",
      description: "Wait until 30 days before the trust ends, and ask",
    },
  ]),
)
