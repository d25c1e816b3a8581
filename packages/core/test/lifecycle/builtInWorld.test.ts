import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { permissions } from "@org-trust/core/Permission"
import { type BuiltInOrganization, careOrganizations, organizations, world } from "@org-trust/testkit/BuiltInWorld"
import { parse, WorldFile } from "@org-trust/testkit/WorldFile"

const all: ReadonlyArray<BuiltInOrganization> = Object.values(organizations)

it("the built-in world is a world file", () => {
  const json = JSON.stringify(Schema.encodeSync(WorldFile)(world))
  assert.deepStrictEqual(Result.getOrThrow(parse(json)), world)
})

describe.each(all)("in $name", ({ clients, divisions, groups, roles, users }) => {
  it("one client has every permission, one has none, and every user has one", () => {
    const due = permissions.filter((permission) => !["admin", "role_manager"].includes(permission))
    assert.deepStrictEqual<unknown>([clients["admin"]?.permissions, clients["admin"]?.userId], [due, undefined])
    assert.deepStrictEqual(clients["guest"]?.permissions, [])
    for (const [name, { id }] of Object.entries(users)) assert.strictEqual(clients[name]?.userId, id)
    assert.strictEqual(Object.keys(clients).length, Object.keys(users).length + 2)
  })

  it("there are several of everything, and someone who is not active", () => {
    for (const items of [users, divisions, roles]) assert.isAbove(Object.keys(items).length, 1)
    assert.isAbove(Object.keys(groups).length, 0)
    assert.include(
      Object.values(users).map(({ state }) => state),
      "inactive",
    )
    assert.include(
      Object.values(roles).map((role) => role.permissions.length),
      0,
    )
  })
})

it("ids and secrets are told apart", () => {
  const things = all.flatMap((organization) =>
    [organization.clients, organization.divisions, organization.groups, organization.roles, organization.users]
      .flatMap((items): ReadonlyArray<{ readonly id: string }> => Object.values(items))
      .concat(organization, organization.partialClients),
  )
  const ids = things.map(({ id }) => id)
  assert.strictEqual(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, /^[0-9a-f-]{36}$/)
  const secrets = world.clients.map(({ secret }) => Redacted.value(secret))
  assert.strictEqual(new Set(secrets).size, secrets.length)
  assert.include(secrets, "harbor-admin-secret")
})

it("Customer Care is two organizations that can act, and that have no roles to let anybody in with", () => {
  const care = world.organizations.filter(({ isCare }) => isCare === true)
  assert.deepStrictEqual(
    care.map(({ id }) => id),
    Object.values(careOrganizations).map(({ id }) => id),
  )
  assert.lengthOf(care, 2)
  for (const { id, roles, users } of care) {
    const clients = world.clients.filter(({ organizationId }) => organizationId === id)
    assert.sameMembers(
      clients.flatMap(({ userId }) => userId ?? []),
      users.map((user) => user.id),
    )
    assert.isTrue(clients.some(({ permissions, userId }) => userId === undefined && permissions.length > 0))
    assert.deepStrictEqual(roles, [])
  }
})

it("a world file needs to say nothing of Customer Care", () => {
  const organization = { id: "11111111-0000-4000-8000-000000000000", name: "Harbor Bank" }
  const parsed = Result.getOrThrow(parse(JSON.stringify({ organizations: [organization], clients: [] })))
  assert.isUndefined(parsed.organizations[0]?.isCare)
  const care = JSON.stringify({ organizations: [{ ...organization, isCare: "yes" }], clients: [] })
  assert.isTrue(Result.isFailure(parse(care)))
})

it("one organization has more people than a trust lets in", () => {
  const active = Object.values(organizations.northwindPartners.users).filter(({ state }) => state === "active")
  assert.isAbove(active.length, 25)
})
