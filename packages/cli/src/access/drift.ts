/**
 * `org-trust drift`: whether it is still as a trust file says, and who changed it.
 */
import * as Console from "effect/Console"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import { ofPlan } from "@org-trust/core/access/BlastRadius"
import type { NameOf } from "@org-trust/core/access/Describe"
import type { Plan } from "@org-trust/core/access/Plan"
import { type AuditMessage, toSearchResult } from "@org-trust/core/Audit"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { TrustAudits } from "@org-trust/core/TrustAudits"
import { connectionFlags } from "./Connection.ts"
import { SomethingToDo } from "./Failures.ts"
import { fileArgument, journalFlag, jsonFlag } from "./inputs.ts"
import { makePlan } from "./planning.ts"
import { paint, planJson, planText, withNames } from "./planText.ts"

/** The partners whose trusts are not as the file says: those that come in here, and those where our people go. */
const drifted = ({ steps, strangers }: Plan) => {
  const trustors = new Set<OrganizationId>()
  const trustees = new Set<OrganizationId>()
  for (const { operation, partner } of steps) {
    ;(operation.startsWith("Trustor") || operation === "Pairings.create" ? trustors : trustees).add(partner)
  }
  for (const { partner, what } of strangers) (what === "trustor" ? trustors : trustees).add(partner)
  return { trustees, trustors }
}

/** The latest changes, as far as the audits tell; a reason in words where they do not. */
const changesOf = Effect.fnUntraced(function* (plan: Plan, since: DateTime.Utc | undefined) {
  const audits = yield* TrustAudits
  const { trustees, trustors } = drifted(plan)
  const common = { trusteeUserIds: [], ...(since !== undefined && { startDate: since }) }
  const page = { pageSize: 25 }
  const queries = [
    ...Array.from(trustees, (id) => ({
      partner: id,
      answer: audits.ofTrustees({ ...common, trusteeOrganizationIds: [id] }, page),
    })),
    ...Array.from(trustors, (id) => ({
      partner: id,
      answer: audits.ofTrustor({ ...common, trustorOrganizationId: id }, page),
    })),
  ]
  return yield* Effect.forEach(
    queries,
    ({ answer, partner }) =>
      answer.pipe(
        Effect.map((response) =>
          Option.match(toSearchResult(response), {
            onNone: () => ({ partner, messages: [], problem: "the audits have a form that is not known" }),
            onSome: ({ auditMessages }) => ({ partner, messages: auditMessages, problem: undefined }),
          }),
        ),
        Effect.catch((error) =>
          Effect.succeed({
            partner,
            messages: [],
            problem: `the audits cannot be read: ${error._tag}: ${error.message}`,
          }),
        ),
      ),
    { concurrency: 4 },
  )
})

const auditLine =
  (nameOf: NameOf) =>
  ({ action, changes = [], entity, timestamp, user }: AuditMessage): string => {
    const when = timestamp === undefined ? "at an unknown time" : DateTime.formatIso(timestamp)
    const what = `${action ?? "changed"} ${entity?.type ?? ""} ${entity?.name ?? entity?.id ?? ""}`.trim()
    const which = changes.flatMap(({ newValues = [], oldValues = [], property }) =>
      property === undefined
        ? []
        : [`${property}: ${oldValues.join(", ") || "none"} → ${newValues.join(", ") || "none"}`],
    )
    return `    ${when}  ${user?.name ?? user?.id ?? "somebody"}: ${withNames([what, ...which].join("; "), nameOf)}`
  }

const changesText = (changes: Effect.Success<ReturnType<typeof changesOf>>, nameOf: NameOf): string =>
  [
    "",
    "What changed, and by whom:",
    ...changes.flatMap(({ messages, partner, problem }) => [
      `  ${nameOf(partner)}`,
      ...(problem === undefined ? [] : [`    ${problem}`]),
      ...(problem === undefined && messages.length === 0 ? ["    the audits tell of nothing"] : []),
      ...messages.map(auditLine(nameOf)),
    ]),
  ].join("\n")

/** The command. */
export const drift = Command.make(
  "drift",
  { file: fileArgument, json: jsonFlag, journal: journalFlag, ...connectionFlags },
  Effect.fnUntraced(function* ({ file, json, ...flags }) {
    const { connection, entries, nameOf, plan, snapshot } = yield* makePlan(file, flags)
    const isAsSaid = plan.steps.length + plan.strangers.length + plan.obstacles.length === 0
    const last = entries.findLast(({ _tag }) => _tag === "RunEnded")
    const changes = isAsSaid ? [] : yield* Effect.provide(changesOf(plan, last?.at), connection.services)
    const radius = ofPlan(snapshot, plan)
    if (json) {
      yield* Console.log(JSON.stringify({ ...planJson(plan, radius, snapshot, nameOf), changes }, undefined, 2))
    } else {
      yield* Console.log(planText(plan, radius, nameOf, yield* paint))
      if (changes.length > 0) yield* Console.log(changesText(changes, nameOf))
    }
    if (!isAsSaid) return yield* new SomethingToDo()
  }),
).pipe(
  Command.withDescription(
    "Say whether it is still as a trust file says, and who changed it since the last apply; ends with 0 where it is, 2 where it is not or something else is there too, 1 where that cannot be told",
  ),
  Command.withExamples([
    { command: "org-trust drift trusts.yaml", description: "In a schedule: say what is no longer as the file says" },
  ]),
)
