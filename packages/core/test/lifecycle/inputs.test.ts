import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { allDivisions } from "@org-trust/core/Division"
import { OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import * as World from "@org-trust/core/lifecycle/World"
import { world as builtInWorld } from "@org-trust/testkit/BuiltInWorld"
import { almighty, ask, replyOf, type Spot } from "./support/ask.ts"
import { bank, northwindPartners, pathOf, roles, stage, users } from "./support/stage.ts"

const trusteeOrgId = northwindPartners.id

/** The same with more fields than its type has. */
const and = <A extends object>(value: A, more: object): A => Object.assign({}, value, more)

describe("the model", () => {
  it("takes undefined for left out", () => {
    const scene = stage()
    scene.trust()
    const payload = and({ enabled: false }, { dateExpired: undefined })
    const updated = scene.does(bank, "Trustees.update", { trusteeOrgId, payload })
    assert.isFalse("dateExpired" in updated)
    const member = and({ id: users.lea.id }, { roleIds: undefined, roleDivisions: undefined })
    scene.does(bank, "TrusteeUsers.add", { trusteeOrgId, payload: member })
    assert.deepStrictEqual(scene.does(bank, "TrusteeUserRoles.get", pathOf(users.lea.id)).roles, [])
  })

  it("takes a role within the division * for one in all divisions, once", () => {
    const scene = stage()
    scene.trust()
    const { id: roleId } = roles.trustAdministrator
    const divisionId = allDivisions
    const payload = { grants: [{ roleId, divisionId }] }
    const before = scene.state
    scene.does(bank, "TrusteeUserRoleDivisions.replace", { ...pathOf(users.tom.id), payload })
    // It is what there was: no change, and no audit.
    assert.strictEqual(scene.state, before)
    const more = { id: users.lea.id, roleIds: [roleId], roleDivisions: payload }
    scene.does(bank, "TrusteeUsers.add", { trusteeOrgId, payload: more })
    const { roles: held = [] } = scene.does(bank, "TrusteeUserRoles.get", pathOf(users.lea.id))
    assert.deepStrictEqual(
      held.map(({ id }) => id),
      [roleId],
    )
  })

  it("finds what a world writes in upper case", () => {
    const id = "AAAAAAAA-0000-4000-8000-000000000001"
    const userId = "BBBBBBBB-0000-4000-8000-000000000001"
    const [organization] = builtInWorld.organizations
    assert(organization !== undefined)
    const world = World.make([
      {
        ...organization,
        id: OrganizationId.make(id),
        roles: [{ id: RoleId.make(id), name: "AAAA", permissions: [] }],
        users: [{ id: UserId.make(userId), name: "Uma", state: "active" }],
        groups: [],
      },
    ])
    const facts = world.get(id.toLowerCase())
    assert.strictEqual(facts?.users.get(userId.toLowerCase())?.id, userId.toLowerCase())
    assert.strictEqual(facts?.roles.get(id.toLowerCase())?.name, "AAAA")
  })

  it("knows callers and trustors in upper case, at home and in the trustor organization", () => {
    const scene = stage()
    const [partnerId, tomId, bankId] = ["aaaaaaaa", "bbbbbbbb", "cccccccc"].map(
      (block) => `${block}-0000-4000-8000-abcdefabcdef`,
    )
    assert(partnerId !== undefined && tomId !== undefined && bankId !== undefined)
    const roleId = RoleId.make("dddddddd-0000-4000-8000-abcdefabcdef")
    const held = { id: roleId, name: "Keeper", permissions: ["authorization:orgTrusteeUser:view"] }
    const tom = { id: UserId.make(tomId), name: "Tom", state: "active" } as const
    const nobody = { roles: [], divisions: [], users: [], groups: [] }
    const environment = {
      ...scene.environment,
      world: World.make([
        { ...nobody, id: OrganizationId.make(partnerId), name: "Partner", users: [tom] },
        { ...nobody, id: OrganizationId.make(bankId), name: "Bank", roles: [held] },
      ]),
    }
    let spot: Spot = { environment, now: scene.now, state: scene.state }
    const does = <K extends OperationName>(who: Principal, operation: K, input: OperationInput<K>) => {
      const outcome = ask(spot, who, operation, input)
      if (Result.isSuccess(outcome)) spot = { ...spot, state: outcome.success.state }
      return replyOf(operation, outcome)
    }
    const partner = almighty(OrganizationId.make(partnerId.toUpperCase()), UserId.make(tomId.toUpperCase()))
    const bank = almighty(OrganizationId.make(bankId.toUpperCase()))
    const { id: pairingId } = does(partner, "Pairings.create", { payload: { userIds: [tom.id] } })
    const users = [{ id: UserId.make(tomId.toUpperCase()), roleIds: [RoleId.make(roleId.toUpperCase())] }]
    does(bank, "Trustees.create", { payload: { pairingId, enabled: true, users } })
    const { entities } = does(partner, "TrustorUsers.list", { trustorOrgId: bank.organizationId })
    assert.deepStrictEqual(
      entities.map(({ id }) => id),
      [tom.id],
    )
  })
})
