import { assert, it } from "@effect/vitest"
import { Trustees } from "@org-trust/core/Trustees"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

const memory = InMemory.layer(principalOf(organizations.harborBank.clients.admin)).pipe(Layer.provide(Platform.layer()))

it.effect("there is no trust yet", () =>
  Effect.gen(function* () {
    const { total } = yield* Trustees.use((trustees) => trustees.list())
    assert.strictEqual(Schema.decodeSync(Schema.Number)(total ?? 0), 0)
  }).pipe(Effect.provide(memory)),
)
