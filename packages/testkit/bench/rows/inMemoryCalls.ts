/**
 * The services in memory: one call after the other.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { Trustees } from "@org-trust/core/Trustees"
import * as Services from "@org-trust/core/Services"
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { trusteeOrgId } from "../support/ids.ts"
import { inProcess } from "../support/inProcess.ts"
import * as Stage from "../support/Stage.ts"

const batch = 1000

const calls = (call: Effect.Effect<unknown>, effort: Effort) => {
  const run = Effect.suspend(() => {
    let left = batch
    return Effect.whileLoop({ while: () => left > 0, body: () => call, step: () => left-- })
  })
  return inProcess(() => Effect.runSync(run), effort, batch)
}

const inMemory = async (effort: Effort) => {
  const stage = Stage.make({ trustees: 100, users: 1 })
  const platform = await Effect.runPromise(stage.platform)
  const trustees = Context.get(Services.make(platform.invokeAs(stage.principal)), Trustees)
  // As a program calls it: each call is an effect of its own.
  return calls(Effect.orDie(Effect.suspend(() => trustees.get(trusteeOrgId))), effort)
}

const map = async (effort: Effort) => {
  const all = new Map<string, { readonly id: string }>([[trusteeOrgId, { id: trusteeOrgId }]])
  const get = (id: string) => Effect.sync(() => all.get(id))
  return calls(
    Effect.suspend(() => get(trusteeOrgId)),
    effort,
  )
}

export const comparison: Comparison = {
  sides: { inMemory, map },
  lines: [
    {
      what: "in-memory service, `Trustees.get`",
      reference: "`Map` in `Effect.sync`",
      unit: "calls/s",
      ours: { side: "inMemory", measure: "perSecond" },
      theirs: { side: "map", measure: "perSecond" },
      better: "higher",
      toReach: 0.3,
      dream: 0.6,
    },
  ],
}
