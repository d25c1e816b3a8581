/**
 * Laws of what takes a clone away with it: its user's place in the trust, a group, the trust.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { cloneGroups, clonesAre, openClones, openClonesWithUser, someGroupOfOthers } from "../cloning.ts"
import { letIn } from "../letIn.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"

/** Whether a clone stays whose user the trust lets in no more. */
const isKept = ({ subject }: Lab): boolean => subject.capabilities.profile.cloneOfUntrusted === "Keep"

/** What ends somebody's place in the trust, or only seems to. */
const endings = ["taken out by trustor", "taken out by trustee", "trust ended", "trust disabled"] as const

const goesWithTrust = law({
  name: "clone.goes-with-trust",
  sentence:
    "With the trust a clone is gone, and with its user's place in the trust it is gone or stays, as the implementation " +
    "declares; one that is gone is still gone when they come back; other clones stay, and so do all while the trust " +
    "is disabled.",
  rules: ["clone.goes-with-trust"],
  groups: [...cloneGroups, "TrusteeUsers", "TrustorUsers"],
  effort: 2,
  given: () => fc.record({ manager: fc.nat(), user: fc.nat(), ending: fc.constantFrom(...endings) }),
  check: Effect.fnUntraced(function* (lab, { ending, ...input }) {
    const { clones, id } = yield* openClonesWithUser(lab, input)
    const { manager, managing, trust } = clones
    const cloned = [id, manager.id].slice(0, lab.subject.capabilities.profile.cloneLimit)
    for (const each of cloned) yield* clones.create(each)
    switch (ending) {
      case "trust disabled":
        for (const enabled of [false, true]) yield* trust.update({ enabled })
        return yield* clonesAre(clones, ...cloned)
      case "trust ended":
        yield* trust.remove
        yield* letIn(trust, { users: [managing, { id }] })
        return yield* clonesAre(clones)
      case "taken out by trustor":
        yield* trust.user(id).remove
        break
      case "taken out by trustee":
        yield* trust.user(id).ofTrustee.remove.as(manager.client)
    }
    const left = cloned.filter((each) => each !== id || isKept(lab))
    yield* clonesAre(clones, ...left)
    yield* trust.user(id).ofTrustee.add.as(manager.client)
    return yield* clonesAre(clones, ...left)
  }),
})

/** A trust with a group that lets a member of it in, also by name or not; the member is cloned. */
const cloneMember = Effect.fnUntraced(function* (
  lab: Lab,
  input: { readonly manager: number; readonly group: number },
  isNamed = false,
) {
  const { group, id, manager } = yield* someGroupOfOthers(lab, input)
  const clones = yield* openClones(lab, manager, { users: isNamed ? [{ id }] : [], groups: [{ id: group.id }] })
  yield* clones.create(id)
  return { clones, group, id, client: manager.client }
})

const staysInGroup = law({
  name: "clone.stays-while-trusted",
  sentence: "A clone stays when its user is taken out of the trust by name, but still let in through a group.",
  rules: ["clone.goes-with-trust", "clone.only-trusted"],
  groups: [...cloneGroups, "TrusteeUsers"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { clones, id } = yield* cloneMember(lab, input, true)
    yield* clones.trust.user(id).remove
    yield* clonesAre(clones, id)
  }),
})

const goesWithGroup = law({
  name: "clone.goes-with-group",
  sentence:
    "A clone of someone whom only a group lets in is gone when the group is taken out of the trust, and still gone when " +
    "it comes back, or stays, as the implementation declares.",
  rules: ["clone.goes-with-trust"],
  groups: [...cloneGroups, "TrusteeGroups", "TrustorGroups"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { client, clones, group, id } = yield* cloneMember(lab, input)
    const left = isKept(lab) ? [id] : []
    const { ofTrustee, remove } = clones.trust.group(group.id)
    yield* input.byTrustee ? ofTrustee.remove.as(client) : remove
    yield* clonesAre(clones, ...left)
    yield* ofTrustee.add.as(client)
    yield* clonesAre(clones, ...left)
  }),
})

const goesWithMembership = law({
  name: "clone.goes-with-membership",
  sentence:
    "A clone of someone whom only a group lets in is gone when that user leaves the group at home, and still gone when " +
    "the user is in the group again, or stays, as the implementation declares.",
  rules: ["clone.goes-with-trust"],
  groups: [...cloneGroups, "TrusteeGroups", "TrustorGroups"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { clones, group, id } = yield* cloneMember(lab, input)
    const membership = {
      organizationId: lab.cast.trustee.organization.id,
      groupId: group.id,
      memberIds: group.memberIds.filter((memberId) => memberId !== id),
    }
    const left = isKept(lab) ? [id] : []
    yield* lab.withMembers(membership, clonesAre(clones, ...left))
    yield* clonesAre(clones, ...left)
  }),
})

/** Laws of what takes a clone away with it. */
export const laws = [goesWithTrust, staysInGroup, goesWithGroup, goesWithMembership]
