/**
 * Laws of removing several trusts with one request.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { OrganizationId } from "@org-trust/core/Identifiers"
import type { Party } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import { ids, letIn, need, pickAll, same, someoneWhoMay, wholeOf } from "../scenario.ts"

const first = (party: Party) => need(party.activeUsers[0], `active user of ${party.organization.name}`)

/**
 * An organization with two trusts on one side of it, and one on the other side: as
 * trustor with two trustees and one trustor, or as trustee with two trustors and one
 * trustee.
 */
const between = Effect.fnUntraced(function* (lab: Lab, asTrustee: boolean) {
  const { third, trustee, trustor } = lab.cast
  const own = asTrustee ? trustee : trustor
  const [one, other] = asTrustee ? [trustor, third] : [trustee, third]
  const trusts = asTrustee
    ? [
        [one, own],
        [other, own],
        [own, one],
      ]
    : [
        [own, one],
        [own, other],
        [one, own],
      ]
  for (const [host, guest] of trusts) {
    if (host === undefined || guest === undefined) continue
    const { id } = yield* first(guest)
    yield* letIn(lab, host, guest, { users: [{ id }] })
  }
  return { own, partners: [one.organization.id, other.organization.id] as const, bystander: one.organization.id }
})

/** The partners on the side that is removed from, and those on the other side. */
const seenBy = Effect.fnUntraced(function* (lab: Lab, own: Party, asTrustee: boolean) {
  const trustees = ids(yield* wholeOf(lab, (page) => lab.succeed(own.admin, "Trustees.list", page)))
  const trustors = ids(yield* wholeOf(lab, (page) => lab.succeed(own.admin, "Trustors.list", page)))
  return asTrustee ? { here: trustors, there: trustees } : { here: trustees, there: trustors }
})

const operationOf = (asTrustee: boolean) => (asTrustee ? "BulkRemoval.trustors" : "BulkRemoval.trustees")

const groups = ["BulkRemoval", "Pairings", "Trustees", "Trustors"] as const

const removesNamed = law({
  name: "bulk.removes-named",
  sentence:
    "A bulk removal ends the trusts with exactly the organizations that it names, one or several, in any order, also " +
    "where one is named twice, for both organizations; the others stay, and so do those of the other direction.",
  rules: ["bulk.removes-named", "trust.both-organizations-agree"],
  groups,
  effort: 2,
  given: () =>
    fc.record({ asTrustee: fc.boolean(), picks: fc.array(fc.nat({ max: 1 }), { minLength: 1, maxLength: 3 }) }),
  check: Effect.fnUntraced(function* (lab, { asTrustee, picks }) {
    const { bystander, own, partners } = yield* between(lab, asTrustee)
    const client = yield* someoneWhoMay(lab, own, operationOf(asTrustee))
    const id = picks.flatMap((at) => partners[at] ?? [])
    yield* lab.succeed(client, operationOf(asTrustee), { id })
    const left = partners.filter((partner) => !pickAll(partners, picks).includes(partner))
    const expected = { here: [...left].sort(), there: [bystander] }
    yield* same(yield* seenBy(lab, own, asTrustee), expected, "The trusts that are left")
    for (const party of [lab.cast.trustor, lab.cast.trustee, lab.cast.third]) {
      if (party === own || !partners.includes(party.organization.id)) continue
      const seen = yield* seenBy(lab, party, !asTrustee)
      yield* same(
        seen.here.includes(own.organization.id),
        left.includes(party.organization.id),
        "Whether the partner still sees the trust",
      )
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
    const { bystander, own, partners } = yield* between(lab, asTrustee)
    const client = yield* someoneWhoMay(lab, own, operationOf(asTrustee))
    const id = [...partners.slice(0, at), OrganizationId.make(uuid), ...partners.slice(at)]
    const isRefused = lab.subject.capabilities.profile.bulkUnknownId === "NotFound"
    if (isRefused) yield* lab.refuse(client, operationOf(asTrustee), { id }, "NotFound")
    else yield* lab.succeed(client, operationOf(asTrustee), { id })
    const expected = { here: isRefused ? [...partners].sort() : [], there: [bystander] }
    yield* same(yield* seenBy(lab, own, asTrustee), expected, "The trusts that are left")
  }),
})

const namesSomeone = law({
  name: "bulk.names-someone",
  sentence: "A bulk removal that names nobody is refused as malformed, and removes nothing.",
  rules: ["bulk.names-someone", "refusal.changes-nothing"],
  groups,
  given: () => fc.record({ asTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { asTrustee }) {
    const { bystander, own, partners } = yield* between(lab, asTrustee)
    const client = yield* someoneWhoMay(lab, own, operationOf(asTrustee))
    yield* lab.refuse(client, operationOf(asTrustee), { id: [] }, "InvalidRequest")
    const expected = { here: [...partners].sort(), there: [bystander] }
    yield* same(yield* seenBy(lab, own, asTrustee), expected, "The trusts that are left")
  }),
})

/** Laws of removing several trusts with one request. */
export const laws = [removesNamed, unknownId, namesSomeone]
