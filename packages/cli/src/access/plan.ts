/**
 * `org-trust plan`: what would change, and why. It changes nothing.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import { ofPlan } from "@org-trust/core/access/BlastRadius"
import { connectionFlags } from "./Connection.ts"
import { SomethingToDo } from "./Failures.ts"
import { fileArgument, journalFlag, jsonFlag } from "./inputs.ts"
import { makePlan } from "./planning.ts"
import { paint, planJson, planText } from "./planText.ts"

/** The command. */
export const plan = Command.make(
  "plan",
  { file: fileArgument, json: jsonFlag, journal: journalFlag, ...connectionFlags },
  Effect.fnUntraced(function* ({ file, json, ...flags }) {
    const { nameOf, plan, snapshot } = yield* makePlan(file, flags)
    const radius = ofPlan(snapshot, plan)
    yield* Console.log(
      json
        ? JSON.stringify(planJson(plan, radius, snapshot, nameOf), undefined, 2)
        : planText(plan, radius, nameOf, yield* paint),
    )
    if (plan.steps.length + plan.obstacles.length > 0) return yield* new SomethingToDo()
  }),
).pipe(
  Command.withDescription(
    "Say what would change to make it as a trust file says; ends with 0 where nothing would, 2 where something would, 1 where that cannot be told",
  ),
  Command.withExamples([
    { command: "org-trust plan trusts.yaml", description: "Say what would change, and change nothing" },
  ]),
)
