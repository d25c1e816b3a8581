/**
 * A trust with a history, for laws of queries for audits.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { tick } from "./abilities.ts"
import { type Side, sides, watch } from "./auditing.ts"
import { trustOf } from "./BoundTrust.ts"
import { need, someRoleIds, someUsers } from "./choices.ts"
import type { Lab } from "./Lab.ts"

/** A trust of two users with a history: made, roles of the one changed, then of the other, then switched off. */
export const makeHistory = Effect.fnUntraced(function* (
  lab: Lab,
  input: { readonly user: number; readonly role: number },
) {
  const users = yield* someUsers(lab, input.user, 2)
  const [user, other] = yield* Effect.all([need(users[0], "user"), need(users[1], "second user")])
  const trust = trustOf(lab)
  const watching = yield* watch(trust, user.id)
  yield* tick(lab)
  yield* trust.create({ pairingId: watching.pairing.id, enabled: true, users: users.map(({ id }) => ({ id })) })
  for (const { id } of [user, other]) {
    yield* tick(lab)
    yield* trust.user(id).replaceRoles(someRoleIds(lab, [input.role]))
  }
  yield* tick(lab)
  yield* trust.update({ enabled: false })
  return { ...watching, trust, user, other }
})

/** Without these operations there is no such history. */
export const historyGroups = ["Pairings", "Trustees", "TrusteeUserRoles", "TrustAudits"] as const

/** Whose history it is, with which role, and who reads it. */
export const historyInput = { user: fc.nat(), role: fc.nat(), side: fc.constantFrom<Side>(...sides) }
