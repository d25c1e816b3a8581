import { assert, describe, it } from "@effect/vitest"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { checkError, fieldsOf } from "./support/errors.ts"
import { json } from "./support/json.ts"
import { withScene } from "./support/withScene.ts"

const { harborBank, northwindPartners } = organizations
const { lea, nina, tom } = northwindPartners.users
const { supportTeam } = northwindPartners.groups
const unknown = "99999999-9999-4999-8999-999999999999"

const path = (organizationId: string, groupId: string) => `/_emulator/groups/${organizationId}/${groupId}`

const access = (userId: string, divisionId?: string) => {
  const query = new URLSearchParams({
    trustorOrgId: harborBank.id,
    trusteeOrgId: northwindPartners.id,
    userId,
    ...(divisionId !== undefined && { divisionId }),
  })
  return `/_emulator/access?${query}`
}

describe("the members of a group", () => {
  const { scene } = withScene()
  const set = (memberIds: unknown, organizationId: string = northwindPartners.id, groupId: string = supportTeam.id) =>
    scene().send({ method: "PUT", path: path(organizationId, groupId), body: JSON.stringify({ memberIds }) })
  const held = async (userId: string) =>
    json(await scene().send({ method: "GET", path: access(userId) }))["permissions"]

  it("can be changed, which changes what they may do, until the reset", async () => {
    const roleIds = JSON.stringify([harborBank.roles.recruiter.id])
    assert.strictEqual((await scene().ask("TrusteeGroupRoles.replace", { body: roleIds })).status, 200)
    assert.deepStrictEqual(await held(lea.id), harborBank.roles.recruiter.permissions)
    assert.deepStrictEqual(await held(nina.id), [])
    const answer = await set([nina.id, nina.id])
    assert.strictEqual(answer.status, 200, answer.text)
    assert.deepStrictEqual(await held(lea.id), [])
    assert.deepStrictEqual(await held(nina.id), harborBank.roles.recruiter.permissions)
    assert.strictEqual(json(await scene().ask("TrusteeGroups.get"))["memberCount"], 1)
    await scene().send({ method: "POST", path: "/_emulator/reset" })
    const again = await scene().ask("Pairings.create", {
      client: northwindPartners.clients.admin,
      body: JSON.stringify({ groupIds: [supportTeam.id] }),
    })
    assert.include(again.text, `"memberCount":${supportTeam.memberIds.length}`)
  })

  it("have to be users of the group's organization", async () => {
    checkError(await set([harborBank.users.ada.id]), 404, "not.found")
    checkError(await set([], unknown), 404, "not.found")
    checkError(await set([], northwindPartners.id, unknown), 404, "not.found")
    assert.deepStrictEqual(fieldsOf(checkError(await set(["nobody"]), 400, "bad.request")), ["memberIds.0"])
    const noJson = await scene().send({ method: "PUT", path: path(northwindPartners.id, supportTeam.id), body: "{" })
    checkError(noJson, 400, "bad.request")
  })
})

describe("what a user may do", () => {
  const { scene } = withScene()

  it("is told within a division", async () => {
    const { retail, wealth } = harborBank.divisions
    const grants = [{ roleId: harborBank.roles.supervisor.id, divisionId: retail.id }]
    const body = JSON.stringify({ grants })
    const values = { pathValues: { trusteeUserId: tom.id } }
    assert.strictEqual((await scene().ask("TrusteeUserRoleDivisions.replace", { body, ...values })).status, 200)
    const within = async (divisionId?: string) =>
      json(await scene().send({ method: "GET", path: access(tom.id, divisionId) }))["permissions"]
    assert.deepStrictEqual(await within(retail.id), harborBank.roles.supervisor.permissions)
    assert.deepStrictEqual(await within(wealth.id), [])
    assert.deepStrictEqual(await within(), harborBank.roles.supervisor.permissions)
    checkError(await scene().send({ method: "GET", path: "/_emulator/access" }), 400, "bad.request")
  })
})
