/**
 * What the vendor's SDK and we say differently, and why that is right. An entry that is
 * no longer true fails the check, so that the list holds nothing but what is.
 */
import type { Difference } from "./Differences.ts"

/** A difference, and the reason for it. */
export interface Known extends Difference {
  readonly because: string
}

const ofContacts = "Links a contact of the address book to an organization. It neither reads nor changes a trust."
const ofDirectory =
  "The directory's own users and groups have the field, and these models are those with more on them: it is kept where it comes."

/** All known differences. */
export const known: ReadonlyArray<Known> = [
  {
    place: "getBillingTrusteebillingoverviewTrustorOrgId",
    says: "new operation, GET /api/v2/billing/trusteebillingoverview/{trustorOrgId}",
    because: "What a partner pays for a customer. It is of the billing API and grants nothing.",
  },
  {
    place: "deleteExternalcontactsOrganizationTrustor",
    says: "new operation, DELETE /api/v2/externalcontacts/organizations/{externalOrganizationId}/trustor",
    because: ofContacts,
  },
  {
    place: "putExternalcontactsOrganizationTrustorTrustorId",
    says: "new operation, PUT /api/v2/externalcontacts/organizations/{externalOrganizationId}/trustor/{trustorId}",
    because: ofContacts,
  },
  { place: "OrgUser.selfUri", says: "field gone", because: ofDirectory },
  { place: "TrustUser.selfUri", says: "field gone", because: ofDirectory },
  { place: "TrustGroup.selfUri", says: "field gone", because: ofDirectory },
  {
    place: "TrustMemberCreate",
    says: "named TrustGroupMemberCreate here",
    because: "The SDK has one model for users and groups. Here each has its own kind of id.",
  },
]
