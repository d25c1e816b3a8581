import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import { withCanonicalIds } from "@org-trust/core/lifecycle/Canonical"
import { canonicalId, isSameId } from "@org-trust/core/Identifiers"
import { asMeant } from "@org-trust/core/Input"

const id = "AAAAAAAA-2222-4333-8444-555555555555"

describe("an input", () => {
  it("is without what is undefined, at every depth", () => {
    const given = {
      pageSize: undefined,
      payload: { id, roleIds: undefined, users: [{ id, roleDivisions: undefined }] },
    }
    assert.deepStrictEqual<unknown>(asMeant(given), { payload: { id, users: [{ id }] } })
  })

  it("is the same where nothing is undefined", () => {
    const given = { payload: { id, dateExpired: DateTime.makeUnsafe(0), users: [{ id }], roleIds: [] } }
    assert.strictEqual(asMeant(given), given)
  })
})

describe("ids", () => {
  it("are the same in upper and in lower case, and other texts are as they are", () => {
    assert.strictEqual(canonicalId(id), id.toLowerCase())
    assert.isTrue(isSameId(id, id.toLowerCase()))
    assert.isFalse(isSameId("ABC", "abc"))
    assert.strictEqual(canonicalId("NOT AN ID"), "NOT AN ID")
  })

  it("are in lower case where the model compares them, and nothing else is", () => {
    const given = {
      trusteeOrgId: id,
      id: [id],
      payload: { userIds: [id], roleDivisions: { grants: [{ roleId: id, divisionId: "*" }] }, queryPhrase: id },
      name: id,
    }
    const lower = id.toLowerCase()
    assert.deepStrictEqual(withCanonicalIds(given), {
      trusteeOrgId: lower,
      id: [lower],
      payload: { userIds: [lower], roleDivisions: { grants: [{ roleId: lower, divisionId: "*" }] }, queryPhrase: id },
      name: id,
    })
  })
})
