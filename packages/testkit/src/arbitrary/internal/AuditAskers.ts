/**
 * What an audit query asks for.
 */
import type { AuditPageRequest, Facet, Filter } from "@org-trust/core/Audit"
import type { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { trusts } from "@org-trust/core/lifecycle/State"
import type { OperationWith } from "@org-trust/core/Operation"
import type { Timestamp } from "@org-trust/core/Timestamp"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { type Askers, asTrustee, asTrustor } from "./Asker.ts"
import { someoneOf } from "./Callers.ts"
import { activeUsers, another, anyPlace, digit, type Moment, type Place, someTrustEvent } from "./Moment.ts"
import { page } from "./PageRequests.ts"

/** The place of some event, so that there is something to find. */
const auditPlace = (moment: Moment, step: Step): Place =>
  someTrustEvent(moment, step.where) ?? anyPlace(moment, step.where)

const sortFields = ["timestamp", "action", "entityType", "entityId", "userId", "level", "status"] as const

/** Page and order. */
const auditPage = (moment: Moment, step: Step): AuditPageRequest => ({
  ...page(moment, step),
  ...(digit(step.where, 1) > 5 && { sortBy: pick(sortFields, step.what) ?? "timestamp" }),
  ...(digit(step.where, 2) > 5 && { sortOrder: step.what % 2 === 0 ? "ascending" : "descending" }),
  ...(step.deviation === "badSort" && { sortBy: pick(["size", "toString", ""], step.amount) ?? "" }),
  ...(step.deviation === "badOrder" && { sortOrder: "sideways" }),
})

const string = (name: string, operator: string, ...values: ReadonlyArray<string>): Filter => ({
  name,
  type: "STRING",
  operator,
  values,
})

const someFilters: ReadonlyArray<Filter> = [
  string("action", "EQUALS", "CREATE"),
  string("entityType", "IN", "TRUST", "TRUST_USER"),
  string("action", "NOT_EQUALS", "DELETE"),
  string("action", "CONTAINS", "DATE"),
  string("level", "NOT_IN", "SYSTEM"),
  { name: "timestamp", type: "DATE", operator: "CONTAINS", values: ["2026-01"] },
  string("status", "EQUALS", "FAILURE"),
  string("action", "IN"),
]

const filters = (step: Step): ReadonlyArray<Filter> => {
  const wished =
    digit(step.who, 1) > 5 ? [pick(someFilters, another(step.who, 1)) ?? string("action", "EQUALS", "CREATE")] : []
  if (step.deviation === "badFilter") return [...wished, string("color", "EQUALS", "blue")]
  return step.deviation === "badOperator"
    ? [...wished, string("action", pick(["LIKE", "constructor"], step.amount) ?? "LIKE", "CREATE")]
    : wished
}

const facets = (step: Step): ReadonlyArray<Facet> => [
  ...(digit(step.who, 2) > 5 ? [{ name: pick(sortFields, another(step.what, 0)) ?? "action", type: "STRING" }] : []),
  ...(step.deviation === "badFacet" ? [{ name: "color", type: "STRING" }] : []),
]

interface QueryFields {
  readonly trusteeUserIds: ReadonlyArray<UserId>
  readonly startDate?: Timestamp
  readonly endDate?: Timestamp
  readonly queryPhrase?: string
  readonly filters?: ReadonlyArray<Filter>
  readonly facets?: ReadonlyArray<Facet>
}

/** What both kinds of query have. */
const queryFields = (moment: Moment, step: Step, place: Place): QueryFields => {
  const user = digit(step.what, 1) > 6 ? pick(activeUsers(moment, place.trusteeOrgId), another(step.who, 2)) : undefined
  const dates = digit(step.what, 2)
  const at = someTrustEvent(moment, step.amount)?.at ?? moment.now
  return {
    trusteeUserIds: user === undefined ? [] : [user],
    ...(dates > 6 && dates !== 8 && { startDate: at }),
    ...(dates > 7 && { endDate: at }),
    ...(digit(step.where, 0) > 7 && {
      queryPhrase: pick(["role", "create", "TRUST_USER", "nobody says this"], another(step.amount, 0)) ?? "",
    }),
    ...((step.who % 2 === 0 || step.deviation.startsWith("bad")) && { filters: filters(step), facets: facets(step) }),
  }
}

/** One more trustee of the same trustor. */
const otherTrustees = ({ state }: Moment, { trusteeOrgId, trustorOrgId }: Place): ReadonlyArray<OrganizationId> =>
  trusts(state)
    .flatMap((each) =>
      each.trustorOrgId === trustorOrgId && each.trusteeOrgId !== trusteeOrgId ? [each.trusteeOrgId] : [],
    )
    .slice(0, 1)

/** What is asked about audits. */
export const auditAskers: Askers<OperationWith<{ readonly about: "audits" }>> = {
  "TrustAudits.ofTrustees": (moment, step) => {
    const place = auditPlace(moment, step)
    const { trusteeOrgId } = asTrustor(moment, step, place)
    const isAll = digit(step.amount, 0) < 4 && step.deviation !== "otherOrganization"
    const isSeveral = digit(step.amount, 0) < 7 && step.deviation === "none"
    return {
      caller: someoneOf(moment, step, place.trustorOrgId),
      input: {
        ...auditPage(moment, step),
        payload: {
          trusteeOrganizationIds: isAll ? [] : [trusteeOrgId, ...(isSeveral ? otherTrustees(moment, place) : [])],
          ...queryFields(moment, step, place),
        },
      },
    }
  },
  "TrustAudits.ofTrustor": (moment, step) => {
    const place = auditPlace(moment, step)
    const { caller, trustorOrgId } = asTrustee(moment, step, place)
    return {
      caller,
      input: {
        ...auditPage(moment, step),
        payload: { trustorOrganizationId: trustorOrgId, ...queryFields(moment, step, place) },
      },
    }
  },
}
