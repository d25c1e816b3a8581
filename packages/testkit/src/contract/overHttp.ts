/**
 * Whatever speaks the API at a URL, as a subject of the contract.
 */
import * as Layer from "effect/Layer"
import type * as HttpClient from "effect/http/HttpClient"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import type { WorldFile } from "../WorldFile.ts"
import type { Capabilities } from "./Capabilities.ts"
import type { Subject } from "./Subject.ts"
import { wireOf } from "./Wire.ts"

/**
 * Where an implementation is, and whom it knows.
 * @category models
 * @since 0.1.0
 */
export interface HttpSubject {
  readonly url: string
  /** Where `/oauth/token` is; the same as `url` unless given. */
  readonly loginUrl?: string
  readonly world: WorldFile
  readonly capabilities: Capabilities
  readonly httpClient: Layer.Layer<HttpClient.HttpClient>
}

/**
 * A subject whose clients log in and call over HTTP, and whose answers are heard as they
 * are on the wire. What is beside the API, such as moving its clock, is added with
 * `controlsOf`.
 * @category functions
 * @since 0.1.0
 */
export const overHttp = ({ capabilities, httpClient, loginUrl, url, world }: HttpSubject): Subject => {
  const region = { api: url, login: loginUrl ?? url }
  const heard = wireOf({ url, loginUrl: region.login }, httpClient)
  return {
    name: url,
    world,
    capabilities,
    wire: heard.wire,
    connect: (client) =>
      OrgTrust.layer({
        region,
        credentials: clientCredentials(client.id, client.secret),
        // What is looked at is each answer of the subject, not what a patient client makes of several.
        retry: false,
        pacing: false,
      }).pipe(Layer.provide(heard.httpClient)),
  }
}
