/**
 * Lets a partner in, and lets others watch: traces, metrics and logs go by OTLP to the
 * collector at OTEL_EXPORTER_OTLP_ENDPOINT, and Prometheus finds the metrics at
 * http://127.0.0.1:9464/metrics (or the port METRICS_PORT, where 0 is a free one) until the program is stopped.
 */
import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"
import * as Otlp from "effect/observability/Otlp"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import * as Stream from "effect/Stream"

const { harborBank, northwindPartners } = organizations

// A metric of the program's own, beside those of the libraries.
const usersLetIn = Metric.counter("users_let_in_total", { description: "Users of partners let in", incremental: true })

const onboarding = (url: string) => {
  const as = ({ id, secret }: WorldClient) =>
    OrgTrust.layer({ region: { api: url, login: url }, credentials: clientCredentials(id, secret) })
  const trustee = Effect.provide(as(northwindPartners.clients.admin))
  const trustor = Effect.provide(as(harborBank.clients.admin))
  const users = [{ id: northwindPartners.users.tom.id, roleIds: [harborBank.roles.supervisor.id] }]
  return Effect.gen(function* () {
    const userIds = users.map(({ id }) => id)
    const { id: pairingId } = yield* trustee(Pairings.use((pairings) => pairings.create({ userIds })))
    const trust = yield* trustor(Trustees.use((trustees) => trustees.create({ pairingId, enabled: true, users })))
    const members = yield* trustor(TrusteeUsers.use((members) => Stream.runCollect(members.stream(trust.id))))
    yield* Metric.update(usersLetIn, members.length)
    yield* Effect.logInfo("A partner is let in").pipe(Effect.annotateLogs("organization", trust.organization?.name))
    // What fails is in the trace as well: there is no trust with this organization.
    yield* trustor(Trustees.use((trustees) => trustees.get(organizations.cedarHealth.id))).pipe(
      Effect.catchTag("NotFound", ({ message }) => Effect.logWarning(message)),
    )
  }).pipe(Effect.withSpan("onboarding"))
}

const emulator = Emulator.layer().pipe(
  Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
  Layer.provide(Platform.layer()),
)

// What is left to send is sent when the program that it is provided to ends.
const telemetry = Layer.unwrap(
  Effect.map(
    Config.String("OTEL_EXPORTER_OTLP_ENDPOINT").pipe(Config.withDefault("http://127.0.0.1:4318")),
    (baseUrl) => Otlp.layerJson({ baseUrl, resource: { serviceName: "org-trust-example" } }),
  ),
).pipe(Layer.provide(NodeHttpClient.layerUndici))

const metrics = Layer.effectDiscard(
  HttpServer.addressFormattedWith((url) => Console.log(`metrics at ${url}/metrics`)),
).pipe(
  Layer.provide(HttpRouter.serve(PrometheusMetrics.layerHttp(), { disableLogger: true, disableListenLog: true })),
  Layer.provide(
    NodeHttpServer.layerConfig(createServer, {
      host: Config.succeed("127.0.0.1"),
      port: Config.Int("METRICS_PORT").pipe(Config.withDefault(9464)),
    }),
  ),
)

// The emulator stands in for the platform, so it is not watched: only the onboarding is.
HttpServer.addressFormattedWith((url) => Effect.provide(onboarding(url), telemetry)).pipe(
  Effect.provide([emulator, NodeHttpClient.layerUndici]),
  Effect.andThen(Layer.launch(metrics)),
  NodeRuntime.runMain,
)
