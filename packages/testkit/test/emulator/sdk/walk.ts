import { assert } from "@effect/vitest"
import { trusteeManagesGroups, trustorManagesGroups } from "./groups.ts"
import type { Side } from "./sides.ts"

const ids = (entities: ReadonlyArray<{ readonly id?: string }> = []) => entities.map(({ id }) => id)

const pair = async ({ admin, guest, organization, second }: Side): Promise<string> => {
  const made = await admin.succeeds("postOrgauthorizationPairings", { userIds: [guest.id, second] })
  assert.strictEqual(made.trustee.id, organization.id)
  assert.deepStrictEqual(ids(made.users), [guest.id, second])
  assert.isString(made.id)
  return made.id ?? ""
}

/** Turns a new pairing of the trustee into a trust: the guest may administrate it, the second user has no role. */
export const makeTrust = async (trustor: Side, trustee: Side): Promise<void> => {
  const pairingId = await pair(trustee)
  const seen = await trustor.admin.succeeds("getOrgauthorizationPairing", pairingId)
  assert.deepStrictEqual(await trustee.admin.succeeds("getOrgauthorizationPairing", pairingId), seen)
  const made = await trustor.admin.succeeds("postOrgauthorizationTrustees", {
    pairingId,
    enabled: true,
    users: [
      { id: trustee.guest.id, roleIds: [trustor.organization.roles.trustAdministrator.id] },
      { id: trustee.second },
    ],
  })
  assert.strictEqual(made.id, trustee.organization.id)
  await trustor.admin.refused(404, "not.found", "getOrgauthorizationPairing", pairingId)
}

const bothSee = async (trustor: Side, trustee: Side): Promise<void> => {
  const [trusteeId, trustorId] = [trustee.organization.id, trustor.organization.id]
  const trustees = await trustor.admin.succeeds("getOrgauthorizationTrustees", { pageSize: 10, pageNumber: 1 })
  assert.deepStrictEqual([ids(trustees.entities), trustees.pageSize, trustees.total], [[trusteeId], 10, 1])
  const trustors = await trustee.admin.succeeds("getOrgauthorizationTrustors")
  assert.deepStrictEqual([ids(trustors.entities), trustors.pageSize, trustors.total], [[trustorId], 25, 1])
  const one = await trustor.admin.succeeds("getOrgauthorizationTrustee", trusteeId)
  const other = await trustee.admin.succeeds("getOrgauthorizationTrustor", trustorId)
  assert.deepStrictEqual([one.enabled, one.dateCreated], [other.enabled, other.dateCreated])
}

const trusteeManagesUsers = async (trustor: Side, { guest, second, third, user }: Side): Promise<void> => {
  const trustorId = trustor.organization.id
  const users = await user.succeeds("getOrgauthorizationTrustorUsers", trustorId, { pageSize: 1, pageNumber: 2 })
  assert.deepStrictEqual([ids(users.entities), users.pageCount], [[second], 2])
  assert.strictEqual((await user.succeeds("getOrgauthorizationTrustorUser", trustorId, guest.id)).id, guest.id)
  const added = await user.succeeds("putOrgauthorizationTrustorUser", trustorId, third)
  assert.deepStrictEqual([added.id, added.authorization?.roles ?? []], [third, []])
  await user.succeeds("deleteOrgauthorizationTrustorUser", trustorId, third)
  await user.refused(404, "not.found", "getOrgauthorizationTrustorUser", trustorId, third)
}

const trustorManagesUsers = async ({ admin, organization }: Side, trustee: Side): Promise<void> => {
  const { guest, second, third } = trustee
  const { supervisor, visitor } = organization.roles
  const trusteeId = trustee.organization.id
  const rolesOf = async () => ids((await admin.succeeds("getOrgauthorizationTrusteeUserRoles", trusteeId, third)).roles)

  await admin.succeeds("postOrgauthorizationTrusteeUsers", trusteeId, { id: third, roleIds: [supervisor.id] })
  const users = await admin.succeeds("getOrgauthorizationTrusteeUsers", trusteeId)
  assert.deepStrictEqual(ids(users.entities), [guest.id, second, third])
  assert.strictEqual((await admin.succeeds("getOrgauthorizationTrusteeUser", trusteeId, third)).id, third)
  assert.deepStrictEqual(await rolesOf(), [supervisor.id])
  const both = [visitor.id, supervisor.id]
  const replaced = await admin.succeeds("putOrgauthorizationTrusteeUserRoles", trusteeId, third, both)
  assert.sameMembers(ids(replaced.roles), both)
  assert.deepStrictEqual(replaced.permissions, ["authorization:orgTrusteeUser:view"])
  await admin.succeeds("putOrgauthorizationTrusteeUserRoles", trusteeId, third, [])
  assert.deepStrictEqual(await rolesOf(), [])
  await admin.succeeds("deleteOrgauthorizationTrusteeUserRoles", trusteeId, third)
  await admin.succeeds("deleteOrgauthorizationTrusteeUser", trusteeId, third)
  await admin.refused(404, "not.found", "getOrgauthorizationTrusteeUser", trusteeId, third)
}

const trustorSwitches = async ({ admin, organization }: Side, { organization: { id }, user }: Side): Promise<void> => {
  const off = await admin.succeeds("putOrgauthorizationTrustee", id, { enabled: false })
  assert.isFalse(off.enabled)
  await user.refused(403, "missing.trustor.permissions", "getOrgauthorizationTrustorUsers", organization.id)
  const dateExpired = "2999-01-01T00:00:00.000Z"
  const on = await admin.succeeds("putOrgauthorizationTrustee", id, { enabled: true, dateExpired })
  assert.deepStrictEqual([on.enabled, on.dateExpired], [true, dateExpired])
  await user.succeeds("getOrgauthorizationTrustorUsers", organization.id)
}

const bothReadAudits = async (trustor: Side, trustee: Side): Promise<void> => {
  const query = { trusteeUserIds: [], facets: [{ name: "action", type: "STRING" }] }
  const order = { pageSize: 100, sortOrder: "ascending" }
  const one = await trustor.admin.succeeds(
    "postOrgauthorizationTrusteesAudits",
    { ...query, trusteeOrganizationIds: [trustee.organization.id] },
    order,
  )
  const other = await trustee.admin.succeeds(
    "postOrgauthorizationTrustorAudits",
    { ...query, trustorOrganizationId: trustor.organization.id },
    order,
  )
  assert.isAbove(Number(Reflect.get(one, "total")), 5)
  assert.strictEqual(Reflect.get(one, "total"), Reflect.get(other, "total"))
  assert.deepStrictEqual(Reflect.get(one, "facetInfo"), Reflect.get(other, "facetInfo"))
}

/** The trustee clones a user and removes the clone; so does the trustor with another. */
const bothManageClones = async ({ admin, organization }: Side, trustee: Side): Promise<void> => {
  const { guest, second, user } = trustee
  const [trusteeId, trustorId] = [trustee.organization.id, organization.id]
  const clone = await user.succeeds("putOrgauthorizationTrustorCloneduser", trustorId, guest.id)
  assert.deepStrictEqual([clone.id, clone.trustor?.id], [guest.id, trustorId])
  assert.deepStrictEqual(await user.succeeds("getOrgauthorizationTrustorCloneduser", trustorId, guest.id), clone)
  await user.succeeds("putOrgauthorizationTrustorCloneduser", trustorId, second)
  const seen = await user.succeeds("getOrgauthorizationTrustorClonedusers", trustorId)
  assert.deepStrictEqual([ids(seen.entities), seen.total], [[guest.id, second], 2])
  const seenByTrustor = await admin.succeeds("getOrgauthorizationTrusteeClonedusers", trusteeId)
  assert.deepStrictEqual(ids(seenByTrustor.entities), [guest.id, second])
  await admin.succeeds("deleteOrgauthorizationTrusteeCloneduser", trusteeId, second)
  await user.succeeds("deleteOrgauthorizationTrustorCloneduser", trustorId, guest.id)
  await user.refused(404, "not.found", "getOrgauthorizationTrustorCloneduser", trustorId, guest.id)
}

/** The trustor lets Customer Care in by either way; the trusts end all at once, with ids in one value. */
const customerCare = async ({ admin }: Side): Promise<void> => {
  await admin.refused(404, "not.found", "getOrgauthorizationTrusteesDefault")
  const made = await admin.succeeds("postOrgauthorizationTrusteesDefault", {
    assignDefaultRole: true,
    autoExpire: true,
  })
  assert.deepStrictEqual([made.usesDefaultRole, made.hasFullAccess, made.isTrustedUser], [true, false, false])
  assert.isString(made.dateExpired)
  assert.deepStrictEqual(await admin.succeeds("getOrgauthorizationTrusteesDefault"), made)
  const care = ids((await admin.succeeds("getOrgauthorizationTrusteesCare")).entities)
  assert.lengthOf(care, 2)
  const all = await admin.succeeds("postOrgauthorizationTrusteesCare", { assignFullAccess: true })
  assert.deepStrictEqual(ids(all.entities), care)
  assert.deepStrictEqual(
    all.entities?.map(({ hasFullAccess }) => hasFullAccess),
    [false, true],
  )
  await admin.succeeds(
    "deleteOrgauthorizationTrustees",
    care.map((id) => id ?? ""),
  )
  await admin.refused(404, "not.found", "getOrgauthorizationTrusteesDefault")
}

/** The lifecycle of a trust, three times: the trustor ends the first, the trustee the second, and the third as one of many. */
export const walk = async (trustor: Side, trustee: Side): Promise<void> => {
  const [trusteeId, trustorId] = [trustee.organization.id, trustor.organization.id]
  await makeTrust(trustor, trustee)
  await bothSee(trustor, trustee)
  await trusteeManagesUsers(trustor, trustee)
  await trustorManagesUsers(trustor, trustee)
  await trusteeManagesGroups(trustor, trustee)
  await trustorManagesGroups(trustor, trustee)
  await trustorSwitches(trustor, trustee)
  await bothManageClones(trustor, trustee)
  await customerCare(trustor)
  const { guest, third } = trustee
  const trustors = async (userId: string) => ids((await trustee.admin.succeeds("getUserTrustors", userId)).entities)
  assert.deepStrictEqual([await trustors(guest.id), await trustors(third)], [[trustorId], []])
  await bothReadAudits(trustor, trustee)
  await trustor.admin.succeeds("deleteOrgauthorizationTrustee", trusteeId)
  await trustee.admin.refused(404, "not.found", "getOrgauthorizationTrustor", trustorId)
  await makeTrust(trustor, trustee)
  await trustee.admin.succeeds("deleteOrgauthorizationTrustor", trustorId)
  await trustor.admin.refused(404, "not.found", "getOrgauthorizationTrustee", trusteeId)
  await makeTrust(trustor, trustee)
  await trustee.admin.succeeds("deleteOrgauthorizationTrustors", [trustorId])
  await trustor.admin.refused(404, "not.found", "getOrgauthorizationTrustee", trusteeId)
}
