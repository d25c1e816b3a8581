/* The floor under exploration: the default budget reaches every situation that can be reached. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import { check } from "@org-trust/testkit/contract/Conformance"
import {
  type Cell,
  cellsOf,
  describeCell,
  makeTally,
  missing,
  surprising,
} from "@org-trust/testkit/contract/Exploration"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { defaultRuns } from "@org-trust/testkit/contract/Runner"
import { allPermissions, world } from "@org-trust/testkit/BuiltInWorld"
import { operationNames } from "@org-trust/core/Operation"
import { rules } from "@org-trust/core/lifecycle/Rule"
import { seeds } from "../support/effort.ts"

const explored = Effect.fnUntraced(function* (seed: number): Effect.fn.Return<ReadonlyArray<Cell>, unknown> {
  const subject = yield* inMemory()
  const verdict = yield* Effect.scoped(
    Effect.flatMap(Bench.make(subject), (bench) => check(bench, { seed, runs: defaultRuns })),
  )
  assert.strictEqual(verdict._tag, "Passed")
  return verdict._tag === "Passed" ? (verdict.exploration ?? []) : []
})

const subject = { world, capabilities: complete, passTime: () => Effect.void }

describe("the default budget", () => {
  for (const seed of seeds(5)) {
    it.live(`reaches every situation that can be reached, with seed ${seed}`, () =>
      Effect.gen(function* () {
        const cells = yield* explored(seed)
        assert.deepStrictEqual(missing(cells).map(describeCell), [])
        assert.deepStrictEqual(surprising(cells).map(describeCell), [])
      }),
    )
  }
})

describe("the table of situations", () => {
  it("has success and every error of every operation", () => {
    const cells = cellsOf(subject)
    assert.strictEqual(new Set(cells.map(describeCell)).size, cells.length)
    for (const operation of operationNames) {
      assert.isTrue(
        cells.some((cell) => cell.operation === operation && cell.unreachable === undefined),
        operation,
      )
    }
  })

  it("counts visits, and calls what was not visited missing", () => {
    const tally = makeTally()
    const all = missing(cellsOf(subject, tally)).length
    tally.visit("Pairings.create", "Success", "no pairing")
    tally.visit("Pairings.create", "Success", "no pairing")
    tally.visit("Pairings.get", "Success", "no pairing")
    const cells = cellsOf(subject, tally)
    assert.strictEqual(missing(cells).length, all - 1)
    assert.deepStrictEqual(
      cells.filter(({ visits }) => visits > 0).map((cell) => [describeCell(cell), cell.visits]),
      [
        ["Pairings.create → Success with no pairing", 2],
        ["Pairings.get → Success with no pairing", 1],
      ],
    )
    assert.deepStrictEqual(surprising(cells).map(describeCell), ["Pairings.get → Success with no pairing"])
  })

  it("gives known rules as reasons", () => {
    const named = cellsOf(subject).flatMap(({ unreachable = "" }) => /^[a-z]+\.[a-z-]+(?=:)/.exec(unreachable) ?? [])
    assert.isAbove(named.length, 100)
    for (const rule of named) assert.property(rules, rule)
  })

  it("needs time for what expires, and people for a trust that is full", () => {
    const { passTime: _, ...timeless } = subject
    const reasons = new Map(cellsOf(timeless).map((cell) => [describeCell(cell), cell.unreachable]))
    assert.strictEqual(
      reasons.get("Pairings.get → NotFound with expired pairing"),
      "time cannot be moved for this implementation",
    )
    const small = {
      organizations: world.organizations.map((each) => ({ ...each, users: each.users.slice(0, 4), groups: [] })),
      clients: world.clients.filter(
        ({ userId }) =>
          userId === undefined ||
          world.organizations.some(({ users }) => users.slice(0, 4).some(({ id }) => id === userId)),
      ),
    }
    const few = new Map(cellsOf({ ...subject, world: small }).map((cell) => [describeCell(cell), cell.unreachable]))
    assert.strictEqual(
      few.get("TrustorUsers.add → Conflict with open trust"),
      "no trustee of the world has more users and groups than a trust takes",
    )
  })

  it("needs clients with and without permission", () => {
    const clients = world.clients.filter(({ permissions }) => permissions.length === allPermissions.length)
    const reasons = new Map(
      cellsOf({ ...subject, world: { ...world, clients } }).map((cell) => [describeCell(cell), cell.unreachable]),
    )
    assert.strictEqual(reasons.get("Trustees.list → Success with no trust"), undefined)
    assert.strictEqual(
      reasons.get("Trustees.list → MissingAnyPermissions with no trust"),
      "every client of the world has the permissions",
    )
  })
})
