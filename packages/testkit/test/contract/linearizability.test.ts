/* What is said of overlapping calls, compared with trying every order of them. */
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as fc from "fast-check"
import { step } from "@org-trust/core/lifecycle/Step"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import { isChange, type OperationInput, type OperationName } from "@org-trust/core/Operation"
import { organizations, world } from "@org-trust/testkit/BuiltInWorld"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import { principalOf } from "@org-trust/testkit/WorldFile"
import type { Call, History } from "../../src/contract/internal/concurrency/History.ts"
import { fresh, judge, type Judgement, type Start } from "../../src/contract/internal/concurrency/Linearizability.ts"
import { observation } from "../../src/contract/internal/concurrency/Observation.ts"
import { share } from "../support/effort.ts"

const { harborBank, northwindPartners } = organizations
const trusteeOrgId = northwindPartners.id
const principal = principalOf(harborBank.clients.admin)
const now = DateTime.makeUnsafe("2026-01-01T00:00:00.000Z")
const environment = { world: World.make(world.organizations), profile: complete.profile }

const advance = <K extends OperationName>(state: State, operation: K, input: OperationInput<K>, by = principal) =>
  step(environment, state, { operation, input, principal: by, now, fresh })

const paired = advance(
  empty,
  "Pairings.create",
  { payload: { userIds: [northwindPartners.users.nina.id] } },
  principalOf(northwindPartners.clients.admin),
).state
const opened = advance(paired, "Trustees.create", {
  payload: { pairingId: fresh.pairingId, enabled: true, users: [{ id: northwindPartners.users.nina.id, roleIds: [] }] },
}).state

const began = 10_000
const start: Start = { environment, state: opened, now, past: [empty, paired], at: began }

/** What can be asked, and every answer that there could be. */
const asked = [
  { operation: "Trustees.get", input: { trusteeOrgId } },
  { operation: "Trustees.update", input: { trusteeOrgId, payload: { enabled: true } } },
  { operation: "Trustees.update", input: { trusteeOrgId, payload: { enabled: false } } },
  { operation: "Trustees.remove", input: { trusteeOrgId } },
] as const
const answers = [`✓ ${trusteeOrgId} true`, `✓ ${trusteeOrgId} false`, "✓ ", "✗ NotFound"] as const

/** Calls that overlap in any way: each begins and returns at two of the moments, which are some time apart. */
const histories = (maxLength: number): fc.Arbitrary<History> =>
  fc
    .array(
      fc.record({
        asked: fc.oneof({ arbitrary: fc.constant(asked[0]), weight: 3 }, fc.constantFrom(...asked)),
        answer: fc.constantFrom(...answers),
        ends: fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 999 })),
      }),
      { minLength: 1, maxLength },
    )
    .map((drawn) => {
      const moments = drawn
        .flatMap(({ ends: [one, other] }, index) => [
          { index, at: Math.min(one, other) },
          { index, at: Math.max(one, other) },
        ])
        .sort((one, other) => one.at - other.at)
      return drawn.map(({ answer, asked: { input, operation } }, index): Call => {
        const own = moments.flatMap((moment, place) => (moment.index === index ? [place] : []))
        const [first = 0, last = 0] = own
        const millis = (place: number) =>
          began + moments.slice(0, place).reduce((sum, { at }) => sum + (at % 7) * 30, 0)
        return {
          lane: index,
          principal,
          operation,
          input,
          observed: operation === "Trustees.remove" && answer.startsWith("✓") ? "✓ " : answer,
          began: first,
          returned: last,
          beganAt: millis(first),
          returnedAt: millis(last),
        }
      })
    })

const orders = (history: History): ReadonlyArray<History> =>
  history.length === 0
    ? [[]]
    : history.flatMap((call) =>
        history.every(({ returned }) => call.began <= returned)
          ? orders(history.filter((other) => other !== call)).map((rest) => [call, ...rest])
          : [],
      )

/** How old the reads are in an order: nothing where all are of the present, no number where it explains nothing. */
const stalenessOf = (order: History): number | undefined => {
  let state = opened
  let staleness = -1
  const past = [empty, paired].map((each) => ({ state: each, at: began }))
  for (const { beganAt, input, observed, operation, returnedAt } of order) {
    const isSaid = (on: State) => observation(operation, advance(on, operation, input).result) === observed
    if (isSaid(state)) {
      const next = advance(state, operation, input).state
      if (next !== state) past.push({ state, at: returnedAt })
      state = next
      continue
    }
    const ages = isChange(operation)
      ? []
      : past.flatMap((each) => (isSaid(each.state) ? [Math.max(0, beganAt - each.at)] : []))
    if (ages.length === 0) return undefined
    staleness = Math.max(staleness, Math.min(...ages))
  }
  return staleness
}

/** The verdict that trying every order gives. */
const tryAll = (history: History, allowed: number | undefined): Pick<Judgement, "_tag"> & { millis?: number } => {
  const found = orders(history).flatMap((order) => stalenessOf(order) ?? [])
  if (found.includes(-1)) return { _tag: "Linearizable" }
  if (found.length === 0) return { _tag: "Violated" }
  const millis = Math.min(...found)
  return { _tag: allowed !== undefined && millis <= allowed ? "Stale" : "Violated", millis }
}

const verdictOf = (judgement: Judgement) => ({
  _tag: judgement._tag,
  ...("millis" in judgement && judgement.millis !== undefined && { millis: judgement.millis }),
})

describe("what is said of overlapping calls", () => {
  it("is what trying every order of them says", () => {
    const seen = new Map<string, number>()
    const runs = share(3_000, 600)
    fc.assert(
      fc.property(
        histories(5),
        fc.option(fc.constantFrom(0, 30, 200, 1_000), { nil: undefined }),
        (history, allowed) => {
          const wanted = tryAll(history, allowed)
          const kind = `${wanted._tag} ${wanted.millis === undefined ? "" : "old"}`
          seen.set(kind, (seen.get(kind) ?? 0) + 1)
          assert.deepStrictEqual(verdictOf(judge(start, history, allowed)), wanted)
        },
      ),
      { numRuns: runs },
    )
    for (const kind of ["Linearizable ", "Stale old", "Violated old", "Violated "]) {
      assert.isAbove(seen.get(kind) ?? 0, runs / 100, kind)
    }
  })

  it("is the least stale of the explanations, not the first", () => {
    const call = (
      operation: "Trustees.get" | "Trustees.update",
      enabled: boolean,
      place: number,
      at: number,
    ): Call => ({
      lane: 0,
      principal,
      operation,
      input: operation === "Trustees.get" ? { trusteeOrgId } : { trusteeOrgId, payload: { enabled } },
      observed: `✓ ${trusteeOrgId} ${enabled}`,
      began: 2 * place,
      returned: 2 * place + 1,
      beganAt: at,
      returnedAt: at + 1,
    })
    // “Disabled” was so twice: long ago, and until a moment ago.
    const history = [
      call("Trustees.update", false, 0, began + 10),
      call("Trustees.update", true, 1, began + 20),
      call("Trustees.update", false, 2, began + 8_000),
      call("Trustees.update", true, 3, began + 9_000),
      call("Trustees.get", false, 4, began + 9_006),
    ]
    assert.deepStrictEqual(verdictOf(judge(start, history, 10)), { _tag: "Stale", millis: 5 })
    assert.deepStrictEqual(verdictOf(judge(start, history, 4)), { _tag: "Violated", millis: 5 })
    assert.deepStrictEqual(verdictOf(judge(start, history)), { _tag: "Violated", millis: 5 })
  })
})
