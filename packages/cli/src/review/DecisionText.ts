/**
 * The text of a decisions file: as it is written for people to answer, and as it is read.
 */
import { Document, isMap, isNode, isScalar, isSeq } from "yaml"
import { DecisionFile, keysAt } from "@org-trust/core/access/DecisionFile"
import type { Asking } from "@org-trust/core/access/Questions"
import { addRemarks } from "../access/remarks.ts"

const howTo = (answerBy: string, unanswered: string): string =>
  ` Who still needs it? Answer each question until ${answerBy}, to the end of that day in UTC:
   decision: keep, remove or shorten
   by:       the name of who decides
   on:       the day of the decision, such as ${answerBy}
   note:     what you want to add, if anything
 To shorten, say what is left: of a trust until when it lasts (until: ${answerBy}T00:00:00Z),
 of a user or group which roles stay (keeps: [a role, { role: another, divisions: [a division] }]).
 A trust that goes takes everybody in it along. What nobody answers is ${unanswered === "keep" ? "kept" : "removed"}.`

/** The questions in YAML; what each id stands for is said beside it. */
export const toYaml = ({ file, remarks }: Asking): string => {
  const said = Object.entries(file).filter(
    ([, value]) => typeof value !== "object" || Array.isArray(value) || Object.keys(value).length > 0,
  )
  const document = new Document(Object.fromEntries(said))
  document.commentBefore = howTo(file.answerBy, file.unanswered)
  addRemarks(document, remarks)
  if (isMap(document.contents)) {
    for (const [at, { key, value }] of document.contents.items.entries()) {
      if (at > 0 && isScalar(key) && (isMap(value) || isSeq(value))) key.spaceBefore = true
      if (!isSeq(value)) continue
      for (const question of value.items.slice(1)) if (isNode(question)) question.spaceBefore = true
    }
  }
  return document.toString({ lineWidth: 0, nullStr: "" })
}

/** The form of a decisions file. */
export const decisionForm = { schema: DecisionFile, keysAt }
