/**
 * The steps of a plan in words, for people to read.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import type { CareTrustOptions } from "../entities/CareTrust.ts"
import { allDivisions } from "../entities/Division.ts"
import { flagsOf, flagWords } from "../internal/access/careFlags.ts"
import { defaultProfile } from "../lifecycle/Profile.ts"
import type { Snapshot } from "./Snapshot.ts"
import { partnersOf, type Step } from "./Step.ts"
import type { TrustFile } from "./TrustFile.ts"

/**
 * What people call the thing with an id; the id itself where nobody calls it anything.
 * @category models
 * @since 0.1.0
 */
export type NameOf = (id: string) => string

/**
 * Names as the file gives them, and for the rest as the platform does.
 * @category constructors
 * @since 0.1.0
 */
export const namesOf = (file: TrustFile, snapshot: Snapshot): NameOf => {
  const names = new Map<string, string>()
  const call = (id: string, name: string | undefined) => {
    if (name !== undefined) names.set(id.toLowerCase(), name)
  }
  for (const [id, { groups, name, roleNames, users }] of snapshot.trustees) {
    call(id, name)
    for (const [member, about] of [...users, ...groups]) call(member, about.name)
    for (const [role, roleName] of roleNames ?? []) call(role, roleName)
  }
  for (const [id, { name, names: members }] of snapshot.trustors) {
    call(id, name)
    for (const [member, memberName] of members ?? []) call(member, memberName)
  }
  for (const section of [file.organizations, file.roles, file.divisions, file.users, file.groups]) {
    for (const [name, id] of Object.entries(section)) call(id.trim(), name)
  }
  return (id) => names.get(id.toLowerCase()) ?? id
}

/**
 * A number of things in words, such as `1 member` and `2 members`.
 * @category functions
 * @since 0.1.0
 */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`

const listed = (words: ReadonlyArray<string>): string => (words.length === 0 ? "no role" : words.join(", "))

/** What the people of Customer Care may do without a role. */
const careRights = (options: CareTrustOptions): string =>
  flagWords(flagsOf(options)).join(" and ") || "nothing without a role"

/**
 * What a step does, in a sentence without an end, such as `lets Tom into Northwind with supervisor`.
 * @category functions
 * @since 0.1.0
 */
export const describe = (step: Step, nameOf: NameOf): string => {
  const partner = nameOf(step.partner)
  const everywhere = (roleId: string) => `${nameOf(roleId)} in all divisions`
  const grants = (pairs: ReadonlyArray<{ readonly roleId: string; readonly divisionId: string }>) =>
    pairs.map(({ divisionId, roleId }) =>
      divisionId === allDivisions ? everywhere(roleId) : `${nameOf(roleId)} in ${nameOf(divisionId)}`,
    )
  const rolesOf = (member: {
    readonly roleIds?: ReadonlyArray<string>
    readonly roleDivisions?: {
      readonly grants: ReadonlyArray<{ readonly roleId: string; readonly divisionId: string }>
    }
  }) => listed([...(member.roleIds ?? []).map(everywhere), ...grants(member.roleDivisions?.grants ?? [])])
  switch (step.operation) {
    case "Pairings.create": {
      const { groupIds = [], userIds = [] } = step.input.payload
      return `asks ${partner} to let in ${[...userIds, ...groupIds].map(nameOf).join(", ")}`
    }
    case "Trustees.create": {
      const { dateExpired, enabled, groups = [], users = [] } = step.input.payload
      const who = [...users, ...groups].map((member) => `${nameOf(member.id)} with ${rolesOf(member)}`).join("; ")
      const end = dateExpired === undefined ? "" : `, until ${DateTime.formatIso(dateExpired)}`
      return `makes a trust with ${partner}${enabled ? "" : ", disabled"}${end}: ${who}`
    }
    case "CareTrusts.create": {
      const { autoExpire } = step.input
      const days = Duration.toDays(defaultProfile.autoExpiry)
      const end = autoExpire === true ? `, for ${days} days as long as nothing else is said` : ", without end"
      return `lets Customer Care in (${partnersOf(step).map(nameOf).join(", ")})${end}; whoever joins has ${careRights(step.input)}`
    }
    case "Trustees.update": {
      const { dateExpired, enabled } = step.input.payload
      const end = dateExpired === undefined ? "without end" : `until ${DateTime.formatIso(dateExpired)}`
      return `sets the trust with ${partner} to ${enabled ? "enabled" : "disabled"}, ${end}`
    }
    case "Trustees.remove":
      return `ends the trust with ${partner}`
    case "Trustors.remove":
      return `ends the trust that lets us into ${partner}`
    case "TrusteeUsers.add":
    case "TrusteeGroups.add":
      return `lets ${nameOf(step.input.payload.id)} of ${partner} in, with ${rolesOf(step.input.payload)}`
    case "TrusteeUsers.remove":
      return `takes ${nameOf(step.input.trusteeUserId)} of ${partner} out`
    case "TrusteeGroups.remove":
      return `takes the group ${nameOf(step.input.trusteeGroupId)} of ${partner} out`
    case "TrusteeUserRoles.clear":
      return `leaves ${nameOf(step.input.trusteeUserId)} of ${partner} no role`
    case "TrusteeGroupRoles.clear":
      return `leaves the group ${nameOf(step.input.trusteeGroupId)} of ${partner} no role`
    case "TrusteeUserRoles.replace":
      return `gives ${nameOf(step.input.trusteeUserId)} of ${partner} exactly ${listed(step.input.payload.map(everywhere))}`
    case "TrusteeGroupRoles.replace":
      return `gives the group ${nameOf(step.input.trusteeGroupId)} of ${partner} exactly ${listed(step.input.payload.map(everywhere))}`
    case "TrusteeUserRoleDivisions.replace":
      return `gives ${nameOf(step.input.trusteeUserId)} of ${partner} exactly ${listed(grants(step.input.payload.grants))}`
    case "TrusteeGroupRoleDivisions.replace":
      return `gives the group ${nameOf(step.input.trusteeGroupId)} of ${partner} exactly ${listed(grants(step.input.payload.grants))}`
    case "TrusteeClonedUsers.remove":
      return `removes the clone of ${nameOf(step.input.trusteeUserId)} of ${partner}`
    case "TrustorUsers.add":
      return `sends ${nameOf(step.input.trusteeUserId)} into ${partner}`
    case "TrustorUsers.remove":
      return `takes ${nameOf(step.input.trusteeUserId)} out of ${partner}`
    case "TrustorGroups.add":
      return `sends the group ${nameOf(step.input.trustorGroupId)} into ${partner}`
    case "TrustorGroups.remove":
      return `takes the group ${nameOf(step.input.trustorGroupId)} out of ${partner}`
  }
}
