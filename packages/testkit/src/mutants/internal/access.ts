/**
 * Wrong ways with what the roles of users and groups give, and to whom.
 */
import type { UserId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import { setTrust, type State, type Trust, usersOf, withUsers } from "@org-trust/core/lifecycle/State"
import type { Step } from "@org-trust/core/lifecycle/Step"
import type { Mutant } from "../Mutant.ts"
import { kinds, type MemberKind } from "./MemberKind.ts"
import { readingRoles } from "./roles.ts"
import { afterwards, inTrusts, inWorld, mapTrusts, throughTrust, trustFor } from "./steps.ts"

/** Roles that were taken away still give access. */
const clearedStillGranting = (kind: MemberKind): Step => {
  const ever = new Map<string, ReadonlyArray<Grant>>()
  const key = (current: Trust, id: string) => `${current.trustorOrgId}/${current.trusteeOrgId}/${id}`
  const remember = (state: State) =>
    mapTrusts(state, (current) => {
      for (const { grants, id } of kind.of(current)) if (grants.length > 0) ever.set(key(current, id), grants)
      return current
    })
  const still = throughTrust(
    inTrusts("all", (current) =>
      kind.map(current, ({ grants, id }) => ({ grants: ever.get(key(current, id)) ?? grants })),
    ),
  )
  const remembering = afterwards("all", (after, _request, before) => {
    remember(before)
    return after
  })
  return (environment, state, request) =>
    (request.operation === kind.operations.clearRoles ? remembering : still)(environment, state, request)
}

const ofKind = (kind: MemberKind): ReadonlyArray<Mutant> => [
  {
    name: { user: "permissions-of-first-role", group: "permissions-of-first-role-of-group" }[kind.noun],
    sentence: `The permissions of a ${kind.noun} are those of the first role only.`,
    rules: ["role.replace"],
    step: () =>
      readingRoles(kind, "roles", (reply, { principal }, _state, { world }) => {
        const first = reply.roles?.[0]?.id
        const roles = world.get(principal.organizationId)?.roles
        const permissions = first === undefined ? [] : (roles?.get(first)?.permissions ?? [])
        return { ...reply, permissions: [...permissions].sort() }
      }),
  },
  {
    name: { user: "access-without-role", group: "access-without-role-of-group" }[kind.noun],
    sentence: `A ${kind.noun} in the trust gives all permissions of the trustor's roles, without any role of its own.`,
    rules: ["role.none-no-access"],
    step: () =>
      throughTrust(
        inTrusts("all", (current, { world }) => {
          const roles = world.get(current.trustorOrgId)?.organization.roles ?? []
          return kind.map(current, () => ({ grants: roles.map(({ id }) => ({ roleId: id })) }))
        }),
      ),
  },
  {
    name: { user: "cleared-roles-still-grant", group: "cleared-roles-of-group-still-grant" }[kind.noun],
    sentence: `Roles that were taken away from a ${kind.noun} still give access.`,
    rules: ["role.none-no-access", "role.clear-keeps-user"],
    step: () => clearedStillGranting(kind),
  },
  {
    name: { user: "roles-of-another-user", group: "group-roles-of-another-group" }[kind.noun],
    sentence: `A caller has the roles of all ${kind.noun}s of the trust.`,
    rules: [{ user: "role.replace" as const, group: "group.roles-of-its-own" as const }[kind.noun]],
    step: () =>
      throughTrust(
        inTrusts("all", (current) => {
          const grants = kind.of(current).flatMap((member) => member.grants)
          return kind.map(current, () => ({ grants }))
        }),
      ),
  },
]

/** As if every group had the members of whom was last heard, by some way of hearing. */
const rememberingMembers = (
  hear: (known: ReadonlyArray<UserId>, now: ReadonlyArray<UserId>) => ReadonlyArray<UserId>,
): Step => {
  const known = new Map<string, ReadonlyArray<UserId>>()
  return throughTrust(
    inWorld("all", ({ groups, ...organization }) => ({
      ...organization,
      groups: groups.map((group) => {
        const key = `${organization.id}/${group.id}`
        const memberIds = hear(known.get(key) ?? group.memberIds, group.memberIds)
        known.set(key, memberIds)
        return { ...group, memberIds }
      }),
    })),
  )
}

/** Wrong ways with what roles give, and to whom. */
export const mutants: ReadonlyArray<Mutant> = [
  ...kinds.flatMap(ofKind),
  {
    name: "group-roles-ignored",
    sentence: "The members of a group in the trust do not have its roles.",
    rules: ["group.members-have-roles"],
    step: () => rememberingMembers(() => []),
  },
  {
    name: "group-roles-for-everybody",
    sentence: "Every user of the trustee has the roles of a group in the trust.",
    rules: ["group.members-have-roles"],
    step: () =>
      throughTrust(
        inWorld("all", ({ groups, users, ...organization }) => ({
          ...organization,
          users,
          groups: groups.map((group) => ({ ...group, memberIds: users.map(({ id }) => id) })),
        })),
      ),
  },
  {
    name: "left-member-keeps-access",
    sentence: "A user who left a group at home still has the group's roles.",
    rules: ["group.membership-of-the-moment"],
    step: () => rememberingMembers((known, now) => [...new Set([...known, ...now])]),
  },
  {
    name: "new-member-without-access",
    sentence: "A user who joins a group after it was let in does not have its roles.",
    rules: ["group.membership-of-the-moment"],
    step: () => rememberingMembers((known) => known),
  },
  {
    name: "own-roles-lost-with-group",
    sentence: "Removing a group takes the own roles of its members away as well.",
    rules: ["group.apart-from-users"],
    step: () =>
      afterwards(["TrusteeGroups.remove"], (after, { input, ...request }, _before, { world }) => {
        const current = trustFor(after, { ...request, input })
        if (current === undefined || !("trusteeGroupId" in input)) return after
        const members = new Set(world.get(current.trusteeOrgId)?.groups.get(input.trusteeGroupId)?.memberIds)
        const users = usersOf(current).map((user) => (members.has(user.id) ? { ...user, grants: [] } : user))
        return setTrust(after, withUsers(current, users))
      }),
  },
]
