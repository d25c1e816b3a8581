/**
 * Implementations that go wrong only when requests overlap.
 */
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { evolve } from "@org-trust/core/model/Evolve"
import type { RuleId } from "@org-trust/core/model/Rule"
import type { State } from "@org-trust/core/model/State"
import type { Transact } from "../Platform.ts"

/** An implementation that goes wrong when requests overlap. */
export interface Race {
  readonly name: string
  readonly sentence: string
  readonly rules: readonly [RuleId, ...Array<RuleId>]
  /** How it gets at the state; `pause` is where another request can come in between. */
  readonly transact: (pause: Effect.Effect<void>) => Transact
}

/** Implementations that go wrong when requests overlap. */
export const races: ReadonlyArray<Race> = [
  {
    name: "lost-update",
    sentence: "A change is made on the state as it was when the request came, and overwrites what others did since.",
    rules: ["concurrency.one-after-the-other"],
    transact: (pause) =>
      Effect.fnUntraced(function* (store, _operation, run) {
        const read = yield* Ref.get(store)
        yield* pause
        const [answer, state] = run(read)
        if (state !== read) yield* Ref.set(store, state)
        return answer
      }),
  },
  {
    name: "stale-read",
    sentence: "Reads are answered from a copy that is renewed only some time after a change.",
    rules: ["concurrency.one-after-the-other"],
    transact: (pause) => {
      let copy: State | undefined
      return Effect.fnUntraced(function* (store, operation, run) {
        const current = yield* Ref.get(store)
        copy ??= current
        if (operation.endsWith(".get") || operation.endsWith(".list")) return run(copy)[0]
        const answer = yield* Ref.modify(store, run)
        yield* pause.pipe(
          Effect.andThen(
            Effect.sync(() => {
              copy = undefined
            }),
          ),
          Effect.forkDetach,
        )
        return answer
      })
    },
  },
  {
    name: "double-spent-pairing",
    sentence: "Whether a pairing is still open is looked at before, not while, it is used up.",
    rules: ["concurrency.one-after-the-other", "pairing.used-once"],
    transact: (pause) =>
      Effect.fnUntraced(function* (store, operation, run) {
        if (operation !== "Trustees.create") return yield* Ref.modify(store, run)
        const read = yield* Ref.get(store)
        yield* pause
        const [answer, state] = run(read)
        const trail = state.trail
        if (state !== read && trail !== undefined) yield* Ref.update(store, (current) => evolve(current, trail.latest))
        return answer
      }),
  },
]
