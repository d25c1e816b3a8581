import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { FaultPlan } from "@org-trust/testkit/FaultPlan"
import { checkError, fieldsOf } from "./support/errors.ts"
import { json } from "./support/json.ts"
import { answered, startTeller, type Teller } from "./support/teller.ts"
import { type Options, ways } from "./support/ways.ts"

const run = Effect.runPromise

const full = {
  seed: 1,
  rules: [
    {
      operations: ["TrusteeUsers.add", "login"],
      probability: 0.2,
      count: 3,
      fault: { type: "reset", when: "after" },
    },
    { probability: 1, fault: { type: "html", status: 502, when: "before" } },
  ],
  rateLimit: { limit: 300, windowMillis: 60_000 },
  settlingMillis: 2000,
}

const none = { seed: 0, rules: [] }

const wrong: ReadonlyArray<{ readonly plan: string; readonly fields: ReadonlyArray<string>; readonly says?: RegExp }> =
  [
    { plan: "", fields: [] },
    { plan: "{", fields: [] },
    { plan: "null", fields: [] },
    { plan: '{"rules":{}}', fields: ["rules"] },
    { plan: '{"sede":1}', fields: ["sede"] },
    { plan: '{"seed":1.5}', fields: ["seed"] },
    {
      plan: '{"rules":[{"operations":["login","Trustees.lst"],"fault":{"type":"reset"}}]}',
      fields: ["rules.0.operations.1"],
      says: /"Trustees\.lst"/,
    },
    { plan: '{"rules":[{"operations":[],"fault":{"type":"reset"}}]}', fields: ["rules.0.operations.0"] },
    { plan: '{"rules":[{"fault":{"type":"resett"}}]}', fields: ["rules.0.fault"], says: /latency, status, reset/ },
    { plan: '{"rules":[{}]}', fields: ["rules.0.fault"] },
    {
      plan: '{"rules":[{"fault":{"type":"reset"}},{"probability":2,"count":-1,"fault":{"type":"reset","when":"while"}}]}',
      fields: ["rules.1.probability", "rules.1.count", "rules.1.fault.when"],
    },
    {
      plan: '{"rules":[{"fault":{"type":"latency","minMillis":2,"maxMillis":1}}]}',
      fields: ["rules.0.fault.maxMillis"],
    },
    { plan: '{"rules":[{"fault":{"type":"status","status":404}}]}', fields: ["rules.0.fault.status"] },
    { plan: '{"rules":[{"fault":{"type":"html","status":204}}]}', fields: ["rules.0.fault.status"] },
    {
      plan: '{"rules":[{"operations":["login"],"fault":{"type":"expiredToken"}}]}',
      fields: ["rules.0.operations.0"],
    },
    { plan: '{"rateLimit":{"windowMillis":0}}', fields: ["rateLimit.limit", "rateLimit.windowMillis"] },
    { plan: '{"settlingMillis":-1}', fields: ["settlingMillis"] },
  ]

describe.each(ways)("the plan of faults $way", ({ start }) => {
  const withTeller = async (use: (teller: Teller) => Promise<void>, options?: Options) => {
    const teller = await startTeller(start, undefined, options)
    await use(teller).finally(() => teller.stop())
  }
  const control = async ({ send }: Teller, method: string, body?: string) =>
    answered(await send({ method, path: "/_emulator/faults", ...(body !== undefined && { body }) }))

  it("is answered with all its defaults, and stays in force until it is deleted", () =>
    withTeller(async (teller) => {
      assert.deepStrictEqual(json(await control(teller, "GET")), { plan: none, hits: [] })
      const short = {
        seed: 1,
        rules: [full.rules[0], { fault: { type: "html" } }],
        rateLimit: { limit: 300 },
        settlingMillis: 2000,
      }
      assert.deepStrictEqual(json(await control(teller, "PUT", JSON.stringify(short))), full)
      assert.deepStrictEqual(json(await control(teller, "GET")), { plan: full, hits: [0, 0] })
      assert.strictEqual(answered(await teller.list()).status, 502)
      assert.deepStrictEqual(json(await control(teller, "GET"))["hits"], [0, 1])
      const deleted = await control(teller, "DELETE")
      assert.deepStrictEqual([deleted.status, deleted.text], [204, ""])
      assert.deepStrictEqual(json(await control(teller, "GET")), { plan: none, hits: [] })
      assert.strictEqual(answered(await teller.list()).status, 200)
    }))

  it("begins anew when it is put again", () =>
    withTeller(async (teller) => {
      const plan = JSON.stringify({ rules: [{ count: 1, fault: { type: "html" } }] })
      const statuses = []
      for (let round = 0; round < 2; round++) {
        await control(teller, "PUT", plan)
        for (let request = 0; request < 2; request++) statuses.push(answered(await teller.list()).status)
      }
      assert.deepStrictEqual(statuses, [502, 200, 502, 200])
      assert.lengthOf(await run(teller.faults.injected), 1)
    }))

  it("is ended by a reset", () =>
    withTeller(async (teller) => {
      await control(teller, "PUT", JSON.stringify(full))
      assert.strictEqual(answered(await teller.send({ method: "POST", path: "/_emulator/reset" })).status, 204)
      assert.deepStrictEqual(json(await control(teller, "GET")), { plan: none, hits: [] })
    }))

  it.each(wrong)("cannot be $plan", ({ fields, plan, says }) =>
    withTeller(async (teller) => {
      await control(teller, "PUT", JSON.stringify(full))
      const error = checkError(await control(teller, "PUT", plan), 400, "bad.request")
      assert.deepStrictEqual(new Set(fieldsOf(error)), new Set<unknown>(fields.length === 0 ? [undefined] : fields))
      if (says !== undefined) assert.match(String(error["message"]), says)
      assert.deepStrictEqual(json(await control(teller, "GET"))["plan"], full)
    }),
  )

  it("can be there from the start, and be changed within the process", () =>
    withTeller(
      async ({ faults, list }) => {
        const statuses = [answered(await list()).status]
        await run(faults.set(FaultPlan.make({ rules: [{ fault: { type: "status", status: 503 } }] })))
        statuses.push(answered(await list()).status)
        await run(faults.clear)
        statuses.push(answered(await list()).status)
        assert.deepStrictEqual(statuses, [504, 503, 200])
      },
      { faults: FaultPlan.make({ rules: [{ fault: { type: "status", status: 504 } }] }) },
    ))

  it("limits the requests of each token in a window of its own", () =>
    withTeller(
      async (teller) => {
        await control(teller, "PUT", JSON.stringify({ rateLimit: { limit: 3, windowMillis: 60_000 } }))
        const other = await teller.newToken()
        const statuses = async (count: number, token?: string) => {
          const all = []
          for (let request = 0; request < count; request++) all.push(answered(await teller.list(token)).status)
          return all
        }
        const moveTo = (now: string) => run(teller.platform.moveClock(DateTime.makeUnsafe(now)))
        assert.deepStrictEqual(await statuses(2), [200, 200])
        await moveTo("2026-01-01T00:00:17.300Z")
        assert.deepStrictEqual(await statuses(4, other), [200, 200, 200, 429])
        assert.deepStrictEqual(await statuses(2), [200, 429])
        const answer = answered(await teller.list())
        const error = checkError(answer, 429, "too.many.requests.retry.after")
        assert.strictEqual(answer.headers["retry-after"], "43")
        assert.include(String(error["message"]), "[43]")
        assert.deepStrictEqual(error["limit"], { key: "token.rate.per.minute", namespace: "platform.api", value: 3 })
        checkError(answered(await teller.list("unknown")), 401, "bad.credentials")
        await moveTo("2026-01-01T00:00:59.999Z")
        assert.strictEqual(answered(await teller.list()).headers["retry-after"], "1")
        await moveTo("2026-01-01T00:01:00.000Z")
        assert.deepStrictEqual(await statuses(4), [200, 200, 200, 429])
        assert.deepStrictEqual(await statuses(1, other), [429])
        await moveTo("2026-01-01T00:01:17.300Z")
        assert.deepStrictEqual(await statuses(1, other), [200])
        const injected = await run(teller.faults.injected)
        assert.deepStrictEqual(
          injected.map(({ fault, operation }) => [fault.type, operation]),
          Array.from({ length: 6 }, () => ["rateLimit", "Trustees.list"]),
        )
      },
      { startAt: DateTime.makeUnsafe("2026-01-01T00:00:00.000Z") },
    ))

  it("changes nothing for a request that its limit refuses", () =>
    withTeller(async (teller) => {
      await control(teller, "PUT", '{"rateLimit":{"limit":0}}')
      checkError(answered(await teller.pair()), 429, "too.many.requests.retry.after")
      assert.strictEqual(teller.pairings(), 0)
    }))

  it("lets reads see changes late", () =>
    withTeller(
      async (teller) => {
        await control(teller, "PUT", '{"settlingMillis":2000}')
        const made = json(answered(await teller.pair()))
        assert.strictEqual(teller.pairings(), 1)
        const path = `/api/v2/orgauthorization/pairings/${String(made["id"])}`
        const headers = { authorization: `Bearer ${await teller.newToken()}` }
        const read = async () => answered(await teller.send({ method: "GET", path, headers })).status
        const statuses = []
        for (const now of ["00:00:00.000", "00:00:01.999", "00:00:02.000"]) {
          await run(teller.platform.moveClock(DateTime.makeUnsafe(`2026-01-01T${now}Z`)))
          statuses.push(await read())
        }
        assert.deepStrictEqual(statuses, [404, 404, 200])
      },
      { startAt: DateTime.makeUnsafe("2026-01-01T00:00:00.000Z") },
    ))
})
