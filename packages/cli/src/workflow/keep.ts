/**
 * `org-trust keep`: keeps it as a trust file says.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Keeping from "@org-trust/workflow/Keeping"
import { fileArgument, readTrustFile } from "../access/inputs.ts"
import { switchFlag, wholeFlag } from "../flags.ts"
import { durationFlag } from "./inputs.ts"
import { connectAll } from "./parties.ts"
import { startAndFollow, startFlags } from "./starting.ts"

/** The command. */
export const keep = Command.make(
  "keep",
  {
    file: fileArgument,
    every: durationFlag("every", "How often it looks (default 1 day)"),
    withoutApproval: switchFlag(
      "without-approval",
      "Does what is to be done without asking; otherwise each plan waits until somebody approves it",
    ),
    rounds: wholeFlag("rounds", "How often it looks in all, from 1; until it is given up unless said", 1).pipe(
      Flag.optional,
    ),
    ...startFlags,
  },
  Effect.fnUntraced(function* ({ every, file: path, rounds, withoutApproval, ...flags }) {
    const { file } = yield* readTrustFile(path)
    const connected = yield* connectAll(flags)
    const input = {
      file,
      approval: !withoutApproval,
      ...(Option.isSome(every) && { every: every.value }),
      ...(Option.isSome(rounds) && { rounds: rounds.value }),
    }
    yield* startAndFollow(flags, connected, Keeping.start(input))
  }),
).pipe(
  Command.withDescription(
    "Keep it as a trust file says: look again and again, and do what is approved; ends with 0 where it is done, 1 where it ended otherwise",
  ),
  Command.withExamples([
    {
      command: 'org-trust keep trusts.yaml --every "6 hours"',
      description: "Look every six hours, and ask before anything is done",
    },
  ]),
)
