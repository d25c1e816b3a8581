/**
 * A world as a JSON file: the organizations, and the clients that log in as them.
 */
import * as Redacted from "effect/Redacted"
import type * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { Principal } from "@org-trust/core/Principal"
import { type WorldOrganization, WorldOrganizations } from "@org-trust/core/lifecycle/World"

/**
 * An OAuth client: with `userId` it acts as that user, else for the organization itself.
 * @category schemas
 * @since 0.1.0
 */
export const WorldClient = Schema.Struct({
  id: Schema.NonEmptyString,
  secret: Schema.RedactedFromValue(Schema.NonEmptyString),
  organizationId: OrganizationId,
  userId: Schema.optionalKey(UserId),
  /** Permissions held in the client's own organization. */
  permissions: Schema.Array(Schema.String),
})
/**
 * An OAuth client.
 * @category models
 * @since 0.1.0
 */
export type WorldClient = typeof WorldClient.Type

interface WorldParts {
  readonly organizations: ReadonlyArray<WorldOrganization>
  readonly clients: ReadonlyArray<WorldClient>
}

const inconsistencies = ({ clients, organizations }: WorldParts) => {
  const ids = new Set<string>()
  return clients.flatMap((client, at) => {
    const organization = organizations.find(({ id }) => id === client.organizationId)
    const isRepeated = ids.has(client.id)
    ids.add(client.id)
    return [
      ...(isRepeated ? [{ path: ["clients", at, "id"], issue: `the id ${client.id} is used twice` }] : []),
      ...(organization === undefined
        ? [
            {
              path: ["clients", at, "organizationId"],
              issue: `no organization of this world has the id ${client.organizationId}`,
            },
          ]
        : client.userId !== undefined && organization.users.every((user) => user.id !== client.userId)
          ? [{ path: ["clients", at, "userId"], issue: `no user of ${organization.name} has the id ${client.userId}` }]
          : []),
    ]
  })
}

/**
 * The format of a world file. Clients refer to organizations and users of the same file.
 * @category schemas
 * @since 0.1.0
 */
export const WorldFile = Schema.Struct({
  organizations: WorldOrganizations,
  clients: Schema.Array(WorldClient),
}).check(Schema.makeFilter(inconsistencies))
/**
 * A world with the clients that log in to it.
 * @category models
 * @since 0.1.0
 */
export type WorldFile = typeof WorldFile.Type

const principals = new WeakMap<WorldClient, Principal>()

/**
 * The principal as whom a client acts. It is made once, since every request of a client needs it.
 * @category functions
 * @since 0.1.0
 */
export const principalOf = (client: WorldClient): Principal => {
  const known = principals.get(client)
  if (known !== undefined) return known
  const principal = new Principal({
    organizationId: client.organizationId,
    ...(client.userId !== undefined && { userId: client.userId }),
    permissions: client.permissions,
  })
  principals.set(client, principal)
  return principal
}

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(WorldFile), { errors: "all" })

/**
 * Reads a world file's text; the failure names each place that is wrong.
 * @category functions
 * @since 0.1.0
 */
export const parse = (json: string): Result.Result<WorldFile, Schema.SchemaError> => decode(json)

/**
 * Whether the secret is the client's.
 * @category predicates
 * @since 0.1.0
 */
export const hasSecret = (client: WorldClient, secret: Redacted.Redacted): boolean =>
  Redacted.value(client.secret) === Redacted.value(secret)
