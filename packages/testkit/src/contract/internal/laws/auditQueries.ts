/**
 * Laws of queries for audits.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { tick } from "../abilities.ts"
import { allRefused } from "../Attempt.ts"
import type { AuditPageRequest } from "@org-trust/core/Audit"
import { type AuditPromise, promisesAudits } from "../../Capabilities.ts"
import {
  allAudits,
  auditAttempt,
  type Narrowing,
  pageOfAudits,
  readerOf,
  reliesOn,
  type Side,
  sides,
  watch,
} from "../auditing.ts"
import { trustOf } from "../BoundTrust.ts"
import { need, someRoleIds, someUsers } from "../choices.ts"
import { holds, ids, instant, promised, same, sameIfTold, told } from "../expectations.ts"
import { pageSizeOf } from "../listing.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"

/** A trust of two users with a history: made, roles of the one changed, then of the other, then switched off. */
const makeHistory = Effect.fnUntraced(function* (lab: Lab, index: number) {
  const users = yield* someUsers(lab, index, 2)
  const [user, other] = yield* Effect.all([need(users[0], "user"), need(users[1], "second user")])
  const trust = trustOf(lab)
  const watching = yield* watch(trust, user.id)
  yield* tick(lab)
  yield* trust.create({ pairingId: watching.pairing.id, enabled: true, users: users.map(({ id }) => ({ id })) })
  for (const { id } of [user, other]) {
    yield* tick(lab)
    yield* trust.user(id).replaceRoles(someRoleIds(lab, [index]))
  }
  yield* tick(lab)
  yield* trust.update({ enabled: false })
  return { ...watching, trust, user, other }
})

const groups = ["Pairings", "Trustees", "TrusteeUserRoles", "TrustAudits"] as const
const input = { user: fc.nat(), side: fc.constantFrom<Side>(...sides) }

const order = law({
  name: "audit.order",
  sentence: "Audits come newest first unless asked otherwise, and the other order is the reverse.",
  rules: ["audit.order"],
  groups,
  given: () => fc.record(input),
  check: Effect.fnUntraced(function* (lab, { side, user }) {
    const { recorded } = yield* makeHistory(lab, user)
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

const pages = law({
  name: "audit.pages",
  sentence: "The pages of a query together are its audits, each with the right totals; a page beyond the end is empty.",
  rules: ["page.complete", "page.beyond-end", "page.limits"],
  groups,
  given: () => fc.record({ ...input, size: fc.integer({ min: 1, max: 5 }), wrong: fc.constantFrom(0, -1) }),
  check: Effect.fnUntraced(function* (lab, { side, size, user, wrong }) {
    const { since, trust } = yield* makeHistory(lab, user)
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

const dateRange = law({
  name: "audit.date-range",
  sentence: "A query with dates answers what was recorded from the start to the end, both included, and nothing else.",
  rules: ["audit.query"],
  groups,
  given: () =>
    fc.record({ ...input, from: fc.nat({ max: 3 }), to: fc.nat({ max: 3 }), millis: fc.integer({ min: 0, max: 1 }) }),
  check: Effect.fnUntraced(function* (lab, { from, millis, side, to, user }) {
    const { recorded } = yield* makeHistory(lab, user)
    const all = yield* recorded(side, {}, { sortOrder: "ascending" })
    const [first, last] = [all[Math.min(from, to)]?.timestamp, all[Math.max(from, to)]?.timestamp]
    const startDate = DateTime.addDuration(yield* told(first, "when the change was made"), Duration.millis(millis))
    const endDate = yield* told(last, "when the change was made")
    const expected = all.filter(
      ({ timestamp = startDate }) =>
        DateTime.isGreaterThanOrEqualTo(timestamp, startDate) && DateTime.isLessThanOrEqualTo(timestamp, endDate),
    )
    const range = `${instant(startDate)} to ${instant(endDate)}`
    yield* same(ids(yield* recorded(side, { startDate, endDate })), ids(expected), `The audits from ${range}`)
  }),
})

const ofUsers = law({
  name: "audit.of-users",
  sentence: "A query for some users answers what they did and what is about them, and nothing about others.",
  rules: ["audit.query"],
  groups,
  given: () => fc.record({ ...input, both: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { both, side, user: index }) {
    yield* reliesOn(lab, "Entries", "Users")
    const { other, recorded, user } = yield* makeHistory(lab, index)
    const all = yield* recorded(side)
    const about = (id: string) => (message: (typeof all)[number]) => message.entity?.id === id
    const got = yield* recorded(side, { trusteeUserIds: both ? [user.id, other.id] : [user.id] })
    yield* same(ids(got.filter(about(user.id))), ids(all.filter(about(user.id))), "The audits about the user")
    const ofOther = both ? all.filter(about(other.id)) : []
    yield* same(ids(got.filter(about(other.id))), ids(ofOther), "The audits about the other user")
    const updates = got.filter(({ action, entity }) => action === "UPDATE" && entity?.type === "TRUST")
    yield* same(ids(updates), [], "The audits of the switch, which are about no user")
  }),
})

const emptyLists = law({
  name: "audit.empty-lists",
  sentence: "An empty list in a query restricts nothing.",
  rules: ["audit.query"],
  groups,
  given: () => fc.record(input),
  check: Effect.fnUntraced(function* (lab, { side, user }) {
    yield* reliesOn(lab, "Entries")
    const { recorded } = yield* makeHistory(lab, user)
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
  check: Effect.fnUntraced(function* (lab, { side, size, user }) {
    yield* reliesOn(lab, "Facets")
    const { since, trust } = yield* makeHistory(lab, user)
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

const phrase = law({
  name: "audit.query-phrase",
  sentence: "A query with a phrase answers the audits that contain it and no others.",
  rules: ["audit.query"],
  groups,
  given: () => fc.record({ ...input, uuid: fc.uuid({ version: 4 }) }),
  check: Effect.fnUntraced(function* (lab, { side, user: index, uuid }) {
    yield* reliesOn(lab, "Entries", "Phrases")
    const { other, recorded, user } = yield* makeHistory(lab, index)
    yield* same(ids(yield* recorded(side, { queryPhrase: uuid })), [], "The audits with a phrase that occurs nowhere")
    const got = yield* recorded(side, { queryPhrase: user.id })
    const entities = new Set(got.map(({ entity }) => entity?.id))
    yield* holds(
      entities.has(user.id),
      `The audits found by the id of a user: expected one about ${user.id}, got [${[...entities].join(", ")}]`,
    )
    yield* holds(
      !entities.has(other.id),
      `The audits found by the id of a user: expected none about ${other.id}, got one`,
    )
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

const filters = law({
  name: "audit.filters",
  sentence: "A filter leaves just the audits whose field equals one of its values.",
  rules: ["audit.query"],
  groups,
  given: () => fc.record({ ...input, actions: fc.subarray(["CREATE", "UPDATE", "DELETE"], { minLength: 1 }) }),
  check: Effect.fnUntraced(function* (lab, { actions, side, user }) {
    yield* reliesOn(lab, "Filters")
    const { recorded } = yield* makeHistory(lab, user)
    const all = yield* recorded(side)
    const filter = { name: "action", operator: "EQUALS", type: "STRING" as const, values: actions }
    const expected = all.filter(({ action = "" }) => actions.includes(action))
    yield* same(ids(yield* recorded(side, { filters: [filter] })), ids(expected), `The audits of ${actions.join(", ")}`)
  }),
})

/** Laws of queries for audits. */
export const laws = [order, pages, dateRange, ofUsers, emptyLists, facets, phrase, unknownWords, filters]
