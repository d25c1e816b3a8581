/**
 * The organizations that this process has credentials for. A workflow acts as one of
 * them at each step; which ones there are decides which sides it can be.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { canonicalId, OrganizationId } from "@org-trust/core/Identifiers"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"

/**
 * A step has to be taken as an organization of which this process has no credentials.
 * @category errors
 * @since 0.1.0
 */
export class NoCredentials extends Schema.TaggedError<NoCredentials>()("NoCredentials", {
  organizationId: OrganizationId,
  /** For people: parse nothing out of it. */
  message: Schema.String,
}) {}

/**
 * The services of an organization, and the function that they are on top of.
 * @category models
 * @since 0.1.0
 */
export interface Party {
  readonly organizationId: OrganizationId
  readonly services: Context.Context<Services.Services>
  readonly invoke: Invoke
}

/**
 * The organizations that this process has credentials for, by id.
 * @category services
 * @since 0.1.0
 */
export class Parties extends Context.Service<
  Parties,
  {
    /** The services of an organization. */
    readonly get: (organizationId: OrganizationId) => Effect.Effect<Party, NoCredentials>
    /** The organizations that there are credentials for. */
    readonly ids: ReadonlySet<OrganizationId>
  }
>()("@org-trust/workflow/Parties") {}

/**
 * Parties from the services of each organization.
 * @category constructors
 * @since 0.1.0
 */
export const make = (
  services: Iterable<readonly [OrganizationId, Context.Context<Services.Services>]>,
): Parties["Service"] => {
  const parties = new Map(
    Array.from(services, ([id, context]) => {
      const organizationId = OrganizationId.make(canonicalId(id))
      return [organizationId, { organizationId, services: context, invoke: Services.toInvoke(context) }] as const
    }),
  )
  return {
    ids: new Set(parties.keys()),
    get: (organizationId) => {
      const party = parties.get(OrganizationId.make(canonicalId(organizationId)))
      return party === undefined
        ? Effect.fail(
            new NoCredentials({
              organizationId,
              message: `There are no credentials for the organization ${organizationId}`,
            }),
          )
        : Effect.succeed(party)
    },
  }
}

/**
 * Parties from the layers of their services: `OrgTrust.layer` over HTTP, or `InMemory.layer` in tests.
 * @category layers
 * @since 0.1.0
 */
export const layer = <E, R>(
  layers: Iterable<readonly [OrganizationId, Layer.Layer<Services.Services, E, R>]>,
): Layer.Layer<Parties, E, R> =>
  Layer.effect(
    Parties,
    Effect.map(
      Effect.forEach(layers, ([id, services]) => Effect.map(Layer.build(services), (built) => [id, built] as const)),
      make,
    ),
  )
