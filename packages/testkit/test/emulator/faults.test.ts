import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { checkError } from "./support/errors.ts"
import { json } from "./support/json.ts"
import { answered, startTeller, type Teller } from "./support/teller.ts"
import { type Options, type Outcome, ways } from "./support/ways.ts"

const run = Effect.runPromise

const once = (fault: object) => ({ rules: [{ count: 1, fault }] })

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

interface Case {
  readonly fault: object
  /** How many pairings the faulted request made. */
  readonly made: number
  readonly check: (outcome: Outcome) => void
}

const errorCase = (status: number, code: string, rest: object = {}, check?: (outcome: Outcome) => void): Case => ({
  fault: { type: "status", status, ...rest },
  made: "when" in rest && rest.when === "after" ? 1 : 0,
  check: (outcome) => {
    checkError(answered(outcome), status, code)
    check?.(outcome)
  },
})

const retryAfterIs = (pattern: RegExp) => (outcome: Outcome) =>
  assert.match(answered(outcome).headers["retry-after"] ?? "none", pattern)

const limited = "too.many.requests.retry.after"
const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/

const isCut = (outcome: Outcome) => assert.strictEqual(outcome, "cut")

const isPage = (status: number) => (outcome: Outcome) => {
  const { headers, text, ...answer } = answered(outcome)
  assert.strictEqual(answer.status, status)
  assert.match(headers["content-type"] ?? "", /^text\/html/)
  assert.match(text, /^<!DOCTYPE html>/)
}

const cases: ReadonlyArray<Case> = [
  errorCase(408, "client.timeout"),
  errorCase(429, limited, {}, retryAfterIs(/^none$/)),
  errorCase(429, limited, { retryAfter: 7 }, retryAfterIs(/^7$/)),
  errorCase(429, limited, { retryAfter: 0 }, retryAfterIs(/^0$/)),
  errorCase(429, limited, { retryAfter: { dateIn: 7 } }, retryAfterIs(date)),
  errorCase(500, "internal.server.error"),
  errorCase(502, "bad.gateway"),
  errorCase(503, "service.unavailable", { retryAfter: 3 }, retryAfterIs(/^3$/)),
  errorCase(503, "service.unavailable", { when: "after" }, retryAfterIs(/^none$/)),
  errorCase(504, "request.timeout", { when: "after" }),
  { fault: { type: "reset" }, made: 0, check: isCut },
  { fault: { type: "reset", when: "after" }, made: 1, check: isCut },
  {
    fault: { type: "truncated" },
    made: 1,
    check: (outcome) => {
      const { headers, status, text } = answered(outcome)
      assert.strictEqual(status, 200)
      assert.strictEqual(headers["content-length"], String(Buffer.byteLength(text)))
      assert.match(text, /^\{"id":"[0-9a-f-]{36}"/)
      assert.isFalse(isJson(text))
    },
  },
  {
    fault: { type: "garbage" },
    made: 1,
    check: (outcome) => {
      const { headers, status, text } = answered(outcome)
      assert.strictEqual(status, 200)
      assert.match(headers["content-type"] ?? "", /^application\/json/)
      assert.isFalse(isJson(text))
    },
  },
  { fault: { type: "html" }, made: 0, check: isPage(502) },
  { fault: { type: "html", status: 200, when: "after" }, made: 1, check: isPage(200) },
  {
    fault: { type: "contentType" },
    made: 1,
    check: (outcome) => {
      const { headers, status, text } = answered(outcome)
      assert.strictEqual(status, 200)
      assert.match(headers["content-type"] ?? "", /^text\/plain/)
      assert.isTrue(isJson(text))
    },
  },
  {
    fault: { type: "duplicate" },
    made: 2,
    check: (outcome) => assert.strictEqual(answered(outcome).status, 200),
  },
  {
    fault: { type: "expiredToken" },
    made: 0,
    check: (outcome) => checkError(answered(outcome), 401, "bad.credentials"),
  },
]

describe.each(ways)("a fault $way", ({ start }) => {
  const withTeller = async (plan: object, use: (teller: Teller) => Promise<void>, options?: Options) => {
    const teller = await startTeller(start, plan, options)
    await use(teller).finally(() => teller.stop())
  }

  it.each(cases.map((each) => ({ ...each, name: JSON.stringify(each.fault) })))(
    "is seen by the client, once, and its effect is as stated: $name",
    ({ check, fault, made }) =>
      withTeller(once(fault), async ({ faults, newToken, pair, pairings }) => {
        const outcome = await pair()
        check(outcome)
        assert.strictEqual(pairings(), made)
        const [injected, ...others] = await run(faults.injected)
        assert.deepStrictEqual(others, [])
        assert.strictEqual(injected?.operation, "Pairings.create")
        assert.deepInclude(injected?.fault, fault)
        if (outcome !== "cut") assert.strictEqual(outcome.headers["inin-correlation-id"], injected?.correlationId)
        assert.strictEqual(answered(await pair(await newToken())).status, 200)
        assert.strictEqual(pairings(), made + 1)
      }),
  )

  it("of a token that expires is one of all its later uses", () =>
    withTeller(once({ type: "expiredToken" }), async ({ list, newToken }) => {
      for (let use = 0; use < 3; use++) checkError(answered(await list()), 401, "bad.credentials")
      assert.strictEqual(answered(await list(await newToken())).status, 200)
    }))

  it("after the effect also comes after a refusal", () =>
    withTeller(once({ type: "status", status: 503, when: "after" }), async ({ list }) => {
      const codes = []
      for (let request = 0; request < 2; request++) codes.push(json(answered(await list("unknown")))["code"])
      assert.deepStrictEqual(codes, ["service.unavailable", "bad.credentials"])
    }))

  it("of the answer also befalls the answer to a wrong request", () =>
    withTeller({ rules: [{ fault: { type: "truncated" } }] }, async ({ list }) => {
      const { status, text } = answered(await list("unknown"))
      assert.strictEqual(status, 401)
      assert.isFalse(isJson(text))
    }))

  it("does not befall the controls, the document and what the API does not have", () =>
    withTeller({ rules: [{ fault: { type: "reset" } }] }, async ({ send }) => {
      const get = async (path: string) => answered(await send({ method: "GET", path })).status
      assert.strictEqual(await get("/_emulator/clock"), 200)
      assert.strictEqual(await get("/_emulator/faults"), 200)
      assert.strictEqual(await get("/openapi.json"), 200)
      assert.strictEqual(await get("/nowhere"), 404)
    }))

  it("befalls the login only where it is named", () =>
    withTeller(
      { rules: [{ fault: { type: "reset" } }, { operations: ["login"], count: 1, fault: { type: "reset" } }] },
      async ({ list, logIn }) => {
        assert.strictEqual(await logIn(), "cut")
        assert.strictEqual(answered(await logIn()).status, 200)
        assert.strictEqual(await list(), "cut")
      },
    ))

  it("of the login has the login's own error body", () =>
    withTeller(
      { rules: [{ operations: ["login"], fault: { type: "status", status: 429, retryAfter: 5 } }] },
      async ({ logIn }) => {
        const answer = answered(await logIn())
        assert.deepStrictEqual([answer.status, answer.headers["retry-after"]], [429, "5"])
        assert.hasAllKeys(json(answer), ["error", "description"])
        assert.strictEqual(json(answer)["error"], limited)
      },
    ))

  it("befalls only the operations that its rule names, as often as it says", () =>
    withTeller(
      { rules: [{ operations: ["Pairings.create"], count: 2, fault: { type: "status", status: 503 } }] },
      async ({ list, pair }) => {
        const statuses = []
        for (const ask of [list, pair, list, pair, pair, list]) statuses.push(answered(await ask()).status)
        assert.deepStrictEqual(statuses, [200, 503, 200, 503, 200, 200])
      },
    ))

  it("is the first that hits, together with all latencies before it", () =>
    withTeller(
      {
        rules: [
          { fault: { type: "latency", minMillis: 1, maxMillis: 1 } },
          { probability: 0, fault: { type: "status", status: 500 } },
          { count: 1, fault: { type: "status", status: 502 } },
          { count: 1, fault: { type: "status", status: 503 } },
          { fault: { type: "latency", minMillis: 0, maxMillis: 0 } },
        ],
      },
      async ({ faults, list }) => {
        const statuses = []
        for (let request = 0; request < 3; request++) statuses.push(answered(await list()).status)
        assert.deepStrictEqual(statuses, [502, 503, 200])
        assert.deepStrictEqual((await run(faults.inForce)).hits, [3, 0, 1, 1, 1])
        assert.deepStrictEqual(
          (await run(faults.injected)).map(({ fault }) => fault.type),
          ["latency", "status", "latency", "status", "latency", "latency"],
        )
      },
    ))

  it("comes again with the same seed, and not with another", async () => {
    const statusesOf = (seed: number) =>
      new Promise<ReadonlyArray<number>>((resolve, reject) => {
        const rules = [
          { probability: 0.3, fault: { type: "status", status: 503 } },
          { operations: ["Trustees.list"], probability: 0.5, fault: { type: "html" } },
        ]
        withTeller({ seed, rules }, async ({ list, pair }) => {
          const statuses = []
          for (let request = 0; request < 40; request++) {
            statuses.push(answered(await (request % 3 === 0 ? pair() : list())).status)
          }
          resolve(statuses)
        }).catch(reject)
      })
    const statuses = await statusesOf(7)
    assert.deepStrictEqual(await statusesOf(7), statuses)
    assert.notDeepEqual(await statusesOf(8), statuses)
    assert.sameMembers([...new Set(statuses)], [200, 502, 503])
  })
})
