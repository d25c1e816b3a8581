/**
 * This library's client, as an application on Node uses it.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import type { Services } from "@org-trust/core/Services"
import { givenToken } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import type { Effort } from "../harness/Comparison.ts"
import { token } from "./fixed.ts"
import { effects, underLoad } from "./load.ts"

/** A runtime with the services of a server. Nothing is paced, since that would be measured. */
export const runtimeFor = (url: string) =>
  ManagedRuntime.make(
    OrgTrust.layer({ region: { api: url, login: url }, credentials: givenToken(token), pacing: false }).pipe(
      Layer.provide(NodeHttpClient.layerUndici),
    ),
  )

/** Measures one request, over and over. */
export const measureOrgTrust = async (
  url: string,
  effort: Effort,
  request: Effect.Effect<unknown, unknown, Services>,
) => {
  const runtime = runtimeFor(url)
  const context = await runtime.context()
  const provided = Effect.orDie(Effect.provideContext(request, context))
  return underLoad(
    effects((load) => runtime.runPromise(load), provided),
    effort,
  )
}
