/**
 * Audits: who changed what about a trust, and when.
 *
 * The API documents the requests but not the response: `AuditQueryResponse` has
 * been an object without fields in every version since 2017. So the response is an
 * open record here, and {@link toSearchResult} offers the shape of the platform's
 * older audit service, which took the same requests.
 */
import type * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { AuditMessageId, OrganizationId, UserId } from "../Identifiers.ts"
import { openEnum } from "../internal/openEnum.ts"
import { Timestamp } from "../Timestamp.ts"

/** A field whose values the response should count (API model `Facet`). */
export const Facet = Schema.Struct({
  name: Schema.String,
  type: openEnum(["STRING", "DATE"]),
}).annotate({ identifier: "Facet" })
/** A field whose values the response should count. */
export type Facet = typeof Facet.Type

/** A condition on a field (API model `Filter`). The API does not enumerate operators. */
export const Filter = Schema.Struct({
  name: Schema.String,
  type: openEnum(["STRING", "DATE"]),
  operator: Schema.String,
  values: Schema.Array(Schema.String),
}).annotate({ identifier: "Filter" })
/** A condition on a field. */
export type Filter = typeof Filter.Type

const queryFields = {
  /** Only audits that these trustee users caused or that are about them; none given means all. */
  trusteeUserIds: Schema.Array(UserId),
  startDate: Schema.optionalKey(Timestamp),
  endDate: Schema.optionalKey(Timestamp),
  /** Word or phrase that has to occur in the audit. */
  queryPhrase: Schema.optionalKey(Schema.String),
  facets: Schema.optionalKey(Schema.Array(Facet)),
  filters: Schema.optionalKey(Schema.Array(Filter)),
} as const

/** What the trustor asks: audits of what these trustees' users did; none given means all. */
export const TrusteeAuditQueryRequest = Schema.Struct({
  trusteeOrganizationIds: Schema.Array(OrganizationId),
  ...queryFields,
}).annotate({ identifier: "TrusteeAuditQueryRequest" })
/** What the trustor asks. */
export type TrusteeAuditQueryRequest = typeof TrusteeAuditQueryRequest.Type

/** What the trustee asks: audits of its trust with one trustor. */
export const TrustorAuditQueryRequest = Schema.Struct({
  trustorOrganizationId: OrganizationId,
  ...queryFields,
}).annotate({ identifier: "TrustorAuditQueryRequest" })
/** What the trustee asks. */
export type TrustorAuditQueryRequest = typeof TrustorAuditQueryRequest.Type

/** Page and order of an audit query. */
export interface AuditPageRequest {
  readonly pageSize?: number
  readonly pageNumber?: number
  /** Name of the field to sort by; default `timestamp`. */
  readonly sortBy?: string
  /** `descending` (the default) or `ascending`. */
  readonly sortOrder?: string
}

/** The response as the API promises it: an object, nothing more. */
export const AuditQueryResponse = Schema.Record(Schema.String, Schema.Json).annotate({
  identifier: "AuditQueryResponse",
})
/** The response as the API promises it: an object, nothing more. */
export type AuditQueryResponse = typeof AuditQueryResponse.Type

/** Who acted (API model `AuditUser`). */
export const AuditUser = Schema.Struct({
  id: Schema.String,
  name: Schema.optionalKey(Schema.String),
  display: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "AuditUser" })
/** Who acted. */
export type AuditUser = typeof AuditUser.Type

/** What was acted upon (API model `AuditEntity`). */
export const AuditEntity = Schema.Struct({
  type: openEnum(["TRUST", "TRUST_USER", "TRUST_USER_ROLES", "CLONED_USER"]),
  id: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String),
  selfUri: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "AuditEntity" })
/** What was acted upon. */
export type AuditEntity = typeof AuditEntity.Type

/** One property that changed (API model `Change`). */
export const AuditChange = Schema.Struct({
  entity: Schema.optionalKey(AuditEntity),
  property: Schema.optionalKey(Schema.String),
  oldValues: Schema.optionalKey(Schema.Array(Schema.String)),
  newValues: Schema.optionalKey(Schema.Array(Schema.String)),
}).annotate({ identifier: "AuditChange" })
/** One property that changed. */
export type AuditChange = typeof AuditChange.Type

/** One entry of the audit trail (API model `AuditMessage`). */
export class AuditMessage extends Schema.Class<AuditMessage>("AuditMessage")({
  id: AuditMessageId,
  user: Schema.optionalKey(AuditUser),
  correlationId: Schema.optionalKey(Schema.String),
  transactionId: Schema.optionalKey(Schema.String),
  transactionInitiator: Schema.optionalKey(Schema.Boolean),
  application: Schema.optionalKey(Schema.String),
  serviceName: Schema.optionalKey(Schema.String),
  level: Schema.optionalKey(openEnum(["USER", "SYSTEM"])),
  timestamp: Schema.optionalKey(Timestamp),
  receivedTimestamp: Schema.optionalKey(Timestamp),
  status: Schema.optionalKey(openEnum(["SUCCESS", "FAILURE"])),
  actionContext: Schema.optionalKey(Schema.String),
  action: Schema.optionalKey(openEnum(["CREATE", "UPDATE", "DELETE"])),
  changes: Schema.optionalKey(Schema.Array(AuditChange)),
  entity: Schema.optionalKey(AuditEntity),
  serviceContext: Schema.optionalKey(Schema.Struct({ name: Schema.optionalKey(Schema.String) })),
}) {}

/** How often each value of a facet occurs (API model `FacetInfo`). */
export const FacetInfo = Schema.Struct({
  name: Schema.String,
  entries: Schema.Array(Schema.Struct({ value: Schema.String, count: Schema.Finite })),
}).annotate({ identifier: "FacetInfo" })
/** How often each value of a facet occurs. */
export type FacetInfo = typeof FacetInfo.Type

/** The response in the shape of the platform's older audit service (API model `AuditSearchResult`). */
export class AuditSearchResult extends Schema.Class<AuditSearchResult>("AuditSearchResult")({
  pageNumber: Schema.optionalKey(Schema.Finite),
  pageSize: Schema.optionalKey(Schema.Finite),
  total: Schema.optionalKey(Schema.Finite),
  pageCount: Schema.optionalKey(Schema.Finite),
  facetInfo: Schema.optionalKey(Schema.Array(FacetInfo)),
  auditMessages: Schema.Array(AuditMessage),
}) {}

const decodeSearchResult = Schema.decodeUnknownOption(AuditSearchResult)

/**
 * The typed view of a response, or none where the server answers in some other
 * shape: nothing public says which shape it is.
 */
export const toSearchResult = (response: AuditQueryResponse): Option.Option<AuditSearchResult> =>
  decodeSearchResult(response)
