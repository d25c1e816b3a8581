/**
 * Acting as an organization.
 */
import * as Effect from "effect/Effect"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type * as Services from "@org-trust/core/Services"
import { NotFound } from "@org-trust/core/TrustError"
import { Parties } from "../Parties.ts"

/** Does something with the services of an organization. */
export const actAs = Effect.fnUntraced(function* <A, E>(
  organizationId: OrganizationId,
  effect: Effect.Effect<A, E, Services.Services>,
) {
  const parties = yield* Parties
  const { services } = yield* parties.get(organizationId)
  return yield* Effect.provideContext(effect, services)
})

/** What is read, or nothing where it is not there. */
export const ifThere = <A, E, R>(
  read: Effect.Effect<A, E, R>,
): Effect.Effect<A | undefined, Exclude<E, Extract<E, NotFound>>, R> => {
  const look: Effect.Effect<A | undefined, E, R> = read
  const isNotFound = (error: E): error is Extract<E, NotFound> => error instanceof NotFound
  const caught = Effect.catchIf(look, isNotFound, () => Effect.succeed<A | undefined>(undefined))
  return caught
}
