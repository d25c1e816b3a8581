/**
 * `org-trust review --open`: writes the questions of a review.
 */
import * as Console from "effect/Console"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Flag from "effect/cli/Flag"
import { Unanswered } from "@org-trust/core/access/DecisionFile"
import { counted } from "@org-trust/core/access/Describe"
import { ask } from "@org-trust/core/access/Questions"
import type { Review } from "@org-trust/core/access/Reviewed"
import type { Snapshot } from "@org-trust/core/access/Snapshot"
import { Timestamp } from "@org-trust/core/Timestamp"
import { cannotDo } from "../access/Failures.ts"
import { fileProblem } from "../fileProblem.ts"
import { shellWord } from "../shellWord.ts"
import { toYaml } from "./DecisionText.ts"
import { repeatSubject, type SubjectFlags } from "./reading.ts"

/** The flags of asking. */
export const openFlags = {
  open: Flag.String("open").pipe(
    Flag.withMetavar("DECISIONS"),
    Flag.withDescription("Writes the questions of the review to a new file: who still needs what"),
    Flag.optional,
  ),
  answerBy: Flag.String("answer-by").pipe(
    Flag.withMetavar("DAY"),
    Flag.withDescription("With --open: the last day for answers, such as 2027-01-31 (default: in 14 days)"),
    Flag.optional,
  ),
  unanswered: Flag.Literals("unanswered", Unanswered.literals).pipe(
    Flag.withDescription("With --open: what becomes of what nobody answers (default keep)"),
    Flag.withDefault("keep"),
  ),
} as const

/** The values of the flags. */
export interface OpenFlags {
  readonly answerBy: Option.Option<string>
  readonly unanswered: Unanswered
}

const decodeTime = Schema.decodeUnknownOption(Timestamp)

const lastDay = Effect.fnUntraced(function* ({ answerBy }: OpenFlags, now: DateTime.Utc) {
  if (Option.isNone(answerBy)) return DateTime.add(now, { days: 14 })
  const text = answerBy.value.trim()
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? decodeTime(`${text}T00:00:00Z`) : Option.none()
  if (Option.isNone(day)) return yield* cannotDo(`--answer-by: expected a day such as 2027-01-31, got ${text}`)
  return DateTime.isLessThan(day.value, DateTime.startOf(now, "day"))
    ? yield* cannotDo(`--answer-by: ${text} is past`)
    : day.value
})

/** Writes the questions of a review. Answers that are there already are not written over. */
export const writeQuestions = Effect.fnUntraced(function* (
  path: string,
  review: Review,
  snapshot: Snapshot,
  flags: OpenFlags & SubjectFlags,
) {
  const files = yield* FileSystem.FileSystem
  const answerBy = yield* lastDay(flags, review.at)
  const asking = ask(review, snapshot, { answerBy, unanswered: flags.unanswered })
  yield* files
    .writeFileString(path, toYaml(asking), { flag: "wx" })
    .pipe(
      Effect.mapError((error) =>
        cannotDo(
          error.reason._tag === "AlreadyExists"
            ? `${path} is there already: what was answered in it is not written over`
            : `Cannot write ${path}: ${fileProblem(error)}`,
        ),
      ),
    )
  const { questions } = asking.file
  const count = (choice: string) => questions.filter(({ recommendation }) => recommendation === choice).length
  yield* Console.log(
    [
      `${path} asks ${counted(questions.length, "question")}, to be answered until ${asking.file.answerBy}.`,
      `Recommended: ${count("remove")} to remove, ${count("shorten")} to shorten, ${count("keep")} to keep.`,
      `When they are answered: org-trust review${repeatSubject(flags)} --close ${shellWord(path)}`,
    ].join("\n"),
  )
})
