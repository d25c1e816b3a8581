import { assert, describe, it } from "@effect/vitest"
import { resolve } from "@org-trust/core/access/Desired"
import { review } from "@org-trust/core/access/Review"
import type { ReviewSettings } from "@org-trust/core/access/Reviewed"
import { type ReviewRuleId, reviewRules } from "@org-trust/core/access/ReviewRule"
import type { SeenTrustee, Snapshot } from "@org-trust/core/access/Snapshot"
import { TrustFile } from "@org-trust/core/access/TrustFile"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import * as World from "@org-trust/core/lifecycle/World"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { scenarioRuns } from "../lifecycle/support/options.ts"
import { directoryOf, snapshotOf } from "./support/seen.ts"

const { harborBank, northwindPartners } = organizations
const { lea, tom } = northwindPartners.users
const { onCall } = northwindPartners.groups
const { supervisor } = harborBank.roles
const now = DateTime.makeUnsafe("2026-06-01T00:00:00Z")
const later = DateTime.makeUnsafe("2027-06-01T00:00:00Z")

const clean: SeenTrustee = {
  name: "Northwind",
  enabled: true,
  dateExpired: later,
  users: new Map([
    [tom.id, { name: "Tom", roles: new Set([supervisor.id]), permissions: new Set(["routing:queue:view"]) }],
  ]),
  groups: new Map(),
  clones: new Set(),
}

const rulesOf = (trustee: Partial<SeenTrustee>, settings: Partial<ReviewSettings> = {}) => {
  const snapshot: Snapshot = {
    organizationId: harborBank.id,
    takenAt: now,
    trustees: new Map([[northwindPartners.id, { ...clean, ...trustee }]]),
    trustors: new Map(),
  }
  return review(snapshot, { now, ...settings }).findings.map(({ rule }) => rule)
}

const withTom = (member: object) => ({
  users: new Map([[tom.id, { name: "Tom", roles: new Set([supervisor.id]), ...member }]]),
})

const without = ({ dateExpired: _, ...trustee }: SeenTrustee): SeenTrustee => trustee

const desiredOf = (trustees: object) =>
  Result.getOrThrow(resolve(Schema.decodeUnknownSync(TrustFile)({ organization: harborBank.id, trustees })))

const inFile = { [northwindPartners.id]: { users: { [tom.id]: [] } } }

/** For each rule, something that it finds alone. */
const cases: { readonly [K in ReviewRuleId]: () => ReadonlyArray<ReviewRuleId> } = {
  "no-end-date": () =>
    review(
      {
        organizationId: harborBank.id,
        takenAt: now,
        trustees: new Map([[northwindPartners.id, without(clean)]]),
        trustors: new Map(),
      },
      { now },
    ).findings.map(({ rule }) => rule),
  "ends-soon": () => rulesOf({ dateExpired: DateTime.makeUnsafe("2026-07-01T00:00:00Z") }),
  "ended-but-there": () => rulesOf({ dateExpired: now }),
  "disabled-with-members": () => rulesOf({ enabled: false }),
  "member-without-roles": () => rulesOf(withTom({ roles: new Set() })),
  "roles-in-all-divisions": () => rulesOf(withTom({ grants: [{ roleId: supervisor.id }] })),
  "wildcard-permission": () => rulesOf(withTom({ permissions: new Set(["routing:*:*"]) })),
  "administrator-permission": () => rulesOf(withTom({ permissions: new Set(["authorization:orgTrustee:add"]) })),
  "inactive-user": () => {
    assert.deepStrictEqual(rulesOf(withTom({ state: "deleted" })), ["inactive-user"])
    return rulesOf(withTom({ state: "inactive" }))
  },
  "large-group": () => rulesOf({ groups: new Map([[onCall.id, { roles: new Set([supervisor.id]), size: 20 }]]) }),
  "clone-outlived": () => rulesOf({ clones: new Set([lea.id]) }),
  "care-still-in": () => rulesOf({ defaults: { hasFullAccess: false, isTrustedUser: true, usesDefaultRole: false } }),
  "not-in-file": () => rulesOf({}, { desired: desiredOf({ [northwindPartners.id]: { users: {} } }) }),
  "not-there": () =>
    rulesOf({}, { desired: desiredOf({ [northwindPartners.id]: { users: { [tom.id]: [], [lea.id]: [] } } }) }),
  "sides-disagree": () =>
    rulesOf({}, { otherSides: new Map([[northwindPartners.id, { users: new Set(), groups: new Set() }]]) }),
}

const fullAccess = { hasFullAccess: true, isTrustedUser: false, usesDefaultRole: false }
const trustedUser = { hasFullAccess: false, isTrustedUser: true, usesDefaultRole: false }
const withCare = (customerCare: object) => ({
  desired: desiredOf({ [northwindPartners.id]: { customerCare, users: { [tom.id]: [] } } }),
})

describe("a review of Customer Care", () => {
  it("compares its flags with those of the file", () => {
    const { isTrustedUser } = trustedUser
    assert.deepStrictEqual(rulesOf({ defaults: trustedUser }, withCare({ isTrustedUser })), ["care-still-in"])
    assert.deepStrictEqual(rulesOf({ defaults: trustedUser }, { desired: desiredOf(inFile) }), [
      "care-still-in",
      "not-in-file",
    ])
    assert.deepStrictEqual(rulesOf({ defaults: trustedUser }, withCare({ hasFullAccess: true })), [
      "care-still-in",
      "not-in-file",
      "not-there",
    ])
    assert.deepStrictEqual(rulesOf({}, withCare({ hasFullAccess: true })), ["not-there"])
  })

  it("says that it is in once, whatever the other side shows, and not where nobody gets in", () => {
    const other = { users: new Set([tom.id]), groups: new Set<typeof onCall.id>() }
    const otherSides = new Map([[northwindPartners.id, other]])
    assert.deepStrictEqual(rulesOf({ defaults: fullAccess }, { otherSides }), ["care-still-in"])
    assert.deepStrictEqual(rulesOf({ defaults: fullAccess, enabled: false }), ["disabled-with-members"])
    assert.deepStrictEqual(rulesOf({ defaults: fullAccess, dateExpired: now }), ["ended-but-there"])
    const disagreeing = new Map([[northwindPartners.id, { ...other, users: new Set([lea.id]) }]])
    assert.deepStrictEqual(rulesOf({ defaults: fullAccess }, { otherSides: disagreeing }), [
      "care-still-in",
      "sides-disagree",
      "sides-disagree",
    ])
  })
})

describe("a review", () => {
  for (const [rule, find] of Object.entries(cases)) {
    it(`finds ${rule}, and nothing else`, () => assert.deepStrictEqual<ReadonlyArray<string>>(find(), [rule]))
  }

  it("finds nothing where all is well", () => assert.deepStrictEqual(rulesOf({}, { desired: desiredOf(inFile) }), []))

  it("has an advice for every rule, in sentences", () => {
    for (const { advice, title, why } of Object.values(reviewRules)) {
      assert.match(advice, /\.$/)
      assert.match(why, /\.$/)
      assert.notMatch(title, /\.$/)
    }
  })

  it("says what cannot be seen", () => {
    const groups = new Map([[onCall.id, { roles: new Set([supervisor.id]) }]])
    const snapshot = {
      organizationId: harborBank.id,
      takenAt: now,
      trustees: new Map([[northwindPartners.id, { ...clean, groups }]]),
      trustors: new Map(),
    }
    assert.lengthOf(review(snapshot, { now }).limits, 2)
  })

  it.prop(
    "agrees with the model for every person in every division",
    [scenariosOf(120)],
    ([{ organizations, plan, profile }]) => {
      const world = World.make(organizations)
      const last = run({ world, profile }, plan).at(-1)
      if (last === undefined) return
      const { now } = last.request
      for (const { divisions, id: own } of organizations) {
        const { partners } = review(snapshotOf(last.after, own, now), { now, directory: directoryOf(world, own) })
        for (const { organization } of world.values()) {
          if (organization.id === own) continue
          const members = partners.find(({ id }) => id === organization.id)?.members ?? []
          for (const { id: userId } of organization.users) {
            const rights = members.find(({ id, kind }) => kind === "user" && id === userId)?.rights ?? []
            for (const divisionId of [undefined, ...divisions.map(({ id }) => id)]) {
              const seen = rights.flatMap(({ right, wheres }) =>
                right.kind === "permission" &&
                wheres.some(
                  (where) => divisionId === undefined || where.kind !== "division" || where.divisionId === divisionId,
                )
                  ? [right.permission]
                  : [],
              )
              const within = divisionId === undefined ? {} : { divisionId }
              const question = { trustorOrgId: own, trusteeOrgId: organization.id, userId, now, ...within }
              assert.deepStrictEqual(seen.sort(), [...permissionsOf(world, last.after, question)].sort())
            }
          }
        }
      }
    },
    scenarioRuns,
  )
})
