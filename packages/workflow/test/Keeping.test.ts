import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Journal from "@org-trust/core/access/Journal"
import { TrustFile } from "@org-trust/core/access/TrustFile"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUserRoles } from "@org-trust/core/TrusteeUserRoles"
import * as TestClock from "effect/testing/TestClock"
import * as Keeping from "../src/Keeping.ts"
import type { RunId } from "../src/Run.ts"
import { RunLog } from "../src/RunLog.ts"
import * as Runs from "../src/Runs.ts"
import { accessOf, as, hasEnded, layer, settle, trustee, trustor, until } from "./support/Bench.ts"

const { tom } = trustee.users
const { visitor, supervisor } = trustor.roles

const file = Schema.decodeSync(TrustFile)({
  organization: trustor.id,
  trustees: { [trustee.id]: { users: { [tom.id]: [supervisor.id] } } },
})

const isAsked = ({ wait }: { readonly wait: { readonly what: string } | undefined }): boolean =>
  wait?.what === "approval"

/** Lets days pass until a run has ended: none before it has come to where it waits. */
const untilOver = Effect.fnUntraced(function* (run: RunId) {
  for (let count = 0; count < 20_000; count++) {
    yield* settle
    const standing = yield* Runs.standing(run)
    if (standing.ended !== undefined) return standing
    if (standing.wait !== undefined) yield* TestClock.adjust("1 day")
  }
  return yield* Effect.die(new Error(`${run} never ends`))
})

const withAll = Effect.provide(Keeping.layer.pipe(Layer.provide(Journal.layerMemory()), Layer.provideMerge(layer())))

describe("Keeping", () => {
  it.effect("does what somebody approves, and notices the next day what was changed by hand", () =>
    Effect.gen(function* () {
      const run = yield* Keeping.start({ file, rounds: 4 })
      const first = yield* until(run, isAsked)
      assert.deepStrictEqual(yield* accessOf(tom.id), [])
      const { fingerprint = "", steps = [] } = first.wait?.plan ?? {}
      assert.strictEqual(steps.length, 1)
      yield* Runs.answer(run, { _tag: "Approved", fingerprint })
      yield* until(run, ({ wait }) => wait?.what === "time")
      assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
      yield* as(
        "trustor",
        TrusteeUserRoles.use((roles) => roles.replace(trustee.id, tom.id, [visitor.id])),
      )
      const second = yield* until(run, isAsked, "1 hour")
      yield* Runs.answer(run, { _tag: "Approved", fingerprint: second.wait?.plan?.fingerprint ?? "" })
      yield* until(run, hasEnded, "1 hour")
      assert.deepStrictEqual(yield* Keeping.result(run), { rounds: 4, drifted: 2, applied: 2 })
      assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
    }).pipe(withAll),
  )

  it.effect("goes on until it is given up, in runs of which none grows for ever", () =>
    Effect.gen(function* () {
      const log = yield* RunLog
      const first = yield* Keeping.start({ file, approval: false })
      let run = first
      // More than a year: the fifth run is given up.
      for (let number = 2; number <= 5; number++) {
        const { ended, head } = yield* untilOver(run)
        if (ended?.next === undefined) return assert.fail(`${run} ended as ${ended?.how}, and nothing goes on`)
        assert.strictEqual(ended.next, `keeping-${number}`)
        assert.match(ended.message, new RegExp(`^100 looks: .* it goes on as keeping-${number}$`))
        const next = yield* Runs.standing(ended.next)
        assert.deepStrictEqual([next.head.input, next.head.subject], [head.input, head.subject])
        assert.strictEqual(Duration.toDays(DateTime.distance(head.began, next.head.began)), 100)
        const drifted = run === first || number === 4 ? 1 : 0
        assert.deepStrictEqual(yield* Keeping.result(run), { rounds: 100, drifted, applied: drifted })
        run = ended.next
        if (number === 3) {
          yield* as(
            "trustor",
            TrusteeUserRoles.use((roles) => roles.replace(trustee.id, tom.id, [visitor.id])),
          )
        }
      }
      assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
      // Whoever knows the first one alone gives up the one that goes on.
      assert.strictEqual(yield* Runs.giveUp(first, "it is enough"), run)
      const { message } = yield* Effect.flip(Runs.answer(first, { _tag: "Declined", reason: "no" }))
      assert.strictEqual(message, `${first} does not take the answer Declined: it has ended, and keeping-2 goes on`)
      const { ended } = yield* untilOver(run)
      assert.deepStrictEqual([ended?.how, ended?.next], ["GivenUp", undefined])
      assert.deepStrictEqual(yield* log.list("open"), [])
    }).pipe(withAll),
  )

  it.effect("does nothing that was not approved: another plan, a no, or no answer", () =>
    Effect.gen(function* () {
      const run = yield* Keeping.start({ file, rounds: 3, every: Duration.days(1) })
      yield* until(run, isAsked)
      yield* Runs.answer(run, { _tag: "Approved", fingerprint: "of another plan" })
      yield* until(run, ({ wait }) => wait?.name === "approval 2", "1 hour")
      yield* Runs.answer(run, { _tag: "Declined", reason: "Not today" })
      yield* until(run, hasEnded, "1 hour")
      assert.deepStrictEqual(yield* Keeping.result(run), { rounds: 3, drifted: 3, applied: 0 })
      assert.deepStrictEqual(
        yield* as(
          "trustor",
          Trustees.use((trustees) => trustees.all()),
        ),
        [],
      )
    }).pipe(withAll),
  )

  it.effect("a file with mistakes is refused before it begins, with every mistake", () =>
    Effect.gen(function* () {
      const wrong = { ...file, trustees: { partner: { users: { tom: ["boss"] } } } }
      const error = yield* Effect.flip(Keeping.start({ file: wrong }))
      assert.strictEqual(error._tag, "InvalidInput")
      for (const name of ["partner", "tom", "boss"]) assert.include(error.message, name)
    }).pipe(withAll),
  )
})
