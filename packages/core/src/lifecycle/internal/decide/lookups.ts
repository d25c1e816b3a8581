import * as Result from "effect/Result"
import type { GroupId, OrganizationId, UserId } from "../../../Identifiers.ts"
import { Conflict, InvalidRequest, NotFound } from "../../../TrustError.ts"
import type { Actor, Grant } from "../../Event.ts"
import type { UnknownId } from "../../Profile.ts"
import { auditIdAt, type Ruling, type Origin, type Question, refuse } from "../../Request.ts"
import type { RuleId } from "../../Rule.ts"
import { activeUser } from "../../World.ts"

/** Who asks, as events record it. */
const actor = ({ principal }: Question): Actor => ({
  organizationId: principal.organizationId,
  ...(principal.userId !== undefined && { userId: principal.userId }),
})

/**
 * What every event says of the request that caused it; `at` counts the events of one request from 0.
 * @category functions
 * @since 0.1.0
 */
export const happening = (question: Question, at = 0) => ({
  id: auditIdAt(question.fresh.auditId, at),
  at: question.now,
  by: actor(question),
  ...(question.origin.correlationId !== undefined && { correlationId: question.origin.correlationId }),
})

/**
 * 404 of an entity that a request names.
 * @category functions
 * @since 0.1.0
 */
export const notFound = (origin: Origin, entityName: string, entityId: string): NotFound =>
  new NotFound({ ...origin, message: `There is no ${entityName} with the id ${entityId}`, entityName, entityId })

const unknownId = (
  choice: UnknownId,
  rule: RuleId,
  origin: Origin,
  entityName: string,
  entityId: string,
): Ruling<never, NotFound | InvalidRequest> =>
  choice === "NotFound"
    ? refuse(rule, notFound(origin, entityName, entityId))
    : refuse(
        rule,
        new InvalidRequest({
          ...origin,
          message: `There is no ${entityName} with the id ${entityId}`,
          code: "invalid.value",
          status: 400,
          details: [{ errorCode: "invalid.value", entityName, entityId }],
        }),
      )

/**
 * Refuses the first id that is not an active user, or not a group, of the organization.
 * @category functions
 * @since 0.1.0
 */
export const checkMembers = (
  { origin, profile, world }: Question,
  rule: RuleId,
  organizationId: OrganizationId,
  userIds: Iterable<UserId>,
  groupIds: Iterable<GroupId>,
): Ruling<void, NotFound | InvalidRequest> => {
  for (const id of userIds) {
    if (activeUser(world, organizationId, id) === undefined) {
      return unknownId(profile.unknownMember, rule, origin, "user", id)
    }
  }
  for (const id of groupIds) {
    if (world.get(organizationId)?.groups.has(id) !== true) {
      return unknownId(profile.unknownMember, rule, origin, "group", id)
    }
  }
  return Result.void
}

/**
 * Refuses the first role or division that is not one of the trustor.
 * @category functions
 * @since 0.1.0
 */
export const checkGrants = (
  { origin, profile, world }: Question,
  trustorOrgId: OrganizationId,
  grants: Iterable<Grant>,
): Ruling<void, NotFound | InvalidRequest> => {
  const facts = world.get(trustorOrgId)
  for (const { divisionId, roleId } of grants) {
    if (facts?.roles.has(roleId) !== true) {
      return unknownId(profile.unknownRole, "role.of-trustor", origin, "role", roleId)
    }
    if (divisionId !== undefined && !facts.divisions.has(divisionId)) {
      return unknownId(profile.unknownRole, "role.of-trustor", origin, "division", divisionId)
    }
  }
  return Result.void
}

/**
 * What a trust can have only so many of, and the rule that says so.
 * @category models
 * @since 0.1.0
 */
export interface Limited {
  readonly rule: RuleId
  readonly noun: string
  readonly key: string
  readonly most: number
}

/**
 * Refuses more than there can be.
 * @category functions
 * @since 0.1.0
 */
export const checkLimit = (
  { origin, profile }: Question,
  { key, most, noun, rule }: Limited,
  count: number,
): Ruling<void, Conflict | InvalidRequest> => {
  if (count <= most) return Result.void
  const message = `A trust can have at most ${most} ${noun}`
  return refuse(
    rule,
    profile.overLimit === "Conflict"
      ? new Conflict({
          ...origin,
          message,
          code: "general.conflict",
          limit: { key, namespace: "authorization", value: most },
        })
      : new InvalidRequest({ ...origin, message, code: "bad.request", status: 400, details: [] }),
  )
}

/**
 * Refuses more members than a trust can have.
 * @category functions
 * @since 0.1.0
 */
export const checkMemberLimit = (question: Question, members: number): Ruling<void, Conflict | InvalidRequest> =>
  checkLimit(
    question,
    { rule: "trust.member-limit", noun: "users and groups", key: "trust.members", most: question.profile.memberLimit },
    members,
  )
