import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { roll } from "../../src/internal/faults/Dice.ts"
import * as Encounters from "../../src/internal/faults/Encounters.ts"
import * as Injections from "../../src/internal/faults/Injections.ts"
import { FaultPlan } from "@org-trust/testkit/FaultPlan"

const latency = (minMillis: number, maxMillis: number) =>
  ({ fault: { type: "latency", minMillis, maxMillis } }) as const

const meetings = (plan: FaultPlan, count: number) => {
  const met: Array<Encounters.Encounter> = []
  let state = Encounters.start(plan)
  for (let request = 0; request < count; request++) {
    const [encounter, next] = Encounters.meet("Trustees.list")(state)
    met.push(encounter)
    state = next
  }
  return { met, state }
}

describe("chance", () => {
  it.prop("is from 0 up to but not 1, whatever the seed", [Schema.Int], ([seed]) => {
    let dice = seed
    for (let throws = 0; throws < 100; throws++) {
      const [value, next] = roll(dice)
      assert.isTrue(value >= 0 && value < 1, String(value))
      dice = next
    }
  })

  it.each([0, 1, -1, 2 ** 31, Number.MAX_SAFE_INTEGER])("is even, with the seed %s", (seed) => {
    const counts = Array.from({ length: 10 }, () => 0)
    let dice = seed
    for (let throws = 0; throws < 20_000; throws++) {
      const [value, next] = roll(dice)
      const at = Math.floor(value * 10)
      counts[at] = (counts[at] ?? 0) + 1
      dice = next
    }
    for (const count of counts) assert.approximately(count, 2000, 250)
  })
})

describe("a rule", () => {
  it("hits about as often as its probability says", () => {
    const plan = FaultPlan.make({ seed: 3, rules: [{ probability: 0.2, fault: { type: "reset" } }] })
    assert.approximately(meetings(plan, 10_000).state.hits[0] ?? 0, 2000, 150)
  })

  it("delays by any time from the least to the most, both of them included", () => {
    const { met } = meetings(FaultPlan.make({ rules: [latency(3, 5)] }), 200)
    assert.deepStrictEqual(
      [...new Set(met.map(({ delayMillis }) => delayMillis))].toSorted((one, other) => one - other),
      [3, 4, 5],
    )
  })

  it("adds its delay to that of others", () => {
    const { met } = meetings(FaultPlan.make({ rules: [latency(3, 3), latency(40, 40)] }), 1)
    assert.deepStrictEqual(
      met.map(({ delayMillis, disturbance }) => [delayMillis, disturbance]),
      [[43, undefined]],
    )
  })

  it("changes nothing about the chance of others", () => {
    const last = { probability: 0.3, fault: { type: "latency", minMillis: 1, maxMillis: 1000 } } as const
    const delaysAfter = (first: FaultPlan["rules"][number]) =>
      meetings(FaultPlan.make({ seed: 5, rules: [first, last] }), 50).met.map(({ delayMillis }) => delayMillis)
    const expected = delaysAfter({ probability: 0, fault: { type: "duplicate" } })
    for (const count of [1, 7]) {
      const fault = { type: "latency", minMillis: 0, maxMillis: 0 } as const
      assert.deepStrictEqual(delaysAfter({ probability: 0.5, count, fault }), expected)
      const cut = delaysAfter({ probability: 1, count, fault: { type: "reset", when: "before" } })
      assert.deepStrictEqual(cut.slice(count), expected.slice(count))
    }
  })

  it("changes nothing about the chance of its like", () => {
    const half = { probability: 0.5, fault: latency(1, 1).fault } as const
    const { met } = meetings(FaultPlan.make({ rules: [half, half] }), 200)
    assert.sameMembers([...new Set(met.map(({ delayMillis }) => delayMillis))], [0, 1, 2])
  })
})

describe("the list of what has happened", () => {
  it("keeps the latest, in order", () => {
    const injections = Injections.make()
    const total = Injections.remembered * 3 + 7
    for (let at = 0; at < total; at++) {
      injections.add({ operation: "login", correlationId: String(at), fault: { type: "rateLimit" } })
    }
    const latest = injections.latest()
    assert.lengthOf(latest, Injections.remembered)
    assert.deepStrictEqual(
      [latest[0]?.correlationId, latest.at(-1)?.correlationId],
      [String(total - Injections.remembered), String(total - 1)],
    )
    injections.forget()
    assert.deepStrictEqual(injections.latest(), [])
  })
})
