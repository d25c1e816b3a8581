/**
 * The client: a page of trustees.
 */
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { startFixed } from "../support/fixed.ts"
import { promises, underLoad } from "../support/load.ts"

const pageSize = 100

const over = (transport: "own" | "effect") => async (effort: Effort) => {
  const { Trustees } = await import("@org-trust/core/Trustees")
  const { measureOrgTrust, transports } = await import("../support/orgTrust.ts")
  return measureOrgTrust(
    await startFixed("page"),
    await transports[transport](),
    effort,
    Trustees.use((trustees) => trustees.list({ pageSize })),
  )
}

const sdk = async (effort: Effort) => {
  const { sdkFor } = await import("../support/sdk.ts")
  const api = await sdkFor(await startFixed("page"))
  return underLoad(
    promises(() => api.getOrgauthorizationTrustees({ pageSize })),
    effort,
  )
}

const what = "client, page of 100 trustees, validated with dates"

export const comparison: Comparison = {
  sides: { own: over("own"), sdk, effect: over("effect") },
  lines: [
    {
      what,
      reference: "the SDK, which validates nothing",
      unit: "requests/s",
      ours: { side: "own", measure: "perSecond" },
      theirs: { side: "sdk", measure: "perSecond" },
      better: "higher",
      toReach: 1.2,
      dream: 2,
    },
    {
      what: `${what}: CPU of the client`,
      reference: "the SDK",
      unit: "µs/request",
      ours: { side: "own", measure: "cpu" },
      theirs: { side: "sdk", measure: "cpu" },
      better: "lower",
    },
    {
      what: `${what}, over Effect's own transport`,
      reference: "the SDK",
      unit: "requests/s",
      ours: { side: "effect", measure: "perSecond" },
      theirs: { side: "sdk", measure: "perSecond" },
      better: "higher",
    },
  ],
}
