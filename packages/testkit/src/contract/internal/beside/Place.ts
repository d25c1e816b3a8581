/**
 * Where a call takes place: in the trusts that it can change, or that its answer can tell
 * of. The table of operations says which part the caller plays, and the input who the
 * others are. Clauses that are checked at once do so in places of their own.
 */
import * as Predicate from "effect/Predicate"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"

/** The trusts of a trustor with a trustee; with whomever, where one is left out. */
export interface Place {
  readonly trustor?: string
  readonly trustee?: string
}

const canBeSame = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other

/** Whether there can be a trust that is in both. */
export const meet = (one: Place, other: Place): boolean =>
  canBeSame(one.trustor, other.trustor) && canBeSame(one.trustee, other.trustee)

/** Whether some place of the one meets one of the other. */
export const anyMeet = (some: ReadonlyArray<Place>, others: ReadonlyArray<Place>): boolean =>
  some.some((one) => others.some((other) => meet(one, other)))

/** Whether all that is in the inner place is in the outer one. */
export const covers = (outer: Place, inner: Place): boolean =>
  (outer.trustor === undefined || outer.trustor === inner.trustor) &&
  (outer.trustee === undefined || outer.trustee === inner.trustee)

/** Ids mean the same in any case. */
const textsOf = (input: unknown, name: string): ReadonlyArray<string> => {
  if (!Predicate.hasProperty(input, name)) return []
  const value = input[name]
  const values: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value]
  return values.filter(Predicate.isString).map((text) => text.toLowerCase())
}

/** The organizations that an input names, some of them by a pairing of theirs. */
const named = (input: unknown, askedBy: (pairingId: string) => string | undefined): ReadonlyArray<string> => {
  const payload = Predicate.hasProperty(input, "payload") ? input["payload"] : undefined
  return [
    ...["trusteeOrgId", "trustorOrgId", "id"].flatMap((name) => textsOf(input, name)),
    ...["trusteeOrganizationIds", "trustorOrganizationId"].flatMap((name) => textsOf(payload, name)),
    ...textsOf(payload, "pairingId").flatMap((id) => askedBy(id) ?? []),
  ]
}

/**
 * The places of a call by somebody of an organization; none where it is about no trust.
 * `askedBy` tells which organization a pairing is of, where that is known.
 */
export const placesOf = (
  operation: OperationName,
  organizationId: string,
  input: unknown,
  askedBy: (pairingId: string) => string | undefined,
): ReadonlyArray<Place> => {
  const { side, trusts }: OperationEntry = operations[operation]
  if (trusts === "none") return []
  const own = organizationId.toLowerCase()
  const others = named(input, askedBy)
  if (side === "trustee")
    return others.length === 0 ? [{ trustee: own }] : others.map((trustor) => ({ trustor, trustee: own }))
  return others.length === 0 ? [{ trustor: own }] : others.map((trustee) => ({ trustor: own, trustee }))
}
