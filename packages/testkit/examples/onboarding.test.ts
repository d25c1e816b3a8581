import { assert, it } from "@effect/vitest"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as Effect from "effect/Effect"

const { harborBank, northwindPartners } = organizations
const trustee = InMemory.layer(principalOf(northwindPartners.clients.admin))
const trustor = InMemory.layer(principalOf(harborBank.clients.admin))

it.effect("a partner is let in", () =>
  Effect.gen(function* () {
    const users = [{ id: northwindPartners.users.tom.id, roleIds: [harborBank.roles.supervisor.id] }]
    const { id: pairingId } = yield* Pairings.use((pairings) =>
      pairings.create({ userIds: users.map(({ id }) => id) }),
    ).pipe(Effect.provide(trustee))
    const trust = yield* Trustees.use((trustees) => trustees.create({ pairingId, enabled: true, users })).pipe(
      Effect.provide(trustor),
    )
    assert.strictEqual(trust.organization?.name, "Northwind Partners")
  }).pipe(Effect.provide(Platform.layer())),
)
