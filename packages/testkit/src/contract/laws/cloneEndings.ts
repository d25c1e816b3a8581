/**
 * Laws of what takes a clone away with it: its user's place in the trust, a group, the trust.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import {
  cloneGroups,
  cloneAll,
  cloneMember,
  cloneAsTrustee,
  cloneAsTrustor,
  clonesAre,
  letInManager,
} from "../cloning.ts"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import { asTrustee, asTrustor, letIn, need, pick, someInsider } from "../scenario.ts"

/** What ends somebody's place in the trust, or only seems to. */
const endings = ["taken out by trustor", "taken out by trustee", "trust ended", "trust disabled"] as const

const goesWithTrust = law({
  name: "clone.goes-with-trust",
  sentence:
    "With its user's place in the trust, or with the trust, a clone is gone, and it is still gone when they come " +
    "back; other clones stay, and so do all while the trust is disabled.",
  rules: ["clone.goes-with-trust"],
  groups: [...cloneGroups, "TrusteeUsers", "TrustorUsers"],
  effort: 2,
  given: () => fc.record({ manager: fc.nat(), ending: fc.constantFrom(...endings) }),
  check: Effect.fnUntraced(function* (lab, { ending, manager: index }) {
    const { trustee, trustor } = lab.cast
    const { manager, others, role } = yield* letInManager(lab, index, 1)
    const { id } = yield* need(others[0], "second active user of the trustee")
    const users = [{ id }, { id: manager.id }].slice(0, lab.subject.capabilities.profile.cloneLimit)
    yield* cloneAll(
      lab,
      manager.client,
      users.map((user) => user.id),
    )
    switch (ending) {
      case "trust disabled":
        for (const enabled of [false, true]) {
          yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload: { enabled } })
        }
        return yield* clonesAre(lab, manager.client, users)
      case "trust ended":
        yield* lab.succeed(trustor.admin, "Trustees.remove", asTrustor(lab))
        yield* letIn(lab, trustor, trustee, { users: [{ id: manager.id, roleIds: [role.id] }, { id }] })
        return yield* clonesAre(lab, manager.client, [])
      case "taken out by trustor":
        yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", cloneAsTrustor(lab, id))
        break
      case "taken out by trustee":
        yield* lab.succeed(manager.client, "TrustorUsers.remove", cloneAsTrustee(lab, id))
    }
    const left = users.filter((user) => user.id !== id)
    yield* clonesAre(lab, manager.client, left)
    yield* lab.succeed(manager.client, "TrustorUsers.add", cloneAsTrustee(lab, id))
    return yield* clonesAre(lab, manager.client, left)
  }),
})

const staysInGroup = law({
  name: "clone.stays-while-trusted",
  sentence: "A clone stays when its user is taken out of the trust by name, but still let in through a group.",
  rules: ["clone.goes-with-trust", "clone.only-trusted"],
  groups: [...cloneGroups, "TrusteeUsers"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const manager = yield* someInsider(trustee, input.manager)
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:add", "authorization:orgTrusteeUser:view"),
      "role of the trustor that permits to add users",
    )
    const candidates = trustee.organization.groups.flatMap((group) =>
      trustee.activeUsers.flatMap(({ id }) =>
        id !== manager.id && group.memberIds.includes(id) ? [{ group, id }] : [],
      ),
    )
    const { group, id } = yield* need(pick(candidates, input.group), "group of the trustee with another active member")
    yield* letIn(lab, trustor, trustee, {
      users: [{ id: manager.id, roleIds: [role.id] }, { id }],
      groups: [{ id: group.id }],
    })
    yield* cloneAll(lab, manager.client, [id])
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", cloneAsTrustor(lab, id))
    yield* clonesAre(lab, manager.client, [{ id }])
  }),
})

const goesWithGroup = law({
  name: "clone.goes-with-group",
  sentence:
    "A clone of someone whom only a group lets in is gone when the group is taken out of the trust, and it is still " +
    "gone when the group comes back.",
  rules: ["clone.goes-with-trust"],
  groups: [...cloneGroups, "TrusteeGroups", "TrustorGroups"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { byTrustee, ...input }) {
    const { group, manager } = yield* cloneMember(lab, input)
    const asSeenByTrustor = { ...asTrustor(lab), trusteeGroupId: group.id }
    const asSeenByTrustee = { ...asTrustee(lab), trustorGroupId: group.id }
    yield* byTrustee
      ? lab.succeed(manager.client, "TrustorGroups.remove", asSeenByTrustee)
      : lab.succeed(lab.cast.trustor.admin, "TrusteeGroups.remove", asSeenByTrustor)
    yield* clonesAre(lab, manager.client, [])
    yield* lab.succeed(manager.client, "TrustorGroups.add", asSeenByTrustee)
    yield* clonesAre(lab, manager.client, [])
  }),
})

const goesWithMembership = law({
  name: "clone.goes-with-membership",
  sentence:
    "A clone of someone whom only a group lets in is gone when that user leaves the group at home, and it is still " +
    "gone when the user is in the group again.",
  rules: ["clone.goes-with-trust"],
  groups: [...cloneGroups, "TrusteeGroups", "TrustorGroups"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { group, id, manager } = yield* cloneMember(lab, input)
    const membership = {
      organizationId: lab.cast.trustee.organization.id,
      groupId: group.id,
      memberIds: group.memberIds.filter((memberId) => memberId !== id),
    }
    yield* lab.withMembers(membership, clonesAre(lab, manager.client, []))
    yield* clonesAre(lab, manager.client, [])
  }),
})

/** Laws of what takes a clone away with it. */
export const laws = [goesWithTrust, staysInGroup, goesWithGroup, goesWithMembership]
