/**
 * Decoding a page, compared with parsing it.
 */
import { operations } from "@org-trust/core/Operation"
import * as Schema from "effect/Schema"
import type { Comparison, Effort } from "../harness/Comparison.ts"
import { inProcess } from "../support/inProcess.ts"

const bodies = {
  "Trustees.list": async () => (await import("../support/answers.ts")).trusteesBody(),
  "TrusteeUsers.list": async () => (await (await import("../support/answers.ts")).userBodies())[0] ?? "",
} as const

const decoding = (operation: keyof typeof bodies) => async (effort: Effort) => {
  const text = await bodies[operation]()
  const codec: Schema.Codec<unknown, unknown> = operations[operation].output
  const decode = Schema.decodeUnknownSync(codec)
  const value: unknown = JSON.parse(text)
  return inProcess(() => decode(value), effort)
}

const parsing = (operation: keyof typeof bodies) => async (effort: Effort) => {
  const text = await bodies[operation]()
  return inProcess(() => JSON.parse(text), effort)
}

export const comparison: Comparison = {
  sides: {
    trustees: decoding("Trustees.list"),
    trusteesParsed: parsing("Trustees.list"),
    users: decoding("TrusteeUsers.list"),
    usersParsed: parsing("TrusteeUsers.list"),
  },
  lines: [
    {
      what: "decoding a page of 100 trustees",
      reference: "`JSON.parse` of it",
      unit: "µs/page",
      ours: { side: "trustees", measure: "micros" },
      theirs: { side: "trusteesParsed", measure: "micros" },
      better: "lower",
      toReach: 1.2,
      dream: 0.7,
    },
    {
      what: "decoding a page of 100 trust users",
      reference: "`JSON.parse` of it",
      unit: "µs/page",
      ours: { side: "users", measure: "micros" },
      theirs: { side: "usersParsed", measure: "micros" },
      better: "lower",
      toReach: 1.2,
      dream: 0.7,
    },
  ],
}
