/**
 * Steps that many laws begin with.
 */
import * as Effect from "effect/Effect"
import type { RoleId, UserId } from "@org-trust/core/Identifiers"
import type { WorldUser } from "@org-trust/core/model/World"
import type { TrustRequest } from "@org-trust/core/Pairing"
import type { Trustee } from "@org-trust/core/Trustee"
import type { Lab } from "./Lab.ts"
import { NotApplicable, Violation } from "./Violation.ts"

/** Fails the law unless the condition holds. */
export const holds = (condition: boolean, message: string): Effect.Effect<void, Violation> =>
  condition ? Effect.void : Effect.fail(new Violation({ message }))

/** What a law needs and the world may not have. */
export const need = <A>(value: A | undefined, what: string): Effect.Effect<A, NotApplicable> =>
  value === undefined ? Effect.fail(new NotApplicable({ message: `the world has no ${what}` })) : Effect.succeed(value)

/** The element at an index, taken modulo the length. */
export const pick = <A>(items: ReadonlyArray<A>, index: number): A | undefined => items[index % items.length]

/** An active user of the trustee. */
export const someUser = (lab: Lab, index: number): Effect.Effect<WorldUser, NotApplicable> =>
  need(pick(lab.cast.trustee.activeUsers, index), "active user of the trustee")

/** A role of the trustor. */
export const someRole = (lab: Lab, index: number) =>
  need(pick(lab.cast.trustor.organization.roles, index), "role of the trustor")

/** The trustee asks for access for some of its users. */
export const askForAccess = (lab: Lab, userIds: ReadonlyArray<UserId>): Effect.Effect<TrustRequest, Violation> =>
  lab.succeed(lab.cast.trustee.admin, "Pairings.create", { payload: { userIds } })

/** A user who is let in from the start. */
export interface FirstMember {
  readonly id: UserId
  readonly roleIds?: ReadonlyArray<RoleId>
}

/** The trustee asks, the trustor agrees: there is a trust. */
export const makeTrust = Effect.fnUntraced(function* (
  lab: Lab,
  users: readonly [FirstMember, ...Array<FirstMember>],
  enabled = true,
): Effect.fn.Return<Trustee, Violation> {
  const { id: pairingId } = yield* askForAccess(
    lab,
    users.map((user) => user.id),
  )
  return yield* lab.succeed(lab.cast.trustor.admin, "Trustees.create", { payload: { pairingId, enabled, users } })
})
