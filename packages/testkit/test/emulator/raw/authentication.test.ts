import { assert, describe, it } from "@effect/vitest"
import { operationNames } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { object } from "../support/json.ts"
import { basicOf, login } from "../support/login.ts"
import { entryOf, refusalOf } from "../support/table.ts"
import { withScene } from "../support/withScene.ts"

const { harborBank, northwindPartners } = organizations
const guests = [harborBank.clients.guest, northwindPartners.clients.guest]

describe("authentication", () => {
  const { expect } = withScene()

  it.each(operationNames)("is needed: %s", async (name) => {
    await expect.refused(({ ask }) => ask(name, { client: null }), 401, "authentication.required")
  })

  it.each(["", "Bearer", "Bearer ", basicOf(harborBank.clients.admin), "Digest a", "0"])(
    "is not done by the header %j",
    async (authorization) => {
      await expect.refused(
        ({ ask }) => ask("Trustees.remove", { client: null, headers: { authorization } }),
        401,
        "authentication.required",
      )
    },
  )

  it.each(operationNames)("is not done by a token that nobody has: %s", async (name) => {
    await expect.refused(
      ({ ask }) => ask(name, { client: null, headers: { authorization: "Bearer nobody" } }),
      401,
      "bad.credentials",
    )
  })

  it.each(operationNames)("fails for a user who is not active: %s", async (name) => {
    await expect.refused(({ ask }) => ask(name, { client: harborBank.clients.ines }), 401, "bad.credentials")
  })

  it.each(operationNames)("fails for such a user whatever the request says: %s", async (name) => {
    const wrong = { body: "{", headers: { "content-type": "text/plain" }, query: "pageSize=0" }
    await expect.refused(({ ask }) => ask(name, { client: harborBank.clients.ines, ...wrong }), 401, "bad.credentials")
  })

  it("fails for a token with something added", async () => {
    await expect.refused(
      async ({ ask, tokenOf }) => {
        const authorization = `Bearer ${await tokenOf(harborBank.clients.admin)}x`
        return ask("Trustees.remove", { client: null, headers: { authorization } })
      },
      401,
      "bad.credentials",
    )
  })

  it.each(operationNames)("comes before everything else: %s", async (name) => {
    const wrong = { body: "{", headers: { "content-type": "text/plain" }, query: "pageSize=0" }
    await expect.refused(({ ask }) => ask(name, { client: null, ...wrong }), 401, "authentication.required")
  })
})

describe("permission", () => {
  const { expect } = withScene()

  it.each(operationNames.flatMap((name) => guests.map((client) => ({ name, client }))))(
    "is needed: $name",
    async ({ client, name }) => {
      const body = await expect.refused(({ ask }) => ask(name, { client }), 403, refusalOf(name))
      const { permissions } = entryOf(name).permissions
      assert.deepStrictEqual(object(body["messageParams"]), { permissions: `[${permissions.join(", ")}]` })
    },
  )

  it.each(operationNames)("comes before the form of the request: %s", async (name) => {
    await expect.refused(
      ({ ask }) => ask(name, { client: harborBank.clients.guest, body: "{", query: "pageSize=0&sortOrder=up" }),
      403,
      refusalOf(name),
    )
  })
})

describe("a token", () => {
  const { expect, scene } = withScene()

  it("expires, for every operation", async () => {
    const { admin } = harborBank.clients
    const authorization = `Bearer ${await login(scene().url, admin)}`
    const dayAfterTomorrow = new Date(Date.now() + 48 * 3_600_000).toISOString()
    const clock = await scene().send({
      method: "PUT",
      path: "/_emulator/clock",
      body: JSON.stringify({ now: dayAfterTomorrow }),
    })
    assert.strictEqual(clock.status, 200)
    for (const name of operationNames) {
      await expect.refused(({ ask }) => ask(name, { client: null, headers: { authorization } }), 401, "bad.credentials")
    }
  })
})
