/**
 * The parts of a review in words.
 */
import * as DateTime from "effect/DateTime"
import type { Right, Where } from "@org-trust/core/access/Access"
import type { ReviewedMember, ReviewedRole } from "@org-trust/core/access/Reviewed"

/** What people call the thing with an id. */
export type NameOf = (id: string) => string

/** A day as `2027-01-31`, of the time in UTC; nothing where there is no time. */
export const day = (time: DateTime.Utc | undefined): string =>
  time === undefined ? "" : DateTime.formatIsoDateUtc(time)

/** A right in words. */
export const rightText = (right: Right, nameOf: NameOf): string => {
  switch (right.kind) {
    case "permission":
      return right.permission
    case "role":
      return `whatever ${nameOf(right.roleId)} permits`
    case "everything":
      return "everything that any role permits"
  }
}

/** Where something holds, in words. */
export const whereText = (where: Where, nameOf: NameOf): string => {
  switch (where.kind) {
    case "all":
      return "all divisions"
    case "division":
      return nameOf(where.divisionId)
    case "unseen":
      return "divisions cannot be seen"
  }
}

/** Through what somebody has a role, in words. */
export const roleText = ({ through, where }: ReviewedRole, nameOf: NameOf, isOfGroup = false): string => {
  if (through.kind === "defaults") return "by the flags of the trust"
  const place = where.kind === "division" ? ` in ${nameOf(where.divisionId)}` : ""
  const group = through.kind === "group" && !isOfGroup ? ` through ${nameOf(through.groupId)}` : ""
  return `${nameOf(through.roleId)}${place}${group}`
}

/** The roles of a member, each once. */
export const rolesText = ({ kind, roles }: ReviewedMember, nameOf: NameOf): ReadonlyArray<string> => [
  ...new Set(roles.map((role) => roleText(role, nameOf, kind === "group"))),
]

/** What a member may do; what is not certain with a question mark. */
export const rightsText = ({ rights }: ReviewedMember, nameOf: NameOf): ReadonlyArray<string> =>
  rights.map(({ isCertain, right }) => `${rightText(right, nameOf)}${isCertain ? "" : "?"}`)

/** Where the roles of a member hold, each place once. */
export const placesText = ({ roles }: ReviewedMember, nameOf: NameOf): string =>
  [...new Set(roles.map(({ where }) => whereText(where, nameOf)))].join("; ")
