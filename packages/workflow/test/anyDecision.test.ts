import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Journal from "@org-trust/core/access/Journal"
import { TrustFile } from "@org-trust/core/access/TrustFile"
import { isChange, operationNames } from "@org-trust/core/Operation"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUserRoles } from "@org-trust/core/TrusteeUserRoles"
import * as Keeping from "../src/Keeping.ts"
import * as Renewal from "../src/Renewal.ts"
import { RunId } from "../src/Run.ts"
import * as Runs from "../src/Runs.ts"
import { make as makeAdversity, makeDice } from "./support/Adversity.ts"
import { as, layer, trustee, trustor } from "./support/Bench.ts"
import { letNinaIn, live, trustNow } from "./support/Live.ts"
import { seedOf } from "./support/seedOf.ts"

const { nina } = trustee.users
const { supervisor, visitor } = trustor.roles
const seeds = Array.from({ length: 8 }, (_, at) => seedOf("workflows and decisions") + at)

describe("whatever people decide", () => {
  it.effect.each(seeds)("a trust ends when they decided, or as it was to (seed %i)", (seed) => {
    const dice = makeDice(seed)
    const adversity = makeAdversity(dice, {
      fails: dice.pick([3, 8, 1000]),
      kills: dice.pick([5, 15, 1000]),
      refused: dice.pick([undefined, undefined, "Trustees.update", "Trustees.get"]),
    })
    return Effect.gen(function* () {
      const began = yield* DateTime.now
      const end = DateTime.add(began, { days: 3 + dice.roll(10) })
      const later = DateTime.add(end, { days: dice.pick([-30, 100, 200]) })
      yield* letNinaIn({ dateExpired: end })
      const run = RunId.make("renewal-1")
      const begin = Renewal.start({
        trustorOrgId: trustor.id,
        trusteeOrgId: trustee.id,
        askBefore: Duration.days(dice.pick([1, 2, 30])),
      })
      const [standing] = yield* live(
        Renewal.layer,
        dice,
        adversity,
        Effect.map(begin, (id) => [id]),
        (dice) =>
          dice.once(40)
            ? Runs.answer(run, { _tag: "Extend", dateExpired: later })
            : dice.once(60)
              ? Runs.answer(run, { _tag: "LetGo" })
              : dice.once(200)
                ? Runs.giveUp(run, "the dice said so")
                : Effect.void,
      )
      const message = standing?.ended?.message ?? ""
      const { dateExpired } = yield* as(
        "trustor",
        Trustees.use((trustees) => trustees.get(trustee.id)),
      )
      const isExtended = message.startsWith("extended")
      assert.deepStrictEqual(dateExpired, isExtended ? later : end, `${seed}: ${message}`)
    }).pipe(Effect.provide(layer(adversity.around)))
  })

  it.effect.each(seeds)("nothing is done for a file that nobody approved (seed %i)", (seed) => {
    const dice = makeDice(seed + 1_000_000)
    const adversity = makeAdversity(dice, {
      fails: dice.pick([3, 8, 1000]),
      kills: dice.pick([5, 15, 1000]),
      refused: dice.pick([undefined, undefined, "TrusteeUserRoles.replace", "Trustees.list"]),
    })
    const approves = dice.once(2)
    return Effect.gen(function* () {
      yield* letNinaIn()
      const asked = yield* trustNow
      const byHand = as(
        "trustor",
        TrusteeUserRoles.use((roles) => roles.replace(trustee.id, nina.id, [visitor.id])),
      )
      yield* byHand
      const changed = yield* trustNow
      const file = Schema.decodeSync(TrustFile)({
        organization: trustor.id,
        trustees: { [trustee.id]: { users: { [nina.id]: [supervisor.id] } } },
      })
      const run = RunId.make("keeping-1")
      const approve = Effect.flatMap(Runs.standing(run), ({ wait }) =>
        Runs.answer(run, { _tag: "Approved", fingerprint: wait?.plan?.fingerprint ?? "" }),
      )
      const [standing] = yield* live(
        Keeping.layer.pipe(Layer.provide(Journal.layerMemory())),
        dice,
        adversity,
        Effect.map(Keeping.start({ file, rounds: 3, every: Duration.hours(12) }), (id) => [id]),
        (dice) =>
          dice.once(10) && approves
            ? approve
            : dice.once(10)
              ? Runs.answer(run, { _tag: "Declined", reason: "the dice said so" })
              : Effect.void,
      )
      const reason = `${seed}: ${standing?.ended?.how}: ${standing?.ended?.message}`
      const after = yield* trustNow
      assert.include([asked, changed], after, reason)
      if (!approves) {
        const changes = operationNames.filter((name) => isChange(name) && adversity.carriedOut(name) > 0)
        assert.deepStrictEqual(changes, [], reason)
      }
      if (standing?.ended?.message.endsWith("1 times it was made so") === true) assert.strictEqual(after, asked, reason)
    }).pipe(Effect.provide(layer(adversity.around)))
  })
})
