/**
 * Wrong ways with audits.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Predicate from "effect/Predicate"
import type { OperationName } from "@org-trust/core/Operation"
import type { TrustEvent } from "@org-trust/core/lifecycle/Event"
import type { Request } from "@org-trust/core/lifecycle/Request"
import type { State, Trail } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import type { Mutant } from "../Mutant.ts"
import { answeringAudits, answeringMessages, askingFor, askingOrder, seeing } from "./auditing.ts"
import { kinds, type MemberKind } from "./MemberKind.ts"
import { afterwards, believing, only, overriding } from "./steps.ts"

/** Filters with other operators. */
const askingWith = (change: (operator: string) => string) =>
  askingFor(({ filters = [], ...payload }) => ({
    ...payload,
    filters: filters.map((filter) => ({ ...filter, operator: change(filter.operator) })),
  }))

const withoutTrail = (...operations: ReadonlyArray<OperationName>) =>
  afterwards(operations, (after, _request, before) => ({ ...after, trail: before.trail }))

const ofKind = (kind: MemberKind): ReadonlyArray<Mutant> => {
  const { add, clearRoles, remove, replaceRoles } = kind.operations
  const tag = { user: "TrustUser", group: "TrustGroup" } as const
  const ofGroups = kind.noun === "group" ? "-of-groups" : ""
  return [
    {
      name: `audit-of-role-changes${ofGroups}-missing`,
      sentence: `Changing the roles of a ${kind.noun} leaves no audit.`,
      rules: ["audit.every-change"],
      step: () => seeing((event) => event._tag !== `${tag[kind.noun]}RolesChanged`),
    },
    {
      name: `audit-of-removal${ofGroups}-missing`,
      sentence: `Removing a ${kind.noun} leaves no audit.`,
      rules: ["audit.every-change"],
      step: () => seeing((event) => event._tag !== `${tag[kind.noun]}Removed`),
    },
    {
      name: `${kind.noun}-changes-not-audited`,
      sentence: `Nothing that the trustor does with a ${kind.noun} leaves an audit.`,
      rules: ["audit.every-change"],
      step: () => withoutTrail(add, remove, replaceRoles, clearRoles),
    },
  ]
}

/** Whether a request is made by the one side of a trust and names the other. */
const isAbout = ({ trusteeOrgId, trustorOrgId }: TrustEvent, { input, principal }: Request): boolean => {
  const own = principal.organizationId
  if (Predicate.hasProperty(input, "trusteeOrgId")) return own === trustorOrgId && input.trusteeOrgId === trusteeOrgId
  return Predicate.hasProperty(input, "trustorOrgId") && own === trusteeOrgId && input.trustorOrgId === trustorOrgId
}

/** What happened when nothing did: that the trust was made is recorded once more. */
const recordedAgain = (state: State, request: Request): State => {
  for (let { trail } = state; trail !== undefined; trail = trail.earlier) {
    if (trail.latest._tag !== "TrustCreated" || !isAbout(trail.latest, request)) continue
    const latest = { ...trail.latest, id: request.fresh.auditId, at: request.now }
    return { ...state, trail: { latest, earlier: state.trail } }
  }
  return state
}

const isOf = (event: TrustEvent) => (other: Trail["latest"]) =>
  other._tag !== "PairingCreated" &&
  other.trustorOrgId === event.trustorOrgId &&
  other.trusteeOrgId === event.trusteeOrgId

const hasEnded = (event: TrustEvent, whole: Trail | undefined): boolean => {
  for (let trail = whole; trail !== undefined; trail = trail.earlier) {
    if (trail.latest._tag === "TrustEnded" && isOf(event)(trail.latest)) return true
  }
  return false
}

/** Wrong ways with audits. */
export const mutants: ReadonlyArray<Mutant> = [
  ...kinds.flatMap(ofKind),
  ...kinds.map(({ noun, operations }): Mutant => ({
    name: `reading-${noun}s-audited`,
    sentence: `Reading a ${noun} of a trust leaves an audit.`,
    rules: ["audit.every-change"],
    step: () => afterwards([operations.get, operations.getByTrustee], recordedAgain),
  })),
  ...kinds.map(({ noun, operations }): Mutant => ({
    name: { user: "refusals-audited", group: "refusals-of-groups-audited" }[noun],
    sentence: `Adding a ${noun} again, or having its removal refused, leaves an audit.`,
    rules: ["audit.every-change", "refusal.changes-nothing"],
    step: () => (environment, state, request) => {
      const stepped = step(environment, state, request)
      const isMoot = stepped.state === state && [operations.add, operations.remove].includes(request.operation)
      return isMoot ? { ...stepped, state: recordedAgain(state, request) } : stepped
    },
  })),
  {
    name: "audit-doubled",
    sentence: "Every audit is listed twice.",
    rules: ["audit.every-change"],
    step: () => overriding(answeringMessages((message) => [message, message])),
  },
  {
    name: "audit-misattributed",
    sentence: "Every change is attributed to whoever asks for the audits.",
    rules: ["audit.every-change"],
    step: () =>
      overriding(
        answeringMessages((message, { principal }) => [
          { ...message, user: { id: principal.userId ?? principal.organizationId } },
        ]),
      ),
  },
  {
    name: "audit-with-wrong-action",
    sentence: "Every change is called an update.",
    rules: ["audit.every-change"],
    step: () => overriding(answeringMessages((message) => [{ ...message, action: "UPDATE" }])),
  },
  {
    name: "audit-with-time-of-query",
    sentence: "Every audit has the time at which it was asked for.",
    rules: ["audit.every-change"],
    step: () =>
      overriding(answeringMessages((message, { now }) => [{ ...message, timestamp: now, receivedTimestamp: now }])),
  },
  {
    name: "audit-order-ignored",
    sentence: "Audits come newest first, whatever is asked.",
    rules: ["audit.order"],
    step: () => askingOrder(({ sortOrder: _, ...order }) => order),
  },
  {
    name: "audit-oldest-first",
    sentence: "Audits come oldest first unless asked otherwise.",
    rules: ["audit.order"],
    step: () => askingOrder((order) => ({ sortOrder: "ascending", ...order })),
  },
  {
    name: "audit-lost-with-trust",
    sentence: "The audits of a trust end with it.",
    rules: ["audit.of-own-trusts"],
    step: () => seeing((event, trail) => !hasEnded(event, trail)),
  },
  {
    name: "audits-of-others",
    sentence: "An organization sees the audits of all trusts.",
    rules: ["audit.of-own-trusts", "isolation.third-organization"],
    step: () =>
      only(
        ["TrustAudits.ofTrustees"],
        believing(({ environment, state }, { principal: { organizationId } }) => {
          const rename = (trail: Trail | undefined): Trail | undefined =>
            trail === undefined
              ? undefined
              : {
                  latest:
                    trail.latest._tag === "PairingCreated"
                      ? trail.latest
                      : { ...trail.latest, trustorOrgId: organizationId },
                  earlier: rename(trail.earlier),
                }
          return { environment, state: { ...state, trail: rename(state.trail) } }
        }),
      ),
  },
  {
    name: "audit-date-range-ignored",
    sentence: "The start and end of the time asked for are ignored.",
    rules: ["audit.query"],
    step: () => askingFor(({ endDate: _end, startDate: _start, ...payload }) => payload),
  },
  {
    name: "audit-start-alone-ignored",
    sentence: "The start of the time asked for is ignored when no end is given.",
    rules: ["audit.query"],
    step: () =>
      askingFor(({ startDate, ...payload }) => ({
        ...payload,
        ...(payload.endDate !== undefined && startDate !== undefined && { startDate }),
      })),
  },
  {
    name: "audit-end-excluded",
    sentence: "What was recorded at the very end of the time asked for is left out.",
    rules: ["audit.query"],
    step: () =>
      askingFor(({ endDate, ...payload }) => ({
        ...payload,
        ...(endDate !== undefined && { endDate: DateTime.subtractDuration(endDate, Duration.millis(1)) }),
      })),
  },
  {
    name: "audit-first-trustee-only",
    sentence: "A query for several trustees answers the audits of the first.",
    rules: ["audit.query"],
    step: () =>
      askingFor(({ trusteeOrganizationIds, ...payload }) => ({
        ...payload,
        trusteeOrganizationIds: trusteeOrganizationIds.slice(0, 1),
      })),
  },
  {
    name: "audit-several-trustees-are-all",
    sentence: "A query for several trustees answers the audits of all.",
    rules: ["audit.query"],
    step: () =>
      askingFor(({ trusteeOrganizationIds, ...payload }) => ({
        ...payload,
        trusteeOrganizationIds: trusteeOrganizationIds.length > 1 ? [] : trusteeOrganizationIds,
      })),
  },
  {
    name: "audit-of-all-trustees",
    sentence: "A query for one trustee answers the audits of all.",
    rules: ["audit.query"],
    step: () => askingFor((payload) => ({ ...payload, trusteeOrganizationIds: [] })),
  },
  {
    name: "audit-sort-field-ignored",
    sentence: "Audits are sorted by time, whatever is asked.",
    rules: ["audit.query"],
    step: () => askingOrder(({ sortBy: _, ...order }) => order),
  },
  {
    name: "audit-filter-not-negated",
    sentence: "A filter that should leave values out keeps just these.",
    rules: ["audit.query"],
    step: () => askingWith((operator) => operator.replace("NOT_", "")),
  },
  {
    name: "audit-filter-by-whole-values",
    sentence: "A filter for parts of values finds whole values only.",
    rules: ["audit.query"],
    step: () => askingWith((operator) => operator.replace("CONTAINS", "IN")),
  },
  {
    name: "audit-filters-ignored",
    sentence: "Filters are ignored, known or not.",
    rules: ["audit.query"],
    step: () => askingFor((payload) => ({ ...payload, filters: [] })),
  },
  {
    name: "audit-phrase-ignored",
    sentence: "The phrase asked for is ignored.",
    rules: ["audit.query"],
    step: () => askingFor(({ queryPhrase: _, ...payload }) => payload),
  },
  {
    name: "audit-empty-list-finds-nothing",
    sentence: "A query with an empty list of filters finds nothing.",
    rules: ["audit.query"],
    step: () =>
      overriding(
        answeringAudits((result, { input }) =>
          input.payload.filters?.length === 0 ? { ...result, auditMessages: [], total: 0, pageCount: 0 } : result,
        ),
      ),
  },
  {
    name: "audit-facets-of-page",
    sentence: "A facet counts only the audits of the page.",
    rules: ["audit.query"],
    step: () =>
      overriding(
        answeringAudits(({ facetInfo = [], ...result }) => ({
          ...result,
          facetInfo: facetInfo.map((facet) => ({
            ...facet,
            entries: facet.entries.map((entry) => ({
              ...entry,
              count: result.auditMessages.filter(({ action }) => action === entry.value).length,
            })),
          })),
        })),
      ),
  },
  {
    name: "audit-total-of-page",
    sentence: "The total of the audits counts the page.",
    rules: ["page.complete"],
    step: () => overriding(answeringAudits((result) => ({ ...result, total: result.auditMessages.length }))),
  },
]
