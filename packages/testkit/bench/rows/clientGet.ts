/**
 * The client: one trustee.
 */
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { trusteeOrgId } from "../support/ids.ts"
import { startFixed, token } from "../support/fixed.ts"
import { promises, underLoad } from "../support/load.ts"
import { basePath } from "@org-trust/core/Operation"

const over = (transport: "own" | "effect") => async (effort: Effort) => {
  const { Trustees } = await import("@org-trust/core/Trustees")
  const { measureOrgTrust, transports } = await import("../support/orgTrust.ts")
  return measureOrgTrust(
    await startFixed("one"),
    await transports[transport](),
    effort,
    Trustees.use((trustees) => trustees.get(trusteeOrgId)),
  )
}

const sdk = async (effort: Effort) => {
  const { sdkFor } = await import("../support/sdk.ts")
  const api = await sdkFor(await startFixed("one"))
  return underLoad(
    promises(() => api.getOrgauthorizationTrustee(trusteeOrgId)),
    effort,
  )
}

const undici = async (effort: Effort) => {
  const { Agent, request } = await import("undici")
  const url = `${await startFixed("one")}${basePath}/trustees/${trusteeOrgId}`
  const options = {
    dispatcher: new Agent(),
    headers: { authorization: `Bearer ${token}`, accept: "application/json" },
  }
  const get = async () => {
    const { body } = await request(url, options)
    return JSON.parse(await body.text())
  }
  return underLoad(promises(get), effort)
}

const what = "client, GET one trustee, validated"

export const comparison: Comparison = {
  sides: { own: over("own"), sdk, undici, effect: over("effect") },
  lines: [
    {
      what,
      reference: "the SDK",
      unit: "requests/s",
      ours: { side: "own", measure: "perSecond" },
      theirs: { side: "sdk", measure: "perSecond" },
      better: "higher",
      toReach: 3.5,
      dream: 8,
    },
    {
      what: `${what}: CPU of the client`,
      reference: "undici and `JSON.parse`",
      unit: "µs/request",
      ours: { side: "own", measure: "cpu" },
      theirs: { side: "undici", measure: "cpu" },
      better: "lower",
      toReach: 2.2,
      dream: 1.5,
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
      what: `${what}, over Effect's own transport: CPU of the client`,
      reference: "over the one of this library",
      unit: "µs/request",
      ours: { side: "effect", measure: "cpu" },
      theirs: { side: "own", measure: "cpu" },
      better: "lower",
    },
  ],
}
