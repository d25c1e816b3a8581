/**
 * For each operation an input, the request that it has to become, and an answer as
 * the fact sheet (FS §10, §3.11) shows it, with complete ids.
 */
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import * as DateTime from "effect/DateTime"
import { DivisionId, GroupId, OrganizationId, PairingId, RoleId, UserId } from "@org-trust/core/Identifiers"

export const trusteeId = OrganizationId.make("7c1f0000-0000-4000-8000-000000000001")
export const trustorId = OrganizationId.make("9ab20000-0000-4000-8000-000000000002")
export const userId = UserId.make("11aa0000-0000-4000-8000-00000000000a")
export const adminId = UserId.make("11aa0000-0000-4000-8000-00000000000b")
export const roleId = RoleId.make("e5d00000-0000-4000-8000-000000000077")
export const groupId = GroupId.make("22bb0000-0000-4000-8000-00000000000c")
export const divisionId = DivisionId.make("44dd0000-0000-4000-8000-00000000000e")
export const pairingId = PairingId.make("0f6c0000-0000-4000-8000-000000000055")

const trustee = {
  id: trusteeId,
  name: "Partner Ltd",
  version: 12,
  state: "active",
  productPlatform: "GenesysCloud",
}
const trustor = { id: trustorId, name: "Harbor Bank", version: 3, state: "active" }
const admin = { id: adminId, name: "Ada Admin", version: 4, state: "active" }
const user = { id: userId, name: "Uma User", version: 2, state: "active", email: "uma@example.com" }

const pairing = {
  id: pairingId,
  createdBy: admin,
  dateCreated: "2026-01-10T09:00:00.000Z",
  trustee,
  users: [user],
  groups: [{ id: groupId, name: "Night shift", type: "official", visibility: "public" }],
  selfUri: `/api/v2/orgauthorization/pairings/${pairingId}`,
}
const trusteeEntity = {
  id: trusteeId,
  enabled: true,
  usesDefaultRole: false,
  dateCreated: "2026-01-10T10:00:00.000Z",
  dateExpired: "2026-12-31T00:00:00Z",
  createdBy: admin,
  organization: trustee,
  selfUri: `/api/v2/orgauthorization/trustees/${trusteeId}`,
}
const trustorEntity = {
  id: trustorId,
  enabled: true,
  dateCreated: "2026-01-10T10:00:00.000Z",
  organization: trustor,
  authorization: { permissions: ["authorization:orgTrusteeUser:view"] },
}
const trustUser = { ...user, trustUserDetails: { dateCreated: "2026-01-10T10:00:00.000Z", createdBy: admin } }
const trustGroup = {
  id: groupId,
  name: "Night shift",
  memberCount: 12,
  state: "active",
  version: 3,
  type: "official",
  rulesVisible: true,
  visibility: "public",
  dateCreated: "2026-01-10T10:00:00.000Z",
  createdBy: admin,
}
const authorization = {
  roles: [{ id: roleId, name: "Support" }],
  unusedRoles: [],
  permissions: ["routing:queue:view"],
  permissionPolicies: [
    {
      id: "p1",
      domain: "routing",
      entityName: "queue",
      actionSet: ["view"],
      allowConditions: true,
      resourceConditionNode: {
        conjunction: "AND",
        terms: [{ variableName: "queue.id", operator: "EQ", operands: [{ type: "SCALAR", value: "q" }] }],
      },
    },
  ],
}
const listing = (entity: unknown, path: string) => ({
  entities: [entity],
  pageSize: 25,
  pageNumber: 1,
  total: 1,
  pageCount: 1,
  firstUri: `${path}?pageSize=25&pageNumber=1`,
  lastUri: `${path}?pageSize=25&pageNumber=1`,
  selfUri: `${path}?pageSize=25&pageNumber=1`,
})
const clone = {
  id: userId,
  name: "Uma User",
  trustor: { id: trustorId, name: "Harbor Bank", selfUri: `/api/v2/organizations/${trustorId}` },
  selfUri: `/api/v2/orgauthorization/trustors/${trustorId}/clonedusers/${userId}`,
}
const clones = { entities: [clone], total: 1, selfUri: `/api/v2/orgauthorization/trustors/${trustorId}/clonedusers` }
const audits = {
  pageNumber: 1,
  pageSize: 25,
  total: 1,
  pageCount: 1,
  auditMessages: [{ id: "33cc0000-0000-4000-8000-00000000000d", action: "CREATE", level: "USER" }],
}

export interface Example<K extends OperationName> {
  readonly input: OperationInput<K>
  /** Method, path below that of its API with the query, and body. */
  readonly request: readonly [method: string, path: string, body?: unknown]
  /** The body of the answer; undefined for 204. */
  readonly answer: unknown
}

export const examples: { readonly [K in OperationName]: Example<K> } = {
  "Pairings.create": {
    input: { payload: { userIds: [userId] } },
    request: ["POST", "/pairings", { userIds: [userId] }],
    answer: pairing,
  },
  "Pairings.get": {
    input: { pairingId },
    request: ["GET", `/pairings/${pairingId}`],
    answer: pairing,
  },
  "Trustees.list": {
    input: { pageSize: 100, pageNumber: 2 },
    request: ["GET", "/trustees?pageSize=100&pageNumber=2"],
    answer: listing(trusteeEntity, "/api/v2/orgauthorization/trustees"),
  },
  "Trustees.create": {
    input: {
      payload: {
        pairingId,
        enabled: true,
        users: [{ id: userId, roleIds: [roleId] }],
        dateExpired: DateTime.makeUnsafe("2026-12-31T00:00:00.000Z"),
      },
    },
    request: [
      "POST",
      "/trustees",
      {
        pairingId,
        enabled: true,
        users: [{ id: userId, roleIds: [roleId] }],
        dateExpired: "2026-12-31T00:00:00.000Z",
      },
    ],
    answer: trusteeEntity,
  },
  "Trustees.get": {
    input: { trusteeOrgId: trusteeId },
    request: ["GET", `/trustees/${trusteeId}`],
    answer: trusteeEntity,
  },
  "Trustees.update": {
    input: { trusteeOrgId: trusteeId, payload: { enabled: false } },
    request: ["PUT", `/trustees/${trusteeId}`, { enabled: false }],
    answer: trusteeEntity,
  },
  "Trustees.remove": {
    input: { trusteeOrgId: trusteeId },
    request: ["DELETE", `/trustees/${trusteeId}`],
    answer: undefined,
  },
  "TrusteeUsers.list": {
    input: { trusteeOrgId: trusteeId },
    request: ["GET", `/trustees/${trusteeId}/users`],
    answer: listing(trustUser, `/api/v2/orgauthorization/trustees/${trusteeId}/users`),
  },
  "TrusteeUsers.add": {
    input: { trusteeOrgId: trusteeId, payload: { id: userId, roleIds: [roleId] } },
    request: ["POST", `/trustees/${trusteeId}/users`, { id: userId, roleIds: [roleId] }],
    answer: trustUser,
  },
  "TrusteeUsers.get": {
    input: { trusteeOrgId: trusteeId, trusteeUserId: userId },
    request: ["GET", `/trustees/${trusteeId}/users/${userId}`],
    answer: trustUser,
  },
  "TrusteeUsers.remove": {
    input: { trusteeOrgId: trusteeId, trusteeUserId: userId },
    request: ["DELETE", `/trustees/${trusteeId}/users/${userId}`],
    answer: undefined,
  },
  "TrusteeUserRoles.get": {
    input: { trusteeOrgId: trusteeId, trusteeUserId: userId },
    request: ["GET", `/trustees/${trusteeId}/users/${userId}/roles`],
    answer: authorization,
  },
  "TrusteeUserRoles.replace": {
    input: { trusteeOrgId: trusteeId, trusteeUserId: userId, payload: [roleId] },
    request: ["PUT", `/trustees/${trusteeId}/users/${userId}/roles`, [roleId]],
    answer: authorization,
  },
  "TrusteeUserRoles.clear": {
    input: { trusteeOrgId: trusteeId, trusteeUserId: userId },
    request: ["DELETE", `/trustees/${trusteeId}/users/${userId}/roles`],
    answer: undefined,
  },
  "Trustors.list": {
    input: {},
    request: ["GET", "/trustors"],
    answer: listing(trustorEntity, "/api/v2/orgauthorization/trustors"),
  },
  "Trustors.get": {
    input: { trustorOrgId: trustorId },
    request: ["GET", `/trustors/${trustorId}`],
    answer: trustorEntity,
  },
  "Trustors.remove": {
    input: { trustorOrgId: trustorId },
    request: ["DELETE", `/trustors/${trustorId}`],
    answer: undefined,
  },
  "TrustorUsers.list": {
    input: { trustorOrgId: trustorId, pageSize: 5 },
    request: ["GET", `/trustors/${trustorId}/users?pageSize=5`],
    answer: listing(trustUser, `/api/v2/orgauthorization/trustors/${trustorId}/users`),
  },
  "TrustorUsers.get": {
    input: { trustorOrgId: trustorId, trusteeUserId: userId },
    request: ["GET", `/trustors/${trustorId}/users/${userId}`],
    answer: trustUser,
  },
  "TrustorUsers.add": {
    input: { trustorOrgId: trustorId, trusteeUserId: userId },
    request: ["PUT", `/trustors/${trustorId}/users/${userId}`],
    answer: trustUser,
  },
  "TrustorUsers.remove": {
    input: { trustorOrgId: trustorId, trusteeUserId: userId },
    request: ["DELETE", `/trustors/${trustorId}/users/${userId}`],
    answer: undefined,
  },
  "TrustAudits.ofTrustees": {
    input: {
      pageSize: 10,
      sortBy: "timestamp",
      sortOrder: "ascending",
      payload: { trusteeOrganizationIds: [trusteeId], trusteeUserIds: [] },
    },
    request: [
      "POST",
      "/trustees/audits?pageSize=10&sortBy=timestamp&sortOrder=ascending",
      { trusteeOrganizationIds: [trusteeId], trusteeUserIds: [] },
    ],
    answer: audits,
  },
  "TrustAudits.ofTrustor": {
    input: { payload: { trustorOrganizationId: trustorId, trusteeUserIds: [userId] } },
    request: ["POST", "/trustor/audits", { trustorOrganizationId: trustorId, trusteeUserIds: [userId] }],
    answer: audits,
  },
  "TrusteeUserRoleDivisions.replace": {
    input: { trusteeOrgId: trusteeId, trusteeUserId: userId, payload: { grants: [{ roleId, divisionId }] } },
    request: ["PUT", `/trustees/${trusteeId}/users/${userId}/roledivisions`, { grants: [{ roleId, divisionId }] }],
    answer: authorization,
  },
  "TrusteeGroups.list": {
    input: { trusteeOrgId: trusteeId },
    request: ["GET", `/trustees/${trusteeId}/groups`],
    answer: listing(trustGroup, `/api/v2/orgauthorization/trustees/${trusteeId}/groups`),
  },
  "TrusteeGroups.add": {
    input: {
      trusteeOrgId: trusteeId,
      payload: { id: groupId, roleIds: [roleId], roleDivisions: { grants: [{ roleId, divisionId }] } },
    },
    request: [
      "POST",
      `/trustees/${trusteeId}/groups`,
      { id: groupId, roleIds: [roleId], roleDivisions: { grants: [{ roleId, divisionId }] } },
    ],
    answer: trustGroup,
  },
  "TrusteeGroups.get": {
    input: { trusteeOrgId: trusteeId, trusteeGroupId: groupId },
    request: ["GET", `/trustees/${trusteeId}/groups/${groupId}`],
    answer: trustGroup,
  },
  "TrusteeGroups.remove": {
    input: { trusteeOrgId: trusteeId, trusteeGroupId: groupId },
    request: ["DELETE", `/trustees/${trusteeId}/groups/${groupId}`],
    answer: undefined,
  },
  "TrusteeGroupRoles.get": {
    input: { trusteeOrgId: trusteeId, trusteeGroupId: groupId },
    request: ["GET", `/trustees/${trusteeId}/groups/${groupId}/roles`],
    answer: authorization,
  },
  "TrusteeGroupRoles.replace": {
    input: { trusteeOrgId: trusteeId, trusteeGroupId: groupId, payload: [roleId] },
    request: ["PUT", `/trustees/${trusteeId}/groups/${groupId}/roles`, [roleId]],
    answer: authorization,
  },
  "TrusteeGroupRoles.clear": {
    input: { trusteeOrgId: trusteeId, trusteeGroupId: groupId },
    request: ["DELETE", `/trustees/${trusteeId}/groups/${groupId}/roles`],
    answer: undefined,
  },
  "TrusteeGroupRoleDivisions.replace": {
    input: { trusteeOrgId: trusteeId, trusteeGroupId: groupId, payload: { grants: [] } },
    request: ["PUT", `/trustees/${trusteeId}/groups/${groupId}/roledivisions`, { grants: [] }],
    answer: authorization,
  },
  "TrustorGroups.list": {
    input: { trustorOrgId: trustorId, pageNumber: 3 },
    request: ["GET", `/trustors/${trustorId}/groups?pageNumber=3`],
    answer: listing(trustGroup, `/api/v2/orgauthorization/trustors/${trustorId}/groups`),
  },
  "TrustorGroups.get": {
    input: { trustorOrgId: trustorId, trustorGroupId: groupId },
    request: ["GET", `/trustors/${trustorId}/groups/${groupId}`],
    answer: trustGroup,
  },
  "TrustorGroups.add": {
    input: { trustorOrgId: trustorId, trustorGroupId: groupId },
    request: ["PUT", `/trustors/${trustorId}/groups/${groupId}`],
    answer: trustGroup,
  },
  "TrustorGroups.remove": {
    input: { trustorOrgId: trustorId, trustorGroupId: groupId },
    request: ["DELETE", `/trustors/${trustorId}/groups/${groupId}`],
    answer: undefined,
  },
  "TrusteeClonedUsers.list": {
    input: { trusteeOrgId: trusteeId },
    request: ["GET", `/trustees/${trusteeId}/clonedusers`],
    answer: clones,
  },
  "TrusteeClonedUsers.remove": {
    input: { trusteeOrgId: trusteeId, trusteeUserId: userId },
    request: ["DELETE", `/trustees/${trusteeId}/clonedusers/${userId}`],
    answer: undefined,
  },
  "TrustorClonedUsers.list": {
    input: { trustorOrgId: trustorId },
    request: ["GET", `/trustors/${trustorId}/clonedusers`],
    answer: clones,
  },
  "TrustorClonedUsers.get": {
    input: { trustorOrgId: trustorId, trusteeUserId: userId },
    request: ["GET", `/trustors/${trustorId}/clonedusers/${userId}`],
    answer: clone,
  },
  "TrustorClonedUsers.create": {
    input: { trustorOrgId: trustorId, trusteeUserId: userId },
    request: ["PUT", `/trustors/${trustorId}/clonedusers/${userId}`],
    answer: clone,
  },
  "TrustorClonedUsers.remove": {
    input: { trustorOrgId: trustorId, trusteeUserId: userId },
    request: ["DELETE", `/trustors/${trustorId}/clonedusers/${userId}`],
    answer: undefined,
  },
  "DefaultTrusts.get": {
    input: {},
    request: ["GET", "/trustees/default"],
    answer: trusteeEntity,
  },
  "DefaultTrusts.create": {
    input: { assignDefaultRole: false, autoExpire: true },
    request: ["POST", "/trustees/default?assignDefaultRole=false&autoExpire=true"],
    answer: trusteeEntity,
  },
  "CareTrusts.list": {
    input: {},
    request: ["GET", "/trustees/care"],
    answer: { entities: [{ id: trusteeId, selfUri: `/api/v2/orgauthorization/trustees/${trusteeId}` }] },
  },
  "CareTrusts.create": {
    input: { autoExpire: true, assignFullAccess: false },
    request: ["POST", "/trustees/care?autoExpire=true&assignFullAccess=false"],
    answer: listing(trusteeEntity, "/api/v2/orgauthorization/trustees/care"),
  },
  "BulkRemoval.trustees": {
    input: { id: [trusteeId, trustorId] },
    request: ["DELETE", `/trustees?id=${trusteeId}%2C${trustorId}`],
    answer: undefined,
  },
  "BulkRemoval.trustors": {
    input: { id: [trustorId] },
    request: ["DELETE", `/trustors?id=${trustorId}`],
    answer: undefined,
  },
  "UserTrustors.list": {
    input: { userId, pageSize: 5 },
    request: ["GET", `/users/${userId}/trustors?pageSize=5`],
    answer: listing(trustorEntity, `/api/v2/users/${userId}/trustors`),
  },
}
