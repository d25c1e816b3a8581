/**
 * What the platform's directory changes, which trusts only refer to: who is in a group.
 */
import type * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { AuditMessageId, GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { auditIdAt } from "@org-trust/core/lifecycle/Request"
import { orphans } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { CloneRemoved } from "@org-trust/core/lifecycle/Event"
import { type State, trusts } from "@org-trust/core/lifecycle/State"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import { NotFound } from "@org-trust/core/TrustError"

/** A group and those who are to be its members. */
export interface Membership {
  readonly organizationId: OrganizationId
  readonly groupId: GroupId
  readonly memberIds: ReadonlyArray<UserId>
}

const notFound = (entityName: string, entityId: string) =>
  Result.fail(
    new NotFound({
      operation: "Platform.setGroupMembers",
      message: `There is no ${entityName} with the id ${entityId}`,
      entityName,
      entityId,
    }),
  )

/** The organizations after a change of a group, or what of it does not exist. */
export type Changed = Result.Result<ReadonlyArray<WorldOrganization>, NotFound>

/** The organizations with exactly these members in the group, who have to be users of its organization. */
export const setGroupMembers = (
  organizations: ReadonlyArray<WorldOrganization>,
  { groupId, memberIds, organizationId }: Membership,
): Changed => {
  const organization = organizations.find(({ id }) => id === organizationId)
  if (organization === undefined) return notFound("organization", organizationId)
  if (organization.groups.every(({ id }) => id !== groupId)) return notFound("group", groupId)
  const stranger = memberIds.find((id) => organization.users.every((user) => user.id !== id))
  if (stranger !== undefined) return notFound("user", stranger)
  const groups = organization.groups.map((group) =>
    group.id === groupId ? { ...group, memberIds: [...new Set(memberIds)] } : group,
  )
  return Result.succeed(organizations.map((each) => (each === organization ? { ...each, groups } : each)))
}

/** What goes with a change of an organization's groups: the clones of its users whom a trust lets in no more. */
export const clonesLost = (
  environment: Environment,
  state: State,
  trusteeOrgId: OrganizationId,
  at: DateTime.Utc,
  fresh: AuditMessageId,
): ReadonlyArray<CloneRemoved> =>
  trusts(state)
    .filter((current) => current.trusteeOrgId === trusteeOrgId)
    .flatMap((current) =>
      orphans(environment, current).map((userId) => ({ trustorOrgId: current.trustorOrgId, userId })),
    )
    .map((clone, index) => ({
      ...clone,
      _tag: "CloneRemoved",
      id: auditIdAt(fresh, index),
      at,
      by: { organizationId: trusteeOrgId },
      trusteeOrgId,
    }))
