import { assert, it } from "@effect/vitest"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import * as Trustees from "@org-trust/core/Trustees"
import * as TrusteeUsers from "@org-trust/core/TrusteeUsers"
import { isAbsence } from "@org-trust/core/ErrorCategory"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

// The program needs two services, so these are all that has to be provided.
const membersOf = Effect.fnUntraced(
  function* (trusteeOrgId: OrganizationId) {
    const trustees = yield* Trustees.Trustees
    const users = yield* TrusteeUsers.TrusteeUsers
    const { enabled } = yield* trustees.get(trusteeOrgId)
    return enabled === true ? (yield* users.list(trusteeOrgId)).entities : []
  },
  Effect.catchIf(isAbsence, () => Effect.succeed([])),
)

const { harborBank, northwindPartners } = organizations
const memory = InMemory.layerInvoke(principalOf(harborBank.clients.admin)).pipe(Layer.provide(Platform.layer()))

it.effect("a trust that ends while its members are read has none", () =>
  Effect.gen(function* () {
    // A service of the test's own, with the one method that is called; the other is from memory.
    const services = Layer.mergeAll(
      Layer.mock(Trustees.Trustees, { get: (id) => Effect.succeed({ id, enabled: true }) }),
      TrusteeUsers.layer.pipe(Layer.provide(memory)),
    )
    const members = yield* membersOf(northwindPartners.id).pipe(Effect.provide(services))
    assert.deepStrictEqual(members, [])
  }),
)
