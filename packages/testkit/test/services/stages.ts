import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as HttpClient from "effect/http/HttpClient"
import type { Services } from "@org-trust/core/Services"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as InMemory from "@org-trust/testkit/InMemory"
import { Platform } from "@org-trust/testkit/Platform"
import { principalOf, type WorldClient } from "@org-trust/testkit/WorldFile"
import { controlsIn } from "../../src/contract/internal/controlsIn.ts"
import { Stage } from "./Stage.ts"

const stage = <R>(
  connect: (client: WorldClient) => Layer.Layer<Services, never, R>,
): Layer.Layer<Stage, never, R | Platform> =>
  Layer.effect(
    Stage,
    Effect.gen(function* () {
      const platform = yield* Platform
      const context = yield* Effect.context<R>()
      return {
        as: (client) => Effect.provide(Layer.provide(connect(client), Layer.succeedContext(context))),
        passTime: controlsIn(platform).passTime,
        reset: Effect.orDie(platform.reset),
      }
    }),
  )

/** The services in memory. */
export const inMemory: Layer.Layer<Stage, never, Platform> = stage((client) => InMemory.layer(principalOf(client)))

/** The services over HTTP, against an emulator at a URL. */
export const overHttp = (url: string): Layer.Layer<Stage, never, Platform | HttpClient.HttpClient> =>
  stage((client) =>
    OrgTrust.layer({
      region: { api: url, login: url },
      credentials: clientCredentials(client.id, client.secret),
      pacing: false,
    }),
  )
