import { assert } from "@effect/vitest"
import type { Side } from "./sides.ts"

const ids = (entities: ReadonlyArray<{ readonly id?: string }> = []) => entities.map(({ id }) => id)

/** The trustor lets groups in and grants them roles, also within a division. */
export const trustorManagesGroups = async ({ admin, division, organization }: Side, trustee: Side): Promise<void> => {
  const [first, second] = trustee.groups
  const { supervisor, visitor } = organization.roles
  const trusteeId = trustee.organization.id
  const rolesOf = async (group: string) =>
    ids((await admin.succeeds("getOrgauthorizationTrusteeGroupRoles", trusteeId, group)).roles)

  const added = await admin.succeeds("postOrgauthorizationTrusteeGroups", trusteeId, {
    id: first,
    roleIds: [supervisor.id],
  })
  assert.strictEqual(added.id, first)
  assert.isString(added.dateCreated)
  const roleDivisions = { grants: [{ roleId: visitor.id, divisionId: division }] }
  await admin.succeeds("postOrgauthorizationTrusteeGroups", trusteeId, { id: second, roleDivisions })
  assert.deepStrictEqual([await rolesOf(first), await rolesOf(second)], [[supervisor.id], [visitor.id]])
  const page = await admin.succeeds("getOrgauthorizationTrusteeGroups", trusteeId, { pageSize: 1, pageNumber: 2 })
  assert.deepStrictEqual([ids(page.entities), page.pageCount], [[second], 2])
  assert.strictEqual((await admin.succeeds("getOrgauthorizationTrusteeGroup", trusteeId, first)).id, first)
  const both = [visitor.id, supervisor.id]
  const replaced = await admin.succeeds("putOrgauthorizationTrusteeGroupRoles", trusteeId, first, both)
  assert.sameMembers(ids(replaced.roles), both)
  const within = await admin.succeeds("putOrgauthorizationTrusteeGroupRoledivisions", trusteeId, first, roleDivisions)
  assert.deepStrictEqual(ids(within.roles), [visitor.id])
  await admin.succeeds("deleteOrgauthorizationTrusteeGroupRoles", trusteeId, first)
  assert.deepStrictEqual(await rolesOf(first), [])
  const ofUser = await admin.succeeds(
    "putOrgauthorizationTrusteeUserRoledivisions",
    trusteeId,
    trustee.second,
    roleDivisions,
  )
  assert.deepStrictEqual(ids(ofUser.roles), [visitor.id])
  for (const group of trustee.groups) await admin.succeeds("deleteOrgauthorizationTrusteeGroup", trusteeId, group)
  await admin.refused(404, "not.found", "getOrgauthorizationTrusteeGroup", trusteeId, first)
}

/** A trusted user lets groups of the own organization in, without roles. */
export const trusteeManagesGroups = async (trustor: Side, { groups: [group], user }: Side): Promise<void> => {
  const trustorId = trustor.organization.id
  const added = await user.succeeds("putOrgauthorizationTrustorGroup", trustorId, group)
  assert.strictEqual(added.id, group)
  assert.deepStrictEqual(await user.succeeds("putOrgauthorizationTrustorGroup", trustorId, group), added)
  assert.deepStrictEqual(ids((await user.succeeds("getOrgauthorizationTrustorGroups", trustorId)).entities), [group])
  assert.strictEqual((await user.succeeds("getOrgauthorizationTrustorGroup", trustorId, group)).id, group)
  await user.succeeds("deleteOrgauthorizationTrustorGroup", trustorId, group)
  await user.refused(404, "not.found", "getOrgauthorizationTrustorGroup", trustorId, group)
}
