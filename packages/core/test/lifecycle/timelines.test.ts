import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import { toSearchResult } from "@org-trust/core/Audit"
import type { TrustEvent } from "@org-trust/core/lifecycle/Event"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { empty, events, type State } from "@org-trust/core/lifecycle/State"
import * as Timeline from "@org-trust/core/lifecycle/Timeline"
import { run, startOfPlans } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, type Scenario, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { almighty, answerOf, organizationIds } from "./support/ask.ts"
import { thoroughRuns } from "./support/options.ts"
import { trustEvents } from "./support/trustEvents.ts"

const assertSame = (timeline: Timeline.Timeline, plain: ReadonlyArray<TrustEvent>): void => {
  const size = plain.length
  assert.strictEqual(Timeline.size(timeline), size)
  assert.deepStrictEqual(Timeline.oldestFirst(timeline, 0, size), plain)
  const newest = plain.toReversed()
  for (const [start, end] of [
    [0, 2],
    [1, size],
    [size - 1, size + 3],
    [size + 1, size + 4],
  ] as const) {
    if (start < 0) continue
    assert.deepStrictEqual(Timeline.oldestFirst(timeline, start, end), plain.slice(start, end))
    assert.deepStrictEqual(Timeline.newestFirst(timeline, start, end), newest.slice(start, end))
  }
  const isInOrder = plain.every(({ at }, index) => {
    const before = plain[index - 1]
    return before === undefined || DateTime.toEpochMillis(before.at) <= DateTime.toEpochMillis(at)
  })
  assert.strictEqual(timeline.isInOrder, isInOrder)
}

const statesOf = (scenario: Scenario): ReadonlyArray<State> =>
  run(environmentOf(scenario), scenario.plan).map(({ after }) => after)

/** The same, but at every third step the clock was set back by a minute. */
const setBack = (state: State): State => {
  const happened = events(state).map((event, count) =>
    count % 3 === 2 ? { ...event, at: DateTime.subtract(event.at, { minutes: 1 }) } : event,
  )
  return happened.reduce(evolve, empty)
}

describe("in comparison with a walk through everything that happened", () => {
  it.prop(
    "timelines tell the same, also of states that were before, and of what else might have come after them",
    [scenariosOf(60)],
    ([scenario]) => {
      const states = statesOf(scenario)
      const last = states.at(-1) ?? empty
      const middle = states[states.length >> 1] ?? empty
      const otherwise = trustEvents(last).slice(0, 3).reduce(evolve, middle)
      const ids = organizationIds(environmentOf(scenario))
      for (const state of [...states, middle, otherwise, last, setBack(last), empty]) {
        const plain = trustEvents(state)
        for (const trustorOrgId of ids) {
          const ofTrustor = plain.filter((event) => event.trustorOrgId === trustorOrgId)
          assertSame(Timeline.ofTrustor(state, trustorOrgId), ofTrustor)
          for (const trusteeOrgId of ids) {
            const ofTrust = ofTrustor.filter((event) => event.trusteeOrgId === trusteeOrgId)
            assertSame(Timeline.ofTrust(state, trustorOrgId, trusteeOrgId), ofTrust)
          }
        }
      }
    },
    thoroughRuns,
  )

  it.prop(
    "audits are by their times, and what happened at one time in the order in which it did, also where the clock was set back",
    [scenariosOf(60)],
    ([scenario]) => {
      const environment = environmentOf(scenario)
      const usual = statesOf(scenario).at(-1) ?? empty
      for (const state of [usual, setBack(usual)]) {
        for (const trustorOrgId of organizationIds(environment)) {
          const due = trustEvents(state)
            .filter((event) => event.trustorOrgId === trustorOrgId)
            .sort((one, other) => DateTime.toEpochMillis(one.at) - DateTime.toEpochMillis(other.at))
            .map(({ id }) => id)
          for (const sortOrder of ["ascending", "descending"] as const) {
            const answer = answerOf(
              { environment, state, now: startOfPlans },
              almighty(trustorOrgId),
              "TrustAudits.ofTrustees",
              {
                sortOrder,
                pageSize: environment.profile.maxPageSize,
                payload: { trusteeOrganizationIds: [], trusteeUserIds: [] },
              },
            )
            const { auditMessages, total } = Option.getOrThrow(toSearchResult(answer))
            assert.strictEqual(total, due.length)
            assert.deepStrictEqual(
              auditMessages.map(({ id }) => id),
              (sortOrder === "ascending" ? due : due.toReversed()).slice(0, environment.profile.maxPageSize),
            )
          }
        }
      }
    },
    thoroughRuns,
  )
})
