/**
 * How bad the network of a simulation is.
 */
import { FaultPlan } from "../../FaultPlan.ts"

/**
 * Every kind of fault that there is. About one request in four meets one; with
 * `before` and `after` the effect, so that what the client sees is the same and what
 * it should do is not. A 429 is never answered to what was carried out, and a
 * duplicate is delivered right after the first: nothing could be done about either.
 */
export const storm = (seed: number): FaultPlan =>
  FaultPlan.make({
    seed,
    rules: [
      { probability: 0.03, fault: { type: "latency", minMillis: 1000, maxMillis: 30_000 } },
      { probability: 1, fault: { type: "latency", minMillis: 5, maxMillis: 200 } },
      { probability: 0.02, fault: { type: "reset", when: "before" } },
      { probability: 0.05, fault: { type: "reset", when: "after" } },
      { probability: 0.02, fault: { type: "status", status: 503, when: "before" } },
      { probability: 0.02, fault: { type: "status", status: 503, when: "after" } },
      { probability: 0.01, fault: { type: "status", status: 502, when: "before" } },
      { probability: 0.01, fault: { type: "status", status: 504, when: "after" } },
      { probability: 0.01, fault: { type: "status", status: 408, when: "before" } },
      { probability: 0.01, fault: { type: "status", status: 500, when: "before" } },
      { probability: 0.01, fault: { type: "status", status: 500, when: "after" } },
      { probability: 0.02, fault: { type: "status", status: 429, retryAfter: 7, when: "before" } },
      { probability: 0.01, fault: { type: "status", status: 429, retryAfter: { dateIn: 20 }, when: "before" } },
      { probability: 0.002, fault: { type: "status", status: 429, retryAfter: 3600, when: "before" } },
      { probability: 0.01, fault: { type: "html", status: 502, when: "before" } },
      { probability: 0.01, fault: { type: "html", status: 200, when: "after" } },
      { probability: 0.01, fault: { type: "truncated" } },
      { probability: 0.01, fault: { type: "garbage" } },
      { probability: 0.01, fault: { type: "contentType" } },
      { probability: 0.01, fault: { type: "duplicate" } },
      { probability: 0.01, fault: { type: "expiredToken" } },
      { operations: ["login"], probability: 0.5, fault: { type: "latency", minMillis: 5, maxMillis: 3000 } },
      { operations: ["login"], probability: 0.1, fault: { type: "status", status: 503, when: "before" } },
      { operations: ["login"], probability: 0.05, fault: { type: "reset", when: "after" } },
      { operations: ["login"], probability: 0.05, fault: { type: "html", status: 200, when: "before" } },
    ],
    rateLimit: { limit: 10, windowMillis: 60_000 },
    settlingMillis: 2000,
  })
