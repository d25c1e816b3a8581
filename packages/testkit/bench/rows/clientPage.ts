/**
 * The client: a page of trustees.
 */
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { startFixed } from "../support/fixed.ts"
import { promises, underLoad } from "../support/load.ts"

const pageSize = 100

const orgTrust = async (effort: Effort) => {
  const { Trustees } = await import("@org-trust/core/Trustees")
  const { measureOrgTrust } = await import("../support/orgTrust.ts")
  return measureOrgTrust(
    await startFixed("page"),
    effort,
    Trustees.use((trustees) => trustees.list({ pageSize })),
  )
}

const orgTrustJit = async (effort: Effort) => {
  const { enableJit } = await import("../support/jit.ts")
  await enableJit()
  return orgTrust(effort)
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
  sides: { orgTrust, sdk, orgTrustJit },
  lines: [
    {
      what,
      reference: "the SDK, which validates nothing",
      unit: "requests/s",
      ours: { side: "orgTrust", measure: "perSecond" },
      theirs: { side: "sdk", measure: "perSecond" },
      better: "higher",
      toReach: 1.2,
      dream: 2,
    },
    {
      what: `${what}: CPU of the client`,
      reference: "the SDK",
      unit: "µs/request",
      ours: { side: "orgTrust", measure: "cpu" },
      theirs: { side: "sdk", measure: "cpu" },
      better: "lower",
    },
    {
      what: `${what}, with the JIT compiler`,
      reference: "the SDK",
      unit: "requests/s",
      ours: { side: "orgTrustJit", measure: "perSecond" },
      theirs: { side: "sdk", measure: "perSecond" },
      better: "higher",
    },
  ],
}
