/**
 * Wrong ways with roles that are granted within divisions.
 */
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import type { Trust } from "@org-trust/core/lifecycle/State"
import { step, type Step } from "@org-trust/core/lifecycle/Step"
import type { Mutant } from "../Mutant.ts"
import { groups, kinds, memberFor, type MemberKind, users } from "./MemberKind.ts"
import { leavingGrants, readingRoles } from "./roles.ts"
import { afterwards, inWorld, mapTrusts, only } from "./steps.ts"

/** For both kinds of members, other grants are left than those that were asked for. */
const granting = (
  deed: "replaceRoles" | "clearRoles" | "replaceRoleDivisions",
  change: (asked: ReadonlyArray<Grant>, before: ReadonlyArray<Grant>) => ReadonlyArray<Grant>,
): Step => {
  const [ofUsers, ofGroups] = [leavingGrants(users, change), leavingGrants(groups, change)]
  const operation = users.operations[deed]
  return only([operation, groups.operations[deed]], (environment, state, request) =>
    (request.operation === operation ? ofUsers : ofGroups)(environment, state, request),
  )
}

/** Grants that are kept besides the new ones. */
const keeping = (isKept: (grant: Grant) => boolean) => (asked: ReadonlyArray<Grant>, before: ReadonlyArray<Grant>) => [
  ...asked,
  ...before.filter((grant) => isKept(grant) && asked.every((other) => other.roleId !== grant.roleId)),
]

const isWithin = ({ divisionId }: Grant): boolean => divisionId !== undefined

const everywhere = ({ roleId }: Grant): Grant => ({ roleId })

const widened = (current: Trust, kind: MemberKind): Trust =>
  kind.map(current, ({ grants }) => ({ grants: grants.map(everywhere) }))

const ofKind = (kind: MemberKind): ReadonlyArray<Mutant> => [
  {
    name: { user: "role-listed-per-division", group: "role-of-group-listed-per-division" }[kind.noun],
    sentence: `A role that is granted to a ${kind.noun} within two divisions is listed twice.`,
    rules: ["division.not-told"],
    step: () =>
      readingRoles(kind, "roles", (reply, request, state) => {
        const { grants = [] } = memberFor(state, request, kind) ?? {}
        const times = (roleId: string | undefined) => grants.filter((grant) => grant.roleId === roleId).length
        const roles = (reply.roles ?? []).flatMap((role) =>
          Array.from({ length: Math.max(1, times(role.id)) }, () => role),
        )
        return { ...reply, roles }
      }),
  },
  {
    name: { user: "division-roles-permit-nothing", group: "division-roles-of-group-permit-nothing" }[kind.noun],
    sentence: `The roles of a ${kind.noun} are read without the permissions of roles within divisions.`,
    rules: ["division.not-told"],
    step: () =>
      readingRoles(kind, "roles", (reply, request, state, { world }) => {
        const roles = world.get(request.principal.organizationId)?.roles
        const { grants = [] } = memberFor(state, request, kind) ?? {}
        const inAll = grants.filter((grant) => !isWithin(grant))
        const permissions = inAll.flatMap(({ roleId }) => roles?.get(roleId)?.permissions ?? [])
        return { ...reply, permissions: [...new Set(permissions)].sort() }
      }),
  },
]

/** Wrong ways with roles that are granted within divisions. */
export const mutants: ReadonlyArray<Mutant> = [
  ...kinds.flatMap(ofKind),
  {
    name: "division-scope-widened",
    sentence: "A role that is granted within a division is stored as granted in all.",
    rules: ["division.scope"],
    step: () => granting("replaceRoleDivisions", (asked) => asked.map(everywhere)),
  },
  {
    name: "division-scope-widened-on-joining",
    sentence: "Roles within divisions that a new member is given are granted in all.",
    rules: ["division.scope"],
    step: () =>
      afterwards(["Trustees.create", "TrusteeUsers.add", "TrusteeGroups.add"], (after) =>
        mapTrusts(after, (current) => widened(widened(current, users), groups)),
      ),
  },
  {
    name: "division-not-looked-at",
    sentence: "A role that is granted within one division works in another.",
    rules: ["division.scope"],
    step: () => step,
    access: (world, state, { divisionId: _, ...question }) => permissionsOf(world, state, question),
  },
  {
    name: "divisions-of-groups-not-looked-at",
    sentence: "A role that a group is granted within one division works for its members in another.",
    rules: ["division.scope"],
    step: () => step,
    access: (world, state, question) =>
      permissionsOf(
        world,
        mapTrusts(state, (current) => widened(current, groups)),
        question,
      ),
  },
  {
    name: "all-divisions-are-none",
    sentence: "A role that is granted within the division `*` is granted in none.",
    rules: ["division.all"],
    step: () => granting("replaceRoleDivisions", (asked) => asked.filter(isWithin)),
  },
  {
    name: "role-divisions-appended",
    sentence: "Replacing roles within divisions adds the new ones to the old.",
    rules: ["division.replace"],
    step: () => granting("replaceRoleDivisions", keeping(isWithin)),
  },
  {
    name: "same-role-in-old-division-kept",
    sentence: "A role that is granted within another division stays in the old one as well.",
    rules: ["division.replace"],
    step: () =>
      granting("replaceRoleDivisions", (asked, before) => [
        ...asked,
        ...before.filter(
          (grant) =>
            isWithin(grant) &&
            asked.some((other) => other.roleId === grant.roleId) &&
            asked.every((other) => other.roleId !== grant.roleId || other.divisionId !== grant.divisionId),
        ),
      ]),
  },
  {
    name: "role-divisions-leave-all-divisions",
    sentence: "Replacing roles within divisions leaves those in all divisions.",
    rules: ["division.one-set-of-grants"],
    step: () =>
      granting(
        "replaceRoleDivisions",
        keeping((grant) => !isWithin(grant)),
      ),
  },
  {
    name: "roles-replace-leaves-divisions",
    sentence: "Replacing roles in all divisions leaves those within divisions.",
    rules: ["division.one-set-of-grants"],
    step: () => granting("replaceRoles", keeping(isWithin)),
  },
  {
    name: "clear-leaves-divisions",
    sentence: "Clearing roles leaves those within divisions.",
    rules: ["division.one-set-of-grants"],
    step: () => granting("clearRoles", keeping(isWithin)),
  },
  {
    name: "foreign-division-accepted",
    sentence: "Roles are granted within divisions of other organizations.",
    rules: ["role.of-trustor"],
    step: () =>
      inWorld(["TrusteeUserRoleDivisions.replace", "TrusteeGroupRoleDivisions.replace"], (organization, all) => ({
        ...organization,
        divisions: all.flatMap(({ divisions }) => divisions),
      })),
  },
]
