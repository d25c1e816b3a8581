/**
 * The two kinds of members that a trust has, users and groups: what they are called,
 * where they are kept, and what is told of them. All that is decided about them is
 * the same otherwise.
 */
import type { TrustGroup } from "../../../entities/Group.ts"
import type { GroupId, OrganizationId, UserId } from "../../../Identifiers.ts"
import * as Ordered from "../../../internal/Ordered.ts"
import type { TrustUser } from "../../../entities/TrustUser.ts"
import type { Grant, JoiningMember, TrustEvent, TrustHappening } from "../../Event.ts"
import type { Question } from "../../Request.ts"
import type { RuleId } from "../../Rule.ts"
import type { Member, Trust } from "../../State.ts"
import * as View from "../../View.ts"
import type { World } from "../../World.ts"
import { checkMembers } from "./lookups.ts"

/**
 * A kind of members of a trust.
 * @category models
 * @since 0.1.0
 */
export interface MemberKind<Id, Entity> {
  readonly noun: "user" | "group"
  /** The rules by which one that is not there, or is there already, is refused. */
  readonly absent: RuleId
  readonly addedOnce: RuleId
  readonly of: (current: Trust) => Ordered.Ordered<Id, Member<Id>>
  /** The trust when one of them has left. */
  readonly without: (current: Trust, id: Id) => Trust
  /** Refuses one that cannot be let in, whatever the trust. */
  readonly check: (question: Question, trusteeOrgId: OrganizationId, id: Id) => ReturnType<typeof checkMembers>
  readonly view: (world: World, trusteeOrgId: OrganizationId, member: Member<Id>, path: string) => Entity
  readonly added: (happening: TrustHappening, member: JoiningMember<Id>) => TrustEvent
  readonly removed: (happening: TrustHappening, id: Id) => TrustEvent
  readonly rolesChanged: (
    happening: TrustHappening,
    id: Id,
    grants: ReadonlyArray<Grant>,
    previous: ReadonlyArray<Grant>,
  ) => TrustEvent
}

/**
 * The users of a trust.
 * @category constants
 * @since 0.1.0
 */
export const users: MemberKind<UserId, TrustUser> = {
  noun: "user",
  absent: "user.absent",
  addedOnce: "user.added-once",
  of: (current) => current.users,
  without: (current, id) => ({ ...current, users: Ordered.remove(current.users, id) }),
  check: (question, trusteeOrgId, id) => checkMembers(question, "user.of-trustee", trusteeOrgId, [id], []),
  view: View.trustUser,
  added: (happening, user) => ({ ...happening, _tag: "TrustUserAdded", user }),
  removed: (happening, userId) => ({ ...happening, _tag: "TrustUserRemoved", userId }),
  rolesChanged: (happening, userId, grants, previous) => ({
    ...happening,
    _tag: "TrustUserRolesChanged",
    userId,
    grants,
    previous,
  }),
}

/**
 * The groups of a trust.
 * @category constants
 * @since 0.1.0
 */
export const groups: MemberKind<GroupId, TrustGroup> = {
  noun: "group",
  absent: "group.absent",
  addedOnce: "group.added-once",
  of: (current) => current.groups,
  without: (current, id) => ({ ...current, groups: Ordered.remove(current.groups, id) }),
  check: (question, trusteeOrgId, id) => checkMembers(question, "group.of-trustee", trusteeOrgId, [], [id]),
  view: View.trustGroup,
  added: (happening, group) => ({ ...happening, _tag: "TrustGroupAdded", group }),
  removed: (happening, groupId) => ({ ...happening, _tag: "TrustGroupRemoved", groupId }),
  rolesChanged: (happening, groupId, grants, previous) => ({
    ...happening,
    _tag: "TrustGroupRolesChanged",
    groupId,
    grants,
    previous,
  }),
}
