/**
 * Ending the trusts that a law made with one input.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { serves } from "../Capabilities.ts"
import { lettingCareIn } from "./Attempt.ts"
import type { Bench } from "./Bench.ts"
import { placesOf } from "./beside/Place.ts"
import { isLost } from "./Cut.ts"
import type { Lab } from "./Lab.ts"

/** Ends the trusts with Customer Care that were made. */
const endCareTrusts = Effect.fnUntraced(function* (bench: Bench, lab: Lab) {
  const care = lab.subject.world.organizations.filter(({ isCare }) => isCare === true)
  const makers = new Set(
    lab.trace.flatMap((step) =>
      step._tag === "Call" && lettingCareIn.has(step.operation) ? [step.client.organizationId] : [],
    ),
  )
  for (const { admin, organization } of Object.values(lab.cast)) {
    if (!makers.has(organization.id)) continue
    const invoke = yield* bench.connected(admin)
    for (const { id } of care) yield* Effect.ignore(invoke("Trustees.remove", { trusteeOrgId: id }))
  }
})

const idIn = (value: unknown): string | undefined =>
  Predicate.hasProperty(value, "id") && Predicate.isString(value.id) ? value.id.toLowerCase() : undefined

/**
 * Ends the trusts that were made, or may have been where the answer was lost, so that the implementation is left
 * as it was. No other is touched: it may be another clause's.
 */
export const endTrusts = Effect.fnUntraced(function* (bench: Bench, lab: Lab) {
  if (!serves(bench.subject.capabilities, "Trustees.remove")) return yield* lab.settled
  const parties = Object.values(lab.cast)
  const partyOf = (id: string | undefined) => parties.find(({ organization }) => organization.id.toLowerCase() === id)
  /** Which organization made a pairing. */
  const owners = new Map<string, string>()
  for (const step of lab.trace) {
    if (step._tag !== "Call") continue
    const { input, operation, outcome } = step
    const { organizationId } = step.client
    const made = outcome._tag === "Reply" ? idIn(outcome.reply) : undefined
    if (operation === "Pairings.create" && made !== undefined) owners.set(made, organizationId)
    if (operation !== "Trustees.create" || (made === undefined && !isLost(step))) continue
    const [asked] = placesOf(operation, organizationId, input, (pairingId) => owners.get(pairingId))
    const trustor = partyOf(organizationId.toLowerCase())
    const trustee = partyOf(made ?? asked?.trustee?.toLowerCase())
    if (trustor === undefined || trustee === undefined) continue
    const invoke = yield* bench.connected(trustor.admin)
    yield* Effect.ignore(invoke("Trustees.remove", { trusteeOrgId: trustee.organization.id }))
  }
  yield* endCareTrusts(bench, lab)
  yield* lab.settled
})
