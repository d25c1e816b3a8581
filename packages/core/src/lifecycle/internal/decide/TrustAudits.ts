import * as DateTime from "effect/DateTime"
import * as Order from "effect/Order"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import {
  AuditMessage,
  type AuditQueryResponse,
  AuditSearchResult,
  type FacetInfo,
  type Filter,
  type TrusteeAuditQueryRequest,
  type TrustorAuditQueryRequest,
} from "../../../entities/Audit.ts"
import { encoderOf } from "../../../internal/compile.ts"
import type { InvalidRequest } from "../../../TrustError.ts"
import { type AuditField, fields, isWithin, toMessage, trusteeUsersOf } from "../../AuditTrail.ts"
import type { TrustEvent } from "../../Event.ts"
import type { Ruling, Origin, Question, QuestionOf } from "../../Request.ts"
import type { State } from "../../State.ts"
import * as Timeline from "../../Timeline.ts"
import { invalidValue, pageWindow, start } from "./paging.ts"

type Name = "TrustAudits.ofTrustees" | "TrustAudits.ofTrustor"

const fieldNames = Object.keys(fields).join(", ")

const findField = (name: string): AuditField | undefined =>
  Object.entries(fields).find(([known]) => known === name)?.[1]

const operators: Record<string, (value: string, wanted: ReadonlyArray<string>) => boolean> = {
  EQUALS: (value, wanted) => wanted.includes(value),
  IN: (value, wanted) => wanted.includes(value),
  NOT_EQUALS: (value, wanted) => !wanted.includes(value),
  NOT_IN: (value, wanted) => !wanted.includes(value),
  CONTAINS: (value, wanted) => wanted.some((part) => value.includes(part)),
}

const invalid = (origin: Origin, fieldName: string, message: string) =>
  invalidValue("audit.query", origin, fieldName, message)

/** A word of a query that is not known: refused, or as if it had not been said. */
const unknownWord = (
  { origin, profile }: Question,
  where: string,
  message: string,
): Ruling<undefined, InvalidRequest> =>
  profile.auditUnknownWord === "Ignore" ? Result.succeed(undefined) : invalid(origin, where, message)

const fieldOf = (question: Question, where: string, name: string): Ruling<AuditField | undefined, InvalidRequest> => {
  const field = findField(name)
  return field === undefined
    ? unknownWord(question, where, `${where}: there is no field ${name}; there are ${fieldNames}`)
    : Result.succeed(field)
}

type Test = (event: TrustEvent) => boolean

const filterTest = (question: Question, filter: Filter): Ruling<Test | undefined, InvalidRequest> =>
  Result.flatMap(fieldOf(question, "filters", filter.name), (field): Ruling<Test | undefined, InvalidRequest> => {
    if (field === undefined) return Result.succeed(undefined)
    const matches = Object.hasOwn(operators, filter.operator) ? operators[filter.operator] : undefined
    const { principal, profile } = question
    return matches === undefined
      ? unknownWord(
          question,
          "filters",
          `filters: there is no operator ${filter.operator}; there are ${Object.keys(operators).join(", ")}`,
        )
      : Result.succeed((event) => matches(field(event, principal.organizationId, profile), filter.values))
  })

const encodeMessage = encoderOf(AuditMessage)
const encodeResult = encoderOf(AuditSearchResult)
const toJson = Schema.decodeUnknownSync(Schema.Record(Schema.String, Schema.Json))

const mentions = (message: AuditMessage, phrase: string): boolean =>
  JSON.stringify(encodeMessage(message)).toLowerCase().includes(phrase.toLowerCase())

const countValues = (name: string, values: ReadonlyArray<string>): FacetInfo => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return { name, entries: [...counts].map(([value, count]) => ({ value, count })) }
}

/** As the order of their timestamps is, without writing these for each comparison. */
const byTime = Order.mapInput(DateTime.Order, (event: TrustEvent) => event.at)

/** The tests that a query comes to, beside those of its filters; none where it asks for everything. */
const testsOf = (
  question: QuestionOf<Name>,
  payload: TrusteeAuditQueryRequest | TrustorAuditQueryRequest,
): ReadonlyArray<Test> => {
  const { endDate, queryPhrase, startDate } = payload
  const users = new Set<string>(payload.trusteeUserIds)
  const reader = question.principal.organizationId
  return [
    ...(startDate === undefined && endDate === undefined
      ? []
      : [(event: TrustEvent) => isWithin(event, startDate, endDate)]),
    ...(users.size === 0 ? [] : [(event: TrustEvent) => trusteeUsersOf(event).some((id) => users.has(id))]),
    ...(queryPhrase === undefined
      ? []
      : [(event: TrustEvent) => mentions(toMessage(question, event, reader), queryPhrase)]),
  ]
}

/** The events that a query is about, and whether it is about all of them. */
interface Asked {
  readonly timeline: Timeline.Timeline
  readonly isOfTrust?: Test
}

const query = (
  question: QuestionOf<Name>,
  { isOfTrust, timeline }: Asked,
): Ruling<AuditQueryResponse, InvalidRequest> =>
  Result.gen(function* () {
    const { input, origin, principal, profile } = question
    const { payload, sortBy = "timestamp", sortOrder = "descending" } = input
    const window = yield* pageWindow(profile, origin, input)
    const reader = principal.organizationId
    const sortField = (yield* fieldOf(question, "sortBy", sortBy)) ?? fields.timestamp
    if (sortOrder !== "ascending" && sortOrder !== "descending") {
      yield* unknownWord(question, "sortOrder", "sortOrder has to be ascending or descending")
    }
    const tests = yield* Result.all((payload.filters ?? []).map((filter) => filterTest(question, filter)))
    const facets = yield* Result.all(
      (payload.facets ?? []).map(({ name }) =>
        Result.map(fieldOf(question, "facets", name), (field) => ({ name, field })),
      ),
    )
    const all = [
      ...(isOfTrust === undefined ? [] : [isOfTrust]),
      ...tests.filter((test) => test !== undefined),
      ...testsOf(question, payload),
    ]
    const found = all.length === 0 ? timeline : Timeline.filter(timeline, (event) => all.every((test) => test(event)))
    const total = Timeline.size(found)
    const inOrder = sortOrder === "ascending" ? Timeline.oldestFirst : Timeline.newestFirst
    const from = start(window)
    const page = (): ReadonlyArray<TrustEvent> => {
      if (sortField === fields.timestamp && found.isInOrder) return inOrder(found, from, from + window.pageSize)
      const order =
        sortField === fields.timestamp
          ? byTime
          : Order.mapInput(Order.String, (event: TrustEvent) => sortField(event, reader, profile))
      // A stable sort keeps what happened first, or last, in front among equals.
      return inOrder(found, 0, total)
        .toSorted(sortOrder === "ascending" ? order : Order.flip(order))
        .slice(from, from + window.pageSize)
    }
    return toJson(
      encodeResult({
        ...window,
        total,
        pageCount: Math.ceil(total / window.pageSize),
        facetInfo: facets.flatMap(({ field, name }) =>
          field === undefined
            ? []
            : [
                countValues(
                  name,
                  Timeline.newestFirst(found, 0, total).map((event) => field(event, reader, profile)),
                ),
              ],
        ),
        auditMessages: page().map((event) => toMessage(question, event, reader)),
      }),
    )
  })

/**
 * `POST /trustees/audits`
 * @category functions
 * @since 0.1.0
 */
export const ofTrustees = (question: QuestionOf<"TrustAudits.ofTrustees">) => (state: State) => {
  const { organizationId } = question.principal
  const [first, ...others] = new Set(question.input.payload.trusteeOrganizationIds)
  if (first !== undefined && others.length === 0) {
    return query(question, { timeline: Timeline.ofTrust(state, organizationId, first) })
  }
  const timeline = Timeline.ofTrustor(state, organizationId)
  if (first === undefined) return query(question, { timeline })
  const trustees = new Set<string>([first, ...others])
  return query(question, { timeline, isOfTrust: ({ trusteeOrgId }) => trustees.has(trusteeOrgId) })
}

/**
 * `POST /trustor/audits`
 * @category functions
 * @since 0.1.0
 */
export const ofTrustor = (question: QuestionOf<"TrustAudits.ofTrustor">) => (state: State) => {
  const { input, principal } = question
  return query(question, {
    timeline: Timeline.ofTrust(state, input.payload.trustorOrganizationId, principal.organizationId),
  })
}
