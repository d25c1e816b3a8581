import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import { basePath, pathOf } from "@org-trust/core/Operation"
import { organizations, world } from "@org-trust/testkit/BuiltInWorld"
import { openCalls } from "./support/callStream.ts"
import { startEmulator } from "./support/emulator.ts"
import { object } from "./support/json.ts"
import { login } from "./support/login.ts"
import { type Scene, startScene } from "./support/scene.ts"

const { harborBank, northwindPartners } = organizations
const { admin, guest } = harborBank.clients

let scene: Scene

beforeAll(async () => {
  scene = await startScene()
})

afterAll(() => scene.stop())

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  scene.send({ method: "GET", path, headers })

const typeOf = async (accept?: string) =>
  String((await get("/", accept === undefined ? {} : { accept })).headers["content-type"])

/** The calls of one emulator, after what is done with it. */
const callsAfter = async (use: (url: string) => Promise<number>) => {
  const emulator = await startEmulator()
  try {
    const count = await use(emulator.url)
    return await (await openCalls(emulator.url)).take(count)
  } finally {
    await emulator.stop()
  }
}

describe("GET /", () => {
  it.each([
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "TEXT/HTML; charset=utf-8",
    "application/json;q=0.5, text/html",
  ])("is a page for who accepts %s", async (accept) => {
    assert.match(await typeOf(accept), /^text\/html/)
  })

  it.each([undefined, "*/*", "application/json", "application/json, text/html;q=0.5", "text/html;q=0", "", "text/"])(
    "is a list of what there is for who accepts %s",
    async (accept) => {
      assert.match(await typeOf(accept), /^application\/json/)
    },
  )

  it("lets the page load nothing but what the emulator has", async () => {
    const { headers } = await get("/", { accept: "text/html" })
    const policy = String(headers["content-security-policy"])
    assert.match(policy, /^default-src 'none'; script-src 'self';/)
    assert.notInclude(policy, "unsafe")
  })

  it.each(["..%2FLook.ts", "%2e%2e/look/Look.ts", "constructor", "Look.ts"])("has no file %s", async (name) => {
    assert.strictEqual((await get(`/_emulator/page/${name}`)).status, 404)
  })
})

describe("what there is to see", () => {
  const state = async (headers: Readonly<Record<string, string>> = {}) =>
    object(JSON.parse((await get("/_emulator/state", headers)).text))

  it("is the world, pairings with their end, trusts, and faults", async () => {
    const seen = await state()
    assert.deepStrictEqual(
      [seen["organizations"], seen["clients"], seen["pairings"], seen["trusts"]].map((list) =>
        Array.isArray(list) ? list.length : undefined,
      ),
      [world.organizations.length, world.clients.length, 2, 2],
    )
    const [open] = Array.isArray(seen["pairings"]) ? seen["pairings"] : []
    const pairing = object(open)
    assert.strictEqual(
      Date.parse(String(pairing["dateEnds"])) - Date.parse(String(pairing["dateCreated"])),
      48 * 3_600_000,
    )
    assert.deepStrictEqual(object(seen["faults"])["hits"], [])
  })

  it("has the secrets for the emulator's own page, and for programs", async () => {
    const { host } = new URL(scene.url)
    const secret = Redacted.value(admin.secret)
    for (const headers of [{}, { origin: scene.url }, { host: "emulator:4010" }, { host: `localhost:1` }, { host }]) {
      assert.include((await get("/_emulator/state", headers)).text, secret)
    }
  })

  it("has no secrets for pages of other origins, nor under a name that the internet can give", async () => {
    for (const headers of [
      { origin: "https://a.example" },
      { origin: "null" },
      { host: "rebound.example" },
      { host: "rebound.example:4010", origin: "http://rebound.example:4010" },
      { host: "127.0.0.1.example" },
    ]) {
      const { text } = await get("/_emulator/state", headers)
      for (const { secret } of world.clients) assert.notInclude(text, Redacted.value(secret))
      assert.isFalse(object(JSON.parse(text))["hasSecrets"])
    }
  })

  it("has the secrets for pages of origins that are listed", async () => {
    const emulator = await startEmulator({ origins: ["https://a.example"] })
    const seen = async (origin: string) =>
      (await fetch(new URL("/_emulator/state", emulator.url), { headers: { origin } })).text()
    assert.include(await seen("https://a.example"), Redacted.value(admin.secret))
    assert.notInclude(await seen("https://b.example"), Redacted.value(admin.secret))
    await emulator.stop()
  })

  it("tells which trusts have ended, until they are made again", async () => {
    const own = await startScene()
    const ended = async () =>
      object(JSON.parse((await own.send({ method: "GET", path: "/_emulator/state" })).text))["ended"]
    assert.deepStrictEqual(await ended(), [])
    await own.ask("Trustees.remove")
    const [first] = [await ended()].flat()
    assert.deepInclude(object(first), { trustorOrgId: harborBank.id, trusteeOrgId: northwindPartners.id })
    await own.stop()
  })
})

describe("the calls", () => {
  it("are told with client, status and code, those before and those that come", async () => {
    const emulator = await startEmulator()
    const ask = async (token: string, path: string) =>
      fetch(new URL(path, emulator.url), { headers: { authorization: `Bearer ${token}` } })
    const token = await login(emulator.url, guest)
    await ask(token, `${basePath}/trustees?pageSize=1`)
    const calls = await openCalls(emulator.url)
    const told = await calls.take(2)
    await ask("no token", "/nowhere")
    await fetch(new URL("/_emulator/reset", emulator.url), { method: "POST" })
    await fetch(new URL("/oauth/token", emulator.url), {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${guest.id}:wrong`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    })
    assert.deepStrictEqual(
      [...told, ...(await calls.take(3))].map(({ client, code, method, number, path, status }) => [
        number,
        client,
        method,
        path,
        status,
        code,
      ]),
      [
        [1, guest.id, "POST", "/oauth/token", 200, undefined],
        [2, guest.id, "GET", `${basePath}/trustees?pageSize=1`, 403, "missing.any.permissions"],
        [3, undefined, "GET", "/nowhere", 404, "not.found"],
        [4, undefined, "POST", "/_emulator/reset", 204, undefined],
        [5, guest.id, "POST", "/oauth/token", 401, "invalid_client"],
      ],
    )
    await calls.leave()
    await emulator.stop()
  })

  it("tell what has gone wrong on purpose", async () => {
    const calls = await callsAfter(async (url) => {
      const token = await login(url, admin)
      for (const fault of [{ type: "reset" }, { type: "expiredToken" }, { type: "truncated" }]) {
        await fetch(new URL("/_emulator/faults", url), { method: "PUT", body: JSON.stringify({ rules: [{ fault }] }) })
        const headers = { authorization: `Bearer ${token}` }
        await fetch(new URL(pathOf("Trustees.list"), url), { headers }).catch(() => undefined)
      }
      return 7
    })
    assert.deepStrictEqual(
      calls
        .filter(({ path }) => path.startsWith(basePath))
        .map(({ client, faults, status }) => [client, status, faults]),
      [
        [admin.id, undefined, undefined],
        [admin.id, 401, undefined],
        [admin.id, 401, ["truncated"]],
      ],
    )
  })

  it("go on after the last that is known, and from the start with another emulator", async () => {
    const emulator = await startEmulator()
    for (let count = 0; count < 3; count++) await login(emulator.url, admin)
    const numbers = async (after: number, count: number) => {
      const calls = await openCalls(emulator.url, after)
      const told = await calls.take(count)
      await calls.leave()
      return told.map(({ number }) => number)
    }
    assert.deepStrictEqual(await numbers(2, 1), [3])
    assert.deepStrictEqual(await numbers(57, 3), [1, 2, 3])
    await emulator.stop()
  })

  it("are remembered up to 200, and looks are no calls", async () => {
    const emulator = await startEmulator()
    for (let count = 0; count < 205; count++) await fetch(new URL("/nowhere", emulator.url))
    for (const path of ["/", "/health", "/_emulator/state", "/_emulator/clock"]) {
      await fetch(new URL(path, emulator.url))
    }
    const calls = await openCalls(emulator.url)
    const told = await calls.take(200)
    assert.deepStrictEqual([told[0]?.number, told.at(-1)?.number], [6, 205])
    await emulator.stop()
    assert.isTrue(await calls.ended())
  })
})
