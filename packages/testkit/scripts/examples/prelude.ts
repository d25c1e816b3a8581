/**
 * What the examples in doc comments speak of without importing it.
 */
import type { DivisionId, GroupId, OrganizationId, PairingId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { Services } from "@org-trust/core/Services"
import type { TrustMemberCreate } from "@org-trust/core/Trustee"
import type { TrustUser } from "@org-trust/core/TrustUser"
import type { TrusteeGroups } from "@org-trust/core/TrusteeGroups"
import type { Trustees } from "@org-trust/core/Trustees"
import type { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import type { Credentials } from "@org-trust/http/Credentials"
import type * as OrgTrust from "@org-trust/http/OrgTrust"
import type { WorldClient, WorldFile } from "@org-trust/testkit/WorldFile"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type * as Layer from "effect/Layer"

export * as NodeRedis from "@effect/platform-node/NodeRedis"
export * as Bulk from "@org-trust/core/Bulk"
export { BulkRemoval } from "@org-trust/core/BulkRemoval"
export { CareTrusts } from "@org-trust/core/CareTrusts"
export { DefaultTrusts } from "@org-trust/core/DefaultTrusts"
export { canonicalId } from "@org-trust/core/Identifiers"
export { tagsOf } from "@org-trust/core/Operation"
export { Pairings } from "@org-trust/core/Pairings"
export { fieldsOf } from "@org-trust/core/Received"
export * as Settling from "@org-trust/core/Settling"
export { TrustAudits } from "@org-trust/core/TrustAudits"
export { TrusteeClonedUsers } from "@org-trust/core/TrusteeClonedUsers"
export { TrusteeGroupRoleDivisions } from "@org-trust/core/TrusteeGroupRoleDivisions"
export { TrusteeGroupRoles } from "@org-trust/core/TrusteeGroupRoles"
export { TrusteeGroups } from "@org-trust/core/TrusteeGroups"
export { TrusteeUserRoleDivisions } from "@org-trust/core/TrusteeUserRoleDivisions"
export { TrusteeUserRoles } from "@org-trust/core/TrusteeUserRoles"
export { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
export { Trustees } from "@org-trust/core/Trustees"
export * as ErrorCategory from "@org-trust/core/ErrorCategory"
export { isPassing } from "@org-trust/core/ErrorCategory"
export { TrustorClonedUsers } from "@org-trust/core/TrustorClonedUsers"
export { TrustorGroups } from "@org-trust/core/TrustorGroups"
export { Trustors } from "@org-trust/core/Trustors"
export { TrustorUsers } from "@org-trust/core/TrustorUsers"
export { UserTrustors } from "@org-trust/core/UserTrustors"
export { clientCredentials, givenToken } from "@org-trust/http/Credentials"
export * as OrgTrust from "@org-trust/http/OrgTrust"
export * as Promises from "@org-trust/http/Promises"
export { TransportFailure } from "@org-trust/http/Transport"
export * as Config from "effect/Config"
export * as Console from "effect/Console"
export * as Effect from "effect/Effect"
export { HttpClientError, TransportError } from "effect/http/HttpClientError"
export * as Layer from "effect/Layer"
export * as RateLimiter from "effect/persistence/RateLimiter"
export * as Schedule from "effect/Schedule"
export * as Stream from "effect/Stream"
export type { TrustMemberCreate }

export declare const trusteeOrgId: OrganizationId
export declare const trustorOrgId: OrganizationId
export declare const trusteeGroupId: GroupId
export declare const userId: UserId
export declare const id: UserId
export declare const entities: ReadonlyArray<TrustUser>
export declare const secret: string
export declare const pairingId: PairingId
export declare const roleId: RoleId
export declare const divisionId: DivisionId
export declare const trustees: Trustees["Service"]
export declare const users: TrusteeUsers["Service"]
export declare const groups: TrusteeGroups["Service"]
export declare const options: OrgTrust.Options
export declare const credentials: Credentials
export declare const request: HttpClientRequest
export declare const world: WorldFile
export declare const layerFor: (client: WorldClient) => Layer.Layer<Services>
