import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type { Services } from "@org-trust/core/Services"
import type { WorldClient } from "@org-trust/testkit/WorldFile"

/** An implementation of the services with several organizations at work on it. */
export class Stage extends Context.Service<
  Stage,
  {
    /** Runs an effect with the services as a client of the built-in world sees them. */
    readonly as: (
      client: WorldClient,
    ) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, Exclude<R, Services>>
    readonly passTime: (duration: Duration.Duration) => Effect.Effect<void>
    readonly reset: Effect.Effect<void>
  }
>()("test/services/Stage") {}
