/**
 * Who plays which part: a trustor, a trustee, and a third organization that has
 * nothing to do with their trust.
 */
import type { UserId } from "@org-trust/core/Identifiers"
import type { WorldOrganization, WorldRole, WorldUser } from "@org-trust/core/lifecycle/World"
import { type OperationEntry, operationNames, operations } from "@org-trust/core/Operation"
import type { WorldClient, WorldFile } from "../WorldFile.ts"
import { type OperationGroup, serves } from "./Capabilities.ts"

/**
 * An organization with those who can act for it.
 * @category models
 * @since 0.1.0
 */
export interface Party {
  readonly organization: WorldOrganization
  /** Acts for the organization itself, with all permissions that are asked for. */
  readonly admin: WorldClient
  /** All clients of the organization, with few or many permissions. */
  readonly clients: ReadonlyArray<WorldClient>
  readonly activeUsers: ReadonlyArray<WorldUser>
}

/**
 * The three parts.
 * @category models
 * @since 0.1.0
 */
export interface Cast {
  readonly trustor: Party
  readonly trustee: Party
  readonly third: Party
}

/**
 * Every permission that an operation of these groups asks for today. Those of the directory
 * are another API's: a world whose administrators lack them can be cast as well.
 * @category functions
 * @since 0.1.0
 */
export const permissionsFor = (groups: ReadonlyArray<OperationGroup>): ReadonlyArray<string> =>
  operationNames.flatMap((operation) => {
    const { permissions }: OperationEntry = operations[operation]
    return serves({ groups }, operation)
      ? permissions.permissions.filter((permission) => !permission.startsWith("directory:"))
      : []
  })

const parties = (world: WorldFile, groups: ReadonlyArray<OperationGroup>): ReadonlyArray<Party> => {
  const needed = permissionsFor(groups)
  return world.organizations.flatMap((organization) => {
    const clients = world.clients.filter((client) => client.organizationId === organization.id)
    const admin = clients.find(
      (client) => client.userId === undefined && needed.every((permission) => client.permissions.includes(permission)),
    )
    const activeUsers = organization.users.filter((user) => user.state === "active")
    return admin === undefined ? [] : [{ organization, admin, clients, activeUsers }]
  })
}

const allCasts = (world: WorldFile, groups: ReadonlyArray<OperationGroup>): ReadonlyArray<Cast> => {
  const all = parties(world, groups)
  return all.flatMap((trustor) =>
    all.flatMap((trustee) =>
      all.flatMap((third) =>
        new Set([trustor, trustee, third]).size === 3 &&
        trustee.activeUsers.length > 0 &&
        trustor.organization.roles.length > 0
          ? [{ trustor, trustee, third }]
          : [],
      ),
    ),
  )
}

const isCare = ({ organization }: Party): boolean => organization.isCare === true

/**
 * All ways to cast a world's organizations. An organization can act when it has a
 * client that is no user and has all permissions that the groups of operations ask
 * for, but for the directory's; a trustee needs active users, a trustor needs roles.
 * Customer Care has no part unless nobody else could. A world that cannot be cast
 * cannot be used for the contract.
 * @category functions
 * @since 0.1.0
 */
export const casts = (world: WorldFile, groups: ReadonlyArray<OperationGroup>): ReadonlyArray<Cast> => {
  const all = allCasts(world, groups)
  const ordinary = all.filter(({ third, trustee, trustor }) => ![third, trustee, trustor].some(isCare))
  return ordinary.length > 0 ? ordinary : all
}

/**
 * All ways to cast a world's organizations with Customer Care as the trustee, which can be
 * let in without a pairing.
 * @category functions
 * @since 0.1.0
 */
export const careCasts = (world: WorldFile, groups: ReadonlyArray<OperationGroup>): ReadonlyArray<Cast> =>
  allCasts(world, groups).filter(({ trustee }) => isCare(trustee))

/**
 * The client that acts as a user, if the world has one.
 * @category functions
 * @since 0.1.0
 */
export const clientOf = (party: Party, userId: UserId): WorldClient | undefined =>
  party.clients.find((client) => client.userId === userId)

/**
 * A role of the organization that permits all of these, if it has one.
 * @category functions
 * @since 0.1.0
 */
export const roleWith = (party: Party, ...wanted: ReadonlyArray<string>): WorldRole | undefined =>
  party.organization.roles.find((role) => wanted.every((permission) => role.permissions.includes(permission)))
