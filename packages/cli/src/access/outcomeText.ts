/**
 * What came of a step, for people.
 */
import type { Outcome } from "@org-trust/core/access/Apply"
import type { NameOf } from "@org-trust/core/access/Describe"
import type { Step } from "@org-trust/core/access/Step"
import { shellWord } from "../shellWord.ts"
import { type Paint, stepLine } from "./planText.ts"

const words = {
  done: "done",
  found: "was so already",
  waits: "waits",
  failed: "not done",
  unknown: "may or may not have been done",
  skipped: "left out",
} as const

const peopleOf = (
  step: Step,
): { readonly userIds: ReadonlyArray<string>; readonly groupIds: ReadonlyArray<string> } => {
  if (step.operation !== "Trustees.create") return { userIds: [], groupIds: [] }
  const { groups = [], users = [] } = step.input.payload
  return { userIds: users.map(({ id }) => id), groupIds: groups.map(({ id }) => id) }
}

/** What has to be asked of the other organization, word for word. */
const requestLines = ({ ending, pairingId, step }: Outcome, again: string, nameOf: NameOf): ReadonlyArray<string> => {
  if (ending !== "waits") return []
  const name = nameOf(step.partner)
  if (pairingId !== undefined) return [`       Hand this pairing to ${name}, good for 48 hours and once: ${pairingId}`]
  return [
    `       Ask ${name} to make a pairing: POST /api/v2/orgauthorization/pairings`,
    `         ${JSON.stringify(peopleOf(step))}`,
    `       and to hand over its id, within 48 hours. Then: org-trust ${again} --pairing ${shellWord(`${name}=ID`)}`,
    `       With credentials of ${name} it is made at once: --partner ${shellWord(`${name}=PROFILE`)}`,
  ]
}

/** What came of a step, in a line, and what follows from it. */
export const outcomeLines = (
  outcome: Outcome,
  of: number,
  again: string,
  nameOf: NameOf,
  paint: Paint,
): ReadonlyArray<string> => {
  const { because, ending, error, number, step } = outcome
  const why = error === undefined ? because : `${error._tag}: ${error.message}`
  return [
    `${stepLine(step, number, nameOf, paint)}  [${number}/${of}] ${words[ending]}${why === undefined ? "" : `: ${why}`}`,
    ...(error?.correlationId === undefined ? [] : [`       correlation id ${error.correlationId}`]),
    ...requestLines(outcome, again, nameOf),
  ]
}
