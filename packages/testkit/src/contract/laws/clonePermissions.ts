/**
 * Laws of who may see, make and remove clones.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { isMet } from "@org-trust/core/Permission"
import { cloneGroupsOfBoth, cloneAsTrustee, cloneAsTrustor } from "../cloning.ts"
import { law } from "../Law.ts"
import {
  asTrustee,
  asTrustor,
  attempt,
  holds,
  makeTrust,
  need,
  outcomeOf,
  permissionsIn,
  pick,
  ruleOf,
  someInsider,
  someRoles,
} from "../scenario.ts"

const ownPermissions = law({
  name: "clone.permissions",
  sentence:
    "The trustor's people need permissions of the directory to see and remove clones, those for trust users do not " +
    "do; the trustee's people need those for trust users, by the roles that the trustor has granted.",
  rules: ["permission.any", "permission.in-trustor-organization"],
  groups: cloneGroupsOfBoth,
  effort: 2,
  given: () => fc.record({ client: fc.nat(), user: fc.nat(), roles: fc.array(fc.nat(), { maxLength: 2 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const caller = yield* someInsider(trustee, input.user)
    const roles = someRoles(lab, input.roles)
    yield* makeTrust(lab, [{ id: caller.id, roleIds: roles.map(({ id }) => id) }])
    const active = trustor.clients.filter(
      ({ userId }) => userId === undefined || trustor.activeUsers.some(({ id }) => id === userId),
    )
    const client = yield* need(pick(active, input.client), "client of the trustor")
    const there = cloneAsTrustor(lab, caller.id)
    const ofTrustor = [
      attempt(lab, "TrusteeClonedUsers.list", asTrustor(lab)),
      attempt(lab, "TrusteeClonedUsers.remove", there),
    ]
    for (const { by, operation } of ofTrustor) {
      const may = isMet(ruleOf(lab, operation), (permission) => client.permissions.includes(permission))
      const isDenied = outcomeOf(yield* by(client)) === "MissingAnyPermissions"
      yield* holds(isDenied !== may, `${operation} is ${may ? "open" : "not open"} to this client, but was otherwise`)
    }
    const held = permissionsIn(roles)
    const here = cloneAsTrustee(lab, caller.id)
    const ofTrustee = [
      attempt(lab, "TrustorClonedUsers.list", asTrustee(lab)),
      attempt(lab, "TrustorClonedUsers.create", here),
      attempt(lab, "TrustorClonedUsers.get", here),
      attempt(lab, "TrustorClonedUsers.remove", here),
    ]
    for (const { by, operation } of ofTrustee) {
      const may = isMet(ruleOf(lab, operation), (permission) => held.includes(permission))
      const isDenied = outcomeOf(yield* by(caller.client)) === "MissingTrustorPermissions"
      yield* holds(isDenied !== may, `${operation} is ${may ? "open" : "not open"} to this user, but was otherwise`)
    }
  }),
})

/** Laws of who may see, make and remove clones. */
export const laws = [ownPermissions]
