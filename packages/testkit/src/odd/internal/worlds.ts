/**
 * Implementations that are as the model, in worlds that are not as the built-in one.
 */
import * as Redacted from "effect/Redacted"
import { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import { permissions } from "@org-trust/core/Permission"
import { readableId } from "../../arbitrary/ReadableId.ts"
import { allPermissions, world } from "../../BuiltInWorld.ts"
import type { WorldClient, WorldFile } from "../../WorldFile.ts"
import type { Odd } from "../Odd.ts"

/** The built-in world with clients that have the markers of the past, which the permissions until June 2019 ask for. */
export const marked: WorldFile = {
  ...world,
  clients: world.clients.map((client) =>
    client.permissions.includes("authorization:orgTrusteeUser:add")
      ? { ...client, permissions: [...client.permissions, "admin", "role_manager"] }
      : client,
  ),
}

interface Size {
  readonly users: number
  readonly groups: number
  readonly roles: number
  readonly divisions: number
}

const times = <A>(count: number, make: (at: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, index) => make(index + 1))

const organization = (owner: number, size: Size, isCare: boolean): WorldOrganization => {
  const users = times(size.users, (at) => ({
    id: UserId.make(readableId(owner, "user", at)),
    name: `User ${owner}.${at}`,
    email: `user${at}.org${owner}@example.com`,
    state: at % 11 === 5 ? ("inactive" as const) : ("active" as const),
  }))
  return {
    id: OrganizationId.make(readableId(owner, "organization", 0)),
    name: `Organization ${owner}`,
    users,
    groups: times(size.groups, (at) => ({
      id: GroupId.make(readableId(owner, "group", at)),
      name: `Group ${owner}.${at}`,
      memberIds: users.filter((_, index) => index % size.groups === at - 1).map(({ id }) => id),
    })),
    roles: times(size.roles, (at) => ({
      id: RoleId.make(readableId(owner, "role", at)),
      name: `Role ${owner}.${at}`,
      // The first permits all, so that somebody can be a manager; the others each something.
      permissions: at === 1 ? permissions : permissions.filter((_, index) => index % at === 1),
    })),
    divisions: times(size.divisions, (at) => ({
      id: DivisionId.make(readableId(owner, "division", at)),
      name: `Division ${owner}.${at}`,
    })),
    ...(isCare && { isCare }),
  }
}

const clientsOf = ({ id, users }: WorldOrganization, owner: number, ofUsers: number): ReadonlyArray<WorldClient> => {
  const client = (at: number, held: ReadonlyArray<string>): WorldClient => ({
    id: readableId(owner, "client", at),
    secret: Redacted.make(`secret-${owner}-${at}`),
    organizationId: id,
    permissions: held,
  })
  return [
    client(900, allPermissions),
    client(901, []),
    ...users.slice(0, ofUsers).map((user, at) => ({ ...client(at + 1, allPermissions), userId: user.id })),
  ]
}

/** Organizations of one size, the last of them of Customer Care. */
const worldOf = (count: number, care: number, size: Size, ofUsers: number): WorldFile => {
  const organizations = times(count + care, (owner) => organization(owner, size, owner > count))
  return { organizations, clients: organizations.flatMap((each, at) => clientsOf(each, at + 1, ofUsers)) }
}

const one: Size = { users: 1, groups: 1, roles: 1, divisions: 1 }
const few: Size = { users: 4, groups: 2, roles: 3, divisions: 2 }

const living = (name: string, sentence: string, lived: WorldFile): Odd => ({
  name,
  sentence,
  platform: { world: lived },
})

/** Implementations in other worlds. */
export const odds: ReadonlyArray<Odd> = [
  living(
    "one-of-everything",
    "Each organization has one user, one group, one role and one division.",
    worldOf(3, 0, one, 1),
  ),
  living(
    "nothing-but-users",
    "Organizations have a role and users, and no groups or divisions.",
    worldOf(3, 0, { users: 3, groups: 0, roles: 1, divisions: 0 }, 3),
  ),
  living(
    "hundreds-of-everything",
    "Each organization has hundreds of users and a hundred roles.",
    worldOf(3, 1, { users: 300, groups: 40, roles: 100, divisions: 60 }, 12),
  ),
  living("no-clients-of-users", "No client acts as a user.", worldOf(3, 1, few, 0)),
  living("all-of-customer-care", "Every organization is of Customer Care, and can act.", worldOf(0, 4, few, 4)),
  living("care-among-others", "Two of five organizations are of Customer Care, and can act.", worldOf(3, 2, few, 4)),
  living("no-customer-care", "There is no organization of Customer Care.", worldOf(3, 0, few, 4)),
]
