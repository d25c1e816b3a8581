/**
 * The events of one trust, or of all trusts of one trustor, in the order in which
 * they happened. Any page of them is found without a look at the others.
 *
 * Timelines say nothing that the trail does not say: they are made from it, when
 * somebody asks, and what was made for an earlier trail is only continued.
 */
import * as DateTime from "effect/DateTime"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import type { OrganizationId } from "../Identifiers.ts"
import * as Tree from "../internal/CountedTree.ts"
import type { TrustEvent } from "./Event.ts"
import type { State, Trail } from "./State.ts"

/**
 * Events in the order in which they happened.
 * @category models
 * @since 0.1.0
 */
export interface Timeline {
  readonly events: Tree.Tree<TrustEvent>
  readonly latest: TrustEvent | undefined
  /** Whether the times of the events are in this order too: a clock can be set back. */
  readonly isInOrder: boolean
}

const empty: Timeline = { events: Tree.empty, latest: undefined, isInOrder: true }

/**
 * How many events there are.
 * @category functions
 * @since 0.1.0
 */
export const size = ({ events }: Timeline): number => Tree.size(events)

const isAfter = (event: TrustEvent, earlier: TrustEvent | undefined): boolean =>
  earlier === undefined || DateTime.isGreaterThanOrEqualTo(event.at, earlier.at)

const fromEvents = (events: ReadonlyArray<TrustEvent>): Timeline => ({
  events: Tree.fromValues(events),
  latest: events.at(-1),
  isInOrder: events.every((event, at) => isAfter(event, events[at - 1])),
})

/**
 * Those of the events that pass a test.
 * @category functions
 * @since 0.1.0
 */
export const filter = (self: Timeline, isMeant: (event: TrustEvent) => boolean): Timeline =>
  fromEvents(oldestFirst(self, 0, size(self)).filter(isMeant))

const append = (self: Timeline, event: TrustEvent): Timeline => ({
  events: Tree.append(self.events, size(self), event),
  latest: event,
  isInOrder: self.isInOrder && isAfter(event, self.latest),
})

/**
 * The events from `start` up to but not including `end`, counted from the oldest, which is 0.
 * @category functions
 * @since 0.1.0
 */
export const oldestFirst = ({ events }: Timeline, start: number, end: number): ReadonlyArray<TrustEvent> =>
  Tree.slice(events, start, end)

/**
 * The events from `start` up to but not including `end`, counted from the newest, which is 0.
 * @category functions
 * @since 0.1.0
 */
export const newestFirst = (self: Timeline, start: number, end: number): ReadonlyArray<TrustEvent> =>
  oldestFirst(self, size(self) - end, Math.max(size(self) - start, 0)).toReversed()

interface OfTrustor {
  readonly all: Timeline
  readonly byTrustee: HashMap.HashMap<OrganizationId, Timeline>
}

type ByTrustor = HashMap.HashMap<OrganizationId, OfTrustor>

const none: ByTrustor = HashMap.empty()

const continued = (before: Timeline | undefined, events: ReadonlyArray<TrustEvent>): Timeline =>
  before === undefined ? fromEvents(events) : events.reduce(append, before)

/** With each value replaced for whose key there are events. */
const extended = <A>(
  before: HashMap.HashMap<OrganizationId, A>,
  events: ReadonlyArray<TrustEvent>,
  keyOf: (event: TrustEvent) => OrganizationId,
  extend: (before: A | undefined, events: ReadonlyArray<TrustEvent>) => A,
): HashMap.HashMap<OrganizationId, A> =>
  HashMap.mutate(before, (after) => {
    for (const [key, some] of Map.groupBy(events, keyOf)) {
      HashMap.set(after, key, extend(Option.getOrUndefined(HashMap.get(before, key)), some))
    }
  })

const extend = (before: ByTrustor, events: ReadonlyArray<TrustEvent>): ByTrustor =>
  extended(
    before,
    events,
    ({ trustorOrgId }) => trustorOrgId,
    (one, some) => ({
      all: continued(one?.all, some),
      byTrustee: extended(one?.byTrustee ?? HashMap.empty(), some, ({ trusteeOrgId }) => trusteeOrgId, continued),
    }),
  )

// In the benchmarks a page of audits after 100,000 changes takes 2 ms with this and 60 ms without.
const known = new WeakMap<Trail, ByTrustor>()

const timelinesOf = (trail: Trail | undefined): ByTrustor => {
  if (trail === undefined) return none
  const made = known.get(trail)
  if (made !== undefined) return made
  const added: Array<TrustEvent> = []
  let base: Trail | undefined = trail
  for (; base !== undefined && !known.has(base); base = base.earlier) {
    // Until it is used, a pairing belongs to no trust.
    if (base.latest._tag !== "PairingCreated") added.push(base.latest)
  }
  const before = base === undefined ? undefined : known.get(base)
  const timelines = extend(before ?? none, added.reverse())
  // Trails are never forgotten, so that timelines of each would be too many; to ask of an earlier one again is rare.
  if (base !== undefined) known.delete(base)
  known.set(trail, timelines)
  return timelines
}

const find = ({ trail }: State, trustorOrgId: OrganizationId): OfTrustor | undefined =>
  Option.getOrUndefined(HashMap.get(timelinesOf(trail), trustorOrgId))

/**
 * All that happened to the trusts of a trustor.
 * @category functions
 * @since 0.1.0
 */
export const ofTrustor = (state: State, trustorOrgId: OrganizationId): Timeline =>
  find(state, trustorOrgId)?.all ?? empty

/**
 * All that happened to the trust, or the trusts one after the other, of a trustor with a trustee.
 * @category functions
 * @since 0.1.0
 */
export const ofTrust = (state: State, trustorOrgId: OrganizationId, trusteeOrgId: OrganizationId): Timeline => {
  const found = find(state, trustorOrgId)
  return found === undefined ? empty : Option.getOrElse(HashMap.get(found.byTrustee, trusteeOrgId), () => empty)
}
