/**
 * A platform with as many trusts and trust users as a measurement needs.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import { readableId } from "@org-trust/testkit/arbitrary/ReadableId"
import { allPermissions } from "@org-trust/testkit/BuiltInWorld"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf, type WorldClient, type WorldFile } from "@org-trust/testkit/WorldFile"

/** How many there are. */
export interface Size {
  readonly trustees: number
  /** Users of each trustee; all of them are let in. */
  readonly users: number
}

/** The one role of an organization. */
const roleIdOf = (owner: number, count: number) => RoleId.make(readableId(owner, "role", count))

/** The role of the trustor. */
export const trustorRoleId = roleIdOf(1, 0)

const organization = (owner: number, count: number, name: string, users: number): WorldOrganization => ({
  id: OrganizationId.make(readableId(owner, "organization", count)),
  name,
  roles: [{ id: roleIdOf(owner, count), name: "Supervisor", permissions: [] }],
  divisions: [],
  users: Array.from({ length: users }, (_, at) => ({
    id: UserId.make(readableId(owner, "user", count * users + at)),
    name: `User ${at} of ${name}`,
    email: `user.${at}.${count}@example.com`,
    state: "active",
  })),
  groups: [],
})

const clientOf = ({ id, users: [user] }: WorldOrganization, owner: number, count: number): WorldClient => ({
  id: readableId(owner, "client", count),
  secret: Redacted.make("the secret of a client"),
  organizationId: id,
  ...(user !== undefined && { userId: user.id }),
  permissions: allPermissions,
})

/** The trustor, its trustees, and a client of each. `spare` users of each trustee are not let in. */
export const make = ({ trustees: trusteeCount, users }: Size, spare = 0) => {
  const trustor = organization(1, 0, "Harbor Bank", 1)
  const trustees = Array.from({ length: trusteeCount }, (_, at) => organization(2, at, `Partner ${at}`, users + spare))
  const client = clientOf(trustor, 1, 0)
  const world: WorldFile = { organizations: [trustor, ...trustees], clients: [client] }
  const principal = principalOf(client)

  const platform = Effect.gen(function* () {
    const platform = yield* Platform.make({ world, profile: { memberLimit: Number.MAX_SAFE_INTEGER } })
    for (const [at, trustee] of trustees.entries()) {
      const as = principalOf(clientOf(trustee, 2, at))
      const members = trustee.users.slice(0, users)
      const { id: pairingId } = yield* platform.invokeAs(as)("Pairings.create", {
        payload: { userIds: members.slice(0, 1).map(({ id }) => id) },
      })
      yield* platform.invokeAs(principal)("Trustees.create", {
        payload: { pairingId, enabled: true, users: members.map(({ id }) => ({ id })) },
      })
    }
    return platform
  })

  return { world, client, principal, trustees, platform: Effect.orDie(platform) }
}
