import { assert, describe, it } from "@effect/vitest"
import { AuditMessageId, OrganizationId, PairingId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { TrustCreated } from "@org-trust/core/lifecycle/Event"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import { defaultPageSize, type Page, type PageRequest } from "@org-trust/core/Page"
import { oneOf, upTo } from "@org-trust/testkit/arbitrary/Numbers"
import { readableId } from "@org-trust/testkit/arbitrary/ReadableId"
import { startOfPlans } from "@org-trust/testkit/arbitrary/Run"
import { almighty, answerOf, ask, type Spot, verdict } from "./support/ask.ts"

const organizationId = (count: number) => OrganizationId.make(readableId(1, "organization", count))
const userId = (count: number) => UserId.make(readableId(1, "user", count))
const roleId = RoleId.make(readableId(1, "role", 1))
const own = organizationId(0)

const sequence = (length: number) => Array.from({ length }, (_, index) => index + 1)

/** Organization 0 and those that it can meet, all with the same 30 users. */
const world = World.make(
  [0, ...sequence(30)].map((count) => ({
    id: organizationId(count),
    name: `Organization ${count}`,
    users: sequence(30).map((number) => ({ id: userId(number), name: `User ${number}`, state: "active" as const })),
    groups: [],
    roles: [{ id: roleId, name: "Viewer", permissions: ["authorization:orgTrusteeUser:view"] }],
    divisions: [],
  })),
)

const created = (
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  users: ReadonlyArray<UserId>,
): TrustCreated => ({
  _tag: "TrustCreated",
  id: AuditMessageId.make(readableId(1, "audit", 1)),
  at: startOfPlans,
  by: { organizationId: trustorOrgId },
  trustorOrgId,
  trusteeOrgId,
  pairingId: PairingId.make(readableId(1, "pairing", 1)),
  settings: { enabled: true },
  users: users.map((id) => ({ id, grants: [{ roleId }] })),
  groups: [],
})

interface Listing {
  /** The state with `numbers` as what is listed, in this order. */
  readonly state: (numbers: ReadonlyArray<number>) => State
  readonly list: (spot: Spot, page: PageRequest) => Page<{ readonly id: string }>
  readonly id: (number: number) => string
  readonly path: string
}

const base = "/api/v2/orgauthorization"

const listings: Record<string, Listing> = {
  "trustees of an organization": {
    state: (numbers) => numbers.map((number) => created(own, organizationId(number), [])).reduce(evolve, empty),
    list: (spot, page) => answerOf(spot, almighty(own), "Trustees.list", page),
    id: organizationId,
    path: `${base}/trustees`,
  },
  "trustors of an organization": {
    state: (numbers) => numbers.map((number) => created(organizationId(number), own, [])).reduce(evolve, empty),
    list: (spot, page) => answerOf(spot, almighty(own), "Trustors.list", page),
    id: organizationId,
    path: `${base}/trustors`,
  },
  "users of a trust, as the trustor lists them": {
    state: (numbers) => evolve(empty, created(own, organizationId(1), numbers.map(userId))),
    list: (spot, page) =>
      answerOf(spot, almighty(own), "TrusteeUsers.list", { trusteeOrgId: organizationId(1), ...page }),
    id: userId,
    path: `${base}/trustees/${organizationId(1)}/users`,
  },
  "users of a trust, as the trustee lists them": {
    state: (numbers) => evolve(empty, created(organizationId(1), own, numbers.map(userId))),
    list: (spot, page) =>
      answerOf(spot, almighty(own, userId(1)), "TrustorUsers.list", { trustorOrgId: organizationId(1), ...page }),
    id: userId,
    path: `${base}/trustors/${organizationId(1)}/users`,
  },
}

const spotOf = (state: State): Spot => ({ environment: { world, profile: defaultProfile }, state, now: startOfPlans })

describe.each(Object.entries(listings))("%s", (_, { id, list, path, state }) => {
  it.prop(
    "the pages of any size make the whole, with totals and links",
    // User 1 is always there, because it is through that user that the trustee may look.
    { count: upTo(29), pageSize: oneOf(1, 2, 3, 4, 5, 7, 10, 15, 29, 30, 31, 99, 100), turn: upTo(28) },
    ({ count, pageSize, turn }) => {
      const numbers = [1, ...sequence(count).map((number) => 2 + ((number + turn) % 29))]
      const due = numbers.map(id)
      const spot = spotOf(state(numbers))
      const uri = (pageNumber: number) => `${path}?pageSize=${pageSize}&pageNumber=${pageNumber}`
      const pageCount = Math.ceil(due.length / pageSize)
      const found: Array<string> = []
      for (const pageNumber of sequence(pageCount)) {
        const { entities, ...rest } = list(spot, { pageSize, pageNumber })
        assert.isAtMost(entities.length, pageSize)
        assert.isAbove(entities.length, 0)
        found.push(...entities.map((entity) => entity.id))
        assert.deepStrictEqual<unknown>(rest, {
          pageSize,
          pageNumber,
          total: due.length,
          pageCount,
          selfUri: uri(pageNumber),
          firstUri: uri(1),
          lastUri: uri(pageCount),
          ...(pageNumber > 1 && { previousUri: uri(pageNumber - 1) }),
          ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
        })
      }
      assert.deepStrictEqual(found, due)
      const beyond = list(spot, { pageSize, pageNumber: pageCount + 1 })
      assert.deepStrictEqual([beyond.entities, beyond.total, beyond.nextUri], [[], due.length, undefined])
    },
    { arbitrary: { runs: 60 } },
  )

  it("has 25 to the page and starts at the first where a request does not say", () => {
    const page = list(spotOf(state(sequence(30))), {})
    assert.deepStrictEqual(
      page.entities.map((entity) => entity.id),
      sequence(30).slice(0, 25).map(id),
    )
    assert.deepStrictEqual([page.pageSize, page.pageNumber, page.pageCount], [defaultPageSize, 1, 2])
  })

  it("refuses what is out of the limits", () => {
    const spot = spotOf(state([1]))
    for (const page of [
      { pageSize: 0 },
      { pageSize: 101 },
      { pageNumber: 0 },
      { pageSize: 1.5 },
      { pageNumber: 1.5 },
    ]) {
      assert.throws(() => list(spot, page), /page.limits: InvalidRequest/)
    }
    assert.strictEqual(list(spot, { pageSize: 100, pageNumber: 1 }).entities.length, 1)
  })
})

it.each(["Trustees.list", "Trustors.list"] as const)(
  "%s of nothing is one empty page that links to itself",
  (operation) => {
    const spot = spotOf(empty)
    assert.strictEqual(verdict(ask(spot, almighty(own), operation, {})), "done")
    const { entities, firstUri, lastUri, nextUri, pageCount, selfUri, total } = answerOf(
      spot,
      almighty(own),
      operation,
      {},
    )
    assert.deepStrictEqual([entities.length, total, pageCount, nextUri], [0, 0, 0, undefined])
    assert.deepStrictEqual([firstUri, lastUri], [selfUri, selfUri])
  },
)
