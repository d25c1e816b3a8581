/**
 * A workflow with everything that an engine has to keep: effects outside, an answer of
 * somebody else, a clock, and compensations.
 */
import { appendFileSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Activity from "effect/workflow/Activity"
import * as DurableClock from "effect/workflow/DurableClock"
import * as DurableDeferred from "effect/workflow/DurableDeferred"
import * as Workflow from "effect/workflow/Workflow"

/** The run was refused in its last step. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", { step: Schema.String }) {}

/** The answer of somebody else. */
export const answer = DurableDeferred.make("answer", { success: Schema.String })

/** The workflow. */
export const Toy = Workflow.make("Toy", {
  payload: { id: Schema.String, log: Schema.String, refuse: Schema.Boolean, wait: Schema.Boolean },
  idempotencyKey: ({ id }) => id,
  success: Schema.String,
  error: Refused,
})

/** Its steps, each of which writes a line. */
export const layer = Toy.toLayer(
  Effect.fnUntraced(function* ({ id, log, refuse, wait }) {
    const step = (name: string) =>
      Activity.make({
        name,
        success: Schema.String,
        execute: Effect.sync(() => {
          appendFileSync(log, `${id} ${name}\n`)
          return name
        }),
      })
    yield* step("one").pipe(Toy.withCompensation(() => step("undo one").pipe(Effect.asVoid)))
    yield* DurableClock.sleep({ name: "soon", duration: "50 millis", inMemoryThreshold: 0 })
    const said = wait ? yield* DurableDeferred.await(answer) : "nothing"
    yield* step("two")
    return refuse ? yield* new Refused({ step: "two" }) : said
  }),
)
