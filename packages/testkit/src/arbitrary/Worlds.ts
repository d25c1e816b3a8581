/**
 * Arbitrary worlds: a few organizations with a few users, groups, roles and
 * divisions each, consistent as a world file has to be.
 */
import * as Arbitrary from "effect/Arbitrary"
import { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { WorldOrganization, WorldRole, WorldUser } from "@org-trust/core/lifecycle/World"
import { permissions } from "@org-trust/core/Permission"
import { oneOf, pickSome, upTo } from "./Numbers.ts"
import { readableId } from "./ReadableId.ts"

const states: Arbitrary.Arbitrary<WorldUser["state"]> = oneOf(
  "active",
  "active",
  "active",
  "active",
  "active",
  "inactive",
  "deleted",
)

/*
 * One role in two can manage the users and groups of a trust: without such roles nobody could
 * do anything on the trustee's side.
 */
const rolePermissions: Arbitrary.Arbitrary<WorldRole["permissions"]> = Arbitrary.flatMap(
  upTo(5),
  (choice): Arbitrary.Arbitrary<ReadonlyArray<string>> => {
    if (choice === 0) return Arbitrary.Constant(permissions)
    if (choice < 3) return Arbitrary.Constant(permissions.filter((name) => /Trustee(User|Group)/.test(name)))
    if (choice === 3) return Arbitrary.Constant([])
    return Arbitrary.map(upTo(2 ** permissions.length - 1), (bits) => pickSome(permissions, bits))
  },
)

const drafts = Arbitrary.all({
  users: Arbitrary.array(states, { minLength: 1, maxLength: 5 }),
  groups: Arbitrary.array(upTo(31), { maxLength: 3 }),
  roles: Arbitrary.array(rolePermissions, { minLength: 1, maxLength: 4 }),
  divisions: upTo(3),
  isCare: oneOf(false, false, true),
})

const names = ["Alder Works", "Birch Insurance", "Cypress Travel", "Dogwood Energy"] as const

const organization = (draft: typeof drafts extends Arbitrary.Arbitrary<infer A> ? A : never, index: number) => {
  const owner = index + 1
  const users = draft.users.map((state, at) => ({
    id: UserId.make(readableId(owner, "user", at + 1)),
    name: `User ${owner}.${at + 1}`,
    email: `user${at + 1}.org${owner}@example.com`,
    state,
  }))
  return {
    id: OrganizationId.make(readableId(owner, "organization", 0)),
    name: names[index] ?? `Organization ${owner}`,
    users,
    groups: draft.groups.map((bits, at) => ({
      id: GroupId.make(readableId(owner, "group", at + 1)),
      name: `Group ${owner}.${at + 1}`,
      memberIds: pickSome(users, bits).map((user) => user.id),
    })),
    roles: draft.roles.map((held, at) => ({
      id: RoleId.make(readableId(owner, "role", at + 1)),
      name: `Role ${owner}.${at + 1}`,
      permissions: held,
    })),
    divisions: Array.from({ length: draft.divisions }, (_, at) => ({
      id: DivisionId.make(readableId(owner, "division", at + 1)),
      name: `Division ${owner}.${at + 1}`,
    })),
    ...(draft.isCare && { isCare: true }),
  }
}

/**
 * Two to four organizations that fit together.
 * @category arbitraries
 * @since 0.1.0
 */
export const worlds: Arbitrary.Arbitrary<ReadonlyArray<WorldOrganization>> = Arbitrary.map(
  Arbitrary.array(drafts, { minLength: 2, maxLength: 4 }),
  (all) => all.map(organization),
)
