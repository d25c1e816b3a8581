import * as Pairings from "@org-trust/core/Pairings"
import * as Trustees from "@org-trust/core/Trustees"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import { someServices } from "@org-trust/testkit/contract/someServices"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import { vitest } from "@org-trust/testkit/contract/Vitest"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf, type WorldClient } from "@org-trust/testkit/WorldFile"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

// Yours come here, as a client of the world calls them. In this example they are from memory.
const platform = Effect.runSync(Effect.cached(Platform.make()))
const servicesOf = (client: WorldClient): Layer.Layer<Pairings.Pairings | Trustees.Trustees> =>
  Layer.mergeAll(Pairings.layer, Trustees.layer).pipe(
    Layer.provide(InMemory.layerInvoke(principalOf(client))),
    Layer.provide(Layer.effect(Platform.Platform, platform)),
  )

const ours: Subject = {
  name: "ours",
  world,
  // All that they are: whatever needs more is checked as far as it goes, or skipped.
  capabilities: { ...complete, groups: ["Pairings", "Trustees"] },
  connect: (client) => someServices(servicesOf(client)),
}

vitest(ours, { runs: 2 })
