import { assert, describe, it } from "@effect/vitest"
import { signatures } from "@org-trust/core/Method"
import { isAbsence } from "@org-trust/core/ErrorCategory"
import { NotFound, RateLimited } from "@org-trust/core/TrustError"
import * as Services from "@org-trust/core/Services"
import type { Trustee } from "@org-trust/core/Trustee"
import * as Promises from "@org-trust/http/Promises"
import { givenToken } from "@org-trust/http/Credentials"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import { urls } from "./support/client.ts"
import { examples, trusteeId, userId } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"

const trustee = examples["Trustees.get"].answer

const clientOf = (answer: (sent: FakeServer.Sent) => FakeServer.Answer) => {
  const server = FakeServer.make(answer)
  const client = Promises.make({
    region: urls,
    credentials: givenToken("token"),
    retry: false,
    pacing: false,
    httpClient: Layer.succeed(HttpClient.HttpClient, server.client),
  })
  return { client, sent: server.sent }
}

const rejected = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.fail("It was fulfilled"),
    (error: unknown) => error,
  )

/** Pages of one trustee each, three of them. */
const pages = ({ url }: FakeServer.Sent) => {
  const pageNumber = Number(url.searchParams.get("pageNumber"))
  const id = `7c1f0000-0000-4000-8000-00000000000${pageNumber}`
  return FakeServer.json({ entities: [{ id }], pageNumber, pageCount: 3 })
}

describe("a client of promises", () => {
  it("has every method of every service, under the service's name with a small letter", async () => {
    const { client } = clientOf(() => FakeServer.json({}))
    const all = new Map<string, unknown>(Object.entries(client))
    for (const { isStreamed, service, verb } of Object.values(signatures)) {
      const methods = all.get(service[0]?.toLowerCase() + service.slice(1))
      for (const name of isStreamed ? [verb, "all", "stream"] : [verb]) {
        assert.isFunction(Reflect.get(Object(methods), name), `${service}.${name}`)
      }
    }
    await client.close()
  })

  it("calls with what it is given, and answers what the service answers", async () => {
    await using client = clientOf(() => FakeServer.json(trustee)).client
    const { organization }: Trustee = await client.trustees.get(trusteeId)
    assert.strictEqual(organization?.name, "Partner Ltd")
  })

  it("tells what may be left out from the options of the call", async () => {
    const { client, sent } = clientOf(() => FakeServer.json({ entities: [] }))
    const { signal } = new AbortController()
    await client.trusteeUsers.list(trusteeId, { pageSize: 7 })
    await client.trusteeUsers.list(trusteeId, { pageSize: 8 }, { signal })
    await client.trusteeUsers.list(trusteeId, undefined, { signal })
    assert.deepStrictEqual(
      sent.map(({ url }) => url.search),
      ["?pageSize=7", "?pageSize=8", ""],
    )
    await client.close()
  })

  it("rejects with the error of the operation, which is an Error with a tag", async () => {
    const { client } = clientOf(() => FakeServer.json({ code: "not.found", message: "no trust" }, { status: 404 }))
    const error = await rejected(client.trusteeUsers.get(trusteeId, userId))
    assert.instanceOf(error, Error)
    assert.instanceOf(error, NotFound)
    assert.isTrue(isAbsence(error) && error._tag === "NotFound" && error.message === "no trust")
    await client.close()
  })

  it("goes through all pages, and asks for no more than is read", async () => {
    const { client, sent } = clientOf(pages)
    const ids: Array<string> = []
    for await (const { id } of client.trustees.stream({ pageSize: 1 })) {
      ids.push(id.slice(-1))
      if (ids.length === 2) break
    }
    assert.deepStrictEqual(ids, ["1", "2"])
    assert.strictEqual(sent.length, 2)
    assert.deepStrictEqual(
      (await client.trustees.all({ pageSize: 1 })).map(({ id }) => id.slice(-1)),
      ["1", "2", "3"],
    )
    await client.close()
  })

  it("throws the failure of a page where it is read", async () => {
    const { client } = clientOf((sent) =>
      sent.url.searchParams.get("pageNumber") === "2" ? FakeServer.json({}, { status: 429 }) : pages(sent),
    )
    const read: Array<string> = []
    const error = await rejected(
      (async () => {
        for await (const { id } of client.trustees.stream()) read.push(id)
      })(),
    )
    assert.instanceOf(error, RateLimited)
    assert.strictEqual(read.length, 1)
    await client.close()
  })

  it("a signal ends a call and aborts its request, with the signal's reason", async () => {
    let isInterrupted = false
    const controller = new AbortController()
    const { client } = clientOf(() => {
      queueMicrotask(() => controller.abort(new Error("enough")))
      return Effect.onInterrupt(Effect.never, () =>
        Effect.sync(() => {
          isInterrupted = true
        }),
      )
    })
    const error = await rejected(client.trustees.get(trusteeId, { signal: controller.signal }))
    assert.isTrue(error instanceof Error && error.message === "enough")
    assert.isTrue(isInterrupted)
    assert.strictEqual(await rejected(client.trustees.get(trusteeId, { signal: controller.signal })), error)
    await client.close()
  })

  it("a signal ends a stream with its reason, and leaves no listener when there is an end of itself", async () => {
    const { client } = clientOf(pages)
    const controller = new AbortController()
    const { signal } = controller
    const read: Array<string> = []
    const error = await rejected(
      (async () => {
        for await (const { id } of client.trustees.stream({ pageSize: 1 }, { signal })) {
          read.push(id)
          controller.abort(new Error("enough"))
        }
      })(),
    )
    assert.isTrue(error instanceof Error && error.message === "enough")
    assert.strictEqual(read.length, 1)
    await client.close()
  })

  it("rejects after it was closed, by hand or at the end of a block", async () => {
    const { client: byHand, sent } = clientOf(() => FakeServer.json(trustee))
    await byHand.close()
    assert.instanceOf(await rejected(byHand.trustees.get(trusteeId)), Promises.ClientClosed)
    let kept: Promises.Client
    {
      using client = clientOf(() => FakeServer.json(trustee)).client
      kept = client
      await client.trustees.get(trusteeId)
    }
    assert.instanceOf(await rejected(kept.trustees.get(trusteeId)), Promises.ClientClosed)
    assert.strictEqual(sent.length, 0)
  })

  it("rejects every call with what its layer fails with", async () => {
    await using client = Promises.fromEnvironment({
      httpClient: Layer.succeed(HttpClient.HttpClient, FakeServer.make(pages).client),
    })
    const error = await rejected(client.defaultTrusts.get())
    assert.strictEqual(Reflect.get(Object(error), "_tag"), "ConfigError")
  })

  it("stands over any layer of the services", async () => {
    await using client = Promises.fromLayer(
      Layer.succeedContext(
        Services.make((operation) => Effect.die(new NotFound({ operation, message: "nothing is here" }))),
      ),
    )
    assert.instanceOf(await rejected(client.careTrusts.list()), NotFound)
  })
})
