/**
 * A workflow with everything that an engine has to keep: effects outside, an answer of
 * somebody else, a clock, and compensations.
 */
import { appendFileSync, readFileSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Activity from "effect/workflow/Activity"
import * as DurableClock from "effect/workflow/DurableClock"
import * as DurableDeferred from "effect/workflow/DurableDeferred"
import * as Workflow from "effect/workflow/Workflow"

/** The run was refused in its last step. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", { step: Schema.String }) {}

/** The answer of somebody else. */
const answer = DurableDeferred.make("answer", { success: Schema.String })

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

/** Runs of it that write to one file. */
export const runsIn = (log: string) => {
  const payload = (id: string, options: { readonly refuse?: boolean; readonly wait?: boolean } = {}) => ({
    id,
    log,
    refuse: false,
    wait: false,
    ...options,
  })
  return {
    payload,
    /** Answers a run that waits. */
    answering: (id: string) =>
      Effect.gen(function* () {
        const executionId = yield* Toy.executionId(payload(id))
        const token = DurableDeferred.tokenFromExecutionId(answer, { workflow: Toy, executionId })
        yield* DurableDeferred.succeed(answer, { token, value: "yes" })
      }),
    /** The steps that a run has taken. */
    lines: (id: string) =>
      readFileSync(log, "utf8")
        .split("\n")
        .flatMap((line) => (line.startsWith(`${id} `) ? [line.slice(id.length + 1)] : [])),
  }
}

/** Waits until something is so. */
export const until = (condition: () => boolean) =>
  Effect.suspend(() => (condition() ? Effect.void : Effect.fail("not yet"))).pipe(
    Effect.retry(Schedule.spaced("20 millis")),
  )
