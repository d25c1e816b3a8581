/**
 * Clients at work at once: whatever they are answered has to be explained by some
 * order of their calls.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { isChange, type OperationInput, type OperationName } from "@org-trust/core/Operation"
import { principalOf, type WorldClient } from "../../WorldFile.ts"
import type { Clause } from "../Clause.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { pick } from "../internal/choices.ts"
import { Violation } from "../Violation.ts"
import type { Call, History } from "./History.ts"
import { type Judgement, judge } from "./Linearizability.ts"
import { observation } from "./Observation.ts"
import { makeOpening } from "./Opening.ts"
import type { Calls, Topic } from "./Topic.ts"
import { care } from "./topics/careTrusts.ts"
import { clones } from "./topics/clones.ts"
import { divisions } from "./topics/divisions.ts"
import { groups } from "./topics/groups.ts"
import { members } from "./topics/members.ts"
import { removal } from "./topics/removal.ts"
import { type Action, arbitrary, type Planned, type Workload } from "./Workload.ts"

/** Gives calls their places in time. */
const makeRecorder = (lab: Pick<Lab, "call">) => {
  const calls: Array<Call> = []
  let moment = 0
  const record = Effect.fnUntraced(function* <K extends OperationName>(
    lane: number,
    client: WorldClient,
    operation: K,
    input: OperationInput<K>,
  ) {
    const began = moment++
    const beganAt = yield* Clock.currentTimeMillis
    const result = yield* lab.call(client, operation, input)
    const call: Call<K> = {
      lane,
      principal: principalOf(client),
      operation,
      input,
      observed: observation(operation, result),
      began,
      returned: moment++,
      beganAt,
      returnedAt: yield* Clock.currentTimeMillis,
    }
    calls.push(call)
  })
  return { calls, record }
}

/** Those of the calls that the implementation has. */
const served = ({ subject }: Lab, calls: ReadonlyArray<Planned>): ReadonlyArray<Planned> =>
  calls.filter(({ operation }) => subject.capabilities.groups.some((group) => operation.startsWith(`${group}.`)))

/** The call that an action stands for. */
const plan = (lab: Lab, calls: Calls, action: Action): ReadonlyArray<Planned> => {
  const planned = pick(served(lab, calls(action)), action.what)
  return planned === undefined ? [] : [planned]
}

/** All that can be read, each once: what is wrong for good shows when all is quiet again. */
const reads = (lab: Lab, calls: Calls): ReadonlyArray<Planned> => {
  const all = [0, 1].flatMap((who) => served(lab, calls({ what: 0, who, role: 0 })))
  const keyed = all
    .filter(({ operation }) => !isChange(operation))
    .map((each) => [JSON.stringify([each.client.id, each.operation, each.input]), each] as const)
  return [...new Map(keyed).values()]
}

const perform = (
  record: ReturnType<typeof makeRecorder>["record"],
  lane: number,
  planned: ReadonlyArray<Planned>,
): Effect.Effect<void> =>
  Effect.forEach(planned, ({ client, input, operation }) => record(lane, client, operation, input), { discard: true })

/** The calls, lane by lane, as a person can read them. */
const draw = (history: History): string =>
  [...history]
    .sort((one, other) => one.began - other.began)
    .map((call) => `  lane ${call.lane}, ${call.began}–${call.returned}: ${call.operation} → ${call.observed}`)
    .join("\n")

/** What a workload was run on, and what came of it. */
export interface Outcome {
  readonly history: History
  readonly judgement: Judgement
}

/**
 * Lets clients do a workload at once, then looks around, and judges what they were
 * answered. Leaves the trusts that were made.
 */
export const runWorkload = Effect.fnUntraced(function* (lab: Lab, topic: Topic, workload: Workload) {
  const { opening, start } = makeOpening(lab)
  const calls = yield* topic.open(opening, workload.isThere)
  const started = yield* start
  const { calls: history, record } = makeRecorder(lab)
  const { lanes } = workload
  yield* Effect.forEach(
    lanes,
    (actions, lane) =>
      perform(
        record,
        lane,
        actions.flatMap((action) => plan(lab, calls, action)),
      ),
    { concurrency: "unbounded", discard: true },
  )
  yield* perform(record, lanes.length, reads(lab, calls))
  const outcome: Outcome = { history, judgement: judge(started, history) }
  return outcome
})

/** What clients can be at odds about. */
export const topics: ReadonlyArray<Topic> = [members, divisions, groups, clones, care, removal]

const about = (topic: Topic): Clause =>
  law({
    name: topic.name,
    sentence: topic.sentence,
    rules: topic.rules,
    groups: topic.groups,
    effort: 4,
    given: () => arbitrary,
    check: Effect.fnUntraced(function* (lab, workload) {
      const { history, judgement } = yield* runWorkload(lab, topic, workload)
      if (judgement._tag === "Linearizable") return
      const { consistency } = lab.subject.capabilities
      if (judgement._tag === "Stale") {
        const allowed = consistency._tag === "Settling" ? Duration.toMillis(consistency.within) : 0
        if (consistency._tag === "Settling" && judgement.millis <= allowed) return
        return yield* new Violation({
          message: `A read was answered from the past, ${judgement.millis} ms old; allowed are ${allowed} ms\n${draw(history)}`,
        })
      }
      return yield* new Violation({
        message: `No order of these calls explains their answers; the longest beginning that one does has ${judgement.longest.length} of ${history.length}\n${draw(history)}`,
      })
    }),
  })

/** The clauses about clients at work at once. */
export const concurrency: ReadonlyArray<Clause> = topics.map(about)
