/**
 * Implementations that take their time: to answer, or to let everybody see a change.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import { isChange } from "@org-trust/core/Operation"
import * as Lag from "../../internal/platform/Lag.ts"
import { atomically, type Transact } from "../../Platform.ts"
import type { Odd } from "../Odd.ts"

/** Requests wait, each as long as its turn says. */
const waiting =
  (wait: (turn: number) => Effect.Effect<void>): (() => Transact) =>
  () => {
    let turn = 0
    return (store, operation, run) =>
      Effect.andThen(
        Effect.suspend(() => wait(turn++)),
        atomically(store, operation, run),
      )
  }

/** Reads see changes when they are so many milliseconds old. */
const settling =
  (lagMillis: number): (() => Transact) =>
  () => {
    const history = Lag.make()
    history.take(lagMillis, empty)
    let last: State = empty
    return (store, operation, run) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        if (isChange(operation)) {
          return Effect.tap(atomically(store, operation, run), () =>
            Effect.map(Ref.get(store), (state) => {
              last = state
              history.note(state, now)
            }),
          )
        }
        return Effect.map(Ref.get(store), (state) => {
          // What the directory did, and nobody asked for, is seen at once.
          if (state !== last) history.restart(state)
          last = state
          return run(history.seen(now) ?? state)[0]
        })
      })
  }

/** Implementations that take their time. */
export const odds: ReadonlyArray<Odd> = [
  {
    name: "slow",
    sentence: "Every request waits several times until all others have had their turn.",
    transact: waiting(() => Effect.repeat(Effect.yieldNow, { times: 3 })),
  },
  {
    name: "slow-now-and-then",
    sentence: "Every eleventh request takes a millisecond longer, so that those that came later overtake it.",
    transact: waiting((turn) => (turn % 11 === 0 ? Effect.sleep(Duration.millis(1)) : Effect.void)),
  },
  {
    name: "settling",
    sentence: "Reads see a change a millisecond later; what is promised is three.",
    transact: settling(1),
    promises: { consistency: { _tag: "Settling", within: Duration.millis(3) } },
  },
]
