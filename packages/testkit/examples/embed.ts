import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { Trustees } from "@org-trust/core/Trustees"
import { Console, Effect, Layer, Stream } from "effect"

// Which organizations may enter ours, and until when?
const report = Trustees.use((trustees) =>
  trustees.stream().pipe(
    Stream.filter((trustee) => trustee.enabled === true),
    Stream.runForEach((trustee) => Console.log(trustee.organization?.name, trustee.dateExpired ?? "no end")),
  ),
).pipe(
  Effect.catchTag("MissingAnyPermissions", (error) => Console.error(`Grant ${error.permissions.join(" or ")} first`)),
)

// Reads GENESYSCLOUD_REGION, GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET.
const live = OrgTrust.layerConfig.pipe(Layer.provide(NodeHttpClient.layerUndici))

report.pipe(Effect.provide(live), NodeRuntime.runMain)
