import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import { isChange, operationNames, operations } from "@org-trust/core/Operation"
import { Pairings } from "@org-trust/core/Pairings"
import { TrustAudits } from "@org-trust/core/TrustAudits"
import { Trustees } from "@org-trust/core/Trustees"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"

const { harborBank, northwindPartners } = organizations
const asTrustee = Effect.provide(InMemory.layer(principalOf(northwindPartners.clients.admin)))
const asTrustor = Effect.provide(InMemory.layer(principalOf(harborBank.clients.admin)))

const pair = asTrustee(Pairings.use((all) => all.create({ userIds: [northwindPartners.users.tom.id] })))
const trust = Effect.gen(function* () {
  const { id: pairingId } = yield* pair
  const users = [{ id: northwindPartners.users.tom.id }]
  yield* asTrustor(Trustees.use((all) => all.create({ pairingId, enabled: true, users })))
})
const end = asTrustor(Trustees.use((all) => all.remove(northwindPartners.id)))
const seen = asTrustor(
  Effect.map(
    Trustees.use((all) => all.list()),
    ({ total }) => total,
  ),
)
const seenAudits = asTrustor(
  Effect.map(
    TrustAudits.use((all) => all.ofTrustees({ trusteeOrganizationIds: [], trusteeUserIds: [] })),
    ({ total }) => total,
  ),
)

const settleIn = (millis: number) => Platform.Platform.use((platform) => platform.settleIn(millis))

const test = (
  name: string,
  body: Effect.Effect<void, unknown, Platform.Platform>,
  options?: Platform.PlatformOptions,
) => it.effect(name, () => Effect.provide(body, Platform.layer(options)))

describe("changes that take time to settle", () => {
  it("are seen late by reads, which are the GETs and the queries of audits", () => {
    assert.deepStrictEqual(
      operationNames.filter((operation) => !isChange(operation)),
      operationNames.filter((name) => operations[name].method === "GET" || name.startsWith("TrustAudits.")),
    )
  })

  test(
    "are seen when the time is over, each at its own time",
    Effect.gen(function* () {
      yield* settleIn(2000)
      yield* trust
      assert.deepStrictEqual([yield* seen, yield* seenAudits], [0, 0])
      yield* TestClock.adjust(1500)
      yield* end
      yield* TestClock.adjust(499)
      assert.deepStrictEqual([yield* seen, yield* seenAudits], [0, 0])
      yield* TestClock.adjust(1)
      assert.strictEqual(yield* seen, 1)
      yield* TestClock.adjust(1499)
      assert.strictEqual(yield* seen, 1)
      yield* TestClock.adjust(1)
      assert.strictEqual(yield* seen, 0)
    }),
  )

  test(
    "are there at once for other changes",
    Effect.gen(function* () {
      yield* settleIn(2000)
      yield* trust
      yield* end
      assert.strictEqual((yield* Effect.flip(end))._tag, "NotFound")
      yield* trust
    }),
  )

  test(
    "are never taken back by a read, whenever they are read",
    Effect.gen(function* () {
      yield* settleIn(10)
      for (let step = 0; step < 40; step++) {
        yield* step % 8 === 0 ? trust : step % 8 === 4 ? end : Effect.void
        const isThere = Math.floor(Math.max(0, step * 5 - 10) / 20) % 2 === 0 && step >= 2
        assert.strictEqual(yield* seen, isThere ? 1 : 0, `step ${step}`)
        yield* TestClock.adjust(5)
      }
    }),
  )

  test(
    "follow the platform's time where its clock is moved",
    Effect.gen(function* () {
      const platform = yield* Platform.Platform
      yield* settleIn(2000)
      yield* trust
      yield* TestClock.adjust(10_000)
      assert.strictEqual(yield* seen, 0)
      yield* platform.moveClock(DateTime.add(yield* platform.now, { seconds: 2 }))
      assert.strictEqual(yield* seen, 1)
    }),
    { startAt: DateTime.makeUnsafe("2026-01-01T00:00:00.000Z") },
  )

  test(
    "are seen at once when that is ended, and after a reset",
    Effect.gen(function* () {
      yield* settleIn(2000)
      yield* trust
      yield* settleIn(0)
      assert.strictEqual(yield* seen, 1)
      yield* settleIn(2000)
      assert.strictEqual(yield* seen, 1)
      yield* Platform.Platform.use((platform) => platform.reset)
      assert.strictEqual(yield* seen, 0)
      yield* trust
      assert.strictEqual(yield* seen, 0)
    }),
  )

  test(
    "stay unseen while the time is only changed",
    Effect.gen(function* () {
      yield* settleIn(2000)
      yield* trust
      yield* settleIn(1000)
      assert.strictEqual(yield* seen, 0)
      yield* TestClock.adjust(1000)
      assert.strictEqual(yield* seen, 1)
    }),
  )
})
