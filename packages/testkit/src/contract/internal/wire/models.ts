/**
 * The models of the API as its documents describe them, as far as this library uses them,
 * written down once more so that a mistake in the schemas does not hide itself.
 */
import type { OperationName } from "@org-trust/core/Operation"
import type { Shape } from "./Shape.ts"

const object = (fields: Readonly<Record<string, Shape>>, ...essential: ReadonlyArray<string>): Shape => ({
  fields,
  essential,
})

const list = (each: Shape): Shape => ({ each })

const reference = object({ id: "string", name: "string", selfUri: "string" }, "id")

const organization = object(
  {
    id: "string",
    name: "string",
    defaultLanguage: "string",
    defaultCountryCode: "string",
    thirdPartyOrgName: "string",
    thirdPartyURI: "string",
    domain: "string",
    version: "int32",
    state: "string",
    defaultSiteId: "string",
    supportURI: "string",
    voicemailEnabled: "boolean",
    productPlatform: "string",
    selfUri: "string",
    features: { values: "boolean" },
  },
  "id",
)

const role = object({ id: "string", name: "string" })

const userAuthorization = object({
  roles: list(role),
  unusedRoles: list(role),
  permissions: list("string"),
  permissionPolicies: list(
    object({
      id: "string",
      domain: "string",
      entityName: "string",
      policyName: "string",
      policyDescription: "string",
      actionSetKey: "string",
      allowConditions: "boolean",
      namedResources: list("string"),
      resourceCondition: "string",
      actionSet: list("string"),
    }),
  ),
})

/** What a user of the directory has; who made something is one as well. */
const userFields = {
  id: "string",
  name: "string",
  department: "string",
  email: "string",
  title: "string",
  username: "string",
  preferredName: "string",
  division: object({ id: "string", name: "string", selfUri: "string" }),
  state: "string",
  version: "int32",
  acdAutoAnswer: "boolean",
  dateLastLogin: "date",
  dateWelcomeSent: "date",
  organization,
  authorization: userAuthorization,
  selfUri: "string",
} as const

const user = object(userFields, "id")

const trustUser = object({ ...userFields, trustUserDetails: object({ dateCreated: "date", createdBy: user }) }, "id")

const trustGroup = object(
  {
    id: "string",
    name: "string",
    description: "string",
    dateModified: "date",
    memberCount: "int64",
    state: "string",
    version: "int32",
    type: "string",
    rulesVisible: "boolean",
    visibility: "string",
    rolesEnabled: "boolean",
    includeOwners: "boolean",
    callsEnabled: "boolean",
    email: "string",
    owners: list(user),
    dateCreated: "date",
    createdBy: user,
    selfUri: "string",
  },
  "id",
)

const trustRequest = object(
  {
    id: "string",
    createdBy: user,
    dateCreated: "date",
    trustee: organization,
    users: list(user),
    groups: list(trustGroup),
    selfUri: "string",
  },
  "id",
)

const trustee = object(
  {
    id: "string",
    enabled: "boolean",
    usesDefaultRole: "boolean",
    hasFullAccess: "boolean",
    isTrustedUser: "boolean",
    dateCreated: "date",
    dateExpired: "date",
    createdBy: user,
    organization,
    selfUri: "string",
  },
  "id",
  "enabled",
)

const trustor = object(
  {
    id: "string",
    enabled: "boolean",
    dateCreated: "date",
    createdBy: user,
    organization,
    authorization: object({ permissions: list("string") }),
    selfUri: "string",
  },
  "id",
  "enabled",
)

const clonedUser = object({ id: "string", name: "string", trustor: reference, selfUri: "string" }, "id")

const pageOf = (entity: Shape): Shape => ({
  concern: "pages",
  fields: {
    entities: list(entity),
    pageSize: "int32",
    pageNumber: "int32",
    total: "int64",
    pageCount: "int32",
    firstUri: "string",
    previousUri: "string",
    nextUri: "string",
    lastUri: "string",
    selfUri: "string",
  },
})

const clonedUsers: Shape = {
  concern: "pages",
  fields: { total: "int64", entities: list(clonedUser), selfUri: "string" },
}

/** Nothing of it is documented but that it is an object. */
const audits = object({})

/** What each operation answers; nothing where it answers without a body. */
export const answers: Readonly<Record<OperationName, Shape | undefined>> = {
  "Pairings.create": trustRequest,
  "Pairings.get": trustRequest,
  "Trustees.list": pageOf(trustee),
  "Trustees.create": trustee,
  "Trustees.get": trustee,
  "Trustees.update": trustee,
  "Trustees.remove": undefined,
  "TrusteeUsers.list": pageOf(trustUser),
  "TrusteeUsers.add": trustUser,
  "TrusteeUsers.get": trustUser,
  "TrusteeUsers.remove": undefined,
  "TrusteeUserRoles.get": userAuthorization,
  "TrusteeUserRoles.replace": userAuthorization,
  "TrusteeUserRoles.clear": undefined,
  "TrusteeUserRoleDivisions.replace": userAuthorization,
  "TrusteeGroups.list": pageOf(trustGroup),
  "TrusteeGroups.add": trustGroup,
  "TrusteeGroups.get": trustGroup,
  "TrusteeGroups.remove": undefined,
  "TrusteeGroupRoles.get": userAuthorization,
  "TrusteeGroupRoles.replace": userAuthorization,
  "TrusteeGroupRoles.clear": undefined,
  "TrusteeGroupRoleDivisions.replace": userAuthorization,
  "TrusteeClonedUsers.list": clonedUsers,
  "TrusteeClonedUsers.remove": undefined,
  "Trustors.list": pageOf(trustor),
  "Trustors.get": trustor,
  "Trustors.remove": undefined,
  "TrustorUsers.list": pageOf(trustUser),
  "TrustorUsers.get": trustUser,
  "TrustorUsers.add": trustUser,
  "TrustorUsers.remove": undefined,
  "TrustorGroups.list": pageOf(trustGroup),
  "TrustorGroups.get": trustGroup,
  "TrustorGroups.add": trustGroup,
  "TrustorGroups.remove": undefined,
  "TrustorClonedUsers.list": clonedUsers,
  "TrustorClonedUsers.get": clonedUser,
  "TrustorClonedUsers.create": clonedUser,
  "TrustorClonedUsers.remove": undefined,
  "TrustAudits.ofTrustees": audits,
  "TrustAudits.ofTrustor": audits,
  "DefaultTrusts.get": trustee,
  "DefaultTrusts.create": trustee,
  "CareTrusts.list": object({ entities: list(object({ id: "string", selfUri: "string" })) }),
  "CareTrusts.create": pageOf(trustee),
  "BulkRemoval.trustees": undefined,
  "BulkRemoval.trustors": undefined,
  "UserTrustors.list": pageOf(trustor),
}

/** The body of a refusal, without those it may have within. */
export const errorBody: Shape = {
  fields: {
    message: "string",
    code: "string",
    status: "int32",
    entityId: "string",
    entityName: "string",
    messageWithParams: "string",
    messageParams: { values: "string" },
    contextId: "string",
    details: list(object({ errorCode: "string", fieldName: "string", entityId: "string", entityName: "string" })),
    get errors() {
      return list(errorBody)
    },
    limit: object({ key: "string", namespace: "string", value: "int64" }),
  },
}
