/**
 * What somebody may do in a trustor organization, as far as that can be seen.
 */
import * as Effect from "effect/Effect"
import type { WorldClient } from "../../WorldFile.ts"
import type { NotApplicable, Violation } from "../Violation.ts"
import { hasOperation, isOpenTo } from "./abilities.ts"
import type { BoundTrust } from "./BoundTrust.ts"
import type { Insider } from "./choices.ts"
import { holds, same } from "./expectations.ts"

/** What it takes at home to read what one may do at a trustor. */
export const viewTrustors = "authorization:orgTrustor:view"

/** What the user that calls may do in a trustor organization. */
export const accessOf = (trust: BoundTrust, client: WorldClient) =>
  Effect.map(trust.ofTrustee.get.as(client), ({ authorization }) => [...(authorization?.permissions ?? [])].sort())

/**
 * Fails unless the user may do exactly this in the trustor organization, as far as
 * the user can be seen to: by listing users and groups there, and by what the trustor
 * is told to permit.
 */
export const accessIs = Effect.fnUntraced(function* (
  trust: BoundTrust,
  { client }: Insider,
  permissions: ReadonlyArray<string>,
  what: string,
): Effect.fn.Return<void, Violation | NotApplicable> {
  const { lab, ofTrustee } = trust
  for (const list of [ofTrustee.users(), ofTrustee.groups()].filter(({ operation }) => hasOperation(lab, operation))) {
    const expected = isOpenTo(lab, list.operation, permissions) ? "Success" : "MissingTrustorPermissions"
    const outcome = yield* list.as(client).outcome
    yield* holds(outcome === expected, `${what}: ${list.operation}: expected ${expected}, got ${outcome}`)
  }
  if (client.permissions.includes(viewTrustors)) yield* same(yield* accessOf(trust, client), permissions, what)
})
