/**
 * Laws of queries for audits.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { AuditPageRequest } from "@org-trust/core/Audit"
import { type AuditPromise, promisesAudits } from "../../Capabilities.ts"
import { historyGroups as groups, historyInput as input, makeHistory } from "../auditHistory.ts"
import {
  allAudits,
  auditAttempt,
  type Narrowing,
  pageOfAudits,
  readerOf,
  reliesOn,
  type Side,
  sides,
} from "../auditing.ts"
import { tick } from "../abilities.ts"
import { allRefused } from "../Attempt.ts"
import { trustOf } from "../BoundTrust.ts"
import { ids, instant, promised, same, sameIfTold } from "../expectations.ts"
import { law } from "../Law.ts"
import { pageSizeOf } from "../listing.ts"

const order = law({
  name: "audit.order",
  sentence: "Audits come newest first unless asked otherwise, and the other order is the reverse.",
  rules: ["audit.order"],
  groups,
  given: () => fc.record(input),
  check: Effect.fnUntraced(function* (lab, { role, side, user }) {
    const { recorded } = yield* makeHistory(lab, { user, role })
    const unasked = yield* recorded(side)
    const descending = yield* recorded(side, {}, { sortBy: "timestamp", sortOrder: "descending" })
    const ascending = yield* recorded(side, {}, { sortOrder: "ascending" })
    const dates = (messages: typeof unasked) => messages.map(({ timestamp }) => instant(timestamp) ?? "")
    const newestFirst = [...dates(unasked)].sort().reverse()
    yield* same(dates(unasked), newestFirst, "The dates unless asked otherwise")
    yield* same(dates(descending), newestFirst, "The dates in descending order")
    yield* same(dates(ascending), [...newestFirst].reverse(), "The dates in ascending order")
    yield* same(ids(ascending), ids(unasked), "The audits, whatever their order")
    if (new Set(newestFirst).size === unasked.length) {
      const reverse = unasked.map((message) => message.id).reverse()
      yield* same(
        ascending.map((message) => message.id),
        reverse,
        "The ascending order",
      )
    }
  }),
})

const sortedBy = law({
  name: "audit.sorted-by",
  sentence: "Audits that are sorted by their action are in its order, and in descending order in the reverse of it.",
  rules: ["audit.query"],
  groups,
  given: () => fc.record({ ...input, descending: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { descending, role, side, user }) {
    yield* reliesOn(lab, "Entries", "Sorting")
    const { recorded, trust } = yield* makeHistory(lab, { user, role })
    // The last action is not the last in its order.
    yield* tick(lab)
    yield* trust.remove
    const sortOrder = descending ? "descending" : "ascending"
    const sorted = yield* recorded(side, {}, { sortBy: "action", sortOrder })
    const actions = sorted.map(({ action }) => action ?? "")
    const expected = descending ? [...actions].sort().reverse() : [...actions].sort()
    yield* same(actions, expected, `The actions in ${sortOrder} order`)
    yield* same(ids(sorted), ids(yield* recorded(side)), "The audits, whatever their order")
  }),
})

const pages = law({
  name: "audit.pages",
  sentence: "The pages of a query together are its audits, each with the right totals; a page beyond the end is empty.",
  rules: ["page.complete", "page.beyond-end", "page.limits"],
  groups,
  given: () => fc.record({ ...input, size: fc.integer({ min: 1, max: 5 }), wrong: fc.constantFrom(0, -1) }),
  check: Effect.fnUntraced(function* (lab, { role, side, size, user, wrong }) {
    const { since, trust } = yield* makeHistory(lab, { user, role })
    const narrowing = { startDate: since }
    const whole = yield* allAudits(trust, side, narrowing)
    const pageSize = Math.min(size, pageSizeOf(lab))
    const pageCount = Math.ceil(whole.length / pageSize)
    const found: Array<(typeof whole)[number]> = []
    for (let pageNumber = 1; pageNumber <= pageCount + 1; pageNumber++) {
      const page = yield* pageOfAudits(trust, side, narrowing, { pageSize, pageNumber })
      yield* sameIfTold(page.total, whole.length, "The total")
      yield* sameIfTold(page.pageCount, pageCount, "The page count")
      yield* sameIfTold(page.pageSize, pageSize, "The page size")
      yield* sameIfTold(page.pageNumber, pageNumber, "The page number")
      found.push(...page.auditMessages)
    }
    yield* same(ids(found), ids(whole), `All pages of ${pageSize}`)
    const { maxPageSize } = lab.subject.capabilities.profile
    const limits = [{ pageSize: wrong }, { pageSize, pageNumber: wrong }, { pageSize: maxPageSize + 1 }]
    const attempts = limits.map((page) => auditAttempt(trust, side, narrowing, page))
    yield* allRefused(readerOf(trust, side), attempts, "InvalidRequest")
  }),
})

const emptyLists = law({
  name: "audit.empty-lists",
  sentence: "An empty list in a query restricts nothing.",
  rules: ["audit.query"],
  groups,
  given: () => fc.record(input),
  check: Effect.fnUntraced(function* (lab, { role, side, user }) {
    yield* reliesOn(lab, "Entries")
    const { recorded } = yield* makeHistory(lab, { user, role })
    const all = yield* recorded(side)
    yield* same(all.length, 4, "The number of audits")
    const empty = yield* recorded(side, { trusteeUserIds: [], filters: [], facets: [] })
    yield* same(ids(empty), ids(all), "The audits with empty lists")
    const ofAll = ids(yield* recorded("trustor", { trusteeOrganizationIds: [] }))
    const missing = ids(yield* recorded("trustor")).filter((id) => !ofAll.includes(id))
    yield* same(missing, [], "The audits that a query for no trustee in particular leaves out")
  }),
})

const facets = law({
  name: "audit.facets",
  sentence: "A facet counts the values of its field over all audits that the query finds, not only those of the page.",
  rules: ["audit.query"],
  groups,
  given: () => fc.record({ ...input, size: fc.integer({ min: 1, max: 4 }) }),
  check: Effect.fnUntraced(function* (lab, { role, side, size, user }) {
    yield* reliesOn(lab, "Facets")
    const { since, trust } = yield* makeHistory(lab, { user, role })
    const narrowing = { startDate: since, facets: [{ name: "action", type: "STRING" as const }] }
    const all = yield* allAudits(trust, side, { startDate: since })
    const page = yield* pageOfAudits(trust, side, narrowing, { pageSize: Math.min(size, pageSizeOf(lab)) })
    const info = yield* promised(
      page.facetInfo?.find(({ name }) => name === "action"),
      "the facet that was asked for",
    )
    const actions = [...new Set(all.map(({ action }) => action ?? ""))].sort()
    const expected = actions.map((value) => [value, all.filter(({ action }) => action === value).length])
    const counted = info.entries.filter(({ count }) => count > 0).map(({ count, value }) => [value, count])
    yield* same(counted.sort(), expected.sort(), "The counts of the facet")
  }),
})

const unknownWords = law({
  name: "audit.unknown-words",
  sentence:
    "A query that sorts, filters or counts by a field, an order or an operator that is unknown is refused, or answered " +
    "as if that word were not there, as the implementation declares.",
  rules: ["audit.query"],
  groups: ["TrustAudits"],
  given: () => fc.record({ side: fc.constantFrom<Side>(...sides), word: fc.stringMatching(/^unknown[a-z]{1,8}$/) }),
  check: Effect.fnUntraced(function* (lab, { side, word }) {
    const trust = trustOf(lab)
    const { capabilities } = lab.subject
    const filter = (name: string, operator: string) => ({ name, operator, type: "STRING" as const, values: ["CREATE"] })
    const queries: ReadonlyArray<readonly [AuditPromise, Narrowing, AuditPageRequest]> = [
      ["Sorting", {}, { sortBy: word }],
      ["Sorting", {}, { sortOrder: word }],
      ["Filters", { filters: [filter(word, "EQUALS")] }, {}],
      ["Filters", { filters: [filter("action", word)] }, {}],
      ["Facets", { facets: [{ name: word, type: "STRING" }] }, {}],
    ]
    const meant = queries.filter(([promise]) => promisesAudits(capabilities, promise))
    if (meant.length === 0) yield* reliesOn(lab, "Sorting")
    if (capabilities.profile.auditUnknownWord === "Refuse") {
      const attempts = meant.map(([, narrowing, page]) => auditAttempt(trust, side, narrowing, page))
      return yield* allRefused(readerOf(trust, side), attempts, "InvalidRequest")
    }
    const { pageCount } = yield* pageOfAudits(trust, side, {})
    for (const [, narrowing, page] of meant) {
      const found = yield* pageOfAudits(trust, side, narrowing, page)
      yield* sameIfTold(found.pageCount, pageCount, "The pages of audits when an unknown word is ignored")
    }
    return undefined
  }),
})

/** Laws of queries for audits. */
export const laws = [order, sortedBy, pages, emptyLists, facets, unknownWords]
