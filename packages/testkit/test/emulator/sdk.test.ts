import { afterAll, assert, beforeAll, describe, it, vi } from "@effect/vitest"
import { operationNames, operations } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { loadSdk, type Sdk } from "./sdk/loadSdk.ts"
import { type ApiName, expect, makeSdkClient, type SdkApi } from "./sdk/SdkClient.ts"
import { makeSides, type Sides } from "./sdk/sides.ts"
import { makeTrust, walk } from "./sdk/walk.ts"
import { type RunningEmulator, startEmulator } from "./support/emulator.ts"
import { object } from "./support/json.ts"
import { refusalOf } from "./support/table.ts"
import { send } from "./support/wire.ts"

const { harborBank, northwindPartners } = organizations
const { lea, nina } = northwindPartners.users
const { onCall, supportTeam } = northwindPartners.groups
const unknown = "99999999-9999-4999-8999-999999999999"

let sdk: Sdk
let emulator: RunningEmulator
let sides: Sides

beforeAll(async () => {
  // The SDK would send requests to a proxy if the environment names one.
  vi.stubEnv("no_proxy", "*")
  sdk = await loadSdk()
  emulator = await startEmulator()
  sides = await makeSides(sdk, emulator.url)
})

afterAll(async () => {
  await emulator.stop()
  vi.unstubAllEnvs()
})

const reset = () => send(emulator.url, { method: "POST", path: "/_emulator/reset" })
const newClient = () => makeSdkClient(sdk, emulator.url, () => undefined)
const apiNames = operationNames.map((name) => operations[name].apiName).toSorted()

describe("the vendor's sdk", () => {
  it.each([
    ["bank", "harborBank", "northwindPartners"],
    ["partner", "northwindPartners", "harborBank"],
  ] as const)("performs all operations with the %s as trustor", async (_, trustor, trustee) => {
    await reset()
    await walk(sides[trustor], sides[trustee])
    const performed = [...sides[trustor].performed, ...sides[trustee].performed]
    assert.deepStrictEqual([...new Set(performed)].toSorted(), apiNames)
  })

  it("makes trusts in both directions at once", async () => {
    await reset()
    await makeTrust(sides.harborBank, sides.northwindPartners)
    await makeTrust(sides.northwindPartners, sides.harborBank)
    for (const { admin, organization } of [sides.harborBank, sides.northwindPartners]) {
      const { total } = await admin.succeeds("getOrgauthorizationTrustees")
      assert.strictEqual(total, 1, organization.name)
    }
  })

  it(`performed all ${apiNames.length} operations of the table as either organization`, () => {
    assert.deepStrictEqual([...sides.harborBank.performed].toSorted(), apiNames)
    assert.deepStrictEqual([...sides.northwindPartners.performed].toSorted(), apiNames)
  })
})

/** What each operation is called with: right as far as the form goes. */
const input: { readonly [K in ApiName]: Parameters<SdkApi[K]> } = {
  postOrgauthorizationPairings: [{ userIds: [lea.id] }],
  getOrgauthorizationPairing: [unknown],
  getOrgauthorizationTrustees: [],
  postOrgauthorizationTrustees: [{ pairingId: unknown, enabled: true, users: [{ id: lea.id }] }],
  postOrgauthorizationTrusteesAudits: [{ trusteeOrganizationIds: [], trusteeUserIds: [] }],
  getOrgauthorizationTrustee: [unknown],
  putOrgauthorizationTrustee: [unknown, { enabled: false }],
  deleteOrgauthorizationTrustee: [unknown],
  getOrgauthorizationTrusteeUsers: [unknown],
  postOrgauthorizationTrusteeUsers: [unknown, { id: lea.id }],
  getOrgauthorizationTrusteeUser: [unknown, lea.id],
  deleteOrgauthorizationTrusteeUser: [unknown, lea.id],
  getOrgauthorizationTrusteeUserRoles: [unknown, lea.id],
  putOrgauthorizationTrusteeUserRoles: [unknown, lea.id, []],
  deleteOrgauthorizationTrusteeUserRoles: [unknown, lea.id],
  postOrgauthorizationTrustorAudits: [{ trustorOrganizationId: unknown, trusteeUserIds: [] }],
  getOrgauthorizationTrustors: [],
  getOrgauthorizationTrustor: [unknown],
  deleteOrgauthorizationTrustor: [unknown],
  getOrgauthorizationTrustorUsers: [unknown],
  getOrgauthorizationTrustorUser: [unknown, lea.id],
  putOrgauthorizationTrustorUser: [unknown, lea.id],
  deleteOrgauthorizationTrustorUser: [unknown, lea.id],
  putOrgauthorizationTrusteeUserRoledivisions: [unknown, lea.id, { grants: [] }],
  getOrgauthorizationTrusteeGroups: [unknown],
  postOrgauthorizationTrusteeGroups: [unknown, { id: supportTeam.id }],
  getOrgauthorizationTrusteeGroup: [unknown, supportTeam.id],
  deleteOrgauthorizationTrusteeGroup: [unknown, supportTeam.id],
  getOrgauthorizationTrusteeGroupRoles: [unknown, supportTeam.id],
  putOrgauthorizationTrusteeGroupRoles: [unknown, supportTeam.id, []],
  deleteOrgauthorizationTrusteeGroupRoles: [unknown, supportTeam.id],
  putOrgauthorizationTrusteeGroupRoledivisions: [unknown, supportTeam.id, { grants: [] }],
  getOrgauthorizationTrustorGroups: [unknown],
  getOrgauthorizationTrustorGroup: [unknown, supportTeam.id],
  putOrgauthorizationTrustorGroup: [unknown, supportTeam.id],
  deleteOrgauthorizationTrustorGroup: [unknown, supportTeam.id],
  getOrgauthorizationTrusteeClonedusers: [unknown],
  deleteOrgauthorizationTrusteeCloneduser: [unknown, lea.id],
  getOrgauthorizationTrustorClonedusers: [unknown],
  getOrgauthorizationTrustorCloneduser: [unknown, lea.id],
  putOrgauthorizationTrustorCloneduser: [unknown, lea.id],
  deleteOrgauthorizationTrustorCloneduser: [unknown, lea.id],
  getOrgauthorizationTrusteesDefault: [],
  postOrgauthorizationTrusteesDefault: [],
  getOrgauthorizationTrusteesCare: [],
  postOrgauthorizationTrusteesCare: [],
  deleteOrgauthorizationTrustees: [[unknown]],
  deleteOrgauthorizationTrustors: [[unknown]],
  getUserTrustors: [unknown],
}

describe("the vendor's sdk is refused", () => {
  it.each(operationNames)("without a token: %s", async (name) => {
    const { apiName } = operations[name]
    await expect.refused(newClient(), 401, "authentication.required", apiName, ...input[apiName])
  })

  it.each(operationNames)("with a token that nobody has: %s", async (name) => {
    const { apiName } = operations[name]
    const client = newClient()
    client.api.setAccessToken("nobody")
    await expect.refused(client, 401, "bad.credentials", apiName, ...input[apiName])
  })

  it.each(operationNames)("without a permission: %s", async (name) => {
    const { apiName } = operations[name]
    const client = newClient()
    await client.login(harborBank.clients.guest)
    await expect.refused(client, 403, refusalOf(name), apiName, ...input[apiName])
  })

  const absent = operationNames.filter(
    (name) => operations[name].checkedIn === "caller" && operations[name].path.includes("{"),
  )

  it.each(absent)("what is not there: %s", async (name) => {
    const { apiName } = operations[name]
    await expect.refused(sides.harborBank.admin, 404, "not.found", apiName, ...input[apiName])
  })

  it("a trust with itself", async () => {
    const { admin, guest } = sides.harborBank
    const made = await admin.succeeds("postOrgauthorizationPairings", { userIds: [guest.id] })
    const trust = { pairingId: made.id ?? "", enabled: true, users: [{ id: guest.id }] }
    await expect.refused(admin, 400, "self.trust.not.allowed", "postOrgauthorizationTrustees", trust)
  })

  it("a trust without a pairing, and with one that is unknown or used, or a second one", async () => {
    await reset()
    const { admin } = sides.harborBank
    const trust = { enabled: true, users: [{ id: lea.id }] }
    const refused = (pairing: { readonly pairingId?: string }) =>
      expect.refused(admin, 400, "pairing.id.required", "postOrgauthorizationTrustees", { ...trust, ...pairing })
    await refused({})
    await refused({ pairingId: unknown })
    const partner = sides.northwindPartners.admin
    const pair = async () => (await partner.succeeds("postOrgauthorizationPairings", { userIds: [lea.id] })).id ?? ""
    const used = { pairingId: await pair() }
    await admin.succeeds("postOrgauthorizationTrustees", { ...trust, ...used })
    await refused(used)
    const another = { pairingId: await pair() }
    await expect.refused(admin, 409, "general.conflict", "postOrgauthorizationTrustees", { ...trust, ...another })
    await admin.succeeds("deleteOrgauthorizationTrustee", northwindPartners.id)
  })

  it("a trust without a member", async () => {
    const made = await sides.northwindPartners.admin.succeeds("postOrgauthorizationPairings", { userIds: [lea.id] })
    const trust = { pairingId: made.id ?? "", enabled: true, users: [] }
    const { admin } = sides.harborBank
    await expect.refused(admin, 400, "trustee.user.required", "postOrgauthorizationTrustees", trust)
  })

  it("the same user twice", async () => {
    await reset()
    await makeTrust(sides.harborBank, sides.northwindPartners)
    const { admin } = sides.harborBank
    const body = await expect.refused(
      admin,
      409,
      "general.conflict",
      "postOrgauthorizationTrusteeUsers",
      northwindPartners.id,
      {
        id: lea.id,
      },
    )
    assert.strictEqual(body["entityId"], lea.id)
  })

  it("a user, a role or an organization that is not there", async () => {
    await reset()
    await makeTrust(sides.harborBank, sides.northwindPartners)
    const { admin } = sides.harborBank
    const { id } = northwindPartners
    const add = "postOrgauthorizationTrusteeUsers"
    await expect.refused(admin, 404, "not.found", add, id, { id: harborBank.users.ada.id })
    await expect.refused(admin, 404, "not.found", add, id, { id: nina.id, roleIds: [unknown] })
    await expect.refused(admin, 404, "not.found", "deleteOrgauthorizationTrusteeUser", id, nina.id)
    await expect.refused(admin, 404, "not.found", "getOrgauthorizationTrustor", id)
  })

  it("the users of a trustor, without permission there", async () => {
    await reset()
    await makeTrust(sides.harborBank, sides.northwindPartners)
    // Lea is let in, but has no role; the administrator is not let in at all.
    const client = newClient()
    await client.login(northwindPartners.clients.lea)
    for (const caller of [client, sides.northwindPartners.admin]) {
      const code = "missing.trustor.permissions"
      await expect.refused(caller, 403, code, "getOrgauthorizationTrustorUsers", harborBank.id)
      await expect.refused(caller, 403, code, "getOrgauthorizationTrustorUser", harborBank.id, lea.id)
      await expect.refused(caller, 403, code, "putOrgauthorizationTrustorUser", harborBank.id, nina.id)
      await expect.refused(caller, 403, code, "deleteOrgauthorizationTrustorUser", harborBank.id, lea.id)
    }
  })

  it("a group twice, a group of another organization, a division of another, and one member too many", async () => {
    await reset()
    await makeTrust(sides.harborBank, sides.northwindPartners)
    const { admin } = sides.harborBank
    const { id } = northwindPartners
    const add = "postOrgauthorizationTrusteeGroups"
    await admin.succeeds(add, id, { id: onCall.id })
    const twice = await expect.refused(admin, 409, "general.conflict", add, id, { id: onCall.id })
    assert.strictEqual(twice["entityId"], onCall.id)
    await expect.refused(admin, 404, "not.found", add, id, { id: harborBank.groups.tellers.id })
    const replace = "putOrgauthorizationTrusteeGroupRoledivisions"
    const grant = { roleId: harborBank.roles.visitor.id, divisionId: northwindPartners.divisions.projects.id }
    await expect.refused(admin, 404, "not.found", replace, id, onCall.id, { grants: [grant] })
    const rest = Object.values(northwindPartners.users).filter((user) => user.name.startsWith("Agent"))
    // With the guest, the second user and the group there is room for 22 more.
    for (const user of rest.slice(0, 22)) await admin.succeeds("postOrgauthorizationTrusteeUsers", id, { id: user.id })
    const full = await expect.refused(admin, 409, "general.conflict", add, id, { id: supportTeam.id })
    assert.strictEqual(object(full["limit"])["value"], 25)
  })

  it("a clone of somebody who is not trusted, or of one too many, and a second trust with Customer Care", async () => {
    await reset()
    const { admin, organization } = sides.harborBank
    const { admin: partner, user } = sides.northwindPartners
    await makeTrust(sides.harborBank, sides.northwindPartners)
    const clone = "putOrgauthorizationTrustorCloneduser"
    await expect.refused(user, 404, "not.found", clone, organization.id, nina.id)
    await expect.refused(partner, 403, "missing.trustor.permissions", clone, organization.id, lea.id)
    const agents = Object.values(northwindPartners.users).filter(({ name }) => name.startsWith("Agent"))
    for (const { id } of agents.slice(0, 6)) {
      await admin.succeeds("postOrgauthorizationTrusteeUsers", northwindPartners.id, { id })
    }
    for (const { id } of agents.slice(0, 5)) await user.succeeds(clone, organization.id, id)
    const body = await expect.refused(user, 409, "general.conflict", clone, organization.id, agents[5]?.id ?? "")
    assert.strictEqual(object(body["limit"])["value"], 5)
    await admin.succeeds("postOrgauthorizationTrusteesDefault")
    await expect.refused(admin, 409, "general.conflict", "postOrgauthorizationTrusteesDefault")
    await expect.refused(admin, 400, "bad.request", "deleteOrgauthorizationTrustees", [])
  })

  it("a page, a date or a pairing that cannot be", async () => {
    const { admin } = sides.harborBank
    await expect.refused(admin, 400, "invalid.value", "getOrgauthorizationTrustees", { pageSize: 101 })
    await expect.refused(admin, 400, "bad.request", "postOrgauthorizationPairings", { userIds: [] })
    const expired = { enabled: true, dateExpired: "tomorrow" }
    await expect.refused(admin, 400, "invalid.date", "putOrgauthorizationTrustee", northwindPartners.id, expired)
  })

  it.each([
    { what: "a wrong secret", id: harborBank.clients.admin.id, status: 401, description: "authentication failed" },
    { what: "an unknown client", id: unknown, status: 400, description: "client not found" },
  ])("a login with $what", async ({ description, id, status }) => {
    const reason: unknown = await newClient()
      .api.loginClientCredentialsGrant(id, "wrong")
      .catch((error: unknown) => error)
    // A login that fails rejects with the HTTP client's own error, whatever was asked for.
    const response = object({ ...object(object(reason)["response"]) })
    assert.strictEqual(response["status"], status)
    assert.deepStrictEqual(response["data"], { error: "invalid_client", description })
  })
})
