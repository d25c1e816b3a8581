import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { upTo } from "@org-trust/testkit/arbitrary/Numbers"
import { meet, type Place } from "../../../src/contract/internal/beside/Place.ts"
import * as Places from "../../../src/contract/internal/beside/Places.ts"

const names = ["a", "b", undefined] as const

const placeOf = (number: number): Place => {
  const [trustor, trustee] = [names[number % 3], names[Math.floor(number / 3) % 3]]
  return { ...(trustor !== undefined && { trustor }), ...(trustee !== undefined && { trustee }) }
}

const errands = Arbitrary.array(
  Arbitrary.all({ asked: Arbitrary.array(upTo(8)), more: Arbitrary.array(upTo(8)), steps: upTo(4) }),
)

describe("places", () => {
  it.effect.prop(
    "are nobody's twice, and everybody gets what it needs in the end, at the first or second try",
    [errands],
    ([errands]) =>
      Effect.gen(function* () {
        const places = Places.make()
        const inside = new Map<number, ReadonlyArray<Place>>()
        const enter = (who: number, taken: ReadonlyArray<Place>) => {
          for (const [other, theirs] of inside) {
            if (other === who) continue
            for (const one of theirs) for (const place of taken) assert.isFalse(meet(one, place))
          }
          inside.set(who, taken)
        }
        const done = yield* Effect.forEach(
          errands,
          ({ asked, more, steps }, who) => {
            const wanted = more.map(placeOf)
            const attempt = (own: ReadonlyArray<Place>): Effect.Effect<number> =>
              Effect.flatMap(
                places.within(own, (claim) =>
                  Effect.gen(function* () {
                    enter(who, own)
                    for (let at = 0; at < steps; at++) yield* Effect.yieldNow
                    if (claim.take(wanted)) enter(who, [...own, ...wanted])
                    for (let at = 0; at < steps; at++) yield* Effect.yieldNow
                    inside.delete(who)
                    return claim
                  }),
                ),
                (claim) =>
                  claim.isShort() ? Effect.map(attempt(claim.wanted()), (count) => count + 1) : Effect.succeed(1),
              )
            return attempt(asked.map(placeOf))
          },
          { concurrency: "unbounded" },
        )
        assert.strictEqual(done.length, errands.length)
        for (const tries of done) assert.isAtMost(tries, 2)
      }),
  )

  it.effect("are given to whoever can go on, also before somebody who waits for more", () =>
    Effect.gen(function* () {
      const places = Places.make()
      const order: Array<string> = []
      const errand = (name: string, place: Place) =>
        places.within([place], () =>
          Effect.gen(function* () {
            order.push(name)
            yield* Effect.yieldNow
          }),
        )
      yield* Effect.all(
        [
          errand("one", { trustor: "a", trustee: "b" }),
          errand("all", {}),
          errand("two", { trustor: "c", trustee: "d" }),
        ],
        { concurrency: "unbounded" },
      )
      assert.deepStrictEqual(order, ["one", "two", "all"])
    }),
  )
})
