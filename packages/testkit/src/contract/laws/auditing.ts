/**
 * How laws read the audits. A subject may have lived long before: what it had
 * recorded earlier is left out.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import {
  type AuditMessage,
  type AuditPageRequest,
  type AuditSearchResult,
  toSearchResult,
  type TrusteeAuditQueryRequest,
  type TrustorAuditQueryRequest,
} from "@org-trust/core/Audit"
import type { UserId } from "@org-trust/core/Identifiers"
import type { TrustRequest } from "@org-trust/core/Pairing"
import type { WorldClient } from "../../WorldFile.ts"
import type { Lab } from "../Lab.ts"
import { askForAccess, attempt, type Attempt, pageSizeOf, tick, told } from "../scenario.ts"
import { NotApplicable, type Violation } from "../Violation.ts"

/** What laws of what is recorded need: all changes of a trust and of its users, and the audits. */
export const auditGroups = [
  "Pairings",
  "Trustees",
  "Trustors",
  "TrusteeUsers",
  "TrusteeUserRoles",
  "TrustorUsers",
  "TrustAudits",
] as const

/** Who reads the audits of the trust. */
export const sides = ["trustor", "trustee"] as const
/** Who reads the audits of the trust. */
export type Side = (typeof sides)[number]

/** What narrows a query down; the trust does unless the trustor names other trustees, or none. */
export type Narrowing = Partial<
  Omit<TrustorAuditQueryRequest, "trustorOrganizationId"> & Pick<TrusteeAuditQueryRequest, "trusteeOrganizationIds">
>

/** The two bodies that ask the same. */
const payloads = ({ cast }: Lab, { trusteeOrganizationIds, trusteeUserIds = [], ...rest }: Narrowing) => ({
  trustor: {
    trusteeOrganizationIds: trusteeOrganizationIds ?? [cast.trustee.organization.id],
    trusteeUserIds,
    ...rest,
  },
  trustee: { trustorOrganizationId: cast.trustor.organization.id, trusteeUserIds, ...rest },
})

/** Who reads the audits as this side. */
export const readerOf = (lab: Lab, side: Side): WorldClient => lab.cast[side].admin

/** A query for the audits of the trust, to be made by one side. */
export const auditAttempt = (lab: Lab, side: Side, narrowing: Narrowing, page: AuditPageRequest): Attempt => {
  const payload = payloads(lab, narrowing)
  return side === "trustor"
    ? attempt(lab, "TrustAudits.ofTrustees", { ...page, payload: payload.trustor })
    : attempt(lab, "TrustAudits.ofTrustor", { ...page, payload: payload.trustee })
}

/** One page of the audits of the trust. */
export const pageOfAudits = Effect.fnUntraced(function* (
  lab: Lab,
  side: Side,
  narrowing: Narrowing,
  page: AuditPageRequest = {},
): Effect.fn.Return<AuditSearchResult, Violation> {
  const payload = payloads(lab, narrowing)
  const asked = { pageSize: pageSizeOf(lab), ...page }
  const response =
    side === "trustor"
      ? yield* lab.succeed(readerOf(lab, side), "TrustAudits.ofTrustees", { ...asked, payload: payload.trustor })
      : yield* lab.succeed(readerOf(lab, side), "TrustAudits.ofTrustor", { ...asked, payload: payload.trustee })
  return yield* told(Option.getOrUndefined(toSearchResult(response)), "audits in the shape of AuditSearchResult")
})

/** All pages of the audits of the trust. */
export const allAudits = Effect.fnUntraced(function* (
  lab: Lab,
  side: Side,
  narrowing: Narrowing,
  order: AuditPageRequest = {},
): Effect.fn.Return<ReadonlyArray<AuditMessage>, Violation> {
  const pageSize = order.pageSize ?? pageSizeOf(lab)
  const found: Array<AuditMessage> = []
  for (let pageNumber = 1; ; pageNumber++) {
    const { auditMessages } = yield* pageOfAudits(lab, side, narrowing, { ...order, pageSize, pageNumber })
    found.push(...auditMessages)
    if (auditMessages.length < pageSize || pageNumber === 1000) return found
  }
})

/** What was recorded since, with a pairing to begin with. */
export interface Watch {
  readonly pairing: TrustRequest
  readonly since: DateTime.Utc
  /** The audits of the trust since then, without those of before. */
  readonly recorded: (
    side: Side,
    narrowing?: Narrowing,
    order?: AuditPageRequest,
  ) => Effect.Effect<ReadonlyArray<AuditMessage>, Violation>
}

/** The trustee asks for access; what is recorded from then on is watched. */
export const watch = Effect.fnUntraced(function* (
  lab: Lab,
  userIds: ReadonlyArray<UserId>,
): Effect.fn.Return<Watch, Violation | NotApplicable> {
  if (lab.subject.capabilities.audits !== "SearchResult") {
    return yield* new NotApplicable({ message: "the implementation promises no shape of audits" })
  }
  yield* tick(lab)
  const pairing = yield* askForAccess(lab, userIds)
  const since = yield* told(pairing.dateCreated, "when the pairing was made")
  const earlier = new Set<string>()
  for (const side of sides) {
    for (const { id } of yield* allAudits(lab, side, { startDate: since })) earlier.add(id)
  }
  const isNew = ({ id }: AuditMessage) => !earlier.has(id)
  return {
    pairing,
    since,
    recorded: (side, narrowing, order) =>
      Effect.map(allAudits(lab, side, { startDate: since, ...narrowing }, order), (messages) => messages.filter(isNew)),
  }
})

/** What a message says was done, in short. */
export const deed = ({ action, entity, user }: AuditMessage): string =>
  `${action ?? "?"} ${entity?.type ?? "?"} ${entity?.id ?? "?"} by ${user?.id ?? "?"}`
