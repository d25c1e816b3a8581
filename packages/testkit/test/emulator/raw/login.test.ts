import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { json } from "../support/json.ts"
import { askToken, basic, basicOf } from "../support/login.ts"
import { withScene } from "../support/withScene.ts"

const { admin } = organizations.harborBank.clients
const secret = Redacted.value(admin.secret)
const right = { authorization: basicOf(admin) }
const asJson = { ...right, "content-type": "application/json" }

const notFound = { error: "invalid_client", description: "client not found" }
const failed = { error: "invalid_client", description: "authentication failed" }
const noGrant = { error: "invalid_request", description: "grant_type is missing" }
const otherGrant = { error: "unsupported_grant_type", description: "only client_credentials is supported" }

const refusals: ReadonlyArray<{
  readonly what: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly status: number
  readonly answer: object
}> = [
  { what: "nobody", headers: {}, status: 400, answer: notFound },
  { what: "an unknown client", headers: { authorization: basic("nobody", secret) }, status: 400, answer: notFound },
  { what: "a client __proto__", headers: { authorization: basic("__proto__", "x") }, status: 400, answer: notFound },
  { what: "a client without a name", headers: { authorization: basic("", secret) }, status: 400, answer: notFound },
  { what: "something else than basic", headers: { authorization: "Bearer x" }, status: 400, answer: notFound },
  { what: "no base64", headers: { authorization: "Basic %%%" }, status: 400, answer: notFound },
  { what: "a wrong secret", headers: { authorization: basic(admin.id, "x") }, status: 401, answer: failed },
  { what: "no secret", headers: { authorization: basic(admin.id, "") }, status: 401, answer: failed },
  {
    what: "a secret in capitals",
    headers: { authorization: basic(admin.id, secret.toUpperCase()) },
    status: 401,
    answer: failed,
  },
  { what: "another grant", headers: right, body: "grant_type=password", status: 400, answer: otherGrant },
  { what: "an empty grant", headers: right, body: "grant_type=", status: 400, answer: otherGrant },
  { what: "a broken escape", headers: right, body: "grant_type=%zz", status: 400, answer: otherGrant },
  { what: "no grant", headers: right, body: "scope=x", status: 400, answer: noGrant },
  { what: "no body", headers: right, body: "", status: 400, answer: noGrant },
  {
    what: "two grants",
    headers: right,
    body: "grant_type=client_credentials&grant_type=client_credentials",
    status: 400,
    answer: noGrant,
  },
  { what: "json", headers: asJson, body: '{"grant_type":"client_credentials"}', status: 400, answer: noGrant },
]

describe("the token endpoint", () => {
  const { expect, scene } = withScene()

  it("gives a token to a client with its secret", async () => {
    const answer = await askToken(scene().url, right)
    assert.strictEqual(answer.status, 200)
    const { access_token: token, ...rest } = json(answer)
    assert.isString(token)
    assert.deepStrictEqual(rest, { token_type: "bearer", expires_in: 86_400 })
  })

  it.each(refusals)("refuses $what", async ({ answer: expected, body, headers, status }) => {
    const before = scene().state()
    const answer = await askToken(scene().url, headers, body)
    assert.strictEqual(answer.status, status, answer.text)
    assert.deepStrictEqual(json(answer), expected)
    assert.isString(answer.headers["inin-correlation-id"])
    assert.notInclude(answer.text, secret)
    assert.strictEqual(scene().state(), before)
  })

  it.each(["GET", "PUT", "DELETE", "PATCH"])("has no %s", async (method) => {
    await expect.refused(({ send }) => send({ method, path: "/oauth/token" }), 404, "not.found")
  })
})
