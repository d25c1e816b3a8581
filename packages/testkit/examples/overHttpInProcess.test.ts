import { assert, it } from "@effect/vitest"
import { Trustees } from "@org-trust/core/Trustees"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import { FaultPlan } from "@org-trust/testkit/FaultPlan"
import * as Platform from "@org-trust/testkit/Platform"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

const { id, secret } = organizations.harborBank.clients.admin
const url = "http://emulator.test"

// The real client, login and all, without a socket: the emulator is its HttpClient.
const services = OrgTrust.layer({
  region: { api: url, login: url },
  credentials: clientCredentials(id, secret),
  retry: false,
}).pipe(
  Layer.provide(
    Emulator.layerClient({ faults: FaultPlan.make({ rules: [{ count: 1, fault: { type: "status", status: 503 } }] }) }),
  ),
  Layer.provide(Platform.layer()),
)

it.effect("a platform that is down for a moment", () =>
  Effect.gen(function* () {
    const trustees = yield* Trustees
    assert.strictEqual((yield* Effect.flip(trustees.all()))._tag, "Unavailable")
    assert.deepStrictEqual(yield* trustees.all(), [])
  }).pipe(Effect.provide(services)),
)
