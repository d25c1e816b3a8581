/**
 * The operations as an HTTP API, for servers and for the OpenAPI document. Methods,
 * schemas and documentation are those of the table of operations, from which the
 * client reads its requests. The groups carry the names of the services and the
 * endpoints those of the verbs, so that `group.endpoint` is the operation's name in
 * the table.
 */
import { basePath } from "@org-trust/core/Operation"
import * as HttpApi from "effect/http-api/HttpApi"
import * as OpenApi from "effect/http-api/OpenApi"
import { BulkRemoval } from "./api/BulkRemoval.ts"
import { CareTrusts } from "./api/CareTrusts.ts"
import { DefaultTrusts } from "./api/DefaultTrusts.ts"
import { Pairings } from "./api/Pairings.ts"
import { TrustAudits } from "./api/TrustAudits.ts"
import { TrusteeClonedUsers } from "./api/TrusteeClonedUsers.ts"
import { TrusteeGroupRoleDivisions } from "./api/TrusteeGroupRoleDivisions.ts"
import { TrusteeGroupRoles } from "./api/TrusteeGroupRoles.ts"
import { TrusteeGroups } from "./api/TrusteeGroups.ts"
import { TrusteeUserRoleDivisions } from "./api/TrusteeUserRoleDivisions.ts"
import { TrusteeUserRoles } from "./api/TrusteeUserRoles.ts"
import { TrusteeUsers } from "./api/TrusteeUsers.ts"
import { Trustees } from "./api/Trustees.ts"
import { TrustorClonedUsers } from "./api/TrustorClonedUsers.ts"
import { TrustorGroups } from "./api/TrustorGroups.ts"
import { TrustorUsers } from "./api/TrustorUsers.ts"
import { Trustors } from "./api/Trustors.ts"
import { UserTrustors } from "./api/UserTrustors.ts"
import { Bearer } from "./Bearer.ts"
import { RequestErrors } from "./RequestErrors.ts"

/** What the paths of the API start with, but for those of other APIs. */
export { basePath }

/**
 * The Organization Authorization API of Genesys Cloud. Middleware that is added
 * later runs earlier: `Bearer`, then `RequestErrors`, then decoding.
 */
export const Api = HttpApi.make("OrgTrust")
  .add(Pairings, Trustees, TrusteeUsers, TrusteeUserRoles, Trustors, TrustorUsers, TrustAudits)
  .add(TrusteeUserRoleDivisions, TrusteeGroups, TrusteeGroupRoles, TrusteeGroupRoleDivisions, TrustorGroups)
  .add(TrusteeClonedUsers, TrustorClonedUsers)
  .add(DefaultTrusts, CareTrusts)
  .add(BulkRemoval)
  .prefix(basePath)
  // What is added after the prefix has a path of its own.
  .add(UserTrustors)
  // A server names everything that is wrong with a request, not only the first thing.
  .annotate(HttpApi.ParseOptions, { errors: "all" })
  .middleware(RequestErrors)
  .middleware(Bearer)
  .annotateMerge(
    OpenApi.annotations({
      title: "Organization Authorization API",
      version: "2",
      description:
        "Trusts between Genesys Cloud organizations: pairings, trusts, their users and groups, and the roles of those.",
    }),
  )
