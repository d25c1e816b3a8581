/**
 * What a subject offers to reach situations with.
 */
import { permissionRule } from "@org-trust/core/lifecycle/Authorization"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import type { OperationName } from "@org-trust/core/Operation"
import { isMet } from "@org-trust/core/Permission"
import { type Cast, casts } from "../../../Cast.ts"
import type { Subject } from "../../../Subject.ts"

/** Why something cannot be reached; nothing where it can. */
export type Reason = string | undefined

/** What there is to reach situations with. */
export interface Ground {
  readonly profile: Profile
  readonly groups: ReadonlySet<string>
  readonly canMoveTime: boolean
  /** Whether some client has, or lacks, what an operation asks for. */
  readonly someoneMay: (operation: OperationName) => boolean
  readonly someoneMayNot: (operation: OperationName) => boolean
  /** Whether a user of a trustee can be given what an operation asks for, and can call. */
  readonly someoneCanBeTrusted: (operation: OperationName) => boolean
  /** Whether some trustee has more users and groups than a trust takes. */
  readonly isCrowded: boolean
  /** Whether some trustee has a group. */
  readonly isGrouped: boolean
  /** Whether some trust can have more users than can be cloned. */
  readonly canBeFullOfClones: boolean
  /** Whether there is an organization of Customer Care. */
  readonly hasCare: boolean
  /** Whether there are several. */
  readonly hasSeveralCare: boolean
}

const usersWhoCall = ({ trustee }: Cast): boolean =>
  trustee.activeUsers.some(({ id }) => trustee.clients.some((client) => client.userId === id))

/** What a subject's world and capabilities offer. */
export const groundOf = (subject: Pick<Subject, "capabilities" | "passTime" | "world">): Ground => {
  const { groups, profile } = subject.capabilities
  const all = casts(subject.world, groups)
  const active = new Set<string>(all.flatMap(({ trustee }) => trustee.activeUsers.map(({ id }) => id)))
  const organizations = new Set<string>(all.map(({ trustor }) => trustor.organization.id))
  const clients = subject.world.clients.filter(
    ({ organizationId, userId }) => organizations.has(organizationId) && (userId === undefined || active.has(userId)),
  )
  const may = (operation: OperationName, permissions: ReadonlyArray<string>) =>
    isMet(permissionRule(profile, operation), (permission) => permissions.includes(permission))
  return {
    profile,
    groups: new Set(groups),
    canMoveTime: subject.passTime !== undefined,
    someoneMay: (operation) => clients.some((client) => may(operation, client.permissions)),
    someoneMayNot: (operation) => clients.some((client) => !may(operation, client.permissions)),
    someoneCanBeTrusted: (operation) =>
      all.some(
        (cast) =>
          usersWhoCall(cast) &&
          may(
            operation,
            cast.trustor.organization.roles.flatMap((role) => role.permissions),
          ),
      ),
    isCrowded: all.some(
      ({ trustee }) => trustee.activeUsers.length + trustee.organization.groups.length > profile.memberLimit,
    ),
    isGrouped: all.some(({ trustee }) => trustee.organization.groups.length > 0),
    canBeFullOfClones: all.some(
      ({ trustee }) => Math.min(trustee.activeUsers.length, profile.memberLimit) > profile.cloneLimit,
    ),
    hasCare: subject.world.organizations.some(({ isCare }) => isCare === true),
    hasSeveralCare: subject.world.organizations.filter(({ isCare }) => isCare === true).length > 1,
  }
}
