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
import { entity, list } from "../internal/received.ts"
import { ReceivedTimestamp, Timestamp } from "../Timestamp.ts"

/**
 * A field whose values the response should count (API model `Facet`).
 * @category schemas
 * @since 0.1.0
 */
export const Facet = Schema.Struct({
  name: Schema.String,
  type: openEnum(["STRING", "DATE"]),
}).annotate({ identifier: "Facet" })
/**
 * A field whose values the response should count.
 * @category models
 * @since 0.1.0
 */
export type Facet = typeof Facet.Type

/**
 * A condition on a field (API model `Filter`). The API does not enumerate operators.
 * @category schemas
 * @since 0.1.0
 */
export const Filter = Schema.Struct({
  name: Schema.String,
  type: openEnum(["STRING", "DATE"]),
  operator: Schema.String,
  values: Schema.Array(Schema.String),
}).annotate({ identifier: "Filter" })
/**
 * A condition on a field.
 * @category models
 * @since 0.1.0
 */
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

/**
 * What the trustor asks: audits of what these trustees' users did; none given means all.
 * @category schemas
 * @since 0.1.0
 */
export const TrusteeAuditQueryRequest = Schema.Struct({
  trusteeOrganizationIds: Schema.Array(OrganizationId),
  ...queryFields,
}).annotate({ identifier: "TrusteeAuditQueryRequest" })
/**
 * What the trustor asks.
 * @category models
 * @since 0.1.0
 */
export type TrusteeAuditQueryRequest = typeof TrusteeAuditQueryRequest.Type

/**
 * What the trustee asks: audits of its trust with one trustor.
 * @category schemas
 * @since 0.1.0
 */
export const TrustorAuditQueryRequest = Schema.Struct({
  trustorOrganizationId: OrganizationId,
  ...queryFields,
}).annotate({ identifier: "TrustorAuditQueryRequest" })
/**
 * What the trustee asks.
 * @category models
 * @since 0.1.0
 */
export type TrustorAuditQueryRequest = typeof TrustorAuditQueryRequest.Type

/**
 * Page and order of an audit query.
 * @category models
 * @since 0.1.0
 */
export interface AuditPageRequest {
  readonly pageSize?: number
  readonly pageNumber?: number
  /** Name of the field to sort by; default `timestamp`. */
  readonly sortBy?: string
  /** `descending` (the default) or `ascending`. */
  readonly sortOrder?: string
}

/**
 * The response as the API promises it: an object, nothing more.
 * @category schemas
 * @since 0.1.0
 */
export const AuditQueryResponse = Schema.Record(Schema.String, Schema.Json).annotate({
  identifier: "AuditQueryResponse",
})
/**
 * The response as the API promises it: an object, nothing more.
 * @category models
 * @since 0.1.0
 */
export type AuditQueryResponse = typeof AuditQueryResponse.Type

const auditUser = entity("AuditUser", {
  id: Schema.String,
  name: Schema.optionalKey(Schema.String),
  display: Schema.optionalKey(Schema.String),
})
/**
 * Who acted (API model `AuditUser`).
 * @category models
 * @since 0.1.0
 */
export interface AuditUser extends Schema.Schema.Type<typeof auditUser> {}
/**
 * Codec of {@link AuditUser}.
 * @category schemas
 * @since 0.1.0
 */
export const AuditUser: Schema.Codec<AuditUser, unknown> = auditUser

const auditEntity = entity("AuditEntity", {
  type: openEnum(["TRUST", "TRUST_USER", "TRUST_USER_ROLES", "TRUST_GROUP", "TRUST_GROUP_ROLES", "CLONED_USER"]),
  id: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String),
  selfUri: Schema.optionalKey(Schema.String),
})
/**
 * What was acted upon (API model `AuditEntity`).
 * @category models
 * @since 0.1.0
 */
export interface AuditEntity extends Schema.Schema.Type<typeof auditEntity> {}
/**
 * Codec of {@link AuditEntity}.
 * @category schemas
 * @since 0.1.0
 */
export const AuditEntity: Schema.Codec<AuditEntity, unknown> = auditEntity

const auditChange = entity("AuditChange", {
  entity: Schema.optionalKey(AuditEntity),
  property: Schema.optionalKey(Schema.String),
  oldValues: Schema.optionalKey(list(Schema.String)),
  newValues: Schema.optionalKey(list(Schema.String)),
})
/**
 * One property that changed (API model `Change`).
 * @category models
 * @since 0.1.0
 */
export interface AuditChange extends Schema.Schema.Type<typeof auditChange> {}
/**
 * Codec of {@link AuditChange}.
 * @category schemas
 * @since 0.1.0
 */
export const AuditChange: Schema.Codec<AuditChange, unknown> = auditChange

const auditServiceContext = entity("ServiceContext", {
  name: Schema.optionalKey(Schema.String),
})
/**
 * Where in its service something was done (API model `ServiceContext`).
 * @category models
 * @since 0.1.0
 */
export interface AuditServiceContext extends Schema.Schema.Type<typeof auditServiceContext> {}
/**
 * Codec of {@link AuditServiceContext}.
 * @category schemas
 * @since 0.1.0
 */
export const AuditServiceContext: Schema.Codec<AuditServiceContext, unknown> = auditServiceContext

const auditMessage = entity("AuditMessage", {
  id: AuditMessageId,
  user: Schema.optionalKey(AuditUser),
  correlationId: Schema.optionalKey(Schema.String),
  transactionId: Schema.optionalKey(Schema.String),
  transactionInitiator: Schema.optionalKey(Schema.Boolean),
  application: Schema.optionalKey(Schema.String),
  serviceName: Schema.optionalKey(Schema.String),
  level: Schema.optionalKey(openEnum(["USER", "SYSTEM"])),
  timestamp: Schema.optionalKey(ReceivedTimestamp),
  receivedTimestamp: Schema.optionalKey(ReceivedTimestamp),
  status: Schema.optionalKey(openEnum(["SUCCESS", "FAILURE"])),
  actionContext: Schema.optionalKey(Schema.String),
  action: Schema.optionalKey(openEnum(["CREATE", "UPDATE", "DELETE"])),
  changes: Schema.optionalKey(list(AuditChange)),
  entity: Schema.optionalKey(AuditEntity),
  serviceContext: Schema.optionalKey(AuditServiceContext),
})
/**
 * One entry of the audit trail (API model `AuditMessage`).
 * @category models
 * @since 0.1.0
 */
export interface AuditMessage extends Schema.Schema.Type<typeof auditMessage> {}
/**
 * Codec of {@link AuditMessage}.
 * @category schemas
 * @since 0.1.0
 */
export const AuditMessage: Schema.Codec<AuditMessage, unknown> = auditMessage

const facetEntry = entity("Entry", {
  value: Schema.String,
  count: Schema.Finite,
})
/**
 * How often one value of a facet occurs (API model `Entry`).
 * @category models
 * @since 0.1.0
 */
export interface FacetEntry extends Schema.Schema.Type<typeof facetEntry> {}
/**
 * Codec of {@link FacetEntry}.
 * @category schemas
 * @since 0.1.0
 */
export const FacetEntry: Schema.Codec<FacetEntry, unknown> = facetEntry

const facetInfo = entity("FacetInfo", {
  name: Schema.String,
  entries: list(FacetEntry),
})
/**
 * How often each value of a facet occurs (API model `FacetInfo`).
 * @category models
 * @since 0.1.0
 */
export interface FacetInfo extends Schema.Schema.Type<typeof facetInfo> {}
/**
 * Codec of {@link FacetInfo}.
 * @category schemas
 * @since 0.1.0
 */
export const FacetInfo: Schema.Codec<FacetInfo, unknown> = facetInfo

const auditSearchResult = entity("AuditSearchResult", {
  pageNumber: Schema.optionalKey(Schema.Finite),
  pageSize: Schema.optionalKey(Schema.Finite),
  total: Schema.optionalKey(Schema.Finite),
  pageCount: Schema.optionalKey(Schema.Finite),
  facetInfo: Schema.optionalKey(list(FacetInfo)),
  auditMessages: list(AuditMessage),
})
/**
 * The response in the shape of the platform's older audit service (API model `AuditSearchResult`).
 * @category models
 * @since 0.1.0
 */
export interface AuditSearchResult extends Schema.Schema.Type<typeof auditSearchResult> {}
/**
 * Codec of {@link AuditSearchResult}.
 * @category schemas
 * @since 0.1.0
 */
export const AuditSearchResult: Schema.Codec<AuditSearchResult, unknown> = auditSearchResult

const decodeSearchResult = Schema.decodeUnknownOption(AuditSearchResult)

/**
 * The typed view of a response, or none where the server answers in some other
 * shape: nothing public says which shape it is.
 * @category conversions
 * @since 0.1.0
 */
export const toSearchResult = (response: AuditQueryResponse): Option.Option<AuditSearchResult> =>
  decodeSearchResult(response)
