/**
 * Runs in words, for the terminal.
 */
import * as DateTime from "effect/DateTime"
import { counted } from "@org-trust/core/access/Describe"
import type { Note, RunHead, RunId, Standing, Wait } from "@org-trust/workflow/Run"
import type { Paint } from "../access/planText.ts"

const clock = (at: DateTime.Utc): string => DateTime.formatIso(at).slice(0, 19).replace("T", " ")

/** How each answer is given on the command line. */
const answerWords = {
  Agreed: "agreed",
  Declined: "declined REASON",
  Handed: "handed PAIRING",
  TakenBack: "taken-back REASON",
  Extend: "extend DATE",
  LetGo: "let-go",
  Approved: "approved FINGERPRINT",
} as const

/** What can be said to a run that waits. */
const answerHint = (id: RunId, { answers }: Wait, repeated: string): string =>
  answers.length === 0
    ? ""
    : `\n    answer with: ${answers.map((tag) => `org-trust answer ${id} ${answerWords[tag]}${repeated}`).join("\n             or: ")}`

/** What a run waits for, in a sentence, with how it is answered; `repeated` are the flags that name the same runs. */
export const waitText = (id: RunId, wait: Wait, repeated: string): string => {
  const until = wait.until === undefined ? "" : `, until ${clock(wait.until)}`
  const sealed = wait.sealed === undefined ? "" : `\n    hand over with: org-trust runs ${id} --reveal${repeated}`
  return `waits: ${wait.because}${until}${answerHint(id, wait, repeated)}${sealed}`
}

/** A note in a line; `repeated` are the flags that name the same runs. */
export const noteText = ({ id }: RunHead, note: Note, paint: Paint, repeated: string): string => {
  const line = (text: string) => `${clock(note.at)}  ${text}`
  switch (note._tag) {
    case "StepBegan":
      return line(`… ${note.step}`)
    case "StepDone":
      return line(paint(`✓ ${note.step}`, "gives"))
    case "StepFailed":
      return line(paint(`✗ ${note.step}, attempt ${note.attempt}: ${note.error}: ${note.message}`, "changes"))
    case "Waits":
      return line(waitText(id, note.wait, repeated))
    case "WentOn":
      return line(`${note.wait}: ${note.answer === undefined ? "waits no more" : `answered ${note.answer}`}`)
    case "GiveUp":
      return line(`to be given up: ${note.reason}`)
    case "Ended":
      return [
        line(
          paint(
            `${note.how === "Done" ? "✓ done" : `✗ ${note.how}`}: ${note.message}`,
            note.how === "Done" ? "gives" : "takes",
          ),
        ),
        ...note.left.map(
          ({ because, id: who, what }) => `    left: ${what}${who === undefined ? "" : ` ${who}`}: ${because}`,
        ),
      ].join("\n")
  }
}

/** Where a run stands, in a line. */
export const standingLine = ({ doing, done, ended, failure, head, wait }: Standing, paint: Paint): string => {
  const now =
    ended !== undefined
      ? paint(ended.how === "Done" ? "done" : ended.how, ended.how === "Done" ? "gives" : "takes")
      : wait !== undefined
        ? `waits: ${wait.because}`
        : failure !== undefined
          ? paint(`${failure.error}, attempt ${failure.attempt}`, "changes")
          : doing === undefined
            ? `${counted(done.length, "step")} done`
            : `at ${doing}`
  return `${head.id.padEnd(16)}  ${clock(head.began)}  ${head.subject}\n${" ".repeat(18)}${now}`
}
