/**
 * Laws of how ids are written.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import {
  canonicalId,
  DivisionId,
  GroupId,
  OrganizationId,
  PairingIdParam,
  RoleId,
  UserIdParam,
} from "@org-trust/core/Identifiers"
import { hasGroup, someoneWhoMay } from "../abilities.ts"
import { attempt } from "../Attempt.ts"
import { trustOf, underId } from "../BoundTrust.ts"
import { some, someInsider, someRole, someUser } from "../choices.ts"
import { ids, same, sameIfTold } from "../expectations.ts"
import { makeManagedTrust, makeTrust } from "../letIn.ts"
import { rolesOf, trusts, users } from "../MemberKind.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"

const upper = (id: string): string => id.toUpperCase()

/** The trust of the cast, under the trustee's id in upper case. */
const underUpperId = (lab: Lab) => {
  const { trustee, trustor } = lab.cast
  return trustOf(lab, trustor, underId(trustee, OrganizationId.make(upper(trustee.organization.id))))
}

const anyCase = law({
  name: "id.case",
  sentence:
    "A pairing, an organization, a user and a role that are named by ids in upper case are those of the same ids in " +
    "lower case, and are answered with these.",
  rules: ["id.case"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const user = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    const trust = trustOf(lab)
    const made = yield* trust.ask({ userIds: [UserIdParam.make(upper(user.id))] })
    const pairingId = PairingIdParam.make(upper(made.id))
    const read = yield* attempt(lab, lab.cast.trustor.admin, "Pairings.get", { pairingId })
    yield* same(read.id, canonicalId(made.id), "The pairing that was asked for")
    yield* trust.create({ pairingId, enabled: true, users: [{ id: UserIdParam.make(upper(user.id)) }] })
    yield* same((yield* underUpperId(lab).get).id, trust.trustee.organization.id, "The trustee of the trust")
    yield* trust.user(user.id).replaceRoles([RoleId.make(upper(role.id))])
    for (const id of [user.id, upper(user.id)]) {
      const member = trust.user(id)
      yield* same((yield* member.get).id, canonicalId(user.id), "The id of the member")
      yield* same(yield* rolesOf(member), [canonicalId(role.id)], "The roles of the member")
    }
  }),
})

const ofTrustor = law({
  name: "id.case-of-trustor",
  sentence: "Whoever may see the users of a trustor sees them under the trustor's id in upper case as well.",
  rules: ["id.case"],
  groups: [...trusts, "TrusteeUsers", "TrustorUsers"],
  given: () => fc.record({ manager: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const manager = yield* someInsider(trustee, input.manager)
    yield* makeManagedTrust(lab, users, manager)
    const named = underId(trustor, OrganizationId.make(upper(trustor.organization.id)))
    const seen = yield* trustOf(lab, named, trustee).ofTrustee.users().as(manager.client)
    yield* same(ids(seen.entities), [manager.id], "The users of the trustor")
  }),
})

const inLists = law({
  name: "id.case-in-lists",
  sentence:
    "The ids in a list are read in any case: of users and groups that ask for access, of roles and divisions that are " +
    "granted, and of organizations whose trusts are ended together.",
  rules: ["id.case"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ user: fc.nat(), group: fc.nat(), role: fc.nat(), division: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    const groups = hasGroup(lab, "TrusteeGroups") ? trustee.organization.groups : []
    const groupIds = groups.slice(input.group % (groups.length + 1)).map(({ id }) => id)
    const trust = trustOf(lab)
    const asked = yield* trust.ask({
      userIds: [UserIdParam.make(upper(user.id))],
      groupIds: groupIds.map((id) => GroupId.make(upper(id))),
    })
    yield* sameIfTold(asked.users && ids(asked.users), [user.id], "The users who ask for access")
    yield* sameIfTold(asked.groups && ids(asked.groups), [...groupIds].sort(), "The groups that ask for access")
    yield* makeTrust(lab, { users: [{ id: user.id, roleIds: [RoleId.make(upper(role.id))] }] })
    yield* same(yield* rolesOf(trust.user(user.id)), [role.id], "The roles that the user began with")
    if (hasGroup(lab, "TrusteeUserRoleDivisions")) {
      const { id } = yield* some(trustor.organization.divisions, input.division, "division of the trustor")
      const grant = { roleId: RoleId.make(upper(role.id)), divisionId: DivisionId.make(upper(id)) }
      yield* trust.user(user.id).replaceRoleDivisions([grant])
      yield* same(yield* rolesOf(trust.user(user.id)), [role.id], "The roles within a division")
    }
    if (!hasGroup(lab, "BulkRemoval")) return
    const id = [OrganizationId.make(upper(trustee.organization.id))]
    yield* attempt(lab, someoneWhoMay(lab, trustor, "BulkRemoval.trustees"), "BulkRemoval.trustees", { id })
    yield* trust.get.refused("NotFound")
  }),
})

/** Laws of how ids are written. */
export const laws = [anyCase, ofTrustor, inLists]
