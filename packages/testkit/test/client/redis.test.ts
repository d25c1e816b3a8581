/**
 * Processes that share an OAuth client keep one pace through Redis. A server is
 * started for the test; where there is none to start, it is skipped.
 */
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import * as Array from "effect/Array"
import * as Context from "effect/Context"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import * as TestClock from "effect/testing/TestClock"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"

const isThere = spawnSync("redis-server", ["--version"]).status === 0

/** A Redis server on a socket of its own, for as long as the scope is open. */
const redisServer = Effect.acquireRelease(
  Effect.callback<{ readonly path: string; readonly stop: () => void }>((resume) => {
    const directory = mkdtempSync(join(tmpdir(), "redis-"))
    const path = join(directory, "redis.sock")
    const server = spawn("redis-server", ["--port", "0", "--unixsocket", path, "--save", "", "--dir", directory])
    const stop = () => {
      server.kill()
      rmSync(directory, { recursive: true, force: true })
    }
    server.stdout.on("data", (data) => {
      if (String(data).includes("eady to accept connections")) resume(Effect.succeed({ path, stop }))
    })
  }),
  ({ stop }) => Effect.sync(stop),
)

/** A limiter with a connection of its own, as another process has it. */
const limiterAt = (path: string) =>
  Effect.map(
    Layer.build(
      RateLimiter.layer.pipe(
        Layer.provide(RateLimiter.layerStoreRedis()),
        Layer.provide(NodeRedis.layer({ socket: { path, tls: false } })),
      ),
    ),
    Context.get(RateLimiter.RateLimiter),
  )

describe.skipIf(!isThere)("with Redis (skipped where no redis-server can be started)", () => {
  it.effect("two processes send together what one may send", () =>
    Effect.gen(function* () {
      const { path } = yield* redisServer
      const counted = yield* Deferred.make<void>()
      let takes = 0
      const connect = Effect.gen(function* () {
        const limiter = yield* limiterAt(path)
        return yield* OrgTrust.makeInvoke({
          region: { api: "http://emulator", login: "http://emulator" },
          credentials: clientCredentials(
            organizations.harborBank.clients.admin.id,
            organizations.harborBank.clients.admin.secret,
          ),
          pacing: {
            limit: 10,
            limiter: {
              ...limiter,
              consume: (options) =>
                Effect.tap(limiter.consume(options), () =>
                  Effect.suspend(() => (++takes === 16 ? Deferred.succeed(counted, undefined) : Effect.void)),
                ),
            },
          },
        })
      })
      const sent: Array<number> = []
      const counting = Effect.map(HttpClient.HttpClient, (client) =>
        HttpClient.tapRequest(client, (request) =>
          Effect.map(Clock.currentTimeMillis, (now) => {
            if (!request.url.includes("/oauth/")) sent.push(now)
          }),
        ),
      )
      const network = Layer.effect(HttpClient.HttpClient, counting).pipe(
        Layer.provide(Emulator.layerClient()),
        Layer.provide(Platform.layer()),
      )
      yield* Effect.gen(function* () {
        const processes = [yield* connect, yield* connect]
        const calls = processes.flatMap((invoke) => Array.makeBy(8, () => invoke("Trustees.list", {})))
        const fiber = yield* Effect.forkChild(Effect.all(calls, { concurrency: "unbounded" }))
        yield* Deferred.await(counted)
        yield* TestClock.adjust("59 seconds")
        assert.strictEqual(sent.length, 10)
        yield* TestClock.adjust("1 second")
        yield* Fiber.join(fiber)
        assert.strictEqual(sent.length, 16)
      }).pipe(Effect.provide(network))
    }),
  )
})
