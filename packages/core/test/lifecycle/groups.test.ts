/* Examples of groups and of roles within divisions, as they are decided. */
import { assert, describe, it } from "@effect/vitest"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import { groupsOf, trust } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import { Conflict } from "@org-trust/core/TrustError"
import * as Result from "effect/Result"
import {
  bank,
  cedarHealth,
  harborBank,
  lea,
  northwindPartners,
  partner,
  roles,
  stage,
  tom,
  users,
} from "./support/stage.ts"

const { onCall, supportTeam } = northwindPartners.groups
const { retail, wealth } = harborBank.divisions
const trusteeOrgId = northwindPartners.id
const trustorOrgId = harborBank.id
const onCallPath = { trusteeOrgId, trusteeGroupId: onCall.id }
const teamPath = { trusteeOrgId, trusteeGroupId: supportTeam.id }
const leaPath = { trusteeOrgId, trusteeUserId: users.lea.id }

type Scene = ReturnType<typeof stage>

const held = (scene: Scene, userId = users.lea.id, divisionId?: typeof retail.id) =>
  [
    ...permissionsOf(scene.environment.world, scene.state, {
      trustorOrgId,
      trusteeOrgId,
      userId,
      now: scene.now,
      ...(divisionId !== undefined && { divisionId }),
    }),
  ].sort()

const addGroup = (scene: Scene, id = onCall.id, roleIds: ReadonlyArray<typeof roles.visitor.id> = []) =>
  scene.does(bank, "TrusteeGroups.add", { trusteeOrgId, payload: { id, roleIds } })

describe("a trusted group", () => {
  it("gives its roles to its members, besides their own", () => {
    const scene = stage()
    scene.trust()
    addGroup(scene, onCall.id, [roles.recruiter.id])
    assert.deepStrictEqual(held(scene), [...roles.recruiter.permissions])
    assert.deepStrictEqual(held(scene, users.nina.id), [])
    scene.does(bank, "TrusteeUsers.add", { trusteeOrgId, payload: { id: users.lea.id, roleIds: [roles.remover.id] } })
    assert.deepStrictEqual(held(scene), [...roles.recruiter.permissions, ...roles.remover.permissions].sort())
    scene.does(bank, "TrusteeGroups.remove", onCallPath)
    assert.deepStrictEqual(held(scene), [...roles.remover.permissions])
  })

  it("gives them to who is a member now", () => {
    const scene = stage()
    scene.trust()
    addGroup(scene, onCall.id, [roles.recruiter.id])
    const organizations = [...scene.environment.world.values()].map(({ organization }) => ({
      ...organization,
      groups: organization.groups.map((group) =>
        group.id === onCall.id ? { ...group, memberIds: [users.nina.id] } : group,
      ),
    }))
    const later = { ...scene, environment: { ...scene.environment, world: World.make(organizations) } }
    assert.deepStrictEqual(held(later), [])
    assert.deepStrictEqual(held(later, users.nina.id), [...roles.recruiter.permissions])
  })

  it("is there once, with the rule that says so", () => {
    const scene = stage()
    scene.trust({ groups: [{ id: supportTeam.id }] })
    const add = (id: typeof onCall.id) => scene.refusalOf(bank, "TrusteeGroups.add", { trusteeOrgId, payload: { id } })
    assert.strictEqual(add(supportTeam.id), "group.added-once: Conflict")
    assert.strictEqual(add(onCall.id), "done")
    assert.strictEqual(add(harborBank.groups.tellers.id), "group.of-trustee: NotFound")
    const lenient = stage({ duplicateMember: "Unchanged" })
    lenient.trust({ groups: [{ id: supportTeam.id, roleIds: [roles.visitor.id] }] })
    const before = lenient.state
    const payload = { id: supportTeam.id, roleIds: [roles.recruiter.id] }
    assert.strictEqual(lenient.refusalOf(bank, "TrusteeGroups.add", { trusteeOrgId, payload }), "done")
    assert.strictEqual(lenient.state, before)
  })

  it("is added by the trustee without roles, and again without change", () => {
    const scene = stage()
    scene.trust()
    const there = { trustorOrgId, trustorGroupId: onCall.id }
    assert.strictEqual(
      scene.refusalOf(lea, "TrustorGroups.add", there),
      "permission.in-trustor-organization: MissingTrustorPermissions",
    )
    assert.strictEqual(scene.does(tom, "TrustorGroups.add", there).createdBy?.id, users.tom.id)
    scene.does(bank, "TrusteeGroupRoles.replace", { ...onCallPath, payload: [roles.visitor.id] })
    const before = scene.state
    scene.does(tom, "TrustorGroups.add", there)
    assert.strictEqual(scene.state, before)
  })

  it("is not found where it is not in the trust", () => {
    const scene = stage()
    scene.trust()
    for (const operation of [
      "TrusteeGroups.get",
      "TrusteeGroups.remove",
      "TrusteeGroupRoles.get",
      "TrusteeGroupRoles.clear",
    ] as const) {
      assert.strictEqual(scene.refusalOf(bank, operation, teamPath), "group.absent: NotFound")
    }
    assert.strictEqual(
      scene.refusalOf(partner, "TrusteeGroups.get", { ...teamPath, trusteeOrgId: cedarHealth.id }),
      "trust.absent: NotFound",
    )
  })

  it("counts as one member, and the refusal names the limit", () => {
    const scene = stage({ memberLimit: 2 })
    scene.trust({ groups: [{ id: supportTeam.id }] })
    const outcome = scene.tryTo(bank, "TrusteeGroups.add", { trusteeOrgId, payload: { id: onCall.id } })
    const error = Result.isFailure(outcome) ? outcome.failure.error : undefined
    assert.instanceOf(error, Conflict)
    assert.deepStrictEqual(error.limit, { key: "trust.members", namespace: "authorization", value: 2 })
  })
})

describe("roles within divisions", () => {
  const grant = (divisionId: typeof retail.id, roleId = roles.recruiter.id) => ({ roleId, divisionId })

  it("work there, and are not told apart", () => {
    const scene = stage()
    scene.trust({ users: [{ id: users.lea.id }] })
    const replaced = scene.does(bank, "TrusteeUserRoleDivisions.replace", {
      ...leaPath,
      payload: { grants: [grant(retail.id), grant(retail.id)] },
    })
    assert.deepStrictEqual(held(scene, users.lea.id, retail.id), [...roles.recruiter.permissions])
    assert.deepStrictEqual(held(scene, users.lea.id, wealth.id), [])
    assert.deepStrictEqual(held(scene), [...roles.recruiter.permissions])
    assert.deepStrictEqual(
      replaced,
      scene.does(bank, "TrusteeUserRoles.replace", { ...leaPath, payload: [roles.recruiter.id] }),
    )
    assert.deepStrictEqual(held(scene, users.lea.id, wealth.id), [...roles.recruiter.permissions])
  })

  it("are one set with the others: whatever replaces or clears takes all", () => {
    const scene = stage()
    scene.trust({
      groups: [{ id: onCall.id, roleIds: [roles.remover.id], roleDivisions: { grants: [grant(retail.id)] } }],
    })
    const grants = () => {
      const current = trust(scene.state, trustorOrgId, trusteeOrgId)
      return current === undefined ? [] : groupsOf(current).flatMap((group) => group.grants)
    }
    assert.lengthOf(grants(), 2)
    scene.does(bank, "TrusteeGroupRoleDivisions.replace", { ...onCallPath, payload: { grants: [grant(wealth.id)] } })
    assert.deepStrictEqual(grants(), [grant(wealth.id)])
    scene.does(bank, "TrusteeGroupRoles.replace", { ...onCallPath, payload: [roles.visitor.id] })
    assert.deepStrictEqual(grants(), [{ roleId: roles.visitor.id }])
    scene.does(bank, "TrusteeGroupRoleDivisions.replace", { ...onCallPath, payload: { grants: [grant(retail.id)] } })
    scene.does(bank, "TrusteeGroupRoles.clear", onCallPath)
    assert.deepStrictEqual(grants(), [])
  })

  it("are of the trustor's roles and divisions", () => {
    const scene = stage()
    scene.trust({ users: [{ id: users.lea.id }] })
    const replace = (pair: ReturnType<typeof grant>) =>
      scene.refusalOf(bank, "TrusteeUserRoleDivisions.replace", { ...leaPath, payload: { grants: [pair] } })
    assert.strictEqual(replace(grant(northwindPartners.divisions.projects.id)), "role.of-trustor: NotFound")
    assert.strictEqual(replace(grant(retail.id, northwindPartners.roles.visitor.id)), "role.of-trustor: NotFound")
  })
})
