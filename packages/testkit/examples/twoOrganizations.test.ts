import { assert, it } from "@effect/vitest"
import type { PairingId } from "@org-trust/core/Identifiers"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"

const { harborBank, northwindPartners } = organizations
const asPartner = Effect.provide(InMemory.layer(principalOf(northwindPartners.clients.admin)))
const asBank = Effect.provide(InMemory.layer(principalOf(harborBank.clients.admin)))
const { tom } = northwindPartners.users

it.effect("a pairing is good for 48 hours, and a trust for as long as it is said", () =>
  Effect.gen(function* () {
    const pair = Pairings.use((pairings) => pairings.create({ userIds: [tom.id] })).pipe(asPartner)
    const agree = Effect.fnUntraced(function* (pairingId: PairingId) {
      const trustees = yield* Trustees
      const dateExpired = DateTime.add(yield* DateTime.now, { days: 30 })
      return yield* trustees.create({ pairingId, enabled: true, dateExpired, users: [{ id: tom.id }] })
    }, asBank)

    const late = yield* pair
    yield* TestClock.adjust("49 hours")
    assert.strictEqual((yield* Effect.flip(agree(late.id)))._tag, "PairingIdRequired")

    const { dateExpired } = yield* agree((yield* pair).id)
    assert.deepStrictEqual(dateExpired, DateTime.add(yield* DateTime.now, { days: 30 }))
  }).pipe(Effect.provide(Platform.layer())),
)
