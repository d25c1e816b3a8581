import { assert, describe, it } from "@effect/vitest"
import { type OperationName, operationNames } from "@org-trust/core/Operation"
import { maxBodyBytes } from "../../../src/emulator/internal/EveryRequest.ts"
import { json } from "../support/json.ts"
import { type Changes, type Scene, startScene } from "../support/scene.ts"
import { entryOf, successOf, withoutPayload, withPayload } from "../support/table.ts"

const inNewScene = async (use: (scene: Scene) => Promise<void>) => {
  const scene = await startScene()
  await use(scene).finally(() => scene.stop())
}

const expect = {
  success: (name: OperationName, changes: (scene: Scene) => Changes = () => ({})) =>
    inNewScene(async (scene) => {
      const answer = await scene.ask(name, changes(scene))
      assert.strictEqual(answer.status, successOf(name), answer.text)
      assert.isString(answer.headers["inin-correlation-id"])
      if (answer.status === 204) assert.strictEqual(answer.text, "")
      else assert.isObject(json(answer))
    }),
}

const deep = "[".repeat(10_000) + "]".repeat(10_000)

/** The operations whose body is an object, which may have keys that nobody knows. */
const withObject = withPayload.filter((name) => !name.endsWith("Roles.replace"))

describe("a right request", () => {
  it.each(operationNames)("succeeds with the documented status: %s", (name) => expect.success(name))

  it.each(withoutPayload)("may say that its absent body is json: %s", (name) =>
    expect.success(name, () => ({ headers: { "content-type": "application/json" } })),
  )

  it.each(withoutPayload)("may have a body that nobody asked for: %s", (name) =>
    expect.success(name, () => ({ body: "{ not even json", headers: { "content-type": "text/plain" } })),
  )

  it.each(withPayload)("may come without a content type: %s", (name) =>
    expect.success(name, () => ({ headers: { "content-type": undefined } })),
  )

  it.each(withPayload)("may name a character set: %s", (name) =>
    expect.success(name, () => ({ headers: { "content-type": "Application/JSON; charset=utf-8" } })),
  )

  it.each(withPayload)("may be as large as the limit: %s", (name) =>
    expect.success(name, ({ bodyOf }) => ({ body: bodyOf(name).padEnd(maxBodyBytes) })),
  )

  it.each(withPayload)("may be as large as the limit without saying how large: %s", (name) =>
    expect.success(name, ({ bodyOf }) => ({ body: bodyOf(name).padEnd(maxBodyBytes), chunked: true })),
  )

  it.each(withObject)("may have an unknown key with a value 10000 levels deep: %s", (name) =>
    expect.success(name, ({ bodyOf }) => ({ body: bodyOf(name).replace("{", `{"unknown":${deep},`) })),
  )

  it.each(withObject)("may have a key __proto__, which changes nothing else: %s", async (name) => {
    await expect.success(name, ({ bodyOf }) => ({ body: bodyOf(name).replace("{", '{"__proto__":{"polluted":true},') }))
    assert.isFalse("polluted" in {})
  })

  it.each(operationNames.filter((name) => entryOf(name).method === "GET"))(
    "is answered to HEAD as to GET, without the body: %s",
    (name) =>
      inNewScene(async (scene) => {
        const answer = await scene.ask(name, { method: "HEAD" })
        assert.deepStrictEqual([answer.status, answer.text], [200, ""])
        assert.isString(answer.headers["inin-correlation-id"])
      }),
  )
})
