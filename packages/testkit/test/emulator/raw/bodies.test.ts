import { assert, describe, it } from "@effect/vitest"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { maxBodyBytes } from "../../../src/emulator/internal/EveryRequest.ts"
import { fieldsOf } from "../support/errors.ts"
import { withPayload } from "../support/table.ts"
import { withScene } from "../support/withScene.ts"

const { harborBank, northwindPartners } = organizations
const unknown = "99999999-9999-4999-8999-999999999999"

const of = <A extends object>(cases: ReadonlyArray<A>) =>
  withPayload.flatMap((name) => cases.map((each) => ({ name, ...each })))

const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000)

const malformed = [
  { what: "half of an object", body: '{"enabled"' },
  { what: "no json", body: "enabled=true" },
  { what: "json with something after it", body: "{} {}" },
  { what: "nothing", body: "" },
  { what: "white space", body: " \n" },
  { what: "null", body: "null" },
  { what: "a number", body: "5" },
  { what: "a string", body: '"text"' },
  { what: "a boolean", body: "true" },
  { what: "a list of a list", body: "[[]]" },
  { what: "a list of null", body: "[null]" },
  { what: "arrays 10000 levels deep", body: deep("[", "]") },
  { what: "only a key __proto__", body: '{"__proto__":{"enabled":true,"id":"x","userIds":["x"]}}' },
  { what: "bytes that are no text", body: Uint8Array.of(0xff, 0xfe, 0x00) },
  { what: "a string that is not utf-8", body: Uint8Array.of(0x22, 0xff, 0xfe, 0x22) },
]

const types = ["text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "json", ""]

describe("a body", () => {
  const { expect } = withScene()

  it.each(of(malformed))("cannot be $what: $name", async ({ body, name }) => {
    const [first] = fieldsOf(await expect.refused(({ ask }) => ask(name, { body }), 400, "bad.request"))
    assert.isTrue(first === undefined || typeof first === "string")
  })

  it.each(of(types.map((type) => ({ type }))))("cannot be of the type '$type': $name", async ({ name, type }) => {
    await expect.refused(({ ask }) => ask(name, { headers: { "content-type": type } }), 415, "unsupported.media.type")
  })

  it.each(of([{ chunked: false }, { chunked: true }]))(
    "cannot be one byte larger than the limit: $name, chunked $chunked",
    async ({ chunked, name }) => {
      await expect.refused(
        ({ ask, bodyOf }) => ask(name, { body: bodyOf(name).padEnd(maxBodyBytes + 1), chunked }),
        413,
        "request.entity.too.large",
      )
    },
  )

  it.each(of([{ chunked: false }, { chunked: true }]))(
    "cannot be ten times the limit: $name, chunked $chunked",
    async ({ chunked, name }) => {
      await expect.refused(
        ({ ask, bodyOf }) => ask(name, { body: bodyOf(name).padEnd(maxBodyBytes * 10), chunked }),
        413,
        "request.entity.too.large",
      )
    },
  )

  it.each(withPayload)("is counted in bytes rather than characters: %s", async (name) => {
    const padding = "é".repeat(maxBodyBytes / 2)
    await expect.refused(
      ({ ask, bodyOf }) => ask(name, { body: bodyOf(name).replace(/[{[]/, (open) => `${open}"${padding}",`) }),
      413,
      "request.entity.too.large",
    )
  })

  it.each(withPayload)("of the wrong type is refused before permission: %s", async (name) => {
    await expect.refused(
      ({ ask }) => ask(name, { client: harborBank.clients.guest, headers: { "content-type": "text/plain" } }),
      415,
      "unsupported.media.type",
    )
  })
})

describe("a field", () => {
  const { expect, scene } = withScene()
  const known = northwindPartners.users.nina.id

  it.each([
    { name: "Pairings.create", body: { userIds: "x" }, field: "userIds" },
    { name: "Pairings.create", body: { userIds: [5] }, field: "userIds.0" },
    { name: "Pairings.create", body: { userIds: ["not-a-uuid"] }, field: "userIds.0" },
    { name: "Pairings.create", body: { groupIds: [unknown, "not-a-uuid"] }, field: "groupIds.1" },
    { name: "Pairings.create", body: {}, field: "userIds" },
    { name: "Pairings.create", body: { userIds: [], groupIds: [] }, field: "userIds" },
    { name: "Trustees.create", body: {}, field: "enabled" },
    { name: "Trustees.create", body: { enabled: "true" }, field: "enabled" },
    { name: "Trustees.create", body: { enabled: true, pairingId: 5 }, field: "pairingId" },
    { name: "Trustees.create", body: { enabled: true, users: [{}] }, field: "users.0.id" },
    { name: "Trustees.create", body: { enabled: true, users: [{ id: "not-a-uuid" }] }, field: "users.0.id" },
    {
      name: "Trustees.create",
      body: { enabled: true, users: [{ id: known, roleIds: ["not-a-uuid"] }] },
      field: "users.0.roleIds.0",
    },
    { name: "Trustees.update", body: {}, field: "enabled" },
    { name: "Trustees.update", body: { enabled: null }, field: "enabled" },
    { name: "Trustees.update", body: { enabled: true, dateExpired: "2001-01-01T00:00:00Z" }, field: "dateExpired" },
    { name: "TrusteeUsers.add", body: { roleIds: [] }, field: "id" },
    { name: "TrusteeUsers.add", body: { id: "not-a-uuid" }, field: "id" },
    { name: "TrusteeUsers.add", body: { id: known, roleIds: {} }, field: "roleIds" },
    { name: "TrusteeUsers.add", body: { id: known, roleDivisions: {} }, field: "roleDivisions.grants" },
    { name: "TrusteeUserRoles.replace", body: ["not-a-uuid"], field: "0" },
    { name: "TrustAudits.ofTrustees", body: { trusteeUserIds: [] }, field: "trusteeOrganizationIds" },
    { name: "TrustAudits.ofTrustees", body: { trusteeOrganizationIds: [] }, field: "trusteeUserIds" },
    {
      name: "TrustAudits.ofTrustor",
      body: { trustorOrganizationId: "not-a-uuid", trusteeUserIds: [] },
      field: "trustorOrganizationId",
    },
  ] as const)("that is wrong is named: $name $field", async ({ body, field, name }) => {
    const error = await expect.refused(({ ask }) => ask(name, { body: JSON.stringify(body) }), 400, "bad.request")
    assert.include(fieldsOf(error), field)
  })

  it.each([
    { name: "Pairings.create", body: { userIds: [unknown] } },
    { name: "Pairings.create", body: { groupIds: [unknown] } },
    { name: "TrusteeUsers.add", body: { id: unknown } },
    { name: "TrusteeUsers.add", body: { id: known, roleIds: [unknown] } },
    {
      name: "TrusteeUsers.add",
      body: { id: known, roleDivisions: { grants: [{ roleId: harborBank.roles.visitor.id, divisionId: unknown }] } },
    },
    { name: "TrusteeUserRoles.replace", body: [unknown] },
  ] as const)("with an id that names nothing is not found: $name $body", async ({ body, name }) => {
    const error = await expect.refused(({ ask }) => ask(name, { body: JSON.stringify(body) }), 404, "not.found")
    assert.strictEqual(error["entityId"], unknown)
    assert.isString(error["entityName"])
  })

  it.each([unknown, "not-a-uuid", "__proto__", ""])("with the pairing id '%s' is asked for one", async (pairingId) => {
    const body = JSON.stringify({ pairingId, enabled: true, users: [{ id: known }] })
    await expect.refused(({ ask }) => ask("Trustees.create", { body }), 400, "pairing.id.required")
  })

  const dates = [
    "soon",
    "",
    5,
    null,
    "2026-13-01T00:00:00Z",
    "2026-02-30T25:00:00Z",
    "2035-02-30T00:00:00Z",
    "Jan 1 2035",
    "2035",
    "2035-01-01",
    "2035-01-01T00:00:00",
    "+010000-01-01T00:00:00Z",
  ]
  const dated = [
    { name: "Trustees.create", field: "dateExpired" },
    { name: "Trustees.update", field: "dateExpired" },
    { name: "TrustAudits.ofTrustees", field: "startDate" },
    { name: "TrustAudits.ofTrustees", field: "endDate" },
    { name: "TrustAudits.ofTrustor", field: "startDate" },
    { name: "TrustAudits.ofTrustor", field: "endDate" },
  ] as const

  it.each(dated.flatMap((each) => dates.map((date) => ({ ...each, date }))))(
    "that is no date is refused as a date: $name $field $date",
    async ({ date, field, name }) => {
      const right: unknown = JSON.parse(scene().bodyOf(name))
      const body = JSON.stringify(Object.assign({}, right, { [field]: date }))
      const error = await expect.refused(({ ask }) => ask(name, { body }), 400, "invalid.date")
      assert.deepStrictEqual(fieldsOf(error), [field])
    },
  )
})
