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
  type AuditQueryResponse,
  type AuditSearchResult,
  toSearchResult,
  type TrusteeAuditQueryRequest,
  type TrustorAuditQueryRequest,
} from "@org-trust/core/Audit"
import type { UserId } from "@org-trust/core/Identifiers"
import type { TrustRequest } from "@org-trust/core/Pairing"
import type { WorldClient } from "../../WorldFile.ts"
import { NotApplicable, type Violation } from "../Violation.ts"
import { tick } from "./abilities.ts"
import { type Attempt, attempt } from "./Attempt.ts"
import type { BoundTrust } from "./BoundTrust.ts"
import type { Lab } from "./Lab.ts"
import { promised, told } from "./expectations.ts"
import { pageSizeOf, wholeOf } from "./listing.ts"

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

/** Who reads the audits as this side. */
export const readerOf = (trust: BoundTrust, side: Side): WorldClient => trust[side].admin

/** A page of the audits of the trust, as one side asks for it. */
export const auditAttempt = (
  { lab, trustee, trustor }: BoundTrust,
  side: Side,
  { trusteeOrganizationIds = [trustee.organization.id], trusteeUserIds = [], ...rest }: Narrowing,
  page: AuditPageRequest = {},
): Attempt<AuditQueryResponse> => {
  const asked = { pageSize: pageSizeOf(lab), ...page }
  return side === "trustor"
    ? attempt(lab, trustor.admin, "TrustAudits.ofTrustees", {
        ...asked,
        payload: { trusteeOrganizationIds, trusteeUserIds, ...rest },
      })
    : attempt(lab, trustee.admin, "TrustAudits.ofTrustor", {
        ...asked,
        payload: { trustorOrganizationId: trustor.organization.id, trusteeUserIds, ...rest },
      })
}

/** One page of the audits of the trust. */
export const pageOfAudits = Effect.fnUntraced(function* (
  trust: BoundTrust,
  side: Side,
  narrowing: Narrowing,
  page?: AuditPageRequest,
): Effect.fn.Return<AuditSearchResult, Violation | NotApplicable> {
  const response = yield* auditAttempt(trust, side, narrowing, page)
  return yield* promised(Option.getOrUndefined(toSearchResult(response)), "audits in the shape of AuditSearchResult")
})

/** All pages of the audits of the trust. */
export const allAudits = (trust: BoundTrust, side: Side, narrowing: Narrowing, order: AuditPageRequest = {}) =>
  wholeOf(trust.lab, (page) =>
    Effect.map(pageOfAudits(trust, side, narrowing, { ...order, ...page }), ({ auditMessages }) => ({
      entities: auditMessages,
    })),
  )

/** What was recorded since, with a pairing to begin with. */
export interface Watch {
  readonly pairing: TrustRequest
  readonly since: DateTime.Utc
  /** The audits of the trust since then, without those of before. */
  readonly recorded: (
    side: Side,
    narrowing?: Narrowing,
    order?: AuditPageRequest,
  ) => Effect.Effect<ReadonlyArray<AuditMessage>, Violation | NotApplicable>
}

/** The trustee asks for access; what is recorded from then on is watched. */
export const watch = Effect.fnUntraced(function* (
  trust: BoundTrust,
  ...userIds: ReadonlyArray<UserId>
): Effect.fn.Return<Watch, Violation | NotApplicable> {
  if (trust.lab.subject.capabilities.audits !== "SearchResult") {
    return yield* new NotApplicable({ message: "the implementation promises no shape of audits" })
  }
  yield* tick(trust.lab)
  const pairing = yield* trust.ask({ userIds })
  const since = yield* told(pairing.dateCreated, "when the pairing was made")
  const earlier = new Set<string>()
  for (const side of sides) {
    for (const { id } of yield* allAudits(trust, side, { startDate: since })) earlier.add(id)
  }
  const isNew = ({ id }: AuditMessage) => !earlier.has(id)
  return {
    pairing,
    since,
    recorded: (side, narrowing, order) =>
      Effect.map(allAudits(trust, side, { startDate: since, ...narrowing }, order), (messages) =>
        messages.filter(isNew),
      ),
  }
})

/** Who an audit says has acted, where no user did: some name the organization, others nobody. */
export const noUser = "no user"

/** What an audit says was changed, where that is the trust between the two organizations. */
export const thisTrust = "between the two"

/**
 * What a message says was done, in short, by what is the same however it is told: roles
 * that were all taken away may have been changed or deleted, a client that is no user may
 * be named by its organization, or not at all, and a trust by either of the two.
 */
export const deed =
  ({ cast, subject }: Lab) =>
  ({ action, entity, user }: AuditMessage): string => {
    const type = entity?.type ?? "?"
    const verb = action === "DELETE" && type.endsWith("_ROLES") ? "UPDATE" : (action ?? "?")
    const isUser = user !== undefined && subject.world.organizations.every(({ id }) => id !== user.id)
    const isTrust =
      type === "TRUST" && [cast.trustor, cast.trustee].some(({ organization }) => organization.id === entity?.id)
    return `${verb} ${type} ${isTrust ? thisTrust : (entity?.id ?? "?")} by ${isUser ? user.id : noUser}`
  }
