/**
 * Who is let in when a trust is made, and with which roles.
 */
import type { RoleId } from "@org-trust/core/Identifiers"
import type { TrustCreate } from "@org-trust/core/Trustee"
import type { WorldRole } from "@org-trust/core/lifecycle/World"
import { clientOf, type Party, roleWith } from "../../../../Cast.ts"
import type { Dice } from "../../../Dice.ts"
import type { Sides } from "../../Sides.ts"

const toManage = (members: "User" | "Group"): ReadonlyArray<string> =>
  ["view", "add", "delete"].map((action) => `authorization:orgTrustee${members}:${action}`)

/** The role of a trustor with which there is most to do. */
export const ableRole = (trustor: Party): WorldRole | undefined =>
  roleWith(trustor, ...toManage("User"), ...toManage("Group")) ??
  roleWith(trustor, ...toManage("User")) ??
  trustor.organization.roles[0]

/** How many are let in, of a trust that takes no more than so many. */
export interface Company {
  readonly count: number
  readonly limit: number
  readonly withGroups: boolean
}

/** Users who can call come first: they are let in with a role that permits something. */
export const firstMembers = (
  { trustee, trustor }: Sides,
  { count, limit, withGroups }: Company,
  dice: Dice,
): Required<Pick<TrustCreate, "users" | "groups">> => {
  const { divisions, roles } = trustor.organization
  const able = ableRole(trustor)
  const callers = trustee.activeUsers.filter(({ id }) => clientOf(trustee, id) !== undefined)
  // Two in three are let in through a group as well.
  const inGroups = callers.filter(({ id }) => trustee.organization.groups.some((group) => group.memberIds.includes(id)))
  const isInGroup = dice.roll(3) > 0
  const first = (isInGroup ? dice.pick(inGroups) : undefined) ?? dice.pick(callers) ?? trustee.activeUsers[0]
  const most = Math.min(count, limit)
  // A group stays outside of a trust that is full, so that there is one to be too many.
  const candidates = trustee.organization.groups.slice(count < limit ? 0 : 1)
  const groupCount = withGroups ? Math.min(most - 1, count > 2 ? candidates.length : dice.roll(2)) : 0
  const groups = candidates.slice(0, Math.max(0, groupCount))
  const others = trustee.activeUsers.filter((user) => user !== first).slice(0, Math.max(0, most - 1 - groups.length))
  const fromRole = dice.roll(Math.max(1, roles.length))
  const some = (wanted: number, from: number): ReadonlyArray<RoleId> =>
    roles.length === 0
      ? []
      : Array.from({ length: wanted }, (_, at) => roles[(from + at) % roles.length]).flatMap((role) => role?.id ?? [])
  const division = dice.pick(divisions)
  const fromWithin = dice.roll(2)
  /** Roles in all divisions, or, by turns, each within one. */
  const granted = (roleIds: ReadonlyArray<RoleId>, at: number) =>
    division === undefined || (fromWithin + at) % 2 === 0
      ? { roleIds }
      : { roleDivisions: { grants: roleIds.map((roleId) => ({ roleId, divisionId: division.id })) } }
  const fromCount = dice.roll(3)
  const fromGroup = dice.roll(3)
  return {
    users: [
      ...(first === undefined
        ? []
        : [{ id: first.id, roleIds: able === undefined ? [] : [able.id, ...some(1, fromRole)] }]),
      // None, one or two roles each.
      ...others.map(({ id }, at) => ({ id, ...granted(some((fromCount + at) % 3, fromRole + at), at) })),
    ],
    // One group in three has no role, one has several.
    groups: groups.map(({ id }, at) => {
      const place = (fromGroup + at) % 3
      return {
        id,
        ...granted(able === undefined || place === 2 ? [] : [able.id, ...some(place, fromRole + at)], at),
      }
    }),
  }
}
