/* What laws choose does not hang together: whichever is one, any other can be the other. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { step, type Step } from "@org-trust/core/lifecycle/Step"
import type { Cast } from "@org-trust/testkit/contract/Cast"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { distinct } from "../../src/contract/internal/choices.ts"
import { laws } from "../../src/contract/internal/laws/all.ts"
import { seedOf } from "../support/effort.ts"

describe("different ones out of some", () => {
  it("come in every order, whatever their number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 }), (size, count) => {
        const items = Array.from({ length: size }, (_, at) => at)
        const most = Math.min(size, count)
        const orders = items.slice(0, most).reduce((product, at) => product * (size - at), 1)
        const seen = new Set(Array.from({ length: orders }, (_, number) => distinct(items, number, count).join()))
        assert.strictEqual(seen.size, orders)
        for (const each of seen) assert.strictEqual(new Set(each === "" ? [] : each.split(",")).size, most)
      }),
      { seed: seedOf(1) },
    )
  })

  it("are the first ones for 0", () => {
    assert.deepStrictEqual(distinct(["a", "b", "c"], 0, 2), ["a", "b"])
  })
})

/** So many of the trustee's users, and of the trustor's roles, that all pairs of them come soon. */
const few = 4

const smaller = (cast: Cast): Cast => ({
  ...cast,
  trustee: { ...cast.trustee, activeUsers: cast.trustee.activeUsers.slice(0, few) },
  trustor: {
    ...cast.trustor,
    organization: { ...cast.trustor.organization, roles: cast.trustor.organization.roles.slice(0, few) },
  },
})

/** Of which two things a law is about, as they are named in its first requests. */
const chosen = [
  ["trust.one-at-a-time", "users"],
  ["trust.starts-afresh", "users"],
  ["trust.starts-with-each-once", "users"],
  ["role.of-one-user", "users"],
  ["audit.of-users", "users"],
  ["user-trustors.exactly", "users"],
  ["clone.apart-from-user", "users"],
  ["clone.goes-with-trust", "users"],
  ["clone.both-organizations-agree", "users"],
  ["division.scope-on-joining", "users"],
  ["division.one-set-of-grants", "roles"],
] as const

describe("two of a kind that a law is about", () => {
  for (const [name, kind] of chosen) {
    it.live(`are any two: ${name}`, () =>
      Effect.scoped(
        Effect.gen(function* () {
          let asked: Array<string> = []
          const watching: Step = (environment, state, request) => {
            asked.push(JSON.stringify([request.principal.userId, request.input]))
            return step(environment, state, request)
          }
          const bench = yield* Bench.make(yield* inMemory({ step: watching }))
          const cast = smaller(bench.casts[0])
          const candidates = kind === "users" ? cast.trustee.activeUsers : cast.trustor.organization.roles
          const ids = new Set<string>(candidates.map(({ id }) => id))
          const pairs = new Set<string>()
          const onProgress = () =>
            Effect.sync(() => {
              const named = asked.join().match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []
              const [one, other] = new Set(named.filter((id) => ids.has(id)))
              if (one !== undefined && other !== undefined) pairs.add(`${one} ${other}`)
              asked = []
            })
          const law = laws.find((each) => each.name === name)
          if (law === undefined) return assert.fail(`There is no law ${name}`)
          yield* law.run({ ...bench, casts: [cast], careCasts: [] }, { seed: seedOf(1), runs: 150, onProgress })
          const firsts = new Set([...pairs].map((pair) => pair.split(" ")[0]))
          assert.isAtLeast(firsts.size, 2)
          return assert.strictEqual(pairs.size, firsts.size * (few - 1), [...pairs].join("\n"))
        }),
      ),
    )
  }
})
