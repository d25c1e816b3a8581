import { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { readableId } from "@org-trust/testkit/arbitrary/ReadableId"

/** Id of the first trustee of every stage. */
export const trusteeOrgId = OrganizationId.make(readableId(2, "organization", 0))

/** Id of that trustee's first user, who is let in. */
export const trusteeUserId = UserId.make(readableId(2, "user", 0))
