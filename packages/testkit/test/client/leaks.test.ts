/** What a client leaves behind on real sockets: nothing. */
import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, it } from "@effect/vitest"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import { FaultPlan } from "@org-trust/testkit/FaultPlan"
import * as Platform from "@org-trust/testkit/Platform"
import * as Array from "effect/Array"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"
import * as Scope from "effect/Scope"

const { id, secret } = organizations.harborBank.clients.admin
const calls = 200

it.live("callers who are interrupted abort their requests, and leave neither sockets nor fibers nor timers", () =>
  Effect.gen(function* () {
    const arrived = yield* Deferred.make<void>()
    const aborted = yield* Deferred.make<void>()
    const underWay = { requests: 0, aborted: 0, sockets: 0 }
    const server = createServer()
    server.on("connection", (socket) => {
      underWay.sockets++
      socket.on("close", () => underWay.sockets--)
    })
    server.on("request", (request, response) => {
      if (request.url === "/oauth/token") return
      if (++underWay.requests === calls) Deferred.doneUnsafe(arrived, Exit.void)
      response.on("close", () => {
        if (!response.writableFinished && ++underWay.aborted === calls) Deferred.doneUnsafe(aborted, Exit.void)
      })
    })
    // Nothing is answered within a test: what ends is what is aborted.
    const faults = FaultPlan.make({
      rules: [{ fault: { type: "latency", minMillis: 3_600_000, maxMillis: 3_600_000 } }],
    })
    let fibers = 0
    const counting = Effect.provideService(Metric.FiberRuntimeMetrics, {
      recordFiberStart: () => void fibers++,
      recordFiberEnd: () => void fibers--,
    })
    yield* Effect.gen(function* () {
      const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
      const scope = yield* Scope.make()
      const timersBefore = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length
      const network = yield* Layer.buildWithScope(NodeHttpClient.layerUndici, scope)
      yield* counting(
        Effect.gen(function* () {
          const invoke = yield* OrgTrust.makeInvoke({
            region: { api: url, login: url },
            credentials: clientCredentials(id, secret),
          })
          const load = yield* Effect.forkChild(
            Effect.all(
              Array.makeBy(calls, () => invoke("Trustees.list", {})),
              { concurrency: "unbounded" },
            ),
          )
          yield* Deferred.await(arrived)
          yield* Fiber.interrupt(load)
          yield* Deferred.await(aborted)
        }).pipe(Effect.provide(network)),
      )
      assert.strictEqual(fibers, 0)
      yield* Scope.close(scope, Exit.void)
      assert.strictEqual(underWay.aborted, calls)
      const timers = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length
      assert.isAtMost(timers, timersBefore)
    }).pipe(
      Effect.provide(
        Emulator.layer({ faults }).pipe(
          Layer.provideMerge(NodeHttpServer.layer(() => server, { host: "127.0.0.1", port: 0 })),
          Layer.provide(Platform.layer()),
        ),
      ),
    )
    assert.strictEqual(underWay.sockets, 0)
  }),
)
