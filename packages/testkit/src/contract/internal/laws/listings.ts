/**
 * Laws of listings and their pages.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import { type OperationName, operations } from "@org-trust/core/Operation"
import { defaultPageSize } from "@org-trust/core/Page"
import type { BoundTrust } from "../BoundTrust.ts"
import { holds, ids, isInvalid, same } from "../expectations.ts"
import { listing, listingGroups, setUp } from "../filledListing.ts"
import { pageSizeOf, wholeOf } from "../listing.ts"
import { law } from "../Law.ts"
import { NotApplicable } from "../../Violation.ts"

const complete = law({
  name: "page.complete",
  sentence: "The pages of a listing together are the listing, whatever their size: nothing is left out or repeated.",
  rules: ["page.complete"],
  groups: listingGroups,
  effort: 2,
  given: () => fc.record(listing),
  check: Effect.fnUntraced(function* (lab, input) {
    const { expected, kind, page } = yield* setUp(lab, input)
    const whole = ids(yield* wholeOf(lab, page))
    const missing = expected.filter((id) => !whole.includes(id))
    yield* same(missing, [], "What the listing leaves out")
    // Only the organization's own listings can hold more than was put there.
    if (/^Truste.*(Users|Groups)/.test(kind)) yield* same(whole, expected, "The members that are listed")
    for (let pageSize = 1; pageSize <= Math.min(whole.length + 1, pageSizeOf(lab)); pageSize++) {
      const found: Array<{ readonly id: string }> = []
      for (let pageNumber = 1; pageNumber <= Math.ceil(whole.length / pageSize); pageNumber++) {
        found.push(...(yield* page({ pageSize, pageNumber })).entities)
      }
      yield* same(ids(found), whole, `All pages of ${pageSize}`)
    }
  }),
})

const queryOf = (uri: string): URL => new URL(uri, "https://api.example.com")

const pathOf = ({ trustee, trustor }: BoundTrust, operation: OperationName, userId: string): string =>
  operations[operation].path
    .replace("{trusteeOrgId}", trustee.organization.id)
    .replace("{trustorOrgId}", trustor.organization.id)
    .replace("{userId}", userId)

const totalsAndLinks = law({
  name: "page.totals-and-links",
  sentence:
    "What a page says is right: which one it is, how many entities and pages there are; and where it links to others, " +
    "it links to the first, the last, the previous and the next page, which the first and the last page do not have.",
  rules: ["page.complete"],
  groups: listingGroups,
  effort: 2,
  given: () => fc.record({ ...listing, size: fc.nat({ max: 5 }), number: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { kind, page, trust, viewer } = yield* setUp(lab, input)
    const total = (yield* wholeOf(lab, page)).length
    const pageSize = 1 + (input.size % Math.min(total + 1, pageSizeOf(lab)))
    const pageCount = Math.ceil(total / pageSize)
    const pageNumber = 1 + (input.number % Math.max(pageCount, 1))
    const got = yield* page({ pageSize, pageNumber })
    const right = { total, pageCount, pageSize, pageNumber }
    const { total: told = total, pageCount: count = pageCount, pageSize: size = pageSize, pageNumber: number } = got
    yield* same(
      [told, count, size, number ?? pageNumber],
      Object.values(right),
      "Total, page count, page size and number",
    )
    const full = Math.max(0, Math.min(pageSize, total - (pageNumber - 1) * pageSize))
    yield* same(got.entities.length, full, "The number of entities on the page")
    const links = { first: got.firstUri, previous: got.previousUri, next: got.nextUri, last: got.lastUri }
    if (total === 0 || Object.values(links).every((uri) => uri === undefined)) return
    const previous = pageNumber > 1 ? pageNumber - 1 : undefined
    const next = pageNumber < pageCount ? pageNumber + 1 : undefined
    const numbers = Object.values(links).map((uri) =>
      uri === undefined ? undefined : Number(queryOf(uri).searchParams.get("pageNumber")),
    )
    yield* same(numbers, [1, previous, next, pageCount], "The pages that first, previous, next and last link to")
    for (const [name, uri] of Object.entries(links)) {
      if (uri === undefined) continue
      const { pathname, searchParams } = queryOf(uri)
      yield* holds(
        pathname.endsWith(pathOf(trust, kind, viewer)),
        `The link to the ${name} page: expected ${pathOf(trust, kind, viewer)}, got ${pathname}`,
      )
      const asked = Number(searchParams.get("pageSize"))
      yield* same(asked, pageSize, `The page size that the link to the ${name} page asks for`)
    }
  }),
})

const beyondEnd = law({
  name: "page.beyond-end",
  sentence: "A page beyond the last one is empty and has no next one, and reports no other total.",
  rules: ["page.beyond-end"],
  groups: listingGroups,
  effort: 2,
  given: () => fc.record({ ...listing, beyond: fc.integer({ min: 1, max: 1000 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { page } = yield* setUp(lab, input)
    const pageSize = pageSizeOf(lab)
    const total = (yield* wholeOf(lab, page)).length
    const got = yield* page({ pageSize, pageNumber: Math.ceil(total / pageSize) + input.beyond })
    yield* same(
      [got.entities, got.nextUri, got.total ?? total],
      [[], undefined, total],
      "Entities, next link and total",
    )
  }),
})

const limits = law({
  name: "page.limits",
  sentence:
    "Pages count from 1 and have at least one entity and at most the maximum that the implementation declares; " +
    "anything else is an invalid value.",
  rules: ["page.limits"],
  groups: listingGroups,
  effort: 2,
  given: () =>
    fc.record({
      ...listing,
      value: fc.oneof(fc.constant(0), fc.integer({ min: -1000, max: -1 })),
      over: fc.integer({ min: 1, max: 1000 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { page } = yield* setUp(lab, input)
    const { maxPageSize } = lab.subject.capabilities.profile
    yield* page({ pageSize: maxPageSize, pageNumber: 1 })
    const outside = [
      { pageSize: pageSizeOf(lab), pageNumber: input.value },
      { pageSize: input.value },
      { pageSize: pageSizeOf(lab), pageNumber: 2_147_483_648 },
      { pageSize: maxPageSize + input.over },
    ]
    for (const wrong of outside) {
      const result = yield* page(wrong).result
      const error = Result.isFailure(result) ? result.failure : undefined
      yield* same(error?._tag, "InvalidRequest", `A page of ${JSON.stringify(wrong)}`)
      if (error?._tag === "InvalidRequest") yield* isInvalid(error, `A page of ${JSON.stringify(wrong)}`)
    }
  }),
})

const defaults = law({
  name: "page.defaults",
  sentence: "By default a listing answers its first page of 25.",
  rules: ["page.complete"],
  groups: listingGroups,
  given: () => fc.record(listing),
  check: Effect.fnUntraced(function* (lab, input) {
    if (lab.subject.capabilities.profile.maxPageSize < defaultPageSize) {
      return yield* new NotApplicable({
        message: "pages have to be smaller than the default; a maxPageSize of 25 in the profile lets it be checked",
      })
    }
    const { page } = yield* setUp(lab, input)
    const first = yield* page({ pageNumber: 1, pageSize: defaultPageSize })
    yield* same(first.pageSize ?? defaultPageSize, defaultPageSize, "The size of the page")
    const facts = ({ entities, pageCount, pageNumber, pageSize, total }: typeof first) => [
      // Of a longer listing any page may come first the next time: the order is nobody's promise.
      entities.length < defaultPageSize ? ids(entities) : entities.length,
      pageCount,
      pageNumber,
      pageSize,
      total,
    ]
    const others = { nothing: {}, "the size": { pageSize: defaultPageSize }, "the number": { pageNumber: 1 } }
    for (const [what, request] of Object.entries(others)) {
      yield* same(facts(yield* page(request)), facts(first), `The page of which only ${what} is told`)
    }
  }),
})

/** Laws of listings and their pages. */
export const laws = [complete, totalsAndLinks, beyondEnd, limits, defaults]
