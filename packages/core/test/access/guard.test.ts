import { assert, describe, it } from "@effect/vitest"
import type { Desired, DesiredTrustee } from "@org-trust/core/access/Desired"
import * as Guard from "@org-trust/core/access/Guard"
import * as Plan from "@org-trust/core/access/Plan"
import type { SeenMember, SeenTrustee, Snapshot } from "@org-trust/core/access/Snapshot"
import { type OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as DateTime from "effect/DateTime"

const { cedarHealth, harborBank, northwindPartners } = organizations
const own = harborBank.id
const { lea, tom } = northwindPartners.users
const visitor = harborBank.roles.visitor.id
const admin = harborBank.roles.trustAdministrator.id

const member = (roleId: typeof visitor, permissions: ReadonlyArray<string> = []): SeenMember => ({
  roles: new Set([roleId]),
  permissions: new Set(permissions),
})

const trustee = (users: ReadonlyArray<readonly [UserId, SeenMember]>): SeenTrustee => ({
  enabled: true,
  users: new Map(users),
  groups: new Map(),
  clones: new Set(),
})

const snapshotOf = (trustees: ReadonlyArray<readonly [OrganizationId, SeenTrustee]>): Snapshot => ({
  organizationId: own,
  takenAt: DateTime.makeUnsafe("2026-01-01T00:00:00Z"),
  trustees: new Map(trustees),
  trustors: new Map(),
})

const wants = (users: DesiredTrustee["users"], enabled = true): DesiredTrustee => ({
  enabled,
  users,
  groups: new Map(),
  strangers: "remove",
})

const file = (trustees: ReadonlyArray<readonly [OrganizationId, DesiredTrustee]>): Desired => ({
  organizationId: own,
  strangers: "remove",
  trustees: new Map(trustees),
})

const both = snapshotOf([
  [
    northwindPartners.id,
    trustee([
      [tom.id, member(admin, ["authorization:orgTrusteeUser:add"])],
      [lea.id, member(visitor)],
    ]),
  ],
])
const tomAlone = file([[northwindPartners.id, wants(new Map([[tom.id, [{ roleId: admin }]]]))]])
const leaAlone = file([[northwindPartners.id, wants(new Map([[lea.id, [{ roleId: visitor }]]]))]])
const as = { organizationId: own } as const

const railsOf = (desired: Desired, snapshot: Snapshot, options: Guard.GuardOptions = as) =>
  Guard.check(desired, snapshot, Plan.make(desired, snapshot), options).map(({ rail }) => rail)

describe("guard rails", () => {
  it("let at most a quarter of the people leave, or as many as is said", () => {
    assert.deepStrictEqual(railsOf(tomAlone, both), ["removals"])
    assert.deepStrictEqual(railsOf(tomAlone, both, { ...as, maxRemovals: { share: 0.5 } }), [])
    assert.deepStrictEqual(railsOf(tomAlone, both, { ...as, maxRemovals: { count: 1 } }), [])
    assert.deepStrictEqual(railsOf(tomAlone, both, { ...as, allow: new Set(["removals"]) }), [])
  })

  it("count a trust that is closed as one whose people leave", () => {
    const closed = file([
      [
        northwindPartners.id,
        wants(
          new Map([
            [tom.id, [{ roleId: admin }]],
            [lea.id, [{ roleId: visitor }]],
          ]),
          false,
        ),
      ],
    ])
    assert.include(railsOf(closed, both), "removals")
  })

  it("let at most a quarter of the partners leave", () => {
    const two = snapshotOf([...both.trustees, [cedarHealth.id, trustee([])]])
    const asked = file([
      [
        northwindPartners.id,
        wants(
          new Map([
            [tom.id, [{ roleId: admin }]],
            [lea.id, [{ roleId: visitor }]],
          ]),
        ),
      ],
    ])
    assert.deepStrictEqual(railsOf(asked, two), ["removals"])
  })

  it("keep the caller's own access", () => {
    const much = { ...as, maxRemovals: { share: 1 } }
    assert.deepStrictEqual(railsOf(tomAlone, both, { ...much, userId: lea.id }), ["own-access"])
    assert.deepStrictEqual(railsOf(tomAlone, both, { ...much, userId: tom.id }), [])
  })

  it("leave somebody who manages the trust where there was one", () => {
    assert.deepStrictEqual(railsOf(leaAlone, both, { ...as, maxRemovals: { share: 1 } }), ["managers"])
  })

  it("remove nothing on the word of a file that names nobody", () => {
    assert.include(railsOf(file([]), both, { ...as, maxRemovals: { share: 1 } }), "empty-file")
  })

  it("remove nothing where the file is about another organization, or may be", () => {
    const much = { maxRemovals: { share: 1 } }
    assert.deepStrictEqual(railsOf(tomAlone, both, { ...much, organizationId: cedarHealth.id }), ["organization"])
    assert.deepStrictEqual(railsOf(tomAlone, both, much), ["organization"])
    const ofPartner = { ...tomAlone, organizationId: northwindPartners.id }
    assert.deepStrictEqual(railsOf(ofPartner, both, { ...much, organizationId: northwindPartners.id }), [
      "organization",
    ])
  })
})

describe("a plan", () => {
  it("never has more in a trust than it has room for, and takes out early only who is in the way", () => {
    // Who is in a group that joins keeps access by it, so users leave after it: but a full trust has no room for it.
    const crew = Array.from({ length: 25 }, (_, at) =>
      UserId.make(`22222222-1111-4000-8000-${String(900 + at).padStart(12, "0")}`),
    )
    const full = snapshotOf([[northwindPartners.id, trustee(crew.map((id) => [id, member(visitor)]))]])
    const [first] = crew
    const [one, other] = Object.values(northwindPartners.groups)
    if (first === undefined || one === undefined || other === undefined) return assert.fail("nobody is there")
    const asked: DesiredTrustee = {
      ...wants(new Map([[first, [{ roleId: visitor }]]])),
      groups: new Map([
        [one.id, [{ roleId: visitor }]],
        [other.id, [{ roleId: visitor }]],
      ]),
    }
    const { steps } = Plan.make(file([[northwindPartners.id, asked]]), full)
    const operations = steps.map(({ operation }) => operation)
    let there = 25
    for (const operation of operations) {
      if (operation === "TrusteeGroups.add") there++
      if (operation === "TrusteeUsers.remove") there--
      assert.isAtMost(there, 25)
    }
    assert.strictEqual(there, 3)
    assert.strictEqual(operations.indexOf("TrusteeGroups.add"), 2, "two have to go before, no more")
  })
})
