/**
 * The in-memory services as a subject of the contract.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import * as InMemory from "../InMemory.ts"
import * as Platform from "../Platform.ts"
import { principalOf } from "../WorldFile.ts"
import { complete } from "./Capabilities.ts"
import { controlsIn } from "./internal/controlsIn.ts"
import type { Subject } from "./Subject.ts"

/**
 * A subject on a platform of its own, whose clock stands still unless moved.
 * @category functions
 * @since 0.1.0
 */
export const inMemory = (options?: Platform.PlatformOptions): Effect.Effect<Subject> =>
  Effect.map(
    Platform.make({ startAt: DateTime.makeUnsafe("2026-01-01T00:00:00.000Z"), ...options }),
    (platform): Subject => ({
      name: "in memory",
      world: platform.world,
      capabilities: { ...complete, profile: { ...defaultProfile, ...options?.profile } },
      connect: (client) =>
        Layer.provide(InMemory.layer(principalOf(client)), Layer.succeed(Platform.Platform, platform)),
      ...controlsIn(platform),
    }),
  )
