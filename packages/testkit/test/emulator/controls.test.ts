import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import { basePath, operationNames, pathOf } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { checkError, fieldsOf } from "./support/errors.ts"
import { type RunningEmulator, startEmulator } from "./support/emulator.ts"
import { json, type JsonObject, object } from "./support/json.ts"
import { askToken, basicOf, login } from "./support/login.ts"
import { entryOf, successOf } from "./support/table.ts"
import { withScene } from "./support/withScene.ts"
import { send } from "./support/wire.ts"

const { cedarHealth, harborBank } = organizations
const { admin } = harborBank.clients

const inEmulator = async (
  options: Parameters<typeof startEmulator>[0],
  use: (emulator: RunningEmulator) => Promise<void>,
) => {
  const emulator = await startEmulator(options)
  await use(emulator).finally(() => emulator.stop())
}

const readClock = async (url: string) => json(await send(url, { method: "GET", path: "/_emulator/clock" }))["now"]

const setClock = (url: string, body: string) => send(url, { method: "PUT", path: "/_emulator/clock", body })

const moveClock = async (url: string, now: string) => {
  const answer = await setClock(url, JSON.stringify({ now }))
  assert.strictEqual(answer.status, 200, answer.text)
  return json(answer)["now"]
}

const read = async (url: string, path: string, token: string) =>
  send(url, { method: "GET", path: basePath + path, headers: { authorization: `Bearer ${token}` } })

const startAt = DateTime.makeUnsafe("2026-01-01T00:00:00.000Z")

describe("reset", () => {
  const { expect, scene } = withScene()

  it("forgets everything that was made, and keeps tokens", async () => {
    assert.strictEqual(json(await scene().ask("Trustees.list"))["total"], 1)
    const answer = await scene().send({ method: "POST", path: "/_emulator/reset" })
    assert.deepStrictEqual([answer.status, answer.text], [204, ""])
    assert.strictEqual(json(await scene().ask("Trustees.list"))["total"], 0)
    assert.strictEqual(json(await scene().ask("Trustors.list"))["total"], 0)
    assert.strictEqual(json(await scene().ask("TrustAudits.ofTrustees"))["total"], 0)
    checkError(await scene().ask("Pairings.get"), 404, "not.found")
  })

  it("leaves the clock where it is", () =>
    inEmulator({ startAt }, async ({ url }) => {
      await moveClock(url, "2027-01-01T00:00:00.000Z")
      await send(url, { method: "POST", path: "/_emulator/reset" })
      assert.strictEqual(await readClock(url), "2027-01-01T00:00:00.000Z")
    }))

  it.each(["GET", "PUT", "DELETE"])("has no %s", async (method) => {
    await expect.refused(({ send }) => send({ method, path: "/_emulator/reset" }), 404, "not.found")
  })
})

describe("the clock", () => {
  it("starts at the machine's time and runs", () =>
    inEmulator({}, async ({ url }) => {
      const before = new Date().toISOString()
      const first = String(await readClock(url))
      assert.isAtLeast(Date.parse(first), Date.parse(before))
      assert.isAtMost(Date.parse(first), Date.now())
      for (let now = first; now === first; now = String(await readClock(url)));
      assert.isAbove(Date.parse(String(await readClock(url))), Date.parse(first))
    }))

  it("moves forward and runs on from there", () =>
    inEmulator({}, async ({ url }) => {
      const to = "2100-01-01T00:00:00.000Z"
      const moved = Date.parse(String(await moveClock(url, to)))
      assert.isAtLeast(moved, Date.parse(to))
      assert.isBelow(moved, Date.parse(to) + 60_000)
      for (let now = moved; now === moved; now = Date.parse(String(await readClock(url))));
      assert.isAbove(Date.parse(String(await readClock(url))), moved)
    }))

  it("does not move back", () =>
    inEmulator({ startAt }, async ({ url }) => {
      assert.strictEqual(await moveClock(url, "2026-01-02T00:00:00Z"), "2026-01-02T00:00:00.000Z")
      assert.strictEqual(await moveClock(url, "2026-01-01T12:00:00Z"), "2026-01-02T00:00:00.000Z")
      assert.strictEqual(await readClock(url), "2026-01-02T00:00:00.000Z")
    }))

  it("understands offsets", () =>
    inEmulator({ startAt }, async ({ url }) => {
      assert.strictEqual(await moveClock(url, "2026-01-02T01:00:00+01:00"), "2026-01-02T00:00:00.000Z")
    }))

  it.each([
    "",
    "{",
    "{}",
    "null",
    '"2027-01-01T00:00:00Z"',
    '{"now":null}',
    '{"now":1}',
    '{"now":"soon"}',
    '{"now":"2027-13-01T00:00:00Z"}',
    '{"now":"9999-12-31T23:59:59.999Z"}',
    '{"now":"+012000-01-01T00:00:00Z"}',
  ])("cannot be set by %s", (body) =>
    inEmulator({ startAt }, async ({ url }) => {
      assert.deepStrictEqual(fieldsOf(checkError(await setClock(url, body), 400, "invalid.date")), ["now"])
      assert.strictEqual(await readClock(url), DateTime.formatIso(startAt))
    }),
  )

  it("lets every operation answer at the latest time that it can be set to", () =>
    inEmulator({}, async ({ url }) => {
      await moveClock(url, "9998-12-31T23:59:59.999Z")
      const answer = await send(url, {
        method: "POST",
        path: `${basePath}/pairings`,
        headers: { authorization: `Bearer ${await login(url, admin)}` },
        body: JSON.stringify({ userIds: [harborBank.users.ada.id] }),
      })
      assert.strictEqual(answer.status, 200, answer.text)
    }))

  it("ends pairings 48 hours after they were made", () =>
    inEmulator({ startAt, tokenLifetime: Duration.days(7) }, async ({ url }) => {
      const token = await login(url, admin)
      const headers = { authorization: `Bearer ${token}` }
      const pairing = await send(url, {
        method: "POST",
        path: `${basePath}/pairings`,
        headers,
        body: JSON.stringify({ userIds: [harborBank.users.ada.id] }),
      })
      const path = `/pairings/${String(json(pairing)["id"])}`
      await moveClock(url, "2026-01-02T23:59:59.999Z")
      assert.strictEqual((await read(url, path, token)).status, 200)
      await moveClock(url, "2026-01-03T00:00:00.000Z")
      checkError(await read(url, path, token), 404, "not.found")
      const trust = { pairingId: json(pairing)["id"], enabled: true, users: [{ id: harborBank.users.ada.id }] }
      const refused = await send(url, {
        method: "POST",
        path: `${basePath}/trustees`,
        headers: { authorization: `Bearer ${await login(url, cedarHealth.clients.admin)}` },
        body: JSON.stringify(trust),
      })
      checkError(refused, 400, "pairing.id.required")
    }))
})

describe("an access token", () => {
  it("is good for as long as the login says", () =>
    inEmulator({ startAt, tokenLifetime: Duration.minutes(5) }, async ({ url }) => {
      const answer = json(await askToken(url, { authorization: basicOf(admin) }))
      assert.strictEqual(answer["expires_in"], 300)
      const token = String(answer["access_token"])
      await moveClock(url, "2026-01-01T00:04:59.999Z")
      assert.strictEqual((await read(url, "/trustees", token)).status, 200)
      await moveClock(url, "2026-01-01T00:05:00.000Z")
      checkError(await read(url, "/trustees", token), 401, "bad.credentials")
      assert.strictEqual((await read(url, "/trustees", await login(url, admin))).status, 200)
    }))

  it("does not end when another is given out", () =>
    inEmulator({}, async ({ url }) => {
      const tokens = [await login(url, admin), await login(url, admin)]
      assert.notStrictEqual(tokens[0], tokens[1])
      for (const token of tokens) assert.strictEqual((await read(url, "/trustees", token)).status, 200)
    }))
})

describe("the correlation id", () => {
  const { scene } = withScene()

  it("is on every response, and on no other", async () => {
    const requests = [
      { method: "GET", path: "/openapi.json" },
      { method: "GET", path: "/nowhere" },
      { method: "OPTIONS", path: "/" },
      { method: "HEAD", path: `${basePath}/trustees` },
      { method: "POST", path: "/oauth/token" },
      { method: "GET", path: "/_emulator/clock" },
      { method: "PUT", path: "/_emulator/clock" },
      { method: "POST", path: "/_emulator/reset" },
      { method: "GET", path: `${basePath}/trustees` },
    ]
    const answers = [
      await askToken(scene().url, { authorization: basicOf(admin) }),
      await askToken(scene().url, {}),
      ...(await Promise.all([...requests, ...requests].map((request) => scene().send(request)))),
      ...(await Promise.all(operationNames.map((name) => scene().ask(name)))),
    ]
    const ids = answers.map(({ headers }) => headers["inin-correlation-id"])
    for (const id of ids) assert.match(String(id), /^[0-9a-f-]{36}$/)
    assert.strictEqual(new Set(ids).size, answers.length)
  })

  it("is the server's, whatever the request says", async () => {
    const mine = "11111111-2222-4333-8444-555555555555"
    const answer = await scene().ask("Trustors.list", { headers: { "inin-correlation-id": mine } })
    assert.notStrictEqual(answer.headers["inin-correlation-id"], mine)
  })

  it("is in the audits of what the request changed", () =>
    inEmulator({}, async ({ url }) => {
      const as = async (client: typeof admin, method: string, path: string, payload: unknown) =>
        send(url, {
          method,
          path: basePath + path,
          headers: { authorization: `Bearer ${await login(url, client)}` },
          body: JSON.stringify(payload),
        })
      const { id } = cedarHealth.users.carla
      const pairing = json(await as(cedarHealth.clients.admin, "POST", "/pairings", { userIds: [id] }))
      const trust = { pairingId: pairing["id"], enabled: true, users: [{ id }] }
      const made = await as(admin, "POST", "/trustees", trust)
      const query = { trusteeOrganizationIds: [], trusteeUserIds: [] }
      const audits = json(await as(admin, "POST", "/trustees/audits", query))["auditMessages"]
      const messages: ReadonlyArray<unknown> = Array.isArray(audits) ? audits : []
      assert.deepStrictEqual(
        messages.map((message) => object(message)["correlationId"]),
        [made.headers["inin-correlation-id"]],
      )
    }))
})

describe("the openapi document", () => {
  const { scene } = withScene()
  const document = async () => json(await scene().send({ method: "GET", path: "/openapi.json" }))
  const operationsOf = (spec: JsonObject) =>
    Object.entries(object(spec["paths"])).flatMap(([path, methods]) =>
      Object.entries(object(methods)).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation: object(operation),
      })),
    )

  it("has every operation of the table under its own name, and nothing else", async () => {
    const found = operationsOf(await document()).map(({ method, operation, path }) => ({
      method,
      path,
      name: operation["operationId"],
    }))
    const expected = operationNames.map((name) => {
      const { apiName, method } = entryOf(name)
      return { method, path: pathOf(name), name: apiName }
    })
    const byName = (one: { readonly name: unknown }, other: { readonly name: unknown }) =>
      String(one.name) < String(other.name) ? -1 : 1
    assert.deepStrictEqual(found.toSorted(byName), expected.toSorted(byName))
    assert.lengthOf(found, operationNames.length)
  })

  it("documents the statuses of every operation", async () => {
    const statuses = [400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504]
    const operations = operationsOf(await document())
    for (const name of operationNames) {
      const found = operations.find(({ operation }) => operation["operationId"] === entryOf(name).apiName)
      const responses = Object.keys(object(found?.operation["responses"])).map(Number)
      assert.sameMembers(responses, [successOf(name), ...statuses], name)
    }
  })

  it("declares every parameter of every path", async () => {
    for (const { operation, path } of operationsOf(await document())) {
      const parameters = Array.isArray(operation["parameters"]) ? operation["parameters"].map(object) : []
      const declared = parameters.filter((parameter) => parameter["in"] === "path").map(({ name }) => name)
      assert.sameMembers(
        declared,
        Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name),
      )
    }
  })

  it("has a version, a title and an end to every reference", async () => {
    const spec = await document()
    assert.match(String(spec["openapi"]), /^3\.1\./)
    assert.isString(object(spec["info"])["title"])
    const schemas = object(object(spec["components"])["schemas"])
    const references = JSON.stringify(spec).matchAll(/"\$ref":"([^"]+)"/g)
    for (const [, reference = ""] of references) {
      assert.match(reference, /^#\/components\/schemas\//)
      assert.property(schemas, reference.replace("#/components/schemas/", ""))
    }
  })
})
