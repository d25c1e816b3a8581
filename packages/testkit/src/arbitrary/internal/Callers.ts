/**
 * Who makes a request: somebody with enough permissions, unless the step wants
 * another.
 */
import type { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { permissionRule } from "@org-trust/core/lifecycle/Authorization"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import { trusts } from "@org-trust/core/lifecycle/State"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import { isMet, type Permission, permissions } from "@org-trust/core/Permission"
import { Principal } from "@org-trust/core/Principal"
import { pick, pickSome } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { activeUsers, another, inactiveUser, type Moment, type Place, trustPlace, unknown } from "./Moment.ts"

/** A caller, but for the permissions. */
export interface Caller {
  readonly organizationId: OrganizationId
  readonly userId?: UserId
}

const isTrustorSide = (operation: OperationName): boolean => {
  const entry: OperationEntry = operations[operation]
  return entry.checkedIn === "trustor"
}

/** An organization as caller, through one of its users in two cases out of three. */
export const someoneOf = (moment: Moment, step: Step, organizationId: OrganizationId): Caller => {
  const who = another(step.who, 0)
  const userId = who % 3 === 0 ? undefined : pick(activeUsers(moment, organizationId), Math.floor(who / 3))
  return { organizationId, ...(userId !== undefined && { userId }) }
}

/**
 * A trust and a user of its trustee who may do the step through it, a trust that is
 * meant if there is one; any trust and user if there is nobody.
 */
export const trustedUser = (
  moment: Moment,
  step: Step,
  isMeant: (place: Place) => boolean = () => true,
): { readonly place: Place; readonly caller: Caller } => {
  const rule = permissionRule(moment.profile, step.operation)
  const able = trusts(moment.state).flatMap((place) =>
    activeUsers(moment, place.trusteeOrgId).flatMap((userId) => {
      const held = permissionsOf(moment.world, moment.state, { ...place, userId, now: moment.now })
      return isMet(rule, (permission) => held.has(permission)) ? [{ place, userId }] : []
    }),
  )
  const meant = able.filter((each) => isMeant(each.place))
  const found = step.deviation === "fewRights" ? undefined : pick(meant.length > 0 ? meant : able, step.where)
  if (found !== undefined) {
    return { place: found.place, caller: { organizationId: found.place.trusteeOrgId, userId: found.userId } }
  }
  const place = trustPlace(moment, step.where)
  return { place, caller: someoneOf(moment, step, place.trusteeOrgId) }
}

const held = (moment: Moment, step: Step): ReadonlyArray<Permission> => {
  const some = pickSome(permissions, step.what)
  if (step.deviation === "fewRights") return some
  const rule = permissionRule(moment.profile, step.operation)
  const needed = rule.mode === "ALL" ? rule.permissions : [pick(rule.permissions, step.where) ?? rule.permissions[0]]
  return [...new Set([...needed, ...some])].filter((permission) => permission !== undefined)
}

const stranger = (moment: Moment, step: Step, { organizationId }: Caller): Caller => {
  if (step.amount % 3 === 0) return { organizationId: unknown.organizationId }
  return {
    organizationId,
    userId: step.amount % 3 === 1 ? inactiveUser(moment, organizationId, step.who) : unknown.userId,
  }
}

/** The one of these who is most like the wanted caller. */
const nearest = (
  moment: Moment,
  step: Step,
  wanted: Principal,
  principals: ReadonlyArray<Principal>,
): Principal | undefined => {
  const rule = permissionRule(moment.profile, step.operation)
  const may = (principal: Principal) => isMet(rule, (permission) => principal.permissions.includes(permission))
  const needsUser = isTrustorSide(step.operation) || step.deviation === "unknownCaller"
  const near = principals.filter(
    ({ organizationId, userId }) =>
      organizationId === wanted.organizationId && (!needsUser || userId === wanted.userId),
  )
  const alike = needsUser ? near : near.filter((principal) => may(principal) === may(wanted))
  const who = another(step.who, 0)
  return pick(alike, who) ?? pick(near, who) ?? pick(principals, who)
}

/** The caller with permissions, or a wrong one as the step wants. */
export const principal = (moment: Moment, step: Step, caller: Caller): Principal => {
  const wanted = new Principal({
    ...(step.deviation === "unknownCaller" ? stranger(moment, step, caller) : caller),
    permissions: held(moment, step),
  })
  return moment.principals === undefined ? wanted : (nearest(moment, step, wanted, moment.principals) ?? wanted)
}
