import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import * as Renewal from "../src/Renewal.ts"
import * as Runs from "../src/Runs.ts"
import { as, hasEnded, layer, trustee, trustor, until } from "./support/Bench.ts"

const { nina } = trustee.users
const pair = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id } as const

const letNinaInUntil = Effect.fnUntraced(function* (dateExpired: DateTime.Utc | undefined) {
  const { id } = yield* as(
    "trustee",
    Pairings.use((pairings) => pairings.create({ userIds: [nina.id] })),
  )
  yield* as(
    "trustor",
    Trustees.use((trustees) =>
      trustees.create({
        pairingId: id,
        enabled: true,
        users: [{ id: nina.id }],
        ...(dateExpired !== undefined && { dateExpired }),
      }),
    ),
  )
})

const inDays = (days: number) => Effect.map(DateTime.now, (now) => DateTime.add(now, { days }))
const endNow = as(
  "trustor",
  Effect.map(
    Trustees.use((trustees) => trustees.get(trustee.id)),
    ({ dateExpired }) => dateExpired,
  ),
)
const isAsked = ({ wait }: { readonly wait: { readonly what: string } | undefined }): boolean =>
  wait?.what === "decision"

const withAll = Effect.provide(Renewal.layer.pipe(Layer.provideMerge(layer())))

describe("Renewal", () => {
  it.effect("asks before the end, and moves it as somebody decides", () =>
    Effect.gen(function* () {
      const end = yield* inDays(100)
      yield* letNinaInUntil(end)
      const run = yield* Renewal.start({ ...pair, askBefore: Duration.days(10) })
      const { wait } = yield* until(run, isAsked, "1 day")
      const asked = yield* DateTime.now
      assert.closeTo(Duration.toDays(DateTime.distance(asked, end)), 10, 1)
      assert.deepStrictEqual(wait?.until, end)
      const later = DateTime.add(end, { days: 365 })
      yield* Runs.answer(run, { _tag: "Extend", dateExpired: later })
      yield* until(run, hasEnded)
      assert.deepStrictEqual(yield* Renewal.result(run), { how: "extended", dateExpired: later })
      assert.deepStrictEqual(yield* endNow, later)
    }).pipe(withAll),
  )

  it.effect("an end that the platform does not take is asked again", () =>
    Effect.gen(function* () {
      const end = yield* inDays(5)
      yield* letNinaInUntil(end)
      const run = yield* Renewal.start(pair)
      yield* until(run, isAsked)
      yield* Runs.answer(run, { _tag: "Extend", dateExpired: DateTime.subtract(yield* DateTime.now, { days: 1 }) })
      yield* until(run, ({ wait }) => wait?.name === "decision 2")
      yield* Runs.answer(run, { _tag: "LetGo" })
      yield* until(run, hasEnded)
      assert.deepStrictEqual(yield* Renewal.result(run), { how: "letGo", dateExpired: end })
      assert.deepStrictEqual(yield* endNow, end)
    }).pipe(withAll),
  )

  it.effect("without a decision the trust ends; moved by somebody else, it is asked later", () =>
    Effect.gen(function* () {
      const end = yield* inDays(40)
      yield* letNinaInUntil(yield* inDays(20))
      const run = yield* Renewal.start({ ...pair, askBefore: Duration.days(10) })
      yield* until(run, ({ wait }) => wait?.what === "time")
      yield* as(
        "trustor",
        Trustees.use((trustees) => trustees.update(trustee.id, { enabled: true, dateExpired: end })),
      )
      const { wait } = yield* until(run, isAsked, "1 day")
      assert.deepStrictEqual(wait?.until, end)
      yield* until(run, hasEnded, "1 day")
      assert.deepStrictEqual(yield* Renewal.result(run), { how: "ended", dateExpired: end })
    }).pipe(withAll),
  )

  it.effect("a trust without an end, and none at all, are nothing to decide", () =>
    Effect.gen(function* () {
      const none = yield* Renewal.start(pair)
      yield* until(none, hasEnded)
      assert.deepStrictEqual(yield* Renewal.result(none), { how: "gone" })
      yield* letNinaInUntil(undefined)
      const run = yield* Renewal.start(pair)
      yield* until(run, hasEnded)
      assert.deepStrictEqual(yield* Renewal.result(run), { how: "noEnd" })
    }).pipe(withAll),
  )
})
