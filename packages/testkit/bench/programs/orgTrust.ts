/**
 * A program that makes one call with this library, and tells how long after the start
 * of its process it was answered. It uses Node's own HTTP, as short programs should:
 * loading undici, or `fetch`, takes longer than the whole call.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { OrganizationIdParam } from "@org-trust/core/Identifiers"
import { Trustees } from "@org-trust/core/Trustees"
import { givenToken } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"

const [url = "", trusteeOrgId = ""] = process.argv.slice(2)

Trustees.use((trustees) => trustees.get(OrganizationIdParam.make(trusteeOrgId))).pipe(
  Effect.andThen(Effect.sync(() => process.stdout.write(String(performance.now())))),
  Effect.provide(
    OrgTrust.layer({ region: { api: url, login: url }, credentials: givenToken("token-of-a-user") }).pipe(
      Layer.provide(NodeHttpClient.layerNodeHttp),
    ),
  ),
  Effect.runFork,
)
