import { afterEach, assert, beforeEach, describe, it } from "@effect/vitest"
import { trusts } from "@org-trust/core/lifecycle/State"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { checkError, fieldsOf } from "../support/errors.ts"
import { type Scene, startScene } from "../support/scene.ts"

const { cedarHealth, harborBank, northwindPartners } = organizations
const unknown = "99999999-9999-4999-8999-999999999999"

let scene: Scene

beforeEach(async () => {
  scene = await startScene()
  // The scene's bank trusts its partner; now it trusts the clinic as well.
  await scene.ask("Trustees.create")
})

afterEach(() => scene.stop())

/** The trustees that the bank is left with. */
const left = () =>
  trusts(scene.state())
    .filter(({ trustorOrgId }) => trustorOrgId === harborBank.id)
    .map(({ trusteeOrgId }) => trusteeOrgId)

describe("the ids of a bulk removal", () => {
  it.each([
    ["one value with commas", `id=${northwindPartners.id},${cedarHealth.id}`],
    ["one value with escaped commas", `id=${northwindPartners.id}%2C${cedarHealth.id}`],
    ["a value for each", `id=${northwindPartners.id}&id=${cedarHealth.id}`],
    ["both at once", `id=${northwindPartners.id},${unknown}&id=${cedarHealth.id}`],
    ["nothing between commas", `id=,${northwindPartners.id},,${cedarHealth.id},`],
    ["something twice", `id=${cedarHealth.id},${northwindPartners.id}&id=${cedarHealth.id}`],
  ])("may be written as %s", async (_, query) => {
    const answer = await scene.ask("BulkRemoval.trustees", { query })
    assert.deepStrictEqual([answer.status, answer.text, left()], [204, "", []])
  })

  it("are the only ones that are removed", async () => {
    const answer = await scene.ask("BulkRemoval.trustees", { query: `id=${unknown},${cedarHealth.id}` })
    assert.deepStrictEqual([answer.status, left()], [204, [northwindPartners.id]])
  })

  it.each([
    ["no parameter", "", "invalid.value"],
    ["a parameter of another name", `ids=${cedarHealth.id}`, "invalid.value"],
    ["an empty one", "id=", "bad.request"],
    ["nothing but commas", "id=,,", "bad.request"],
  ])("cannot be left out: %s", async (_, query, code) => {
    const before = left()
    const error = checkError(await scene.ask("BulkRemoval.trustees", { query }), 400, code)
    assert.deepStrictEqual(fieldsOf(error), ["id"])
    assert.deepStrictEqual(left(), before)
  })
})

describe("a word in the place of an organization", () => {
  it("is what the API means by it, and not an id", async () => {
    // The clinic has let Customer Care in; the bank has not.
    assert.strictEqual((await scene.ask("DefaultTrusts.get")).status, 200)
    assert.strictEqual((await scene.ask("CareTrusts.list")).status, 200)
    const pathValues = { trusteeOrgId: "default" }
    assert.strictEqual((await scene.ask("Trustees.get", { client: cedarHealth.clients.admin, pathValues })).status, 200)
    checkError(await scene.ask("TrusteeUsers.list", { pathValues }), 404, "not.found")
  })

  it.each(["assignDefaultRole=yes", "autoExpire=1", "autoExpire=", "assignDefaultRole=true&assignDefaultRole=true"])(
    "takes no flag but true and false: %s",
    async (query) => {
      const error = checkError(await scene.ask("DefaultTrusts.create", { query }), 400, "invalid.value")
      assert.deepStrictEqual(fieldsOf(error), [query.split("=", 1).join("")])
    },
  )
})
