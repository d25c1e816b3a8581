/**
 * What is put through the contract.
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { Services } from "@org-trust/core/Services"
import type { WorldClient, WorldFile } from "../WorldFile.ts"
import type { Capabilities } from "./Capabilities.ts"

/** An implementation of the services, and what has to be known to test it. */
export interface Subject {
  readonly name: string
  /** The organizations and clients that the implementation knows. */
  readonly world: WorldFile
  readonly capabilities: Capabilities
  /** The services as a client of the world sees them. */
  readonly connect: (client: WorldClient) => Layer.Layer<Services>
  /** Lets time pass for the implementation; without it, clauses that need time are skipped. */
  readonly passTime?: (duration: Duration.Duration) => Effect.Effect<void>
}
