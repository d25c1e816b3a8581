import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import {
  type AuditMessage,
  type AuditPageRequest,
  toSearchResult,
  type TrusteeAuditQueryRequest,
} from "@org-trust/core/Audit"
import { oneOf } from "@org-trust/testkit/arbitrary/Numbers"
import { later } from "./support/ask.ts"
import {
  bank,
  cedarHealth,
  clinic,
  harborBank,
  northwindPartners,
  partner,
  pathOf,
  roles,
  stage,
  tom,
  users,
} from "./support/stage.ts"

const trusteeOrgId = northwindPartners.id
const trustorOrgId = harborBank.id

/**
 * Seven changes, a second apart: the trust is made, Lea is added by Tom, gets a
 * role, the trust is disabled, Lea is removed, the trust ends, and the clinic is
 * let in instead.
 */
const busy = () => {
  const scene = stage()
  scene.trust()
  const tick = () => scene.wait(1_000)
  tick()
  // What is asked twice happens once, and what is refused not at all.
  scene.does(tom, "TrustorUsers.add", { trustorOrgId, trusteeUserId: users.lea.id })
  scene.does(tom, "TrustorUsers.add", { trustorOrgId, trusteeUserId: users.lea.id })
  tick()
  scene.does(bank, "TrusteeUserRoles.replace", { ...pathOf(users.lea.id), payload: [roles.supervisor.id] })
  scene.does(bank, "TrusteeUserRoles.replace", { ...pathOf(users.lea.id), payload: [roles.supervisor.id] })
  tick()
  scene.does(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: false } })
  scene.does(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: false } })
  scene.refusalOf(tom, "TrustorUsers.remove", { trustorOrgId, trusteeUserId: users.lea.id })
  tick()
  scene.does(bank, "TrusteeUsers.remove", pathOf(users.lea.id))
  scene.refusalOf(bank, "TrusteeUsers.remove", pathOf(users.lea.id))
  tick()
  scene.does(partner, "Trustors.remove", { trustorOrgId })
  scene.refusalOf(bank, "Trustees.remove", { trusteeOrgId })
  tick()
  const { ben } = cedarHealth.users
  const payload = { pairingId: scene.pair(clinic, [ben.id]), enabled: true, users: [{ id: ben.id }] }
  scene.does(bank, "Trustees.create", { payload })
  const end = scene.now
  const query = (fields: Partial<TrusteeAuditQueryRequest> = {}, page: AuditPageRequest = {}) =>
    Option.getOrThrow(
      toSearchResult(
        scene.does(bank, "TrustAudits.ofTrustees", {
          ...page,
          payload: { trusteeOrganizationIds: [], trusteeUserIds: [], ...fields },
        }),
      ),
    )
  const refusal = (fields: Partial<TrusteeAuditQueryRequest> = {}, page: AuditPageRequest = {}) =>
    scene.refusalOf(bank, "TrustAudits.ofTrustees", {
      ...page,
      payload: { trusteeOrganizationIds: [], trusteeUserIds: [], ...fields },
    })
  /** When the n-th change happened, counted from 0. */
  const time = (change: number) => later(end, (change - 6) * 1_000)
  return { query, refusal, scene, time }
}

const short = ({ action, entity }: AuditMessage) => `${action} ${entity?.type}`

const story = [
  "CREATE TRUST",
  "CREATE TRUST_USER",
  "UPDATE TRUST_USER_ROLES",
  "UPDATE TRUST",
  "DELETE TRUST_USER",
  "DELETE TRUST",
  "CREATE TRUST",
]

const newestFirst = [...story].reverse()

const shorts = ({ auditMessages }: { readonly auditMessages: ReadonlyArray<AuditMessage> }) => auditMessages.map(short)

describe("audits", () => {
  it("tell every change once, newest first", () => {
    const { query } = busy()
    const result = query()
    assert.deepStrictEqual(shorts(result), newestFirst)
    assert.deepStrictEqual([result.total, result.pageCount, result.pageSize, result.pageNumber], [7, 1, 25, 1])
  })

  it("say who did what to whom, and when", () => {
    const { query, time } = busy()
    const [created, added, changed, updated, removed, ended] = [...query().auditMessages].reverse()
    assert.deepStrictEqual(added?.user, { id: users.tom.id, name: users.tom.name })
    assert.strictEqual(added?.entity?.id, users.lea.id)
    assert.strictEqual(added?.entity?.name, users.lea.name)
    assert.deepStrictEqual(added?.timestamp, time(1))
    assert.deepStrictEqual(created?.user, { id: trustorOrgId, name: "Harbor Bank" })
    assert.deepStrictEqual([created?.entity?.id, created?.entity?.name], [trusteeOrgId, "Northwind Partners"])
    assert.deepStrictEqual(changed?.changes, [{ property: "roles", oldValues: [], newValues: [roles.supervisor.id] }])
    assert.deepStrictEqual(updated?.changes, [{ property: "enabled", oldValues: ["true"], newValues: ["false"] }])
    assert.strictEqual(removed?.entity?.id, users.lea.id)
    assert.deepStrictEqual(ended?.user, { id: trusteeOrgId, name: "Northwind Partners" })
  })

  it("of an ended trust can still be read, by both sides", () => {
    const { query, scene } = busy()
    assert.deepStrictEqual(shorts(query({ trusteeOrganizationIds: [trusteeOrgId] })), newestFirst.slice(1))
    const payload = { trustorOrganizationId: trustorOrgId, trusteeUserIds: [] }
    const result = Option.getOrThrow(toSearchResult(scene.does(partner, "TrustAudits.ofTrustor", { payload })))
    assert.deepStrictEqual(shorts(result), newestFirst.slice(1))
    // The partner reads its own side: what the trust is about is the other organization.
    assert.strictEqual(result.auditMessages[0]?.entity?.id, trustorOrgId)
  })

  it("of a trustor are asked for by its trustee, not the other way round", () => {
    const { scene } = busy()
    const payload = { trustorOrganizationId: trusteeOrgId, trusteeUserIds: [] }
    assert.strictEqual(scene.does(bank, "TrustAudits.ofTrustor", { payload })["total"], 0)
    const query = { trusteeOrganizationIds: [], trusteeUserIds: [] }
    assert.strictEqual(scene.does(partner, "TrustAudits.ofTrustees", { payload: query })["total"], 0)
  })

  it("can be restricted to trustees, none of them meaning all", () => {
    const { query } = busy()
    const count = (...ids: ReadonlyArray<typeof trusteeOrgId>) => query({ trusteeOrganizationIds: ids }).total
    assert.deepStrictEqual(
      [count(), count(trusteeOrgId), count(cedarHealth.id), count(trusteeOrgId, cedarHealth.id), count(trustorOrgId)],
      [7, 6, 1, 7, 0],
    )
  })

  it("can be restricted to trustee users who acted or were acted upon", () => {
    const { query } = busy()
    const found = (...ids: ReadonlyArray<typeof users.tom.id>) => shorts(query({ trusteeUserIds: ids }))
    assert.deepStrictEqual(found(users.lea.id), ["DELETE TRUST_USER", "UPDATE TRUST_USER_ROLES", "CREATE TRUST_USER"])
    assert.deepStrictEqual(found(users.tom.id), ["CREATE TRUST_USER", "CREATE TRUST"])
    assert.deepStrictEqual(found(users.nina.id), [])
    assert.strictEqual(found(users.tom.id, users.lea.id).length, 4)
  })

  it.prop(
    "lie between the two dates, both included",
    [oneOf(0, 1, 2, 3), oneOf(6, 5, 4, 3), oneOf(0, 1, -1)],
    ([from, to, shift]) => {
      const { query, time } = busy()
      const startDate = later(time(from), shift)
      const endDate = later(time(to), shift)
      const due = story.filter((_, at) => at * 1_000 >= from * 1_000 + shift && at * 1_000 <= to * 1_000 + shift)
      assert.deepStrictEqual(shorts(query({ startDate, endDate })), [...due].reverse())
      assert.isAbove(query({ startDate }).total ?? 0, 0)
      assert.strictEqual((query({ startDate }).total ?? 0) + (query({ endDate: later(startDate, -1) }).total ?? 0), 7)
    },
  )

  it("can be searched for a phrase, in any letter case", () => {
    const { query } = busy()
    assert.deepStrictEqual(shorts(query({ queryPhrase: "trust_user_roles" })), ["UPDATE TRUST_USER_ROLES"])
    assert.strictEqual(query({ queryPhrase: "CEDAR health" }).total, 1)
    assert.strictEqual(query({ queryPhrase: users.lea.name }).total, 3)
    assert.strictEqual(query({ queryPhrase: "nobody says this" }).total, 0)
    assert.strictEqual(query({ queryPhrase: "" }).total, 7)
  })

  it.each([
    ["EQUALS", "action", ["CREATE"], 3],
    ["IN", "action", ["CREATE", "DELETE"], 5],
    ["NOT_EQUALS", "action", ["CREATE"], 4],
    ["NOT_IN", "action", ["CREATE", "DELETE"], 2],
    ["CONTAINS", "entityType", ["USER"], 3],
    ["IN", "entityId", [users.lea.id], 3],
    ["IN", "userId", [users.tom.id, trusteeOrgId], 2],
    ["CONTAINS", "timestamp", ["2026-03-01T12:00:0"], 7],
    ["EQUALS", "level", ["USER"], 7],
    ["EQUALS", "status", ["FAILURE"], 0],
    ["IN", "action", [], 0],
    ["NOT_IN", "action", [], 7],
  ])("can be filtered: %s %s %j finds the right number", (operator, name, values, count) => {
    const { query } = busy()
    const filter = { name, type: "STRING", operator, values }
    assert.strictEqual(query({ filters: [filter] }).total, count)
    // Several filters all have to match.
    const none = { name: "status", type: "STRING", operator: "NOT_EQUALS", values: ["SUCCESS"] }
    assert.strictEqual(query({ filters: [filter, none] }).total, 0)
  })

  it("are counted by facets, over all pages", () => {
    const { query } = busy()
    const { facetInfo } = query(
      { facets: ["action", "entityType"].map((name) => ({ name, type: "STRING" })) },
      { pageSize: 1 },
    )
    const counts = facetInfo?.map(({ entries, name }) => [
      name,
      Object.fromEntries(entries.map(({ count, value }) => [value, count])),
    ])
    assert.deepStrictEqual(counts, [
      ["action", { CREATE: 3, UPDATE: 2, DELETE: 2 }],
      ["entityType", { TRUST: 4, TRUST_USER: 2, TRUST_USER_ROLES: 1 }],
    ])
  })

  it("are sorted by any field, either way, by time among equals", () => {
    const { query } = busy()
    assert.deepStrictEqual(shorts(query({}, { sortOrder: "ascending" })), story)
    assert.deepStrictEqual(shorts(query({}, { sortOrder: "descending" })), newestFirst)
    assert.deepStrictEqual(shorts(query({}, { sortBy: "timestamp" })), newestFirst)
    const byAction = (sortOrder: string) =>
      query({}, { sortBy: "action", sortOrder }).auditMessages.map(({ action, timestamp }) => [
        action,
        timestamp && (DateTime.toEpochMillis(timestamp) / 1_000) % 60,
      ])
    assert.deepStrictEqual(byAction("ascending"), [
      ["CREATE", 0],
      ["CREATE", 1],
      ["CREATE", 6],
      ["DELETE", 4],
      ["DELETE", 5],
      ["UPDATE", 2],
      ["UPDATE", 3],
    ])
    assert.deepStrictEqual(byAction("descending"), [...byAction("ascending")].reverse())
  })

  it.prop("come in pages that make the whole", [oneOf(1, 2, 3, 6, 7, 8)], ([pageSize]) => {
    const { query } = busy()
    const pageCount = Math.ceil(7 / pageSize)
    const pages = Array.from({ length: pageCount }, (_, at) => query({}, { pageSize, pageNumber: at + 1 }))
    assert.deepStrictEqual(pages.flatMap(shorts), newestFirst)
    for (const page of pages)
      assert.deepStrictEqual([page.total, page.pageCount, page.pageSize], [7, pageCount, pageSize])
    assert.deepStrictEqual(shorts(query({}, { pageSize, pageNumber: pageCount + 1 })), [])
  })

  it("refuse what they do not know rather than ignore it", () => {
    const { refusal } = busy()
    const filter = { name: "action", type: "STRING", operator: "EQUALS", values: ["CREATE"] }
    const invalid = "audit.query: InvalidRequest"
    assert.strictEqual(refusal({}, { sortBy: "color" }), invalid)
    assert.strictEqual(refusal({}, { sortBy: "toString" }), invalid)
    assert.strictEqual(refusal({}, { sortOrder: "sideways" }), invalid)
    assert.strictEqual(refusal({ filters: [{ ...filter, name: "color" }] }), invalid)
    assert.strictEqual(refusal({ filters: [{ ...filter, operator: "LIKE" }] }), invalid)
    assert.strictEqual(refusal({ filters: [{ ...filter, operator: "constructor" }] }), invalid)
    assert.strictEqual(refusal({ facets: [{ name: "color", type: "STRING" }] }), invalid)
    assert.strictEqual(refusal({}, { pageSize: 101 }), "page.limits: InvalidRequest")
    assert.strictEqual(refusal({ filters: [filter] }), "done")
  })
})
