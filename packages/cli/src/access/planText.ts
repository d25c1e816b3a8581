/**
 * A plan as text for a terminal, and as JSON for machines.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TerminalCapabilities from "effect/cli/TerminalCapabilities"
import type { Where } from "@org-trust/core/access/Access"
import type { BlastRadius, Difference } from "@org-trust/core/access/BlastRadius"
import { counted, describe, type NameOf } from "@org-trust/core/access/Describe"
import type { Plan, Stranger } from "@org-trust/core/access/Plan"
import type { Snapshot } from "@org-trust/core/access/Snapshot"
import type { Step, StepEffect } from "@org-trust/core/access/Step"
import { rightText } from "../review/words.ts"

/** Colours text by what a step does, or does not. */
export type Paint = (text: string, as: StepEffect | "faint" | "bold") => string

const codes = { takes: 31, changes: 33, gives: 32, faint: 2, bold: 1 } as const

/** Colours for a terminal, unless colours are not wanted. */
export const paint: Effect.Effect<Paint> = Effect.map(
  TerminalCapabilities.TerminalCapabilities,
  ({ canColor }): Paint => (canColor ? (text, as) => `\u001B[${codes[as]}m${text}\u001B[0m` : (text) => text),
)

const signs = { takes: "-", changes: "~", gives: "+" } as const

/** A step in one line, with its number. */
export const stepLine = (step: Step, at: number, nameOf: NameOf, paint: Paint): string =>
  `${String(at).padStart(3)}. ${paint(`${signs[step.effect]} ${describe(step, nameOf)}`, step.effect)}`

const section = (title: string, lines: ReadonlyArray<string>, paint: Paint): ReadonlyArray<string> =>
  lines.length === 0 ? [] : ["", paint(title, "bold"), ...lines]

const whereText = (where: Where, nameOf: NameOf): string => {
  switch (where.kind) {
    case "all":
      return "in all divisions"
    case "division":
      return `in ${nameOf(where.divisionId)}`
    case "unseen":
      return "in divisions that cannot be seen"
  }
}

/** Who gains or loses what where: a line for each person and place. */
const differenceLines = (
  differences: ReadonlyArray<Difference>,
  sign: string,
  effect: StepEffect,
  nameOf: NameOf,
  paint: Paint,
): ReadonlyArray<string> => {
  const grouped = Map.groupBy(
    differences,
    ({ isCertain, partner, subject, where }) =>
      `${subject.kind === "group" ? "everybody in " : ""}${nameOf(subject.id)} of ${nameOf(partner)} ${whereText(where, nameOf)}${isCertain ? "" : ", perhaps"}`,
  )
  return Array.from(grouped, ([who, each]) =>
    paint(
      `  ${sign} ${who}: ${each
        .map(({ right }) => rightText(right, nameOf))
        .toSorted()
        .join(", ")}`,
      effect,
    ),
  )
}

/** A sentence with names for the ids in it. */
export const withNames = (text: string, nameOf: NameOf): string =>
  text.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, nameOf)

const strangerText = ({ id, partner, what }: Stranger, nameOf: NameOf): string => {
  switch (what) {
    case "trustee":
    case "trustor":
      return `the ${what} ${nameOf(id)}`
    case "customerCare":
      return `what ${nameOf(id)} may do as Customer Care, by the flags of the trust`
    default:
      return `the ${what} ${nameOf(id)} of the trust with ${nameOf(partner)}`
  }
}

const tallyWords = [
  ["takes", "takes something away", "take something away"],
  ["changes", "changes something", "change something"],
  ["gives", "gives something", "give something"],
] as const

/** The plan for people, and who gains and who loses what by it. */
export const planText = (plan: Plan, radius: BlastRadius, nameOf: NameOf, paint: Paint): string => {
  const { obstacles, steps, strangers, unseen } = plan
  const partnerOf = ({ partner }: { readonly partner: string }) => nameOf(partner)
  const tallies = tallyWords.flatMap(([effect, one, many]) => {
    const number = steps.filter((step) => step.effect === effect).length
    return number === 0 ? [] : [counted(number, one, many)]
  })
  return [
    ...(steps.length === 0
      ? ["Nothing to do: it is as the file says."]
      : [
          `${counted(steps.length, "step")}${steps.length > 1 ? ", in this order" : ""}: ${tallies.join(", ")}.`,
          "",
          ...steps.flatMap((step, at) => [
            stepLine(step, at + 1, nameOf, paint),
            `       ${paint(`${step.reason}.  ${step.operation}`, "faint")}`,
          ]),
        ]),
    ...section(
      "Who gains and who loses what:",
      [
        ...differenceLines(radius.losses, "-", "takes", nameOf, paint),
        ...differenceLines(radius.gains, "+", "gives", nameOf, paint),
      ],
      paint,
    ),
    ...section(
      "Not in the file, and left alone (strangers: remove takes them out):",
      strangers.map((stranger) => `  ${strangerText(stranger, nameOf)}`),
      paint,
    ),
    ...section(
      "Cannot be seen (these have the right roles; the API does not tell in which divisions):",
      unseen.map((each) => `  the ${each.what} ${nameOf(each.id)} of ${partnerOf(each)}`),
      paint,
    ),
    ...section(
      "Cannot be done:",
      obstacles.map((obstacle) => `  ${partnerOf(obstacle)}: ${withNames(obstacle.reason, nameOf)}`),
      paint,
    ),
  ].join("\n")
}

/** The plan for machines. Dates are as in the API. */
export const planJson = (
  plan: Plan,
  radius: BlastRadius,
  snapshot: Snapshot,
  nameOf: NameOf,
): Readonly<Record<string, unknown>> => ({
  organization: snapshot.organizationId,
  takenAt: DateTime.formatIso(snapshot.takenAt),
  steps: plan.steps.map((step) => ({
    operation: step.operation,
    input: step.input,
    partner: step.partner,
    ...(step.others !== undefined && { others: step.others }),
    effect: step.effect,
    does: describe(step, nameOf),
    reason: step.reason,
  })),
  gains: radius.gains,
  losses: radius.losses,
  strangers: plan.strangers,
  unseen: plan.unseen,
  obstacles: plan.obstacles,
})
