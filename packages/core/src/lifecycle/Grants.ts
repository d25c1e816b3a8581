/**
 * Roles within divisions, as requests ask for them and as trusts give them.
 */
import { allDivisions, type RoleDivisionPair } from "../entities/Division.ts"
import type { TrustGroupMemberCreate, TrustMemberCreate } from "../entities/Trustee.ts"
import type { GroupId, RoleId, UserId } from "../Identifiers.ts"
import type { Grant } from "./Event.ts"

/**
 * The grants that pairs of role and division ask for: all divisions are not a division.
 * @category functions
 * @since 0.1.0
 */
export const grantsOf = (pairs: ReadonlyArray<RoleDivisionPair>): ReadonlyArray<Grant> =>
  pairs.map(({ divisionId, roleId }) => (divisionId === allDivisions ? { roleId } : { roleId, divisionId }))

/**
 * The grants that a new member asks for, each once.
 * @category functions
 * @since 0.1.0
 */
export const requestedGrants = (member: TrustMemberCreate | TrustGroupMemberCreate): ReadonlyArray<Grant> => {
  const grants: Array<Grant> = [
    ...(member.roleIds ?? []).map((roleId) => ({ roleId })),
    ...grantsOf(member.roleDivisions?.grants ?? []),
  ]
  return distinct(grants)
}

/**
 * A new member, as a request asks for one with these grants: roles in all divisions, and
 * roles within one each.
 * @category constructors
 * @since 0.1.0
 */
export const newMember = <Id extends UserId | GroupId>(id: Id, grants: ReadonlyArray<Grant>) => {
  const within = grants.flatMap(({ divisionId, roleId }) => (divisionId === undefined ? [] : [{ roleId, divisionId }]))
  return {
    id,
    roleIds: grants.flatMap(({ divisionId, roleId }) => (divisionId === undefined ? [roleId] : [])),
    ...(within.length > 0 && { roleDivisions: { grants: within } }),
  }
}

/**
 * Grants without repetition, in the order of their first occurrence.
 * @category functions
 * @since 0.1.0
 */
export const distinct = (grants: ReadonlyArray<Grant>): ReadonlyArray<Grant> => [
  ...new Map(grants.map((grant) => [`${grant.roleId}/${grant.divisionId ?? ""}`, grant])).values(),
]

/**
 * Whether two sets of grants, each without repetition, are the same.
 * @category predicates
 * @since 0.1.0
 */
export const sameGrants = (one: ReadonlyArray<Grant>, other: ReadonlyArray<Grant>): boolean =>
  one.length === other.length && distinct([...one, ...other]).length === one.length

/**
 * Grants of roles in all divisions.
 * @category functions
 * @since 0.1.0
 */
export const inAllDivisions = (roleIds: ReadonlyArray<RoleId>): ReadonlyArray<Grant> =>
  roleIds.map((roleId) => ({ roleId }))
