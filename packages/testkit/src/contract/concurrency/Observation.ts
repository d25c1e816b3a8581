/**
 * What can be told from an answer about the state that it was given in: the part of
 * it on which two right implementations agree.
 */
import * as Result from "effect/Result"
import type { OperationName, OperationOutput } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"

type Observe = { readonly [K in OperationName]: (reply: OperationOutput<K>) => string }

const ids = (items: ReadonlyArray<{ readonly id?: string }> | undefined): string =>
  (items ?? [])
    .map((item) => item.id ?? "")
    .sort()
    .join()

const observers: Observe = {
  "Pairings.create": () => "",
  "Pairings.get": (pairing) => pairing.id,
  "Trustees.list": ({ entities }) =>
    entities
      .map(({ enabled, id }) => `${id} ${enabled}`)
      .sort()
      .join(),
  "Trustees.create": ({ enabled, id }) => `${id} ${enabled}`,
  // Audits carry ids and times of the implementation's own; they are left to other clauses.
  "TrustAudits.ofTrustees": () => "",
  "Trustees.get": ({ enabled, id }) => `${id} ${enabled}`,
  "Trustees.update": ({ enabled, id }) => `${id} ${enabled}`,
  "Trustees.remove": () => "",
  "TrusteeUsers.list": ({ entities }) => ids(entities),
  "TrusteeUsers.add": ({ id }) => id,
  "TrusteeUsers.get": ({ id }) => id,
  "TrusteeUsers.remove": () => "",
  "TrusteeUserRoles.get": ({ roles }) => ids(roles),
  "TrusteeUserRoles.replace": ({ roles }) => ids(roles),
  "TrusteeUserRoles.clear": () => "",
  "TrustAudits.ofTrustor": () => "",
  "Trustors.list": ({ entities }) =>
    entities
      .map(({ enabled, id }) => `${id} ${enabled}`)
      .sort()
      .join(),
  "Trustors.get": ({ enabled, id }) => `${id} ${enabled}`,
  "Trustors.remove": () => "",
  "TrustorUsers.list": ({ entities }) => ids(entities),
  "TrustorUsers.get": ({ id }) => id,
  "TrustorUsers.add": ({ id }) => id,
  "TrustorUsers.remove": () => "",
  "TrusteeClonedUsers.list": ({ entities }) => ids(entities),
  "TrusteeClonedUsers.remove": () => "",
  "TrustorClonedUsers.list": ({ entities }) => ids(entities),
  "TrustorClonedUsers.get": ({ id }) => id,
  "TrustorClonedUsers.create": ({ id }) => id,
  "TrustorClonedUsers.remove": () => "",
  "DefaultTrusts.get": ({ enabled, id }) => `${id} ${enabled}`,
  "DefaultTrusts.create": ({ enabled, id }) => `${id} ${enabled}`,
  "CareTrusts.list": ({ entities }) => ids(entities),
  "CareTrusts.create": ({ entities }) => ids(entities),
  "BulkRemoval.trustees": () => "",
  "BulkRemoval.trustors": () => "",
  "UserTrustors.list": ({ entities }) => ids(entities),
}

/** An answer, reduced to what it tells. */
export const observation = <K extends OperationName>(
  operation: K,
  result: Result.Result<OperationOutput<K>, TrustError>,
): string => {
  const observe: (reply: OperationOutput<K>) => string = observers[operation]
  return Result.match(result, {
    onSuccess: (reply) => `✓ ${observe(reply)}`,
    onFailure: (error) => `✗ ${error._tag}`,
  })
}
