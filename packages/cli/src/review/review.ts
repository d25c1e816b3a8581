/**
 * `org-trust review`: who has access, and what is to be looked at.
 */
import * as Console from "effect/Console"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { review as make } from "@org-trust/core/access/Review"
import type { Review } from "@org-trust/core/access/Reviewed"
import { isAtLeast, severities } from "@org-trust/core/access/ReviewRule"
import { fileFlag, wholeFlag } from "../flags.ts"
import { checkTogether, type Together } from "../together.ts"
import { SomethingToDo } from "../access/Failures.ts"
import { writeFile } from "../access/inputs.ts"
import { besideFlags, readBeside, readDirectory } from "./beside.ts"
import { toCalendar } from "./Calendar.ts"
import { toCsv } from "./Csv.ts"
import { toHtml } from "./Html.ts"
import { toJson } from "./Json.ts"
import { closeFlags, closeReview } from "./close.ts"
import { openFlags, writeQuestions } from "./open.ts"
import { readSubject, subjectFlags, subjectTogether } from "./reading.ts"
import { toSarif } from "./Sarif.ts"
import { toText } from "./Text.ts"

const formats = ["text", "html", "csv", "json", "sarif", "ics"] as const

const write = (review: Review, format: (typeof formats)[number], file: string | undefined): string => {
  switch (format) {
    case "text":
      return `${toText(review)}\n`
    case "html":
      return toHtml(review)
    case "csv":
      return toCsv(review)
    case "json":
      return `${JSON.stringify(toJson(review), undefined, 2)}\n`
    case "sarif":
      return `${JSON.stringify(toSarif(review, file), undefined, 2)}\n`
    case "ics":
      return toCalendar(review)
  }
}

/** How much there is to look at, the worst first. */
const tally = ({ findings }: Review): string => {
  const counts = severities.toReversed().flatMap((each) => {
    const count = findings.filter(({ severity }) => severity === each).length
    return count === 0 ? [] : [`${count} ${each}`]
  })
  return counts.length === 0 ? "nothing to look at" : `to look at are ${counts.join(", ")}`
}

/** Closing is planned and done by what was answered, not by what is found now; asking writes nothing but the questions. */
const together: ReadonlyArray<Together> = [
  { flags: ["open"], not: ["close"] },
  { flags: ["apply", "record"], needs: ["close"] },
  {
    flags: ["yes", "max-removals", "allow-own-access-loss", "allow-no-manager", "allow-any-organization"],
    needs: ["close", "apply"],
  },
  { flags: ["answer-by", "unanswered"], needs: ["open"] },
  { flags: ["audits", "partner", "soon-days", "large-group"], not: ["close"] },
  { flags: ["format", "output", "fail-on"], not: ["open", "close"] },
  ...subjectTogether,
]

/** The command. */
export const review = Command.make(
  "review",
  {
    ...subjectFlags,
    ...besideFlags,
    ...openFlags,
    ...closeFlags,
    format: Flag.Literals("format", formats).pipe(
      Flag.withDescription("How it is written (default text)"),
      Flag.withDefault("text"),
    ),
    output: fileFlag("output", "Write it to a file (default: print it)"),
    failOn: Flag.Literals("fail-on", severities).pipe(
      Flag.withDescription("End with 2 where something is found that is at least as severe (default: never)"),
      Flag.optional,
    ),
    soonDays: wholeFlag("soon-days", "A trust ends soon where no more than so many days are left (default 30)", 0).pipe(
      Flag.withDefault(30),
    ),
    largeGroup: wholeFlag("large-group", "A group is large from so many people on (default 20)", 1).pipe(
      Flag.withDefault(20),
    ),
  },
  Effect.fnUntraced(function* ({ close, failOn, format, largeGroup, open, output, soonDays, ...flags }) {
    yield* checkTogether(together)
    if (Option.isSome(close)) return yield* closeReview(close.value, flags)
    const subject = yield* readSubject(flags, yield* readDirectory(flags.directory))
    const { desired, directory, file, snapshot } = subject
    const beside = yield* readBeside(flags, subject)
    const now = yield* DateTime.now
    const made = make(snapshot, {
      now,
      soonDays,
      largeGroup,
      directory,
      ...beside,
      ...(desired !== undefined && { desired }),
    })
    if (Option.isSome(open)) return yield* writeQuestions(open.value, made, snapshot, flags)
    const text = write(made, format, file)
    if (Option.isNone(output)) yield* Console.log(text.replace(/\n$/, ""))
    else {
      yield* writeFile(output.value, text)
      yield* Console.error(`${output.value} is written: ${tally(made)}.`)
    }
    const isBad = Option.exists(failOn, (least) => made.findings.some(({ severity }) => isAtLeast(severity, least)))
    if (isBad) return yield* new SomethingToDo()
  }),
).pipe(
  Command.withDescription("Say who has access, through what, and what is to be looked at"),
  Command.withExamples([
    { command: "org-trust review --format html --output review.html", description: "Write the review as a page" },
    { command: "org-trust review --open decisions.yaml", description: "Ask who still needs what" },
    { command: "org-trust review --close decisions.yaml --apply", description: "Do what was answered, and record it" },
  ]),
)
