/**
 * The organizations of a history, and which two of them a step is about.
 */
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import { type Trust, trust } from "@org-trust/core/lifecycle/State"
import { pick } from "../../../arbitrary/Numbers.ts"
import type { Cast, Party } from "../../Cast.ts"
import type { Session } from "./Session.ts"

/** The organizations of a cast. */
export const partiesOf = ({ third, trustee, trustor }: Cast): ReadonlyArray<Party> => [trustor, trustee, third]

/** The two organizations that a step is about. */
export interface Sides {
  readonly trustor: Party
  readonly trustee: Party
}

/** The trust of the two, if there is one. */
export const trustBetween = ({ state }: Pick<Session, "state">, { trustee, trustor }: Sides): Trust | undefined =>
  trust(state(), trustor.organization.id, trustee.organization.id)

/** The trusts with Customer Care that an organization has. */
export const careTrustsOf = (
  { environment, state }: Pick<Session, "environment" | "state">,
  trustorOrgId: OrganizationId,
): ReadonlyArray<Trust> =>
  careOrganizations(environment.world, trustorOrgId).flatMap((id) => trust(state(), trustorOrgId, id) ?? [])

const membersOf = ({ activeUsers, organization }: Party): number => activeUsers.length + organization.groups.length

/**
 * Mostly the trustor and the trustee of the cast, now and then any two of the three;
 * a trustee with more people than a trust takes if there has to be a crowd.
 */
export const sidesOf = ({ environment, lab }: Session, where: number, isCrowded: boolean): Sides => {
  const main: Sides = lab.cast
  const all = partiesOf(lab.cast)
  const pairs = all.flatMap((one) => all.flatMap((other) => (one === other ? [] : [{ trustor: one, trustee: other }])))
  const usable = pairs.filter((pair) => pair.trustee.activeUsers.length > 0)
  if (isCrowded) {
    const crowded = usable.filter((pair) => membersOf(pair.trustee) > environment.profile.memberLimit)
    return pick(crowded, where) ?? main
  }
  return where % 10 < 6 ? main : (pick(usable, where) ?? main)
}
