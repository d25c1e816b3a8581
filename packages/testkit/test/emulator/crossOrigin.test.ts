import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { operationNames, operations, pathOf } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { type RunningEmulator, startEmulator } from "./support/emulator.ts"
import { login } from "./support/login.ts"

const origin = "https://admin.example"

let emulator: RunningEmulator

beforeAll(async () => {
  emulator = await startEmulator()
})

afterAll(() => emulator.stop())

/** What a browser asks before it sends a request that a page makes. */
const preflight = (path: string, method: string, headers = "authorization,content-type") =>
  fetch(new URL(path, emulator.url), {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": method, "access-control-request-headers": headers },
  })

const list = (headers: ReadonlyArray<string>, name: string): boolean =>
  headers.some((header) => header.toLowerCase() === name.toLowerCase())

const listOf = (answer: Response, header: string): ReadonlyArray<string> =>
  (answer.headers.get(header) ?? "").split(",").map((each) => each.trim())

describe("a page of another origin", () => {
  it("may ask for every operation, the login and the controls, with a token and a body", async () => {
    const asked = [
      ...operationNames.map((name) => [pathOf(name), operations[name].method] as const),
      ["/oauth/token", "POST"],
      ["/openapi.json", "GET"],
      ["/_emulator/clock", "PUT"],
      ["/_emulator/faults", "DELETE"],
    ] as const
    for (const [path, method] of asked) {
      const answer = await preflight(path, method)
      assert.strictEqual(answer.status, 204, `${method} ${path}`)
      assert.strictEqual(answer.headers.get("access-control-allow-origin"), "*")
      assert.isNotNull(answer.headers.get("inin-correlation-id"))
      assert.isTrue(list(listOf(answer, "access-control-allow-methods"), method), `${method} ${path}`)
      for (const header of ["authorization", "content-type"]) {
        assert.isTrue(list(listOf(answer, "access-control-allow-headers"), header), `${method} ${path}`)
      }
    }
  })

  it("may read every answer: of success, of refusal, of a path that is none; and the correlation id", async () => {
    const token = await login(emulator.url, organizations.harborBank.clients.admin)
    for (const [path, status] of [
      [pathOf("Trustees.list"), 200],
      [`${pathOf("Trustees.list")}/11111111-0000-4000-8000-000000000009`, 404],
      ["/nowhere", 404],
      ["/", 200],
    ] as const) {
      const answer = await fetch(new URL(path, emulator.url), { headers: { origin, authorization: `Bearer ${token}` } })
      assert.strictEqual(answer.status, status)
      assert.strictEqual(answer.headers.get("access-control-allow-origin"), "*", path)
      assert.isTrue(list(listOf(answer, "access-control-expose-headers"), "ININ-Correlation-Id"))
      assert.isTrue(list(listOf(answer, "access-control-expose-headers"), "Retry-After"))
    }
    const refused = await fetch(new URL(pathOf("Trustees.list"), emulator.url), { headers: { origin } })
    assert.deepStrictEqual([refused.status, refused.headers.get("access-control-allow-origin")], [401, "*"])
  })

  it("is no matter where there is none, and OPTIONS that asks for nothing is as any other request", async () => {
    const answer = await fetch(new URL("/health", emulator.url))
    assert.isNull(answer.headers.get("access-control-allow-origin"))
    const options = await fetch(new URL(pathOf("Trustees.list"), emulator.url), {
      method: "OPTIONS",
      headers: { origin },
    })
    assert.strictEqual(options.status, 401)
  })
})

describe("who looks in", () => {
  it("as a program is told what this is, and that it is there", async () => {
    const welcome = await fetch(new URL("/", emulator.url))
    assert.strictEqual(welcome.status, 200)
    assert.match(await welcome.text(), /Org Trust emulator.*openapi\.json/)
    const health = await fetch(new URL("/health", emulator.url))
    assert.deepStrictEqual(await health.json(), { status: "up" })
  })
})
