/**
 * Implementations that go wrong only when requests overlap.
 */
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { RuleId } from "@org-trust/core/lifecycle/Rule"
import { clonesOf, groupsOf, setTrust, type State, trust, withGroups } from "@org-trust/core/lifecycle/State"
import type { OperationName } from "@org-trust/core/Operation"
import type { Transact } from "../Platform.ts"

/**
 * An implementation that goes wrong when requests overlap.
 * @category models
 * @since 0.1.0
 */
export interface Race {
  readonly name: string
  readonly sentence: string
  readonly rules: readonly [RuleId, ...Array<RuleId>]
  /** How it gets at the state; `pause` is where another request can come in between. */
  readonly transact: (pause: Effect.Effect<void>) => Transact
}

/** What happened between two states, oldest first. */
const eventsSince = (before: State, after: State): ReadonlyArray<Event> => {
  const found: Array<Event> = []
  for (let { trail } = after; trail !== undefined && trail !== before.trail; trail = trail.earlier) {
    found.push(trail.latest)
  }
  return found.reverse()
}

/** Whether something can be done is looked at before, not while, it is done. */
const lookingBefore =
  (...operations: ReadonlyArray<OperationName>): Race["transact"] =>
  (pause) =>
    Effect.fnUntraced(function* (store, operation, run) {
      if (!operations.includes(operation)) return yield* Ref.modify(store, run)
      const read = yield* Ref.get(store)
      yield* pause
      const [answer, state] = run(read)
      yield* Ref.update(store, (current) => eventsSince(read, state).reduce(evolve, current))
      return answer
    })

/** What an operation does happens bit by bit, and others can see each. */
const bitByBit =
  (operations: ReadonlyArray<OperationName>, bitsOf: (event: Event) => ReadonlyArray<Event>): Race["transact"] =>
  (pause) =>
    Effect.fnUntraced(function* (store, operation, run) {
      if (!operations.includes(operation)) return yield* Ref.modify(store, run)
      const read = yield* Ref.get(store)
      const [answer, state] = run(read)
      for (const bit of eventsSince(read, state).flatMap(bitsOf)) {
        yield* Ref.update(store, (current) => evolve(current, bit))
        yield* pause
      }
      return answer
    })

/** The groups of a trust as they are in another state. */
const withGroupsOf = (state: State, other: State, { trusteeOrgId, trustorOrgId }: GroupEvent): State => {
  const [to, from] = [state, other].map((each) => trust(each, trustorOrgId, trusteeOrgId))
  return to === undefined || from === undefined ? state : setTrust(state, withGroups(to, groupsOf(from)))
}

type GroupEvent = Extract<Event, { readonly _tag: `TrustGroup${string}` }>

const isOfGroup = (event: Event): event is GroupEvent => event._tag.startsWith("TrustGroup")

/**
 * Implementations that go wrong when requests overlap.
 * @category functions
 * @since 0.1.0
 */
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
    sentence: "A pairing is checked to be open in one step, and used up in a later one.",
    rules: ["concurrency.one-after-the-other", "pairing.used-once"],
    transact: lookingBefore("Trustees.create"),
  },
  {
    name: "sixth-clone-at-once",
    sentence: "The room for a clone is checked in one step, and the clone is made in a later one.",
    rules: ["concurrency.one-after-the-other", "clone.limit"],
    transact: lookingBefore("TrustorClonedUsers.create"),
  },
  {
    name: "clone-of-who-leaves-meanwhile",
    sentence: "The clones that go with a user are looked up in one step, and the user is removed in a later one.",
    rules: ["concurrency.one-after-the-other", "clone.goes-with-trust"],
    transact: (pause) =>
      Effect.fnUntraced(function* (store, operation, run) {
        if (operation !== "TrusteeUsers.remove") return yield* Ref.modify(store, run)
        const read = yield* Ref.get(store)
        yield* pause
        const wasThere = (event: Event) => {
          if (event._tag !== "CloneRemoved") return true
          const before = trust(read, event.trustorOrgId, event.trusteeOrgId)
          return before !== undefined && clonesOf(before).some(({ id }) => id === event.userId)
        }
        return yield* Ref.modify(store, (current) => {
          const [answer, state] = run(current)
          return [answer, eventsSince(current, state).filter(wasThere).reduce(evolve, current)]
        })
      }),
  },
  {
    name: "group-added-twice-at-once",
    sentence: "A group is checked not to be in the trust in one step, and added in a later one.",
    rules: ["concurrency.one-after-the-other", "group.added-once"],
    transact: lookingBefore("TrusteeGroups.add"),
  },
  {
    name: "lost-group-roles",
    sentence: "Storing the roles of a group stores all groups of the trust as they were when the request came.",
    rules: ["concurrency.one-after-the-other", "group.roles-of-its-own"],
    transact: (pause) =>
      Effect.fnUntraced(function* (store, operation, run) {
        if (!operation.startsWith("TrusteeGroupRole")) return yield* Ref.modify(store, run)
        const read = yield* Ref.get(store)
        yield* pause
        const [answer, state] = run(read)
        yield* Ref.update(store, (current) =>
          eventsSince(read, state)
            .filter(isOfGroup)
            .reduce((changed, event) => withGroupsOf(evolve(changed, event), state, event), current),
        )
        return answer
      }),
  },
  {
    name: "roles-cleared-before-replaced",
    sentence: "Replacing roles takes the old ones away in one step, and grants the new ones in a later one.",
    rules: ["concurrency.one-after-the-other", "division.replace"],
    transact: bitByBit(["TrusteeUserRoleDivisions.replace"], (event) =>
      event._tag === "TrustUserRolesChanged" ? [{ ...event, grants: [] }, event] : [event],
    ),
  },
  {
    name: "bulk-one-after-the-other",
    sentence: "A bulk removal ends its trusts one after the other, and others see some ended and some not.",
    rules: ["concurrency.one-after-the-other", "bulk.removes-named"],
    transact: bitByBit(["BulkRemoval.trustees", "BulkRemoval.trustors"], (event) => [event]),
  },
  {
    name: "trust-ended-twice",
    sentence:
      "A trust is checked to be there in one step, and ended in a later one: two who end it at once both succeed.",
    rules: ["concurrency.one-after-the-other", "trust.absent"],
    transact: lookingBefore("Trustees.remove", "Trustors.remove"),
  },
  {
    name: "care-let-in-twice",
    sentence: "Customer Care is checked not to be let in in one step, and let in in a later one.",
    rules: ["concurrency.one-after-the-other", "trust.one-per-direction"],
    transact: lookingBefore("DefaultTrusts.create", "CareTrusts.create"),
  },
  {
    name: "care-let-in-one-by-one",
    sentence: "The trusts with Customer Care are made one after the other, and others see one without the others.",
    rules: ["concurrency.one-after-the-other", "care.every-organization"],
    transact: bitByBit(["CareTrusts.create"], (event) => [event]),
  },
]
