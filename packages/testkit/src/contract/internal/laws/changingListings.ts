/**
 * Laws of listings that change while somebody goes through their pages.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { listAll } from "@org-trust/core/Page"
import { pick } from "../../../arbitrary/Numbers.ts"
import { trustOf } from "../BoundTrust.ts"
import { someRole } from "../choices.ts"
import { ids, same } from "../expectations.ts"
import { listing, listingGroups, setUp } from "../filledListing.ts"
import { letIn } from "../letIn.ts"
import { wholeOf } from "../listing.ts"
import { law } from "../Law.ts"

const undisturbed = law({
  name: "page.undisturbed",
  sentence:
    "Changes between one page and the next that neither add to a listing nor take from it leave no gap and no repeat: " +
    "of what was listed just now, and of other trusts.",
  rules: ["page.complete", "isolation.third-organization"],
  groups: [...listingGroups, "TrusteeUserRoles"],
  effort: 2,
  given: () => fc.record({ ...listing, role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { expected, kind, page, trust, viewer } = yield* setUp(lab, input)
    const role = yield* someRole(lab, input.role)
    const whole = yield* wholeOf(lab, page)
    const isOfTrustors = kind === "Trustors.list" || kind === "UserTrustors.list"
    /** Changes what a page has shown. */
    const change = (shown: string) => {
      const party = [trustor, trustee, third].find(({ organization }) => organization.id === shown)
      if (kind.includes("Users.")) return shown === viewer ? Effect.void : trust.user(shown).replaceRoles([role.id])
      if (kind.includes("Groups.")) return trust.group(shown).replaceRoles([role.id])
      if (party === undefined) return Effect.void
      return (isOfTrustors ? trustOf(lab, party) : trustOf(lab, trustor, party)).update({ enabled: false })
    }
    // The third organization's trust is with the one whose listing does not show it.
    const other = trustOf(lab, third, isOfTrustors ? trustor : trustee)
    const someone = pick(other.trustee.activeUsers, 0)
    const found: Array<{ readonly id: string }> = []
    for (let pageNumber = 1; pageNumber <= whole.length; pageNumber++) {
      const { entities } = yield* page({ pageSize: 1, pageNumber })
      found.push(...entities)
      for (const { id } of entities) if (expected.includes(id)) yield* change(id)
      if (pageNumber === 1 && someone !== undefined) {
        yield* letIn(other, { users: [{ id: someone.id }] })
        yield* other.remove
      }
    }
    yield* same(ids(found), ids(whole), "All pages, with changes in between")
  }),
})

const whileRemoving = law({
  name: "page.while-removing",
  sentence:
    "Reading a listing from its last page to its first, while entries are removed, meets everything that stays.",
  rules: ["page.complete"],
  groups: listingGroups,
  effort: 10,
  given: () =>
    fc.record({
      ...listing,
      others: fc.integer({ min: 3, max: 4 }),
      // Before which request which of them is removed.
      removals: fc.array(fc.record({ request: fc.integer({ min: 3, max: 6 }), which: fc.nat({ max: 4 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { expected, kind, page, trust, viewer } = yield* setUp(lab, input)
    const isOfTrustors = kind === "Trustors.list" || kind === "UserTrustors.list"
    const remove = (id: string) => {
      if (kind.includes("Users.")) return trust.user(id).remove
      if (kind.includes("Groups.")) return trust.group(id).remove
      const party = [trustor, trustee, third].find(({ organization }) => organization.id === id)
      if (party === undefined) return Effect.void
      return (isOfTrustors ? trustOf(lab, party) : trustOf(lab, trustor, party)).remove
    }
    const removable = expected.filter((id) => id !== viewer)
    const removed = new Set<string>()
    let requests = 0
    const found = yield* listAll((request) =>
      Effect.gen(function* () {
        requests++
        for (const { request: before, which } of input.removals) {
          const id = pick(removable, which)
          if (before !== requests || id === undefined || removed.has(id)) continue
          removed.add(id)
          yield* remove(id)
        }
        return yield* page({ pageSize: 1, ...request })
      }),
    )({ pageSize: 1 })
    const passedOver = expected.filter((id) => !removed.has(id) && !found.some((entity) => entity.id === id))
    yield* same(passedOver, [], "What was there all the time and was passed over")
    yield* same([...new Set(ids(found))], ids(found), "What was met, each once")
  }),
})

/** Laws of listings that change while somebody goes through their pages. */
export const laws = [undisturbed, whileRemoving]
