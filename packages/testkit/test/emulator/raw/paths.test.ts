import { assert, describe, it } from "@effect/vitest"
import { basePath, type OperationName, operationNames, pathOf } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { entryOf, fillPath, parametersOf } from "../support/table.ts"
import { withScene } from "../support/withScene.ts"

const { admin } = organizations.harborBank.clients
const unknown = "99999999-9999-4999-8999-999999999999"

const parameters = operationNames.flatMap((name) => parametersOf(name).map((parameter) => ({ name, parameter })))

// Who has no permission in an organization is told so before anything else.
const isCheckedThere = (name: OperationName, parameter: string) =>
  entryOf(name).checkedIn === "trustor" && parameter === "trustorOrgId"

const namesNothing = [
  unknown,
  unknown.toUpperCase(),
  "not-a-uuid",
  "0",
  "__proto__",
  "constructor",
  "a%2Fb",
  "%00",
  "%25",
  "%F0%9F%90%99",
  "*",
  "x%3By=1",
]

const isNoSegment = [".", "..", "%2e", "%2E%2e"]
const isNotDecodable = ["%", "%zz", "%E0%A4%A", "%ff"]
// Some routers take these for the beginning of a query, so that less of the path would count.
const additions = [";", ";x=1", "#", "#x"]
const isLong = ["a".repeat(101), "a".repeat(10_000)]

const of = (ids: ReadonlyArray<string>) => parameters.flatMap((each) => ids.map((id) => ({ ...each, id })))

describe("an id in a path", () => {
  const { expect, scene } = withScene()

  it.each(of(namesNothing))(
    "that names nothing is not found: $name with $parameter $id",
    async ({ id, name, parameter }) => {
      const ask = (status: number, code: string) =>
        expect.refused(({ ask }) => ask(name, { pathValues: { [parameter]: id } }), status, code)
      if (isCheckedThere(name, parameter)) await ask(403, "missing.trustor.permissions")
      else assert.strictEqual((await ask(404, "not.found"))["entityId"], decodeURIComponent(id))
    },
  )

  it.each(of(isNoSegment))(
    "that would be another path is refused: $name with $parameter $id",
    async ({ id, name, parameter }) => {
      const [status, code] = isCheckedThere(name, parameter)
        ? [403, "missing.trustor.permissions"]
        : [400, "bad.request"]
      await expect.refused(({ ask }) => ask(name, { pathValues: { [parameter]: id } }), status, code)
    },
  )

  it.each(of([...isNotDecodable, ...isLong]))(
    "that cannot be decoded, or is very long, is not found: $name with $parameter $id",
    async ({ id, name, parameter }) => {
      await expect.refused(({ ask }) => ask(name, { pathValues: { [parameter]: id } }), 404, "not.found")
    },
  )

  it.each(parameters.flatMap((each) => additions.map((addition) => ({ ...each, addition }))))(
    "does not end early: $name with $addition after $parameter",
    async ({ addition, name, parameter }) => {
      const id = `${scene().pathValues[parameter]}${addition}`
      await expect.refused(({ ask }) => ask(name, { pathValues: { [parameter]: id } }), 404, "not.found")
    },
  )
})

const paths = [...new Set(operationNames.map(pathOf))]
const methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]
const absent = paths.flatMap((path) =>
  methods
    .filter((method) => !operationNames.some((name) => pathOf(name) === path && entryOf(name).method === method))
    .map((method) => ({ method, path })),
)

describe("what the api does not have", () => {
  const { expect, scene } = withScene()
  const request = async (method: string, path: string, body?: string) =>
    scene().send({
      method,
      path,
      headers: { authorization: `Bearer ${await scene().tokenOf(admin)}`, "content-type": "application/json" },
      ...(body !== undefined && { body }),
    })

  it.each(absent)("is not found: $method $path", async ({ method, path }) => {
    // TRACE cannot have a body.
    const body = method === "TRACE" ? undefined : '{"enabled":true}'
    await expect.refused(({ pathValues }) => request(method, fillPath(path, pathValues), body), 404, "not.found")
  })

  // Only who is known is told what there is not.
  it.each(absent)("is refused to who is not known: $method $path", async ({ method, path }) => {
    const send = (code: string, headers: Record<string, string>) =>
      expect.refused((on) => on.send({ method, path: fillPath(path, on.pathValues), headers }), 401, code)
    await send("authentication.required", {})
    await send("bad.credentials", { authorization: "Bearer nobody" })
    const inactive = await scene().tokenOf(organizations.harborBank.clients.ines)
    await send("bad.credentials", { authorization: `Bearer ${inactive}` })
  })

  it.each([
    "/api",
    "/api/v2",
    basePath,
    `${basePath}/`,
    `${basePath}/trustee`,
    `${basePath}/trustees/${unknown}/roles`,
    `${basePath}/trustees/${unknown}/users/${unknown}/roles/${unknown}`,
    `${basePath}/trustees/../trustees`,
    `${basePath}trustees`,
    "/api/v3/orgauthorization/trustees",
    "/oauth",
    "/_emulator",
    "/_emulator/nothing",
    "/%zz",
    "/favicon.ico",
    `/${"a".repeat(12_000)}`,
  ])("is not found: GET %s", async (path) => {
    await expect.refused(() => request("GET", path), 404, "not.found")
  })

  it.each(operationNames.filter((name) => entryOf(name).method !== "GET"))("is not found: HEAD of %s", async (name) => {
    const isAlsoRead = operationNames.some(
      (other) => entryOf(other).path === entryOf(name).path && entryOf(other).method === "GET",
    )
    const answer = await scene().ask(name, { method: "HEAD", headers: { "content-type": undefined }, body: "" })
    // Who can still make the default trust has none that could be read.
    assert.strictEqual(answer.status, isAlsoRead && name !== "DefaultTrusts.create" ? 200 : 404)
    assert.strictEqual(answer.text, "")
    assert.isString(answer.headers["inin-correlation-id"])
  })
})

describe("a name in a path", () => {
  const { expect, scene } = withScene()

  const names = ["audits", "default", "care", "%61udits", "c%61re"]
  // For each operation that takes an id there, and for what the API has no operation for at all.
  const below = [...new Set(operationNames.map(pathOf))].flatMap((path) => {
    const [, rest] = path.split("/trustees/{trusteeOrgId}")
    return rest === undefined ? [] : names.map((name) => `/trustees/${name}${rest}`)
  })
  const isOperation = (method: string, path: string) =>
    operationNames.some(
      (name) => entryOf(name).method === method && pathOf(name) === decodeURIComponent(basePath + path),
    )
  const nowhere = ["GET", "POST", "PUT", "DELETE", "PATCH"].flatMap((method) =>
    below.filter((path) => !isOperation(method, path)).map((path) => ({ method, path })),
  )

  it.each(nowhere)("is no id: $method $path", async ({ method, path }) => {
    const values = scene().pathValues
    const answer = (authorization: string, status: number, code: string) =>
      expect.refused(
        ({ send }) =>
          send({
            method,
            path: basePath + fillPath(path, values),
            headers: { authorization, "content-type": "application/json" },
            body: '{"enabled":true}',
          }),
        status,
        code,
      )
    await answer("", 401, "authentication.required")
    // As for any path that there is not: nothing is looked for.
    assert.isUndefined((await answer(`Bearer ${await scene().tokenOf(admin)}`, 404, "not.found"))["entityId"])
  })

  it("is what it says", async () => {
    assert.strictEqual((await scene().ask("TrustAudits.ofTrustees")).status, 200)
    assert.strictEqual((await scene().ask("DefaultTrusts.get")).status, 200)
    assert.strictEqual((await scene().ask("CareTrusts.list")).status, 200)
  })
})

describe("the audits of trustees", () => {
  const { expect, scene } = withScene()

  it("have no counterpart among the trustors", async () => {
    const path = `${basePath}/trustors/audits`
    const authorization = `Bearer ${await scene().tokenOf(admin)}`
    const request = { method: "POST", path, headers: { authorization }, body: "{}" }
    await expect.refused(({ send }) => send(request), 404, "not.found")
  })
})
