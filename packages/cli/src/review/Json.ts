/**
 * A review as JSON, for machines.
 */
import * as DateTime from "effect/DateTime"
import type { Review } from "@org-trust/core/access/Reviewed"
import { reviewRules } from "@org-trust/core/access/ReviewRule"
import { rightText, roleText, whereText } from "./words.ts"

const time = (name: string, at: DateTime.Utc | undefined) =>
  at === undefined ? {} : { [name]: DateTime.formatIso(at) }

/** The review as a value that JSON can hold. */
export const toJson = ({ at, findings, limits, nameOf, organizationId, partners }: Review) => ({
  organization: organizationId,
  at: DateTime.formatIso(at),
  limits,
  findings: findings.map((finding) => ({
    ...finding,
    why: reviewRules[finding.rule].why,
    advice: reviewRules[finding.rule].advice,
  })),
  partners: partners.map((partner) => ({
    id: partner.id,
    name: partner.name,
    isOpen: partner.isOpen,
    enabled: partner.enabled,
    isCare: partner.isCare,
    ...time("since", partner.since),
    ...time("until", partner.until),
    members: partner.members.map(({ lastSeen, rights, roles, since, ...member }) => ({
      ...member,
      ...time("since", since),
      ...time("lastSeen", lastSeen),
      roles: roles.map((role) => ({
        ...(role.through.kind !== "defaults" && { roleId: role.through.roleId }),
        ...(role.through.kind === "group" && { groupId: role.through.groupId }),
        ...(role.where.kind === "division" && { divisionId: role.where.divisionId }),
        through: role.through.kind,
        where: role.where.kind,
        text: roleText(role, nameOf),
      })),
      permissions: rights.map(({ isCertain, right, wheres }) => ({
        permission: rightText(right, nameOf),
        where: wheres.map((where) => whereText(where, nameOf)),
        isCertain,
      })),
    })),
  })),
})
