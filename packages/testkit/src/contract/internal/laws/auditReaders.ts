/**
 * Laws of who reads the audits of a trust, and for how long.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { auditGroups, deed, pageOfAudits, reliesOn, sides, watch } from "../auditing.ts"
import { trustOf } from "../BoundTrust.ts"
import { someRole, someUser } from "../choices.ts"
import { holds, ids, same } from "../expectations.ts"
import { law } from "../Law.ts"

const survives = law({
  name: "audit.survives-the-trust",
  sentence: "The audits of a trust stay readable for both after it has ended, also when there is a new one.",
  rules: ["audit.of-own-trusts"],
  groups: auditGroups,
  given: () => fc.record({ user: fc.nat(), byTrustee: fc.boolean(), again: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { id } = yield* someUser(lab, input.user)
    yield* reliesOn(lab, "Entries")
    const trust = trustOf(lab)
    const { pairing, recorded } = yield* watch(trust, id)
    const start = { enabled: true, users: [{ id }] }
    yield* trust.create({ ...start, pairingId: pairing.id })
    const before = new Map<string, ReadonlyArray<string>>()
    for (const side of sides) before.set(side, ids(yield* recorded(side)))
    yield* input.byTrustee ? trust.ofTrustee.remove : trust.remove
    if (input.again) yield* trust.create({ ...start, pairingId: (yield* trust.ask({ userIds: [id] })).id })
    for (const side of sides) {
      const after = ids(yield* recorded(side))
      const lost = (before.get(side) ?? []).filter((each) => !after.includes(each))
      yield* same(lost, [], `The audits that the ${side} has lost`)
      yield* same(after.length, input.again ? 3 : 2, `The number of audits that the ${side} reads`)
    }
  }),
})

const ownTrustsOnly = law({
  name: "audit.of-own-trusts",
  sentence:
    "Nobody but the two organizations of a trust reads its audits, and each of them only as what it is in that trust.",
  rules: ["audit.of-own-trusts", "isolation.third-organization"],
  groups: auditGroups,
  given: () => fc.record({ user: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { id } = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    const trust = trustOf(lab)
    const { pairing, recorded, since } = yield* watch(trust, id)
    yield* trust.create({ pairingId: pairing.id, enabled: true, users: [{ id, roleIds: [role.id] }] })
    const own = new Set([...(yield* recorded("trustor")), ...(yield* recorded("trustee"))].map((message) => message.id))
    yield* holds(own.size > 0, "The audits that both organizations read: expected the creation of the trust, got none")
    // Seen from elsewhere: as a third, and as trustor and trustee the wrong way round.
    const views = [
      trustOf(lab, third, trustee),
      trustOf(lab, trustor, third),
      trustOf(lab, third, trustor),
      trustOf(lab, trustee, trustor),
    ]
    for (const view of views) {
      for (const side of sides) {
        const { auditMessages } = yield* pageOfAudits(view, side, { startDate: since })
        const seen = auditMessages.filter((message) => own.has(message.id)).map(deed(lab, side))
        const reader = view[side].organization.name
        yield* same(seen, [], `What ${reader} reads of a trust that is not its own, or not that way round`)
      }
    }
  }),
})

/** Laws of who reads the audits of a trust, and for how long. */
export const laws = [survives, ownTrustsOnly]
