/**
 * Laws of what a clone has nothing to do with: its user's place in the trust, and other trustors.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { cloneGroupsOfBoth, cloneAll, cloneAsTrustee, cloneAsTrustor, clonesAre, letInManager } from "../cloning.ts"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import { ids, letIn, need, same, someInsider, someoneWhoMay, someRoles } from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const apartFromUser = law({
  name: "clone.apart-from-user",
  sentence: "Neither making a clone nor removing it changes who is in the trust, with which roles and which access.",
  rules: ["clone.apart-from-user"],
  groups: [...cloneGroupsOfBoth, "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ manager: fc.nat(), roles: fc.array(fc.nat(), { maxLength: 2 }), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { manager, others } = yield* letInManager(lab, input.manager, 1)
    const { id } = yield* need(others[0], "second active user of the trustee")
    yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", {
      ...cloneAsTrustor(lab, id),
      payload: someRoles(lab, input.roles).map((role) => role.id),
    })
    yield* leavesTrustAlone(lab, "Cloning a user", cloneAll(lab, manager.client, [id]))
    const remover = yield* someoneWhoMay(lab, trustor, "TrusteeClonedUsers.remove")
    yield* leavesTrustAlone(
      lab,
      "Removing a clone",
      input.byTrustee
        ? lab.succeed(manager.client, "TrustorClonedUsers.remove", cloneAsTrustee(lab, id))
        : lab.succeed(remover, "TrusteeClonedUsers.remove", cloneAsTrustor(lab, id)),
    )
  }),
})

/** Who is the only one in a trust of the third organization, to be cloned there or not. */
const elsewhere = Effect.fnUntraced(function* (lab: Lab, index: number) {
  const { third, trustee } = lab.cast
  const caller = yield* someInsider(trustee, index)
  const role = yield* need(
    roleWith(third, "authorization:orgTrusteeUser:add", "authorization:orgTrusteeUser:view"),
    "role of the third organization that permits to add users",
  )
  yield* letIn(lab, third, trustee, { users: [{ id: caller.id, roleIds: [role.id] }] })
  return caller
})

const perTrust = law({
  name: "clone.per-trust",
  sentence: "A user who is cloned in one trustor is not cloned in another, and no other organization sees the clone.",
  rules: ["isolation.third-organization", "clone.both-organizations-agree"],
  groups: cloneGroupsOfBoth,
  given: () => fc.record({ manager: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third } = lab.cast
    const { manager } = yield* letInManager(lab, input.manager, 1)
    const caller = yield* elsewhere(lab, input.manager)
    const there = { trustorOrgId: third.organization.id }
    yield* lab.succeed(caller.client, "TrustorClonedUsers.create", { ...there, trusteeUserId: caller.id })
    yield* clonesAre(lab, manager.client, [])
    const { entities } = yield* lab.succeed(caller.client, "TrustorClonedUsers.list", there)
    yield* same(ids(entities), [caller.id], "The clones in the other trustor")
  }),
})

/** Laws of what a clone has nothing to do with. */
export const laws = [apartFromUser, perTrust]
