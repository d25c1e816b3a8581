/**
 * Laws of removing several trusts with one request.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { someoneWhoMay, tick } from "../abilities.ts"
import { attempt } from "../Attempt.ts"
import { allAudits, reliesOn } from "../auditing.ts"
import { trustOf } from "../BoundTrust.ts"
import { need, pickAll } from "../choices.ts"
import { ids, same, told } from "../expectations.ts"
import { letIn } from "../letIn.ts"
import { wholeOf } from "../listing.ts"
import { trusts } from "../MemberKind.ts"
import type { Party } from "../../Cast.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"

/** The partners on the side that is removed from, and those on the other side. */
const seenBy = Effect.fnUntraced(function* (lab: Lab, own: Party, asTrustee: boolean) {
  const trustees = ids(yield* wholeOf(lab, trustOf(lab, own).trustees))
  const trustors = ids(yield* wholeOf(lab, trustOf(lab, lab.cast.trustor, own).ofTrustee.trustors))
  return asTrustee ? { here: trustors, there: trustees } : { here: trustees, there: trustors }
})

/**
 * An organization with two trusts on one side of it, and one on the other side: as
 * trustor with two trustees and one trustor, or as trustee with two trustors and one
 * trustee.
 */
const between = Effect.fnUntraced(function* (lab: Lab, asTrustee: boolean) {
  const { third, trustee, trustor } = lab.cast
  const own = asTrustee ? trustee : trustor
  const one = asTrustee ? trustor : trustee
  const sides: ReadonlyArray<readonly [Party, Party]> = [
    [own, one],
    [own, third],
    [one, own],
  ]
  for (const [first, second] of sides) {
    const [host, guest] = asTrustee ? [second, first] : [first, second]
    const { id } = yield* need(guest.activeUsers[0], `active user of ${guest.organization.name}`)
    yield* letIn(trustOf(lab, host, guest), { users: [{ id }] })
  }
  const operation = asTrustee ? "BulkRemoval.trustors" : "BulkRemoval.trustees"
  const partners = [one.organization.id, third.organization.id]
  return {
    own,
    partners,
    remove: (id: ReadonlyArray<OrganizationId>) => attempt(lab, someoneWhoMay(lab, own, operation), operation, { id }),
    left: Effect.fnUntraced(function* (here: ReadonlyArray<string>) {
      const expected = { here: [...here].sort(), there: [one.organization.id] }
      yield* same(yield* seenBy(lab, own, asTrustee), expected, "The trusts that are left")
    }),
  }
})

const groups = ["BulkRemoval", ...trusts] as const

const removesNamed = law({
  name: "bulk.removes-named",
  sentence:
    "A bulk removal ends the trusts with exactly the organizations that it names, one or several, in any order, also " +
    "where one is named twice, for both organizations; the others stay, and so do those of the other direction.",
  rules: ["bulk.removes-named", "trust.both-organizations-agree"],
  groups,
  effort: 2,
  given: () =>
    fc.record({ asTrustee: fc.boolean(), named: fc.array(fc.nat({ max: 1 }), { minLength: 1, maxLength: 3 }) }),
  check: Effect.fnUntraced(function* (lab, { asTrustee, named }) {
    const { left, own, partners, remove } = yield* between(lab, asTrustee)
    yield* remove(named.flatMap((at) => partners[at] ?? []))
    const others = partners.filter((partner) => !pickAll(partners, named).includes(partner))
    yield* left(others)
    for (const party of [lab.cast.trustor, lab.cast.trustee, lab.cast.third]) {
      if (!partners.includes(party.organization.id)) continue
      const { here } = yield* seenBy(lab, party, !asTrustee)
      const isThere = [here.includes(own.organization.id), others.includes(party.organization.id)]
      yield* same(isThere[0], isThere[1], "Whether the partner still sees the trust")
    }
  }),
})

const unknownId = law({
  name: "bulk.unknown-id",
  sentence:
    "An id that there is no trust with is passed over, wherever it stands, and all others are removed; or the whole is " +
    "refused and nothing is removed, as the implementation declares.",
  rules: ["bulk.unknown-id"],
  groups,
  given: () => fc.record({ asTrustee: fc.boolean(), at: fc.nat({ max: 2 }), uuid: fc.uuid({ version: 4 }) }),
  check: Effect.fnUntraced(function* (lab, { asTrustee, at, uuid }) {
    const { left, partners, remove } = yield* between(lab, asTrustee)
    const removal = remove([...partners.slice(0, at), OrganizationId.make(uuid), ...partners.slice(at)])
    if (lab.subject.capabilities.profile.bulkUnknownId === "NotFound") {
      yield* removal.refused("NotFound")
      return yield* left(partners)
    }
    yield* removal
    return yield* left([])
  }),
})

const namesSomeone = law({
  name: "bulk.names-someone",
  sentence: "A bulk removal that names nobody is refused as malformed, and removes nothing.",
  rules: ["bulk.names-someone", "refusal.changes-nothing"],
  groups,
  given: () => fc.record({ asTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { asTrustee }) {
    const { left, partners, remove } = yield* between(lab, asTrustee)
    yield* remove([]).refused("InvalidRequest")
    yield* left(partners)
  }),
})

const recordedEach = law({
  name: "bulk.recorded-each",
  sentence: "A bulk removal is recorded once for each trust that it ends, with an id of its own.",
  rules: ["audit.every-change"],
  chosen: "that it is recorded trust by trust",
  groups: [...groups, "TrustAudits"],
  given: () => fc.record({ asTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { asTrustee }) {
    yield* reliesOn(lab, "Entries")
    const { own, partners, remove } = yield* between(lab, asTrustee)
    const [one, third] = [asTrustee ? lab.cast.trustor : lab.cast.trustee, lab.cast.third]
    const side = asTrustee ? "trustee" : "trustor"
    const trustWith = (partner: Party) => (asTrustee ? trustOf(lab, partner, own) : trustOf(lab, own, partner))
    // What both had recorded in their lives before can be long.
    const { dateCreated } = yield* trustWith(one).get
    const startDate = yield* told(dateCreated, "when the trust was made")
    yield* tick(lab)
    const ended = Effect.fnUntraced(function* (partner: Party) {
      const audits = yield* allAudits(trustWith(partner), side, { startDate })
      return audits.filter(({ action, entity }) => action === "DELETE" && entity?.type === "TRUST").map(({ id }) => id)
    })
    const before = new Set([...(yield* ended(one)), ...(yield* ended(third))])
    yield* remove(partners)
    const after = [...(yield* ended(one)), ...(yield* ended(third))]
    const added = after.filter((id) => !before.has(id))
    yield* same(added.length, 2, "The audits of the trusts that were ended")
    yield* same(new Set(added).size, 2, "The ids of these audits")
  }),
})

/** Laws of removing several trusts with one request. */
export const laws = [removesNamed, unknownId, namesSomeone, recordedEach]
