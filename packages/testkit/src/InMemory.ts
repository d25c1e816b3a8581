/**
 * The services in memory: what a program uses in place of the real API in tests.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Principal } from "@org-trust/core/Principal"
import { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"
import { Platform } from "./Platform.ts"

/**
 * The services as a principal sees them. Layers for several principals over one
 * platform are several organizations, or several users, at work in one world.
 *
 * @example
 * ```ts
 * import * as InMemory from "@org-trust/testkit/InMemory"
 * import * as Platform from "@org-trust/testkit/Platform"
 * import { principalOf } from "@org-trust/testkit/WorldFile"
 * import { organizations } from "@org-trust/testkit/BuiltInWorld"
 * import * as Layer from "effect/Layer"
 *
 * const trustor = InMemory.layer(principalOf(organizations.harborBank.clients.admin)).pipe(Layer.provide(Platform.layer()))
 * ```
 * @category layers
 * @since 0.1.0
 */
export const layer = (principal: Principal): Layer.Layer<Services.Services, never, Platform> =>
  // Not over `Services.layer`: that is one layer, and is built once where two of these are provided, one within the other.
  Layer.effectContext(Effect.map(Platform, (platform) => Services.make(platform.invokeAs(principal))))

/**
 * What carries out operations as a principal, for tests that provide only some of the services from memory.
 * @category layers
 * @since 0.1.0
 */
export const layerInvoke = (principal: Principal): Layer.Layer<Invoke, never, Platform> =>
  Layer.effect(
    Invoke,
    Effect.map(Platform, (platform) => platform.invokeAs(principal)),
  )
