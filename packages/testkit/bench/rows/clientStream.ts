/**
 * The client: all users of a large trust, page by page.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Comparison, Effort, Measures } from "../harness/Comparison.ts"
import { trusteeOrgId } from "../support/ids.ts"
import { startFixed } from "../support/fixed.ts"
import { workers } from "../support/load.ts"

const pageSize = 100

/** Entities per second while as many go through all pages as there are requests under way in a load. */
const passes = async (effort: Effort, pass: () => Promise<number>): Promise<Measures> => {
  const all = () => Promise.all(workers(effort.concurrency).map(pass))
  const until = async (millis: number) => {
    const [startCpu, start] = [process.cpuUsage(), performance.now()]
    let count = 0
    let cpu = 0
    do {
      for (const entities of await all()) count += entities
      const { system, user } = process.cpuUsage(startCpu)
      cpu = user + system
    } while (cpu < 1000 * millis)
    return { perSecond: count / ((performance.now() - start) / 1000), cpu: cpu / count }
  }
  await until(effort.warmup)
  return until(effort.measured)
}

const over = (transport: "own" | "effect") => async (effort: Effort) => {
  const { TrusteeUsers } = await import("@org-trust/core/TrusteeUsers")
  const { runtimeFor, transports } = await import("../support/orgTrust.ts")
  const runtime = runtimeFor(await startFixed("users"), await transports[transport]())
  const pass = TrusteeUsers.use((users) => Stream.runCount(users.stream(trusteeOrgId)))
  return passes(effort, () => runtime.runPromise(Effect.orDie(pass)))
}

const sdk = async (effort: Effort) => {
  const { sdkFor } = await import("../support/sdk.ts")
  const api = await sdkFor(await startFixed("users"))
  return passes(effort, async () => {
    let count = 0
    for (let pageNumber = 1; ; pageNumber++) {
      const page = await api.getOrgauthorizationTrusteeUsers(trusteeOrgId, { pageSize, pageNumber })
      count += page.entities?.length ?? 0
      if (pageNumber >= (page.pageCount ?? 0)) return count
    }
  })
}

const what = "streaming all of 10,000 trust users through pages of 100"

export const comparison: Comparison = {
  sides: { own: over("own"), sdk, effect: over("effect") },
  lines: [
    {
      what,
      reference: "the SDK in a hand-written loop",
      unit: "users/s",
      ours: { side: "own", measure: "perSecond" },
      theirs: { side: "sdk", measure: "perSecond" },
      better: "higher",
      toReach: 1.2,
      dream: 3,
    },
    {
      what: `${what}, over Effect's own transport`,
      reference: "the SDK in a hand-written loop",
      unit: "users/s",
      ours: { side: "effect", measure: "perSecond" },
      theirs: { side: "sdk", measure: "perSecond" },
      better: "higher",
    },
  ],
}
