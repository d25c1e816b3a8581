/**
 * Laws of how ids are written.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { canonicalId, PairingIdParam, RoleId, UserIdParam } from "@org-trust/core/Identifiers"
import { attempt } from "../Attempt.ts"
import { trustOf } from "../BoundTrust.ts"
import { someRole, someUser } from "../choices.ts"
import { same } from "../expectations.ts"
import { rolesOf, trusts } from "../MemberKind.ts"
import { law } from "../Law.ts"

const anyCase = law({
  name: "id.case",
  sentence:
    "A pairing, a user and a role that are named by ids in upper case are those of the same ids in lower case, " +
    "and are answered with these.",
  rules: ["id.case"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    const upper = (id: string) => id.toUpperCase()
    const trust = trustOf(lab)
    const made = yield* trust.ask({ userIds: [UserIdParam.make(upper(user.id))] })
    const pairingId = PairingIdParam.make(upper(made.id))
    const read = yield* attempt(lab, lab.cast.trustor.admin, "Pairings.get", { pairingId })
    yield* same(read.id, canonicalId(made.id), "The pairing that was asked for")
    yield* trust.create({ pairingId, enabled: true, users: [{ id: UserIdParam.make(upper(user.id)) }] })
    yield* trust.user(user.id).replaceRoles([RoleId.make(upper(role.id))])
    for (const id of [user.id, upper(user.id)]) {
      const member = trust.user(id)
      yield* same((yield* member.get).id, canonicalId(user.id), "The id of the member")
      yield* same(yield* rolesOf(member), [canonicalId(role.id)], "The roles of the member")
    }
  }),
})

/** Laws of how ids are written. */
export const laws = [anyCase]
