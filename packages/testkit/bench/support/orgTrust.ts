/**
 * This library's client, as an application on Node uses it.
 */
import * as Effect from "effect/Effect"
import type { HttpClient } from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import type { Services } from "@org-trust/core/Services"
import { givenToken } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import type { Effort } from "../harness/Comparison.ts"
import { token } from "./fixed.ts"
import { effects, underLoad } from "./load.ts"

/** A runtime with the services of a server. Nothing is paced, since that would be measured. */
export const runtimeFor = (url: string, transport: Layer.Layer<HttpClient>) =>
  ManagedRuntime.make(
    OrgTrust.layer({ region: { api: url, login: url }, credentials: givenToken(token), pacing: false }).pipe(
      Layer.provide(transport),
    ),
  )

/** The transports, each loaded by who measures it. */
export const transports = {
  /** The one of this library that reads answers whole. */
  own: async () => (await import("@org-trust/http/node/Undici")).layer,
  /** The one of Effect. */
  effect: async () => (await import("@effect/platform-node/NodeHttpClient")).layerUndici,
} satisfies Record<string, () => Promise<Layer.Layer<HttpClient>>>

/** Measures one request, over and over. */
export const measureOrgTrust = async (
  url: string,
  transport: Layer.Layer<HttpClient>,
  effort: Effort,
  request: Effect.Effect<unknown, unknown, Services>,
) => {
  const runtime = runtimeFor(url, transport)
  const context = await runtime.context()
  const provided = Effect.orDie(Effect.provideContext(request, context))
  return underLoad(
    effects((load) => runtime.runPromise(load), provided),
    effort,
  )
}
