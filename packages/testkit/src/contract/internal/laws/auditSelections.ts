/**
 * Laws of what a query for audits narrows them down to.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import * as fc from "fast-check"
import { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { historyGroups, historyInput, makeHistory } from "../auditHistory.ts"
import { allAudits, type Narrowing, reliesOn, type Side, sides, watch } from "../auditing.ts"
import { trustOf } from "../BoundTrust.ts"
import { anotherUser, need, someInsider } from "../choices.ts"
import { holds, ids, instant, same, told } from "../expectations.ts"
import { letIn, makeManagedTrust } from "../letIn.ts"
import { users } from "../MemberKind.ts"
import { law } from "../Law.ts"

const dateRange = law({
  name: "audit.date-range",
  sentence:
    "A query with dates answers what was recorded from the start to the end, both included, and nothing else; " +
    "without one of them it is open on that side.",
  rules: ["audit.query"],
  groups: historyGroups,
  given: () =>
    fc.record({
      ...historyInput,
      from: fc.nat({ max: 3 }),
      to: fc.nat({ max: 3 }),
      millis: fc.integer({ min: 0, max: 1 }),
    }),
  check: Effect.fnUntraced(function* (lab, { from, millis, role, side, to, user }) {
    const { recorded, trust } = yield* makeHistory(lab, { user, role })
    const all = yield* recorded(side, {}, { sortOrder: "ascending" })
    const [first, last] = [all[Math.min(from, to)]?.timestamp, all[Math.max(from, to)]?.timestamp]
    const startDate = DateTime.addDuration(yield* told(first, "when the change was made"), Duration.millis(millis))
    const endDate = yield* told(last, "when the change was made")
    const own = new Set(all.map(({ id }) => id))
    for (const open of ["neither", "start", "end"] as const) {
      const asked = { ...(open !== "start" && { startDate }), ...(open !== "end" && { endDate }) }
      const expected = all.filter(
        ({ timestamp = startDate }) =>
          (open === "start" || DateTime.isGreaterThanOrEqualTo(timestamp, startDate)) &&
          (open === "end" || DateTime.isLessThanOrEqualTo(timestamp, endDate)),
      )
      const found = (yield* allAudits(trust, side, asked)).filter(({ id }) => own.has(id))
      const range = `${open === "start" ? "" : instant(startDate)} to ${open === "end" ? "" : instant(endDate)}`
      yield* same(ids(found), ids(expected), `The audits from ${range}`)
    }
  }),
})

const ofUsers = law({
  name: "audit.of-users",
  sentence: "A query for some users answers what they did and what is about them, and nothing about others.",
  rules: ["audit.query"],
  groups: historyGroups,
  given: () => fc.record({ ...historyInput, both: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { both, role, side, user: index }) {
    yield* reliesOn(lab, "Entries", "Users")
    const { other, recorded, user } = yield* makeHistory(lab, { user: index, role })
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

const deedsOfUsers = law({
  name: "audit.of-users-deeds",
  sentence:
    "A query for a user answers what that user did to others, and what others did to that user, and nothing else.",
  rules: ["audit.query"],
  groups: [...historyGroups, "TrusteeUsers", "TrustorUsers"],
  given: () =>
    fc.record({ manager: fc.nat(), member: fc.nat(), byTrustee: fc.boolean(), side: fc.constantFrom<Side>(...sides) }),
  check: Effect.fnUntraced(function* (lab, input) {
    yield* reliesOn(lab, "Entries", "Users")
    const manager = yield* someInsider(lab.cast.trustee, input.manager)
    const { id } = yield* anotherUser(lab, input.member, manager.id)
    const { trust } = yield* makeManagedTrust(lab, users, manager)
    const { recorded } = yield* watch(trust, manager.id)
    const { ofTrustee, remove } = trust.user(id)
    yield* ofTrustee.add.as(manager.client)
    yield* input.byTrustee ? ofTrustee.remove.as(manager.client) : remove
    const all = yield* recorded(input.side)
    yield* same(all.length, 2, "The number of audits")
    const done = all.filter(({ user }) => user?.id === manager.id)
    yield* same(done.length, input.byTrustee ? 2 : 1, "The number of audits of what the user did")
    const ofManager = yield* recorded(input.side, { trusteeUserIds: [manager.id] })
    yield* same(ids(ofManager), ids(done), "The audits for the user who did it")
    const ofMember = yield* recorded(input.side, { trusteeUserIds: [UserId.make(id)] })
    yield* same(ids(ofMember), ids(all), "The audits for the user whom it was done to")
  }),
})

const ofTrustees = law({
  name: "audit.of-trustees",
  sentence:
    "A trustor that asks for some of its trustees gets the audits of these and of no other, however often one is " +
    "named, and also beside an organization that there is no trust with.",
  rules: ["audit.query"],
  groups: historyGroups,
  given: () =>
    fc.record({
      user: fc.nat(),
      role: fc.nat(),
      asked: fc.array(fc.constantFrom("trustee", "third"), { minLength: 1, maxLength: 3 }),
      stranger: fc.option(fc.uuid({ version: 4 }), { nil: undefined }),
    }),
  check: Effect.fnUntraced(function* (lab, { asked, role, stranger, user }) {
    const { third, trustor } = lab.cast
    const { recorded, since, trust } = yield* makeHistory(lab, { user, role })
    const other = trustOf(lab, trustor, third)
    const guest = yield* need(third.activeUsers[0], "active user of the third organization")
    yield* letIn(other, { users: [{ id: guest.id }] })
    const ofEach = {
      trustee: ids(yield* recorded("trustor")),
      third: ids(yield* allAudits(other, "trustor", { startDate: since })),
    }
    const trusteeOrganizationIds = [
      ...asked.map((party) => lab.cast[party].organization.id),
      ...(stranger === undefined ? [] : [OrganizationId.make(stranger)]),
    ]
    const got = ids(yield* allAudits(trust, "trustor", { startDate: since, trusteeOrganizationIds }))
    for (const party of ["trustee", "third"] as const) {
      const found = got.filter((id) => ofEach[party].includes(id))
      yield* same(found, asked.includes(party) ? ofEach[party] : [], `The audits of the ${party}`)
    }
  }),
})

const phrase = law({
  name: "audit.query-phrase",
  sentence: "A query with a phrase answers the audits that contain it and no others.",
  rules: ["audit.query"],
  groups: historyGroups,
  given: () => fc.record({ ...historyInput, uuid: fc.uuid({ version: 4 }) }),
  check: Effect.fnUntraced(function* (lab, { role, side, user: index, uuid }) {
    yield* reliesOn(lab, "Entries", "Phrases")
    const { other, recorded, user } = yield* makeHistory(lab, { user: index, role })
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

const operators = {
  EQUALS: (value, wanted) => wanted.includes(value),
  IN: (value, wanted) => wanted.includes(value),
  NOT_EQUALS: (value, wanted) => !wanted.includes(value),
  NOT_IN: (value, wanted) => !wanted.includes(value),
  CONTAINS: (value, wanted) => wanted.some((part) => value.includes(part)),
} as const satisfies Record<string, (value: string, wanted: ReadonlyArray<string>) => boolean>

const filters = law({
  name: "audit.filters",
  sentence:
    "A filter leaves just the audits whose field equals one of its values, equals none of them, or contains one of " +
    "them, as its operator says.",
  rules: ["audit.query"],
  groups: historyGroups,
  effort: 2,
  given: () =>
    fc.record({
      ...historyInput,
      operator: fc.constantFrom(...Struct.keys(operators)),
      values: fc.subarray(["CREATE", "UPDATE", "DATE", "C"], { minLength: 1, maxLength: 2 }),
    }),
  check: Effect.fnUntraced(function* (lab, { operator, role, side, user, values }) {
    yield* reliesOn(lab, "Filters")
    const { recorded } = yield* makeHistory(lab, { user, role })
    const all = yield* recorded(side)
    const filter = { name: "action", operator, type: "STRING" as const, values }
    const expected = all.filter(({ action = "" }) => operators[operator](action, values))
    const what = `The audits whose action ${operator} ${values.join(", ")}`
    yield* same(ids(yield* recorded(side, { filters: [filter] })), ids(expected), what)
  }),
})

const idCase = law({
  name: "audit.ids-in-any-case",
  sentence: "A query for audits reads the ids of organizations and users, and those that a filter names, in any case.",
  rules: ["id.case", "audit.query"],
  groups: historyGroups,
  given: () => fc.record({ user: fc.nat(), role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    yield* reliesOn(lab, "Entries", "Users", "Filters")
    const { recorded, user } = yield* makeHistory(lab, input)
    const upper = (id: string) => id.toUpperCase()
    const about = (id: string) => ({ name: "entityId", operator: "EQUALS", type: "STRING" as const, values: [id] })
    const trustees = lab.cast.trustee.organization.id
    const pairs: ReadonlyArray<readonly [string, (write: (id: string) => string) => Narrowing]> = [
      ["organization", (write) => ({ trusteeOrganizationIds: [OrganizationId.make(write(trustees))] })],
      ["user", (write) => ({ trusteeUserIds: [UserId.make(write(user.id))] })],
      ["filter", (write) => ({ filters: [about(write(user.id))] })],
    ]
    for (const [what, narrowing] of pairs) {
      const expected = ids(
        yield* recorded(
          "trustor",
          narrowing((id) => id),
        ),
      )
      yield* same(ids(yield* recorded("trustor", narrowing(upper))), expected, `The audits by ${what} in upper case`)
    }
  }),
})

/** Laws of what a query for audits narrows them down to. */
export const laws = [dateRange, ofUsers, deedsOfUsers, ofTrustees, phrase, filters, idCase]
