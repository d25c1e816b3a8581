/**
 * What is put through the contract.
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { DivisionId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import type { Services } from "@org-trust/core/Services"
import type { Membership } from "../internal/platform/Directory.ts"
import type { WorldClient, WorldFile } from "../WorldFile.ts"
import type { Capabilities } from "./Capabilities.ts"
import type { Wire } from "./Wire.ts"

/**
 * Whose access, and in which division of the trustor.
 * @category models
 * @since 0.1.0
 */
export interface DivisionQuestion {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
  readonly userId: UserId
  readonly divisionId: DivisionId
}

/**
 * An implementation of the services, and what has to be known to test it.
 * @category models
 * @since 0.1.0
 */
export interface Subject {
  readonly name: string
  /** The organizations and clients that the implementation knows. */
  readonly world: WorldFile
  readonly capabilities: Capabilities
  /** The services as a client of the world sees them. */
  readonly connect: (client: WorldClient) => Layer.Layer<Services>
  /** Lets time pass for the implementation; without it, clauses that need time are skipped. */
  readonly passTime?: (duration: Duration.Duration) => Effect.Effect<void>
  /**
   * Makes these users the members of a group, as the organization's directory would;
   * the API has no way to. Without it, clauses about who joins or leaves a group at
   * home are skipped, and nobody does in random histories. Clauses set the members back
   * to those of the world.
   */
  readonly setGroupMembers?: (membership: Membership) => Effect.Effect<void>
  /**
   * What a user may do within a division of a trustor, which the API tells nowhere.
   * Without it, clauses about divisions check only what the API tells.
   */
  readonly accessWithin?: (question: DivisionQuestion) => Effect.Effect<ReadonlySet<string>>
  /** The wire to it, where it is called over HTTP; the clauses of the wire are for such alone. */
  readonly wire?: Wire
}
