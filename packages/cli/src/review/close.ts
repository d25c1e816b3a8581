/**
 * `org-trust review --close`: what the answers come to, and on demand makes it so.
 */
import * as Console from "effect/Console"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Flag from "effect/cli/Flag"
import type { Outcome } from "@org-trust/core/access/Apply"
import { ofPlan } from "@org-trust/core/access/BlastRadius"
import { close, type Closing, type Fate } from "@org-trust/core/access/Closing"
import { type Decisions, resolve } from "@org-trust/core/access/Decisions"
import * as DecisionRecord from "@org-trust/core/access/DecisionRecord"
import { counted, describe, type NameOf } from "@org-trust/core/access/Describe"
import type { Desired } from "@org-trust/core/access/Desired"
import { afterSteps } from "@org-trust/core/access/Forecast"
import * as Plan from "@org-trust/core/access/Plan"
import type { Snapshot } from "@org-trust/core/access/Snapshot"
import type { Step } from "@org-trust/core/access/Step"
import { fileFlag, switchFlag } from "../flags.ts"
import { carryFlagsWith, type CarryFlags, carryOut } from "../access/carrying.ts"
import { cannotDo, SomethingToDo, WentWrong } from "../access/Failures.ts"
import { mistakesText, readForm, writeFile } from "../access/inputs.ts"
import { lockJournal } from "../access/journalLock.ts"
import { paint, planText } from "../access/planText.ts"
import { shellWord } from "../shellWord.ts"
import { readDirectory } from "./beside.ts"
import { decisionForm } from "./DecisionText.ts"
import { journalIn, namesIn, readSubject, repeatSubject, type SubjectFlags } from "./reading.ts"

// Every removal is named by a decision: that nobody is left in the end is what was decided.
const { emptyFile: _, ...railFlags } = carryFlagsWith("With --close --apply: ")

/** The flags of closing. */
export const closeFlags = {
  close: Flag.String("close").pipe(
    Flag.withMetavar("DECISIONS"),
    Flag.withDescription("Says what the answers in a file come to; changes nothing unless --apply is given"),
    Flag.optional,
  ),
  apply: switchFlag("apply", "With --close: does it, past the guard rails of apply, and writes the record"),
  record: fileFlag(
    "record",
    "With --close: the record for the auditor (default: with --apply beside the decisions, with the time in its name)",
  ),
  ...railFlags,
} as const

/** The values of the flags. */
export interface CloseFlags extends Omit<CarryFlags, "emptyFile">, SubjectFlags {
  readonly apply: boolean
  readonly record: Option.Option<string>
}

const fates: ReadonlyArray<readonly [Fate, string]> = [
  ["removed", "to remove"],
  ["shortened", "to shorten"],
  ["kept", "to keep"],
  ["gone", "gone already"],
  ["open", "not answered yet"],
]

/** What the questions came to, in a few lines. */
const verdictLines = ({ bystanders, verdicts }: Closing, nameOf: NameOf): ReadonlyArray<string> => {
  const tally = fates.flatMap(([fate, words]) => {
    const count = verdicts.filter((verdict) => verdict.fate === fate).length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  return [
    `Of ${counted(verdicts.length, "question")}: ${tally.join(", ") || "nothing"}.`,
    ...bystanders.map(
      ({ id, kind, partner }) =>
        `The ${kind} ${nameOf(id)} of ${nameOf(partner)} came since it was asked, and goes with the trust.`,
    ),
    "",
  ]
}

const readDecisions = Effect.fnUntraced(function* (path: string, now: DateTime.Utc) {
  const { place, value } = yield* readForm("decisions file", path, decisionForm)
  const decisions = resolve(value, now)
  if (Result.isFailure(decisions)) return yield* cannotDo(mistakesText(path, place(decisions.failure)))
  return { decisions: decisions.success, file: value, place }
})

const writeRecord = Effect.fnUntraced(function* (
  path: string,
  decisions: Decisions,
  closing: Closing,
  now: DateTime.Utc,
  nameOf: NameOf,
  outcomes: ReadonlyArray<Outcome> = [],
) {
  const record = DecisionRecord.make(decisions, closing, now, nameOf, outcomes)
  yield* writeFile(path, `${JSON.stringify(record, undefined, 2)}\n`)
})

/** What the next `apply` of a trust file would do only because of the plan: undo it. */
const undoneBy = (asked: Desired, snapshot: Snapshot, steps: ReadonlyArray<Step>): ReadonlyArray<Step> => {
  const before = new Set(Plan.make(asked, snapshot).steps.map((step) => JSON.stringify(step)))
  return Plan.make(asked, afterSteps(snapshot, steps)).steps.filter((step) => !before.has(JSON.stringify(step)))
}

/** Says what the answers come to, and does it where that is asked for. */
export const closeReview = Effect.fnUntraced(function* (path: string, flags: CloseFlags) {
  const now = yield* DateTime.now
  const { decisions, file, place } = yield* readDecisions(path, now)
  const journal = Option.getOrElse(journalIn(flags), () => `${path}.journal`)
  if (flags.apply) yield* lockJournal(journal)
  const subject = yield* readSubject(
    { ...flags, journal: Option.some(journal) },
    yield* readDirectory(flags.directory),
    decisions.organizationId,
  )
  const { connection, desired: asked, directory, snapshot } = subject
  const closed = close(decisions, snapshot, now)
  if (Result.isFailure(closed)) return yield* cannotDo(mistakesText(path, place(closed.failure)))
  const closing = closed.success
  const { desired, plan, verdicts } = closing
  const names = new Map<string, string>([...namesIn(file), ...directory.names])
  const nameOf: NameOf = (id) => names.get(id) ?? id
  const colours = yield* paint
  yield* Console.log(verdictLines(closing, nameOf).join("\n"))
  const isOpen = verdicts.some(({ fate }) => fate === "open")
  if (isOpen) yield* Console.log(`There is time to answer until ${file.answerBy}.\n`)
  yield* Console.log(
    plan.steps.length === 0 ? "Nothing to do." : planText(plan, ofPlan(snapshot, plan), nameOf, colours),
  )
  const undone = asked === undefined ? [] : undoneBy(asked, snapshot, plan.steps)
  if (undone.length > 0) {
    const lines = undone.map((step) => `  ${describe(step, nameOf)}`)
    yield* Console.log(
      `\nThe trust file says otherwise. Change it too, or the next apply undoes this:\n${lines.join("\n")}`,
    )
  }

  const stamp = DateTime.formatIso(now).replaceAll(/[:.]/g, "-")
  const record = Option.getOrElse(flags.record, () => `${path}.record-${stamp}.json`)
  const again = `review${repeatSubject(flags)} --close ${shellWord(path)} --apply`
  const planned = writeRecord(record, decisions, closing, now, nameOf)
  if (!flags.apply || plan.steps.length === 0) {
    if (flags.apply || Option.isSome(flags.record)) {
      yield* planned
      yield* Console.log(`The record is in ${record}.`)
    }
    if (plan.steps.length > 0) yield* Console.log(`\nNothing was changed. To do it: org-trust ${again}`)
    if (plan.steps.length > 0 || isOpen) return yield* new SomethingToDo()
    return
  }
  const { bad, outcomes } = yield* carryOut({
    connection,
    desired,
    snapshot,
    plan,
    nameOf,
    journal,
    again,
    paint: colours,
    // A run that is interrupted leaves a record of what was decided; the journal knows how far it came.
    onBegin: planned,
    flags: { ...flags, emptyFile: true },
  })
  yield* writeRecord(record, decisions, closing, now, nameOf, outcomes)
  yield* Console.log(`The record is in ${record}.`)
  if (bad > 0) return yield* new WentWrong()
  if (isOpen) return yield* new SomethingToDo()
}, Effect.scoped)
