/**
 * `org-trust onboard`: lets a partner in.
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Onboarding from "@org-trust/workflow/Onboarding"
import { readPartner, sideOf } from "./inputs.ts"
import { connectAll, idsOf } from "./parties.ts"
import { startAndFollow, startFlags } from "./starting.ts"

/** The command. */
export const onboard = Command.make(
  "onboard",
  {
    file: Argument.String("file").pipe(
      Argument.withDescription(
        "Who is let in where, in YAML or JSON: trustorOrgId, trusteeOrgId, users and groups with their grants (required)",
      ),
    ),
    ...startFlags,
  },
  Effect.fnUntraced(function* ({ file, ...flags }) {
    const asked = yield* readPartner(file)
    const connected = yield* connectAll(flags)
    const side = yield* sideOf(asked.side, asked, idsOf(connected))
    const { groups = [], users = [] } = asked
    yield* startAndFollow(flags, connected, Onboarding.start({ ...asked, side, users, groups }))
  }),
).pipe(
  Command.withDescription(
    "Let a partner in: ask, hand over, agree, members and roles, until both sides see it; goes on where it was when it is started again; ends with 0 where it is done, 1 where it ended otherwise",
  ),
  Command.withExamples([
    {
      command: "org-trust onboard partner.yaml --parties OURS,THEIRS",
      description: "Let the people of partner.yaml in, as both organizations",
    },
  ]),
)
