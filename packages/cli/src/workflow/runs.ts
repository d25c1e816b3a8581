/**
 * `org-trust runs`: where the runs stand.
 */
import * as Console from "effect/Console"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import { RunId } from "@org-trust/workflow/Run"
import { RunLog } from "@org-trust/workflow/RunLog"
import * as Runs from "@org-trust/workflow/Runs"
import { cannotDo } from "../access/Failures.ts"
import { switchFlag } from "../flags.ts"
import { jsonFlag } from "../access/inputs.ts"
import { paint } from "../access/planText.ts"
import { follow, quietly, watchStore } from "./following.ts"
import { noteText, standingLine, waitText } from "./noteText.ts"
import { checkTogether } from "../together.ts"
import { Misused } from "../usage.ts"
import { orExplained } from "./starting.ts"
import { layerClient, layerSeal, repeatState, stateFlag } from "./State.ts"

const decodeRun = Schema.decodeUnknownOption(RunId)

/** The id of a run, as it was written on the command line. */
export const runIdOf = (text: string) =>
  Effect.mapError(Effect.fromOption(decodeRun(text.trim())), () =>
    cannotDo(`Expected the id of a run, such as onboarding-12, got ${text}`),
  )

const listAll = Effect.fnUntraced(function* (all: boolean, json: boolean) {
  const log = yield* RunLog
  const heads = yield* log.list(all ? "all" : "open")
  const standings = yield* Effect.forEach(heads, ({ id }) => Runs.standing(id))
  if (json) return yield* Console.log(JSON.stringify(standings, undefined, 2))
  const colours = yield* paint
  if (standings.length === 0) return yield* Console.log(all ? "There are no runs." : "No run is open.")
  for (const standing of standings) yield* Console.log(standingLine(standing, colours))
})

const showOne = Effect.fnUntraced(function* (id: RunId, json: boolean, state: Option.Option<string>) {
  const log = yield* RunLog
  const standing = yield* Runs.standing(id)
  if (json) return yield* Console.log(JSON.stringify(standing, undefined, 2))
  const colours = yield* paint
  const repeated = repeatState(state)
  const run = yield* log.get(id)
  yield* Console.log(`${id}  ${standing.head.subject}`)
  if (Option.isSome(run)) {
    for (const note of run.value.notes) yield* Console.log(noteText(run.value.head, note, colours, repeated))
  }
  if (standing.wait !== undefined) yield* Console.log(`\nIt ${waitText(id, standing.wait, repeated)}`)
})

const reveal = Effect.fnUntraced(function* (id: RunId) {
  const { pairingId, token, until } = yield* Runs.handOver(id)
  const limit = until === undefined ? "" : `It can be used until ${DateTime.formatIso(until)}.`
  yield* Console.log(
    [
      "Hand this to the other organization, and to nobody else: whoever has it can make the trust.",
      `pairing ${Redacted.value(pairingId)}`,
      `token   ${Redacted.value(token)}`,
      limit,
    ].join("\n"),
  )
})

/** The command. */
export const runs = Command.make(
  "runs",
  {
    run: Argument.String("run").pipe(
      Argument.withDescription("The run to look at, such as onboarding-12 (default: all that are open)"),
      Argument.optional,
    ),
    all: switchFlag("all", "Lists those that have ended too"),
    follow: switchFlag("follow", "Follows the run to its end"),
    reveal: switchFlag(
      "reveal",
      "Prints the pairing that the run waits to have used, and the token by which it is answered",
    ),
    json: jsonFlag,
    state: stateFlag,
  },
  Effect.fnUntraced(function* ({ all, follow: follows, json, reveal: reveals, run, state }) {
    const id = Option.isSome(run) ? yield* runIdOf(run.value) : undefined
    const needed = reveals ? "--reveal" : follows ? "--follow" : undefined
    if (id === undefined && needed !== undefined) {
      return yield* new Misused({ message: `${needed} does nothing without the id of a run: name one` })
    }
    if (id !== undefined && all) {
      return yield* new Misused({ message: "--all does nothing with the id of a run: leave one of them out" })
    }
    yield* checkTogether([
      { flags: ["json", "follow"], not: ["reveal"] },
      { flags: ["json"], not: ["follow"] },
    ])
    const use = Effect.gen(function* () {
      yield* watchStore
      if (id === undefined) return yield* listAll(all, json)
      if (reveals) {
        return yield* Effect.provide(reveal(id), layerSeal(state))
      }
      return yield* follows ? follow(id, state) : showOne(id, json, state)
    })
    yield* use.pipe(Effect.scoped, Effect.provide(layerClient(state).pipe(Layer.fresh)), orExplained, quietly)
  }),
).pipe(
  Command.withDescription(
    "Say where the runs stand and what they wait for, or follow one; ends with 0, and with 1 where the run that is followed did not come through",
  ),
  Command.withExamples([
    { command: "org-trust runs", description: "List the runs that are open" },
    { command: "org-trust runs onboarding-12 --follow", description: "Follow a run to its end" },
  ]),
)
