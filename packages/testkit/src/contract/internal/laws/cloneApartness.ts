/**
 * Laws of what a clone has nothing to do with, its user's place in the trust and other trustors, and of who may ask
 * for clones.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { isOpenTo } from "../abilities.ts"
import { trustOf } from "../BoundTrust.ts"
import { permissionsIn, picks, someClient, someInsider, someRoleIds, someRoles, someRoleWith } from "../choices.ts"
import { cloneGroupsOfBoth, clonesAre, openClonesWithUser } from "../cloning.ts"
import { holds, ids, same } from "../expectations.ts"
import { letIn, makeTrust } from "../letIn.ts"
import { users } from "../MemberKind.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

const apartFromUser = law({
  name: "clone.apart-from-user",
  sentence: "Neither making a clone nor removing it changes who is in the trust, with which roles and which access.",
  rules: ["clone.apart-from-user"],
  groups: [...cloneGroupsOfBoth, "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ manager: fc.nat(), user: fc.nat(), roles: picks(0, 2), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { clones, id } = yield* openClonesWithUser(lab, input)
    const { trust } = clones
    yield* trust.user(id).replaceRoles(someRoleIds(lab, input.roles))
    yield* leavesAlone(trust, "Cloning a user", clones.create(id))
    yield* leavesAlone(trust, "Removing a clone", input.byTrustee ? clones.remove(id) : trust.clone(id).remove)
  }),
})

const perTrust = law({
  name: "clone.per-trust",
  sentence: "A user who is cloned in one trustor is not cloned in another, and no other organization sees the clone.",
  rules: ["isolation.third-organization", "clone.both-organizations-agree"],
  groups: cloneGroupsOfBoth,
  given: () => fc.record({ manager: fc.nat(), user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third } = lab.cast
    const { clones } = yield* openClonesWithUser(lab, input)
    const { client, id } = clones.manager
    const role = yield* someRoleWith(third, ...users.permissions("add", "view"))
    const elsewhere = trustOf(lab, third)
    yield* letIn(elsewhere, { users: [{ id, roleIds: [role.id] }] })
    yield* elsewhere.clone(id).ofTrustee.create.as(client)
    yield* clonesAre(clones)
    const { entities } = yield* elsewhere.ofTrustee.clones.as(client)
    yield* same(ids(entities), [id], "The clones in the other trustor")
  }),
})

const ownPermissions = law({
  name: "clone.permissions",
  sentence:
    "The trustor's people need permissions of the directory to see and remove clones, those for trust users do not " +
    "do; the trustee's people need those for trust users, by the roles that the trustor has granted.",
  rules: ["permission.any", "permission.in-trustor-organization"],
  chosen: "that the trustee's people are asked for permissions in the trustor organization",
  groups: cloneGroupsOfBoth,
  effort: 2,
  given: () => fc.record({ client: fc.nat(), user: fc.nat(), roles: picks(0, 2) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const caller = yield* someInsider(trustee, input.user)
    const client = yield* someClient(trustor, input.client)
    const roles = someRoles(lab, input.roles)
    const trust = yield* makeTrust(lab, { users: [{ id: caller.id, roleIds: roles.map(({ id }) => id) }] })
    const { ofTrustee, remove } = trust.clone(caller.id)
    const sides = [
      { who: client, held: client.permissions, attempts: [trust.clones, remove], denial: "MissingAnyPermissions" },
      {
        who: caller.client,
        held: permissionsIn(roles),
        attempts: [trust.ofTrustee.clones, ofTrustee.create, ofTrustee.get, ofTrustee.remove],
        denial: "MissingTrustorPermissions",
      },
    ]
    for (const { attempts, denial, held, who } of sides) {
      for (const each of attempts) {
        const may = isOpenTo(lab, each.operation, held)
        const outcome = yield* each.as(who).outcome
        yield* holds(
          (outcome === denial) !== may,
          `${each.operation}: expected ${may ? "to be open to this client" : denial}, got ${outcome}`,
        )
      }
    }
  }),
})

/** Laws of what a clone has nothing to do with, and of who may ask for clones. */
export const laws = [apartFromUser, perTrust, ownPermissions]
