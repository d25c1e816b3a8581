/**
 * Dates that matter to a history: when something was made, and when something ends.
 */
import * as DateTime from "effect/DateTime"
import * as HashMap from "effect/HashMap"
import { isReadonlyObject } from "effect/Predicate"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { type State, trusts } from "@org-trust/core/lifecycle/State"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"

/** When what a reply shows was made, if the reply says so; of several things, the one made last. */
export const dateIn = (reply: unknown): DateTime.Utc | undefined => {
  if (!isReadonlyObject(reply)) return undefined
  const { entities } = reply
  if (Array.isArray(entities)) {
    return entities
      .flatMap((each: unknown) => dateIn(each) ?? [])
      .sort(DateTime.Order)
      .at(-1)
  }
  const details = isReadonlyObject(reply["trustUserDetails"]) ? reply["trustUserDetails"] : reply
  const date = details["dateCreated"]
  return DateTime.isDateTime(date) && DateTime.isUtc(date) ? date : undefined
}

/** The end that a request asks for. */
export const endIn = (input: unknown): DateTime.Utc | undefined => {
  const payload = isReadonlyObject(input) && isReadonlyObject(input["payload"]) ? input["payload"] : {}
  const end = payload["dateExpired"]
  return DateTime.isDateTime(end) && DateTime.isUtc(end) ? end : undefined
}

/** The times, after one and up to another, at which a pairing or a trust ends. */
export const ends = (
  { profile }: Environment,
  state: State,
  after: DateTime.Utc,
  upTo?: DateTime.Utc,
): ReadonlyArray<DateTime.Utc> => {
  // Where the clock stands still this is so at every call.
  if (upTo !== undefined && DateTime.isLessThanOrEqualTo(upTo, after)) return []
  return [
    ...Array.from(HashMap.values(state.pairings)).flatMap(({ dateCreated, used }) =>
      used ? [] : [DateTime.addDuration(dateCreated, profile.pairingLifetime)],
    ),
    ...trusts(state).flatMap(({ settings }) => (settings.dateExpired === undefined ? [] : [settings.dateExpired])),
  ]
    .filter(
      (end) => DateTime.isGreaterThan(end, after) && (upTo === undefined || DateTime.isLessThanOrEqualTo(end, upTo)),
    )
    .sort(DateTime.Order)
}

const endless = <P extends { readonly dateExpired?: DateTime.Utc }>({ dateExpired: _, ...payload }: P) => payload

const endlessOf: { readonly [K in OperationName]?: (input: OperationInput<K>) => OperationInput<K> } = {
  "Trustees.create": ({ payload }) => ({ payload: endless(payload) }),
  "Trustees.update": ({ payload, trusteeOrgId }) => ({ trusteeOrgId, payload: endless(payload) }),
}

/**
 * An input without the end that it asks for, unless that has come by then: of a clock
 * that was never seen nobody knows what is to come.
 */
export const withoutEnd = <K extends OperationName>(
  operation: K,
  input: OperationInput<K>,
  by: DateTime.Utc,
): OperationInput<K> => {
  const end = endIn(input)
  const change: ((input: OperationInput<K>) => OperationInput<K>) | undefined = endlessOf[operation]
  return change === undefined || end === undefined || DateTime.isLessThanOrEqualTo(end, by) ? input : change(input)
}
