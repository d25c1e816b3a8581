/**
 * The table of operations: one entry per operation of the API. Permission checks,
 * the services' error types, span names, documents and reports all read it.
 */
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { AuditQueryResponse, TrusteeAuditQueryRequest, TrustorAuditQueryRequest } from "./entities/Audit.ts"
import { CareTrustOptions, DefaultTrustOptions, TrusteeReferenceList } from "./entities/CareTrust.ts"
import { ClonedUser, ClonedUserEntityListing } from "./entities/ClonedUser.ts"
import { RoleDivisionGrants } from "./entities/Division.ts"
import { TrustGroup } from "./entities/Group.ts"
import { GroupIdParam, OrganizationIdParam, PairingIdParam, UserIdParam } from "./Identifiers.ts"
import { Page } from "./Page.ts"
import { TrustRequest, TrustRequestCreate } from "./entities/Pairing.ts"
import { allOf, anyOf, type PermissionRule } from "./Permission.ts"
import type { Replay } from "./Replay.ts"
import { RoleIds } from "./entities/Role.ts"
import { Trustee, TrustCreate, TrustGroupMemberCreate, TrustMemberCreate, TrustUpdate } from "./entities/Trustee.ts"
import { commonErrors, type Tag, type TrustError, type UnknownOutcome } from "./TrustError.ts"
import { Trustor } from "./entities/Trustor.ts"
import { TrustUser } from "./entities/TrustUser.ts"
import { UserAuthorization } from "./entities/UserAuthorization.ts"

/**
 * What the paths of the API are below.
 * @category constants
 * @since 0.1.0
 */
export const basePath = "/api/v2/orgauthorization"

/**
 * What the table says of one operation.
 * @category models
 * @since 0.1.0
 */
export interface OperationEntry {
  /** Name of the operation in the API's documents and in the vendor's JavaScript SDK. */
  readonly apiName: string
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  /** Path below `base`, with parameters in braces. */
  readonly path: string
  /** What the path is below, where that is not `/api/v2/orgauthorization`. */
  readonly base?: string
  readonly summary: string
  /** The year in which the API's release notes or documents first have it. */
  readonly since: number
  /** What it reads or changes. `careTrust`: a trust with Genesys' Customer Care; `member`: who is in a trust. */
  readonly about: "pairing" | "trust" | "member" | "roles" | "roleDivisions" | "clonedUser" | "audits" | "careTrust"
  /** Which kind of member of a trust it is about, where it is about members, their roles, clones or trusts. */
  readonly member?: "user" | "group"
  /** Which part the caller's organization plays in what it is about. */
  readonly side: "trustor" | "trustee" | "either"
  /** How many trusts one request is about: the ones of `several` are all of the caller's, or those that it names. */
  readonly trusts: "none" | "one" | "several"
  /** Whether it answers a list: a `page` at a time, or `all` of it at once. */
  readonly lists?: "page" | "all"
  readonly permissions: PermissionRule
  /**
   * Where the permissions have to be held: in the caller's own organization, or in
   * the trustor organization through the trust.
   */
  readonly checkedIn: "caller" | "trustor"
  /** What the API's documents asked for until June 2019, where that differs. */
  readonly seedPermissions?: PermissionRule
  /** What may be done when it is unknown whether a request was carried out. */
  readonly replay: Replay
  /** Everything the caller says: path and query parameters by name, the body as `payload`. */
  readonly input: Schema.Struct<{ readonly [name: string]: Schema.Codec<unknown, unknown> }>
  readonly output: Schema.Codec<unknown, unknown>
  /** Failures of this operation beyond those that all have. */
  readonly errors: ReadonlyArray<TrustError["_tag"]>
}

const pageFields = {
  pageSize: Schema.optionalKey(Schema.Int),
  pageNumber: Schema.optionalKey(Schema.Int),
} as const

const auditPageFields = {
  ...pageFields,
  sortBy: Schema.optionalKey(Schema.String),
  sortOrder: Schema.optionalKey(Schema.String),
} as const

const trustee = { trusteeOrgId: OrganizationIdParam } as const
const trusteeUser = { ...trustee, trusteeUserId: UserIdParam } as const
const trustor = { trustorOrgId: OrganizationIdParam } as const
const trustorUser = { ...trustor, trusteeUserId: UserIdParam } as const
const several = { id: Schema.Array(OrganizationIdParam) } as const

const TrusteePage = Page(Trustee, "TrustEntityListing")
const TrustorPage = Page(Trustor, "TrustorEntityListing")
const TrustUserPage = Page(TrustUser, "TrustUserEntityListing")

const trusteeGroup = { ...trustee, trusteeGroupId: GroupIdParam } as const
// The API's own name: it is a group of the trustee's all the same.
const trustorGroup = { ...trustor, trustorGroupId: GroupIdParam } as const

const TrustGroupPage = Page(TrustGroup, "TrustGroupEntityListing")

/**
 * The operations by name: `Service.verb`.
 * @category constants
 * @since 0.1.0
 */
export const operations = {
  "Pairings.create": {
    apiName: "postOrgauthorizationPairings",
    method: "POST",
    path: "/pairings",
    summary: "Make a pairing: ask, as trustee, for access for some users or groups",
    since: 2018,
    about: "pairing",
    side: "trustee",
    trusts: "none",
    permissions: anyOf("authorization:orgTrustee:add"),
    checkedIn: "caller",
    replay: "once",
    input: Schema.Struct({ payload: TrustRequestCreate }),
    output: TrustRequest,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "Pairings.get": {
    apiName: "getOrgauthorizationPairing",
    method: "GET",
    path: "/pairings/{pairingId}",
    summary: "Read a pairing, on either side",
    since: 2018,
    about: "pairing",
    side: "either",
    trusts: "none",
    permissions: anyOf("authorization:orgTrustee:view", "authorization:orgTrustor:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct({ pairingId: PairingIdParam }),
    output: TrustRequest,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "Trustees.list": {
    apiName: "getOrgauthorizationTrustees",
    method: "GET",
    path: "/trustees",
    summary: "List the organizations that may enter the caller's",
    since: 2018,
    about: "trust",
    side: "trustor",
    trusts: "several",
    lists: "page",
    permissions: anyOf("authorization:orgTrustee:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(pageFields),
    output: TrusteePage,
    errors: ["MissingAnyPermissions"],
  },
  "Trustees.create": {
    apiName: "postOrgauthorizationTrustees",
    method: "POST",
    path: "/trustees",
    summary: "Turn a pairing into a trust",
    since: 2018,
    about: "trust",
    side: "trustor",
    trusts: "one",
    permissions: allOf("authorization:orgTrustee:add", "authorization:orgTrusteeUser:add"),
    checkedIn: "caller",
    replay: "readBack",
    input: Schema.Struct({ payload: TrustCreate }),
    output: Trustee,
    errors: [
      "MissingPermissions",
      "SelfTrustNotAllowed",
      "PairingIdRequired",
      "TrusteeUserRequired",
      "NotFound",
      "Conflict",
    ],
  },
  "TrustAudits.ofTrustees": {
    apiName: "postOrgauthorizationTrusteesAudits",
    method: "POST",
    path: "/trustees/audits",
    summary: "Query, as trustor, the audits of trusts",
    since: 2018,
    about: "audits",
    side: "trustor",
    trusts: "several",
    lists: "page",
    permissions: anyOf("authorization:audit:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct({ ...auditPageFields, payload: TrusteeAuditQueryRequest }),
    output: AuditQueryResponse,
    errors: ["MissingAnyPermissions"],
  },
  "Trustees.get": {
    apiName: "getOrgauthorizationTrustee",
    method: "GET",
    path: "/trustees/{trusteeOrgId}",
    summary: "Read one trust, as trustor",
    since: 2018,
    about: "trust",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrustee:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(trustee),
    output: Trustee,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "Trustees.update": {
    apiName: "putOrgauthorizationTrustee",
    method: "PUT",
    path: "/trustees/{trusteeOrgId}",
    summary: "Enable or disable a trust, and set when it ends",
    since: 2018,
    about: "trust",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrustee:edit"),
    checkedIn: "caller",
    replay: "repeatable",
    input: Schema.Struct({ ...trustee, payload: TrustUpdate }),
    output: Trustee,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "Trustees.remove": {
    apiName: "deleteOrgauthorizationTrustee",
    method: "DELETE",
    path: "/trustees/{trusteeOrgId}",
    summary: "End a trust, as trustor",
    since: 2018,
    about: "trust",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrustee:delete"),
    checkedIn: "caller",
    replay: "removal",
    input: Schema.Struct(trustee),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeUsers.list": {
    apiName: "getOrgauthorizationTrusteeUsers",
    method: "GET",
    path: "/trustees/{trusteeOrgId}/users",
    summary: "List the users of a trust, as trustor",
    since: 2018,
    about: "member",
    member: "user",
    side: "trustor",
    trusts: "one",
    lists: "page",
    permissions: anyOf("authorization:orgTrusteeUser:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct({ ...trustee, ...pageFields }),
    output: TrustUserPage,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeUsers.add": {
    apiName: "postOrgauthorizationTrusteeUsers",
    method: "POST",
    path: "/trustees/{trusteeOrgId}/users",
    summary: "Let a trustee user in, as trustor, with roles",
    since: 2018,
    about: "member",
    member: "user",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:add"),
    checkedIn: "caller",
    seedPermissions: allOf("authorization:orgTrusteeUser:add", "admin", "role_manager"),
    replay: "readBack",
    input: Schema.Struct({ ...trustee, payload: TrustMemberCreate }),
    output: TrustUser,
    errors: ["MissingAnyPermissions", "MissingPermissions", "NotFound", "Conflict"],
  },
  "TrusteeUsers.get": {
    apiName: "getOrgauthorizationTrusteeUser",
    method: "GET",
    path: "/trustees/{trusteeOrgId}/users/{trusteeUserId}",
    summary: "Read one user of a trust, as trustor",
    since: 2018,
    about: "member",
    member: "user",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(trusteeUser),
    output: TrustUser,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeUsers.remove": {
    apiName: "deleteOrgauthorizationTrusteeUser",
    method: "DELETE",
    path: "/trustees/{trusteeOrgId}/users/{trusteeUserId}",
    summary: "Take a user out of a trust, as trustor",
    since: 2018,
    about: "member",
    member: "user",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:delete"),
    checkedIn: "caller",
    seedPermissions: anyOf("authorization:orgTrusteeUser:delete", "admin", "role_manager"),
    replay: "removal",
    input: Schema.Struct(trusteeUser),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeUserRoles.get": {
    apiName: "getOrgauthorizationTrusteeUserRoles",
    method: "GET",
    path: "/trustees/{trusteeOrgId}/users/{trusteeUserId}/roles",
    summary: "Read the roles of a trust user",
    since: 2018,
    about: "roles",
    member: "user",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(trusteeUser),
    output: UserAuthorization,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeUserRoles.replace": {
    apiName: "putOrgauthorizationTrusteeUserRoles",
    method: "PUT",
    path: "/trustees/{trusteeOrgId}/users/{trusteeUserId}/roles",
    summary: "Replace the roles of a trust user, in all divisions",
    since: 2018,
    about: "roles",
    member: "user",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:edit"),
    checkedIn: "caller",
    seedPermissions: anyOf("authorization:orgTrusteeUser:edit", "admin", "role_manager"),
    replay: "repeatable",
    input: Schema.Struct({ ...trusteeUser, payload: RoleIds }),
    output: UserAuthorization,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeUserRoles.clear": {
    apiName: "deleteOrgauthorizationTrusteeUserRoles",
    method: "DELETE",
    path: "/trustees/{trusteeOrgId}/users/{trusteeUserId}/roles",
    summary: "Take all roles from a trust user, who stays in the trust",
    since: 2018,
    about: "roles",
    member: "user",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:delete"),
    checkedIn: "caller",
    seedPermissions: anyOf("authorization:orgTrusteeUser:delete", "admin", "role_manager"),
    replay: "repeatable",
    input: Schema.Struct(trusteeUser),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrustAudits.ofTrustor": {
    apiName: "postOrgauthorizationTrustorAudits",
    method: "POST",
    path: "/trustor/audits",
    summary: "Query, as trustee, the audits of the trust with one trustor",
    since: 2018,
    about: "audits",
    side: "trustee",
    trusts: "one",
    lists: "page",
    permissions: anyOf("authorization:audit:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct({ ...auditPageFields, payload: TrustorAuditQueryRequest }),
    output: AuditQueryResponse,
    errors: ["MissingAnyPermissions"],
  },
  "Trustors.list": {
    apiName: "getOrgauthorizationTrustors",
    method: "GET",
    path: "/trustors",
    summary: "List the organizations that the caller's may enter",
    since: 2018,
    about: "trust",
    side: "trustee",
    trusts: "several",
    lists: "page",
    permissions: anyOf("authorization:orgTrustor:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(pageFields),
    output: TrustorPage,
    errors: ["MissingAnyPermissions"],
  },
  "Trustors.get": {
    apiName: "getOrgauthorizationTrustor",
    method: "GET",
    path: "/trustors/{trustorOrgId}",
    summary: "Read one trust, as trustee",
    since: 2018,
    about: "trust",
    side: "trustee",
    trusts: "one",
    permissions: anyOf("authorization:orgTrustor:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(trustor),
    output: Trustor,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "Trustors.remove": {
    apiName: "deleteOrgauthorizationTrustor",
    method: "DELETE",
    path: "/trustors/{trustorOrgId}",
    summary: "End a trust, as trustee",
    since: 2018,
    about: "trust",
    side: "trustee",
    trusts: "one",
    permissions: anyOf("authorization:orgTrustor:delete"),
    checkedIn: "caller",
    replay: "removal",
    input: Schema.Struct(trustor),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrustorUsers.list": {
    apiName: "getOrgauthorizationTrustorUsers",
    method: "GET",
    path: "/trustors/{trustorOrgId}/users",
    summary: "List the users of a trust, as trustee",
    since: 2018,
    about: "member",
    member: "user",
    side: "trustee",
    trusts: "one",
    lists: "page",
    permissions: anyOf("authorization:orgTrusteeUser:view"),
    checkedIn: "trustor",
    replay: "safe",
    input: Schema.Struct({ ...trustor, ...pageFields }),
    output: TrustUserPage,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "TrustorUsers.get": {
    apiName: "getOrgauthorizationTrustorUser",
    method: "GET",
    path: "/trustors/{trustorOrgId}/users/{trusteeUserId}",
    summary: "Read one user of a trust, as trustee",
    since: 2018,
    about: "member",
    member: "user",
    side: "trustee",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:view"),
    checkedIn: "trustor",
    replay: "safe",
    input: Schema.Struct(trustorUser),
    output: TrustUser,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "TrustorUsers.add": {
    apiName: "putOrgauthorizationTrustorUser",
    method: "PUT",
    path: "/trustors/{trustorOrgId}/users/{trusteeUserId}",
    summary: "Add one of the trustee's own users to a trust, without roles",
    since: 2018,
    about: "member",
    member: "user",
    side: "trustee",
    trusts: "one",
    permissions: allOf("authorization:orgTrusteeUser:add"),
    checkedIn: "trustor",
    replay: "repeatable",
    input: Schema.Struct(trustorUser),
    output: TrustUser,
    errors: ["MissingTrustorPermissions", "NotFound", "Conflict"],
  },
  "TrustorUsers.remove": {
    apiName: "deleteOrgauthorizationTrustorUser",
    method: "DELETE",
    path: "/trustors/{trustorOrgId}/users/{trusteeUserId}",
    summary: "Take a user out of a trust, as trustee",
    since: 2018,
    about: "member",
    member: "user",
    side: "trustee",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:delete"),
    checkedIn: "trustor",
    replay: "removal",
    input: Schema.Struct(trustorUser),
    output: Schema.Void,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "TrusteeUserRoleDivisions.replace": {
    apiName: "putOrgauthorizationTrusteeUserRoledivisions",
    method: "PUT",
    path: "/trustees/{trusteeOrgId}/users/{trusteeUserId}/roledivisions",
    summary: "Replace the roles of a trust user, each within a division",
    since: 2020,
    about: "roleDivisions",
    member: "user",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:edit"),
    checkedIn: "caller",
    replay: "repeatable",
    input: Schema.Struct({ ...trusteeUser, payload: RoleDivisionGrants }),
    output: UserAuthorization,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeGroups.list": {
    apiName: "getOrgauthorizationTrusteeGroups",
    method: "GET",
    path: "/trustees/{trusteeOrgId}/groups",
    summary: "List the groups of a trust, as trustor",
    since: 2023,
    about: "member",
    member: "group",
    side: "trustor",
    trusts: "one",
    lists: "page",
    permissions: anyOf("authorization:orgTrusteeGroup:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct({ ...trustee, ...pageFields }),
    output: TrustGroupPage,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeGroups.add": {
    apiName: "postOrgauthorizationTrusteeGroups",
    method: "POST",
    path: "/trustees/{trusteeOrgId}/groups",
    summary: "Let a trustee group in, as trustor, with roles",
    since: 2023,
    about: "member",
    member: "group",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:add"),
    checkedIn: "caller",
    replay: "readBack",
    input: Schema.Struct({ ...trustee, payload: TrustGroupMemberCreate }),
    output: TrustGroup,
    errors: ["MissingAnyPermissions", "NotFound", "Conflict"],
  },
  "TrusteeGroups.get": {
    apiName: "getOrgauthorizationTrusteeGroup",
    method: "GET",
    path: "/trustees/{trusteeOrgId}/groups/{trusteeGroupId}",
    summary: "Read one group of a trust, as trustor",
    since: 2023,
    about: "member",
    member: "group",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(trusteeGroup),
    output: TrustGroup,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeGroups.remove": {
    apiName: "deleteOrgauthorizationTrusteeGroup",
    method: "DELETE",
    path: "/trustees/{trusteeOrgId}/groups/{trusteeGroupId}",
    summary: "Take a group out of a trust, as trustor",
    since: 2023,
    about: "member",
    member: "group",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:delete"),
    checkedIn: "caller",
    replay: "removal",
    input: Schema.Struct(trusteeGroup),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeGroupRoles.get": {
    apiName: "getOrgauthorizationTrusteeGroupRoles",
    method: "GET",
    path: "/trustees/{trusteeOrgId}/groups/{trusteeGroupId}/roles",
    summary: "Read the roles of a trust group",
    since: 2023,
    about: "roles",
    member: "group",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(trusteeGroup),
    output: UserAuthorization,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeGroupRoles.replace": {
    apiName: "putOrgauthorizationTrusteeGroupRoles",
    method: "PUT",
    path: "/trustees/{trusteeOrgId}/groups/{trusteeGroupId}/roles",
    summary: "Replace the roles of a trust group, in all divisions",
    since: 2023,
    about: "roles",
    member: "group",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:edit"),
    checkedIn: "caller",
    replay: "repeatable",
    input: Schema.Struct({ ...trusteeGroup, payload: RoleIds }),
    output: UserAuthorization,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeGroupRoles.clear": {
    apiName: "deleteOrgauthorizationTrusteeGroupRoles",
    method: "DELETE",
    path: "/trustees/{trusteeOrgId}/groups/{trusteeGroupId}/roles",
    summary: "Take all roles from a trust group, which stays in the trust",
    since: 2023,
    about: "roles",
    member: "group",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:delete"),
    checkedIn: "caller",
    replay: "repeatable",
    input: Schema.Struct(trusteeGroup),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeGroupRoleDivisions.replace": {
    apiName: "putOrgauthorizationTrusteeGroupRoledivisions",
    method: "PUT",
    path: "/trustees/{trusteeOrgId}/groups/{trusteeGroupId}/roledivisions",
    summary: "Replace the roles of a trust group, each within a division",
    since: 2023,
    about: "roleDivisions",
    member: "group",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:edit"),
    checkedIn: "caller",
    replay: "repeatable",
    input: Schema.Struct({ ...trusteeGroup, payload: RoleDivisionGrants }),
    output: UserAuthorization,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrustorGroups.list": {
    apiName: "getOrgauthorizationTrustorGroups",
    method: "GET",
    path: "/trustors/{trustorOrgId}/groups",
    summary: "List the groups of a trust, as trustee",
    since: 2023,
    about: "member",
    member: "group",
    side: "trustee",
    trusts: "one",
    lists: "page",
    permissions: anyOf("authorization:orgTrusteeGroup:view"),
    checkedIn: "trustor",
    replay: "safe",
    input: Schema.Struct({ ...trustor, ...pageFields }),
    output: TrustGroupPage,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "TrustorGroups.get": {
    apiName: "getOrgauthorizationTrustorGroup",
    method: "GET",
    path: "/trustors/{trustorOrgId}/groups/{trustorGroupId}",
    summary: "Read one group of a trust, as trustee",
    since: 2023,
    about: "member",
    member: "group",
    side: "trustee",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:view"),
    checkedIn: "trustor",
    replay: "safe",
    input: Schema.Struct(trustorGroup),
    output: TrustGroup,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "TrustorGroups.add": {
    apiName: "putOrgauthorizationTrustorGroup",
    method: "PUT",
    path: "/trustors/{trustorOrgId}/groups/{trustorGroupId}",
    summary: "Add one of the trustee's own groups to a trust, without roles",
    since: 2023,
    about: "member",
    member: "group",
    side: "trustee",
    trusts: "one",
    permissions: allOf("authorization:orgTrusteeGroup:add"),
    checkedIn: "trustor",
    replay: "repeatable",
    input: Schema.Struct(trustorGroup),
    output: TrustGroup,
    errors: ["MissingTrustorPermissions", "NotFound", "Conflict"],
  },
  "TrustorGroups.remove": {
    apiName: "deleteOrgauthorizationTrustorGroup",
    method: "DELETE",
    path: "/trustors/{trustorOrgId}/groups/{trustorGroupId}",
    summary: "Take a group out of a trust, as trustee",
    since: 2023,
    about: "member",
    member: "group",
    side: "trustee",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeGroup:delete"),
    checkedIn: "trustor",
    replay: "removal",
    input: Schema.Struct(trustorGroup),
    output: Schema.Void,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "TrusteeClonedUsers.list": {
    apiName: "getOrgauthorizationTrusteeClonedusers",
    method: "GET",
    path: "/trustees/{trusteeOrgId}/clonedusers",
    summary: "List the cloned users of a trust, as trustor",
    since: 2021,
    about: "clonedUser",
    member: "user",
    side: "trustor",
    trusts: "one",
    lists: "all",
    permissions: anyOf("directory:user:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct(trustee),
    output: ClonedUserEntityListing,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrusteeClonedUsers.remove": {
    apiName: "deleteOrgauthorizationTrusteeCloneduser",
    method: "DELETE",
    path: "/trustees/{trusteeOrgId}/clonedusers/{trusteeUserId}",
    summary: "Remove a cloned user, as trustor",
    since: 2021,
    about: "clonedUser",
    member: "user",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("directory:user:delete"),
    checkedIn: "caller",
    replay: "removal",
    input: Schema.Struct(trusteeUser),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "TrustorClonedUsers.list": {
    apiName: "getOrgauthorizationTrustorClonedusers",
    method: "GET",
    path: "/trustors/{trustorOrgId}/clonedusers",
    summary: "List the cloned users of a trust, as trustee",
    since: 2021,
    about: "clonedUser",
    member: "user",
    side: "trustee",
    trusts: "one",
    lists: "all",
    permissions: anyOf("authorization:orgTrusteeUser:view"),
    checkedIn: "trustor",
    replay: "safe",
    input: Schema.Struct(trustor),
    output: ClonedUserEntityListing,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "TrustorClonedUsers.get": {
    apiName: "getOrgauthorizationTrustorCloneduser",
    method: "GET",
    path: "/trustors/{trustorOrgId}/clonedusers/{trusteeUserId}",
    summary: "Read one cloned user of a trust, as trustee",
    since: 2021,
    about: "clonedUser",
    member: "user",
    side: "trustee",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:view"),
    checkedIn: "trustor",
    replay: "safe",
    input: Schema.Struct(trustorUser),
    output: ClonedUser,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "TrustorClonedUsers.create": {
    apiName: "putOrgauthorizationTrustorCloneduser",
    method: "PUT",
    path: "/trustors/{trustorOrgId}/clonedusers/{trusteeUserId}",
    summary: "Clone a trusted user into the trustor organization",
    since: 2021,
    about: "clonedUser",
    member: "user",
    side: "trustee",
    trusts: "one",
    permissions: allOf("authorization:orgTrusteeUser:add"),
    checkedIn: "trustor",
    replay: "repeatable",
    input: Schema.Struct(trustorUser),
    output: ClonedUser,
    errors: ["MissingTrustorPermissions", "NotFound", "Conflict"],
  },
  "TrustorClonedUsers.remove": {
    apiName: "deleteOrgauthorizationTrustorCloneduser",
    method: "DELETE",
    path: "/trustors/{trustorOrgId}/clonedusers/{trusteeUserId}",
    summary: "Remove a cloned user, as trustee",
    since: 2021,
    about: "clonedUser",
    member: "user",
    side: "trustee",
    trusts: "one",
    permissions: anyOf("authorization:orgTrusteeUser:delete"),
    checkedIn: "trustor",
    replay: "removal",
    input: Schema.Struct(trustorUser),
    output: Schema.Void,
    errors: ["MissingTrustorPermissions", "NotFound"],
  },
  "DefaultTrusts.get": {
    apiName: "getOrgauthorizationTrusteesDefault",
    method: "GET",
    path: "/trustees/default",
    summary: "Read the trust with Customer Care",
    since: 2021,
    about: "careTrust",
    side: "trustor",
    trusts: "one",
    permissions: anyOf("authorization:orgTrustee:view", "authorization:orgTrusteeUser:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct({}),
    output: Trustee,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "DefaultTrusts.create": {
    apiName: "postOrgauthorizationTrusteesDefault",
    method: "POST",
    path: "/trustees/default",
    summary: "Let Customer Care in, without a pairing",
    since: 2021,
    about: "careTrust",
    side: "trustor",
    trusts: "one",
    permissions: allOf("authorization:orgTrustee:add", "authorization:orgTrusteeUser:add"),
    checkedIn: "caller",
    replay: "readBack",
    input: DefaultTrustOptions,
    output: Trustee,
    errors: ["MissingPermissions", "NotFound", "Conflict"],
  },
  "CareTrusts.list": {
    apiName: "getOrgauthorizationTrusteesCare",
    method: "GET",
    path: "/trustees/care",
    summary: "List the organizations of Customer Care, trusted or not",
    since: 2024,
    about: "careTrust",
    side: "trustor",
    trusts: "several",
    lists: "all",
    permissions: anyOf("authorization:orgTrustee:view", "authorization:orgTrusteeUser:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct({}),
    output: TrusteeReferenceList,
    errors: ["MissingAnyPermissions"],
  },
  "CareTrusts.create": {
    apiName: "postOrgauthorizationTrusteesCare",
    method: "POST",
    path: "/trustees/care",
    summary: "Let all organizations of Customer Care in, without a pairing",
    since: 2024,
    about: "careTrust",
    side: "trustor",
    trusts: "several",
    permissions: allOf("authorization:orgTrustee:add", "authorization:orgTrusteeUser:add"),
    checkedIn: "caller",
    replay: "readBack",
    input: CareTrustOptions,
    output: TrusteePage,
    errors: ["MissingPermissions", "NotFound", "Conflict"],
  },
  "BulkRemoval.trustees": {
    apiName: "deleteOrgauthorizationTrustees",
    method: "DELETE",
    path: "/trustees",
    summary: "End several trusts, as trustor",
    since: 2023,
    about: "trust",
    side: "trustor",
    trusts: "several",
    permissions: anyOf("authorization:orgTrustee:delete"),
    checkedIn: "caller",
    replay: "repeatable",
    input: Schema.Struct(several),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "BulkRemoval.trustors": {
    apiName: "deleteOrgauthorizationTrustors",
    method: "DELETE",
    path: "/trustors",
    summary: "End several trusts, as trustee",
    since: 2023,
    about: "trust",
    side: "trustee",
    trusts: "several",
    permissions: anyOf("authorization:orgTrustor:delete"),
    checkedIn: "caller",
    replay: "repeatable",
    input: Schema.Struct(several),
    output: Schema.Void,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
  "UserTrustors.list": {
    apiName: "getUserTrustors",
    method: "GET",
    base: "/api/v2",
    path: "/users/{userId}/trustors",
    summary: "List the organizations that let one user of the caller's in",
    since: 2018,
    about: "trust",
    member: "user",
    side: "trustee",
    trusts: "several",
    lists: "page",
    permissions: anyOf("authorization:orgTrustor:view"),
    checkedIn: "caller",
    replay: "safe",
    input: Schema.Struct({ userId: UserIdParam, ...pageFields }),
    output: TrustorPage,
    errors: ["MissingAnyPermissions", "NotFound"],
  },
} as const satisfies Record<string, OperationEntry>

/**
 * The table's type.
 * @category models
 * @since 0.1.0
 */
export type Operations = typeof operations

/**
 * Name of an operation: `Service.verb`.
 * @category models
 * @since 0.1.0
 */
export type OperationName = keyof Operations

/**
 * What the caller of an operation says.
 * @category models
 * @since 0.1.0
 */
export type OperationInput<K extends OperationName> = Operations[K]["input"]["Type"]

/**
 * What an operation answers.
 * @category models
 * @since 0.1.0
 */
export type OperationOutput<K extends OperationName> = Operations[K]["output"]["Type"]

/**
 * Failures that every operation can meet, whatever it does.
 * @category models
 * @since 0.1.0
 */
export type CommonError = Extract<TrustError, { readonly _tag: (typeof commonErrors)[number] }>

/**
 * Columns of the table that hold plain values, each with the value that is looked for.
 * @category models
 * @since 0.1.0
 */
export type Columns = Partial<
  Pick<OperationEntry, "about" | "checkedIn" | "lists" | "member" | "method" | "replay" | "side" | "trusts">
>

/**
 * The operations whose columns have these values: `OperationWith<{ about: "member"; member: "group" }>`.
 * @category models
 * @since 0.1.0
 */
export type OperationWith<C extends Columns> = {
  [K in OperationName]: Operations[K] extends C ? K : never
}[OperationName]

/**
 * The operations whose replay law is the given one.
 * @category models
 * @since 0.1.0
 */
export type OperationOf<R extends Replay> = {
  [K in OperationName]: Operations[K]["replay"] extends R ? K : never
}[OperationName]

/**
 * The operations that change something.
 * @category models
 * @since 0.1.0
 */
export type Change = Exclude<OperationName, OperationOf<"safe">>

/**
 * The failures that an operation can meet: only a change can have an unknown outcome.
 * @category models
 * @since 0.1.0
 */
export type OperationError<K extends OperationName> =
  | CommonError
  | Extract<TrustError, { readonly _tag: Operations[K]["errors"][number] }>
  | (K extends Change ? UnknownOutcome : never)

/**
 * Whether an operation's columns have these values: `operationNames.filter(hasColumns({ about: "member" }))`.
 * @category refinements
 * @since 0.1.0
 */
export const hasColumns = <const C extends Columns>(
  columns: C,
): ((operation: OperationName) => operation is OperationWith<C>) => {
  const wanted = Struct.keys<Columns>(columns)
  return (operation): operation is OperationWith<C> => {
    const entry: OperationEntry = operations[operation]
    return wanted.every((column) => entry[column] === columns[column])
  }
}

/**
 * The service of an operation: what its name begins with.
 * @category models
 * @since 0.1.0
 */
export type ServiceOf<K extends OperationName> = K extends `${infer Service}.${string}` ? Service : never

/**
 * The verb of an operation: what its name ends with.
 * @category models
 * @since 0.1.0
 */
export type VerbOf<K extends OperationName> = K extends `${string}.${infer Verb}` ? Verb : never

/**
 * Name of a service: the operations of one resource.
 * @category models
 * @since 0.1.0
 */
export type ServiceName = ServiceOf<OperationName>

/**
 * Whether an operation is one of a service's.
 * @category refinements
 * @since 0.1.0
 */
export const isOfService = <S extends ServiceName>(
  service: S,
  operation: OperationName,
): operation is Extract<OperationName, `${S}.${string}`> => operation.startsWith(`${service}.`)

/**
 * Whether an operation changes something, by the table.
 * @category refinements
 * @since 0.1.0
 */
export const isChange = (operation: OperationName): operation is Change => operations[operation].replay !== "safe"

const isTagOf = <K extends OperationName, T extends Tag>(
  operation: K,
  tag: T,
): tag is T & OperationError<K>["_tag"] => {
  const { errors }: OperationEntry = operations[operation]
  if (tag === "UnknownOutcome") return isChange(operation)
  return errors.includes(tag) || commonErrors.some((common) => common === tag)
}

/**
 * Whether an operation can meet this failure, by the table.
 * @category refinements
 * @since 0.1.0
 */
export const isErrorOf = <K extends OperationName>(
  operation: K,
  error: TrustError,
): error is Extract<TrustError, OperationError<K>> => isTagOf(operation, error._tag)

/**
 * The tags of a category that an operation can meet, for `Effect.catchTag`, which
 * refuses tags that an effect cannot meet. The first tag is one that all operations
 * have, as it is with every category of more than one in `ErrorCategory`.
 *
 * @example Answers a denial, whichever it is
 * ```ts
 * trustees.get(trusteeOrgId).pipe(
 *   Effect.asSome,
 *   Effect.catchTag(tagsOf("Trustees.get", ErrorCategory.denials), () => Effect.succeedNone),
 * )
 * ```
 * @category functions
 * @since 0.1.0
 */
export const tagsOf = <K extends OperationName, First extends CommonError["_tag"], Rest extends Tag>(
  operation: K,
  [first, ...rest]: readonly [First, ...ReadonlyArray<Rest>],
): readonly [First, ...ReadonlyArray<Rest & OperationError<K>["_tag"]>] => [
  first,
  ...rest.filter((tag) => isTagOf(operation, tag)),
]

/**
 * The whole path of an operation, with parameters in braces.
 * @category functions
 * @since 0.1.0
 */
export const pathOf = (operation: OperationName): string => {
  const { base = basePath, path }: OperationEntry = operations[operation]
  return base + path
}

/**
 * The names of all operations, in the order of the API's documents.
 * @category constants
 * @since 0.1.0
 */
export const operationNames: ReadonlyArray<OperationName> = Struct.keys(operations)
