import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpRouter from "effect/http/HttpRouter"
import { TestClock } from "effect/testing"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { basePath } from "@org-trust/core/Operation"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import { maxBodyBytes } from "../../src/emulator/internal/EveryRequest.ts"
import { FaultPlan } from "@org-trust/testkit/FaultPlan"
import { Faults, layer } from "@org-trust/testkit/Faults"
import * as Platform from "@org-trust/testkit/Platform"

const { admin } = organizations.harborBank.clients
const url = "http://emulator.test"

const emulator = (options?: Emulator.EmulatorOptions & Platform.PlatformOptions) =>
  Emulator.layerClient(options).pipe(Layer.provideMerge(Platform.layer(options)))

const services = OrgTrust.layer({
  retry: false,
  region: { api: url, login: url },
  credentials: clientCredentials(admin.id, admin.secret),
})

const list = Trustees.use((trustees) => trustees.list())

const clock = HttpClientRequest.get(`${url}/_emulator/clock`)

class Caller extends Context.Reference<string>("test/emulator/Caller", { defaultValue: () => "nobody" }) {}

const slow = (millis: number) =>
  FaultPlan.make({ rules: [{ fault: { type: "latency", minMillis: millis, maxMillis: millis } }] })

describe("a request within the process", () => {
  it.effect("is handled with the references of whoever makes it", () =>
    Effect.gen(function* () {
      const seen = yield* Ref.make<ReadonlyArray<string>>([])
      const transact: Platform.Transact = Effect.fnUntraced(function* (store, operation, run) {
        const caller = yield* Caller
        yield* Ref.update(seen, (all) => [...all, caller])
        return yield* Platform.atomically(store, operation, run)
      })
      yield* Effect.gen(function* () {
        yield* list
        for (const name of ["ada", "bo"]) yield* Effect.provideService(list, Caller, name)
        yield* Effect.forEach(["cy", "di"], (name) => Effect.provideService(list, Caller, name), {
          concurrency: "unbounded",
        })
      }).pipe(Effect.provide(services.pipe(Layer.provide(emulator({ transact })))))
      assert.deepStrictEqual(yield* Ref.get(seen), ["nobody", "ada", "bo", "cy", "di"])
    }),
  )

  it.effect("is handled in the fiber that makes it, and leaves nothing behind in it", () =>
    Effect.gen(function* () {
      const fibers = new Set<number>()
      const noteFiber = Effect.withFiber<void>((fiber) => Effect.sync(() => fibers.add(fiber.id)))
      const transact: Platform.Transact = (store, operation, run) =>
        Effect.andThen(noteFiber, Platform.atomically(store, operation, run))
      yield* Effect.gen(function* () {
        yield* noteFiber
        const before = yield* Effect.context<never>()
        const login = HttpClientRequest.post(`${url}/oauth/token`).pipe(
          HttpClientRequest.basicAuth(admin.id, admin.secret),
          HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" }),
        )
        const answer = yield* Effect.flatMap(HttpClient.execute(login), ({ json }) => json)
        const token = typeof answer === "object" && answer !== null && "access_token" in answer && answer.access_token
        const request = HttpClientRequest.get(`${url}${basePath}/trustees`)
        const response = yield* HttpClient.execute(HttpClientRequest.bearerToken(request, String(token)))
        assert.strictEqual(response.status, 200)
        assert.deepStrictEqual((yield* Effect.context<never>()).mapUnsafe, before.mapUnsafe)
      }).pipe(Effect.provide(emulator({ transact })))
      assert.strictEqual(fibers.size, 1)
    }),
  )

  it.effect("waits by the caller's clock", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(list)
      yield* TestClock.adjust(4999)
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust(1)
      assert.deepStrictEqual((yield* Fiber.join(fiber)).entities, [])
    }).pipe(Effect.provide(services.pipe(Layer.provide(emulator({ faults: slow(5000) }))))),
  )

  it.effect("can be interrupted while it waits, and then has done nothing", () =>
    Effect.gen(function* () {
      const platform = yield* Platform.Platform
      const before = yield* platform.state
      const pair = Pairings.use((pairings) => pairings.create({ userIds: [organizations.harborBank.users.ada.id] }))
      const fiber = yield* Effect.forkChild(pair)
      yield* TestClock.adjust(1000)
      yield* Fiber.interrupt(fiber)
      assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(fiber)))
      assert.strictEqual(yield* platform.state, before)
    }).pipe(Effect.provide(services.pipe(Layer.provideMerge(emulator({ faults: slow(5000) }))))),
  )

  it.effect("fails as a lost connection does where the connection is cut", () =>
    Effect.gen(function* () {
      const faults = yield* Faults
      const error = yield* Effect.flip(list)
      assert.strictEqual(error._tag, "Unavailable")
      assert.strictEqual(error._tag === "Unavailable" ? error.reason : "", "Transport")
      yield* faults.clear
      assert.deepStrictEqual((yield* list).entities, [])
    }).pipe(
      Effect.provide(
        services.pipe(
          Layer.provideMerge(emulator({ faults: FaultPlan.make({ rules: [{ fault: { type: "reset" } }] }) })),
        ),
      ),
    ),
  )

  it.effect("can have a streamed body, as long as that is within the limit", () =>
    Effect.gen(function* () {
      const put = (chunks: Stream.Stream<string>) =>
        Effect.flatMap(
          HttpClient.execute(
            HttpClientRequest.put(`${url}/_emulator/faults`).pipe(
              HttpClientRequest.bodyStream(Stream.encodeText(chunks), { contentType: "application/json" }),
            ),
          ),
          ({ status, text }) => Effect.map(text, (body) => ({ status, body })),
        )
      const right = yield* put(Stream.make("{", '"seed"', ":7}"))
      assert.deepStrictEqual(right, { status: 200, body: '{"seed":7,"rules":[]}' })
      const endless = Stream.make(" ".repeat(maxBodyBytes / 4)).pipe(Stream.forever)
      assert.strictEqual((yield* put(endless)).status, 400)
    }).pipe(Effect.provide(emulator())),
  )

  it.effect("is answered to HEAD as to GET, without the body", () =>
    Effect.gen(function* () {
      const get = yield* HttpClient.execute(clock)
      const head = yield* HttpClient.execute(HttpClientRequest.setMethod(clock, "HEAD"))
      assert.strictEqual(head.headers["content-length"], get.headers["content-length"])
      assert.deepStrictEqual([head.status, yield* head.text], [200, ""])
    }).pipe(Effect.provide(emulator())),
  )

  it("through a web handler has no connection that could be cut, and is answered 500 instead", async () => {
    const faults = FaultPlan.make({ rules: [{ operations: ["login"], fault: { type: "reset", when: "after" } }] })
    const { dispose, handler } = HttpRouter.toWebHandler(
      Emulator.routes().pipe(Layer.provide(layer(faults)), Layer.provide(Platform.layer())),
      { disableLogger: true },
    )
    const response = await handler(new Request(`${url}/oauth/token`, { method: "POST" }))
    assert.deepStrictEqual([response.status, await response.text()], [500, ""])
    await dispose()
  })
})
