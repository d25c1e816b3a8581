import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Trustees } from "@org-trust/core/Trustees"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

// Who may enter our organization?
const report = Trustees.use((trustees) =>
  Effect.flatMap(trustees.all(), (all) =>
    Effect.forEach(
      all.filter((trustee) => trustee.enabled === true),
      (trustee) => Console.log(trustee.id, trustee.organization?.name),
      { discard: true },
    ),
  ),
).pipe(
  Effect.catchTag("MissingAnyPermissions", ({ permissions }) => Console.error(`Needed: ${permissions.join(" or ")}`)),
)

// Reads GENESYSCLOUD_REGION, GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET.
const services = OrgTrust.layerEnvironment().pipe(Layer.provide(NodeHttpClient.layerUndici))

report.pipe(Effect.provide(services), NodeRuntime.runMain)
