/**
 * Connections that break. An answer that never came says nothing of an implementation,
 * unless it never comes.
 */
import * as Effect from "effect/Effect"
import { serves } from "../Capabilities.ts"
import type { Step } from "../Trace.ts"
import type { Bench } from "./Bench.ts"
import type { Lab } from "./Lab.ts"

const isBroken = (step: Step): boolean => {
  if (step._tag !== "Call" || step.outcome._tag !== "Refusal") return false
  const { error } = step.outcome
  const cause = error._tag === "UnknownOutcome" ? error.cause : error
  return cause._tag === "Unavailable" && cause.reason === "Transport"
}

/** Whether a connection broke before an answer came: then the same is to be tried once more before it counts. */
export const isCut = ({ trace }: Pick<Lab, "trace">): boolean => trace.some(isBroken)

/** Ends all trusts that the organizations of a lab can have with each other: of what was cut nobody knows what was done. */
export const endAll = Effect.fnUntraced(function* (bench: Bench, { cast }: Pick<Lab, "cast">) {
  if (!serves(bench.subject.capabilities, "Trustees.remove")) return
  const parties = Object.values(cast)
  for (const { admin } of parties) {
    for (const { admin: other, organization } of parties) {
      if (admin === other) continue
      const invoke = yield* bench.connected(admin)
      yield* Effect.ignore(invoke("Trustees.remove", { trusteeOrgId: organization.id }))
    }
  }
})
