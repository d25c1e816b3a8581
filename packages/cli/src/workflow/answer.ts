/**
 * `org-trust answer`: says to a run what it waits for.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import { PairingId } from "@org-trust/core/Identifiers"
import { Timestamp } from "@org-trust/core/Timestamp"
import type { Answer } from "@org-trust/workflow/Answer"
import * as Runs from "@org-trust/workflow/Runs"
import { Seal } from "@org-trust/workflow/Seal"
import { type CannotDo, cannotDo } from "../access/Failures.ts"
import { quietly } from "./following.ts"
import { Misused } from "../usage.ts"
import { runIdOf } from "./runs.ts"
import { orExplained } from "./starting.ts"
import { switchFlag } from "../flags.ts"
import { layerClient, layerSeal, stateFlag } from "./State.ts"

const kinds = ["agreed", "declined", "handed", "taken-back", "extend", "let-go", "approved", "give-up"] as const

const decodePairing = Schema.decodeUnknownOption(PairingId)
const decodeDate = Schema.decodeUnknownOption(Timestamp)

const required = (what: string, value: Option.Option<string>): Effect.Effect<string, CannotDo> =>
  Effect.mapError(Effect.fromOption(value), () => cannotDo(`This answer needs ${what} after it`))

const answerOf = Effect.fnUntraced(function* (
  kind: Exclude<(typeof kinds)[number], "give-up">,
  value: Option.Option<string>,
): Effect.fn.Return<Answer, CannotDo, Seal> {
  switch (kind) {
    case "agreed":
      return { _tag: "Agreed" }
    case "let-go":
      return { _tag: "LetGo" }
    case "declined":
      return { _tag: "Declined", reason: yield* required("a reason", value) }
    case "taken-back":
      return { _tag: "TakenBack", reason: yield* required("a reason", value) }
    case "approved":
      return { _tag: "Approved", fingerprint: yield* required("the fingerprint of the plan", value) }
    case "extend": {
      const date = decodeDate(yield* required("the new end, such as 2030-12-31T00:00:00Z", value))
      return Option.isSome(date)
        ? { _tag: "Extend", dateExpired: date.value }
        : yield* cannotDo("Expected a time such as 2030-12-31T00:00:00Z after extend")
    }
    case "handed": {
      const pairing = decodePairing((yield* required("the id of the pairing", value)).trim())
      if (Option.isNone(pairing)) return yield* cannotDo("Expected the id of a pairing, a UUID, after handed")
      const seal = yield* Seal
      return { _tag: "Handed", sealed: yield* seal.close(Redacted.make(pairing.value)) }
    }
  }
})

/** The command. */
export const answer = Command.make(
  "answer",
  {
    run: Argument.String("run").pipe(
      Argument.withDescription(
        "The run, such as onboarding-12, or the token that was handed over with --token (required)",
      ),
    ),
    kind: Argument.Literals("answer", kinds).pipe(
      Argument.withDescription("What is said to it; org-trust runs RUN tells which answers it takes (required)"),
    ),
    value: Argument.String("value").pipe(
      Argument.withDescription("The reason, the pairing, the new end, or the fingerprint that belongs to the answer"),
      Argument.optional,
    ),
    token: switchFlag("token", "The run is named by its token"),
    state: stateFlag,
  },
  Effect.fnUntraced(function* ({ kind, run, state, token, value }) {
    if (token && kind === "give-up") {
      return yield* new Misused({ message: "--token does nothing with give-up, which the id of the run is needed for" })
    }
    if (Option.isSome(value) && (kind === "agreed" || kind === "let-go")) {
      return yield* new Misused({ message: `${kind} takes nothing after it, got ${value.value}` })
    }
    const use = Effect.gen(function* () {
      if (kind === "give-up") {
        const id = yield* runIdOf(run)
        const givenUp = yield* Runs.giveUp(id, yield* required("a reason", value))
        return yield* Console.log(`${givenUp} is to be given up: it takes back what it has made.`)
      }
      const given = yield* answerOf(kind, value)
      if (token) return yield* Console.log(`${yield* Runs.answerByToken(Redacted.make(run), given)} is answered.`)
      const id = yield* runIdOf(run)
      yield* Runs.answer(id, given)
      yield* Console.log(`${id} is answered.`)
    })
    yield* use.pipe(Effect.provide([layerClient(state), layerSeal(state)]), orExplained, quietly)
  }),
).pipe(
  Command.withDescription(
    "Say to a run what it waits for, or give it up; the first answer counts; ends with 1 where the run does not wait for it",
  ),
  Command.withExamples([
    { command: "org-trust answer onboarding-12 agreed", description: "Say that the other side has made the trust" },
    {
      command: 'org-trust answer onboarding-12 give-up "they changed their mind"',
      description: "Give a run up: what it has made is taken back",
    },
  ]),
)
