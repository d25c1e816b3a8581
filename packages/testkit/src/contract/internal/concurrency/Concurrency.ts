/**
 * Clients at work at once: whatever they are answered has to be explained by some
 * order of their calls.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { isChange, type OperationInput, type OperationName } from "@org-trust/core/Operation"
import { principalOf, type WorldClient } from "../../../WorldFile.ts"
import { serves } from "../../Capabilities.ts"
import type { Clause } from "../../Clause.ts"
import type { Lab } from "../Lab.ts"
import { notServed } from "../Attempt.ts"
import { law } from "../Law.ts"
import { pick } from "../../../arbitrary/Numbers.ts"
import { Violation } from "../../Violation.ts"
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
  calls.filter(({ operation }) => serves(subject.capabilities, operation))

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
    .map(
      (call) =>
        `  lane ${call.lane}, from moment ${call.began} to ${call.returned}: ${call.operation} → ${call.observed}`,
    )
    .join("\n")

/** How old reads may be, in milliseconds; nothing where they may not be old. */
const allowedIn = ({ subject }: Lab): number | undefined => {
  const { consistency } = subject.capabilities
  return consistency._tag === "Settling" ? Duration.toMillis(consistency.within) : undefined
}

/** What a workload came to. */
export interface Judged {
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
  const judged: Judged = { history, judgement: judge(started, history, allowedIn(lab)) }
  return judged
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
      const missing = topic.groups.find((group) => !lab.subject.capabilities.groups.includes(group))
      // Half a history is explained by orders that the whole is not.
      if (missing !== undefined) return yield* notServed(missing)
      const { history, judgement } = yield* runWorkload(lab, topic, workload)
      if (judgement._tag !== "Violated") return
      const { longest, millis } = judgement
      return yield* new Violation({
        message:
          millis === undefined
            ? `The answers to ${history.length} calls: expected an order of the calls that explains them, got none that explains more than ${longest.length}\n${draw(history)}`
            : `A read was answered from the past: expected at most ${allowedIn(lab) ?? 0} ms old, got ${millis} ms\n${draw(history)}`,
      })
    }),
  })

/** The clauses about clients at work at once. */
export const concurrency: ReadonlyArray<Clause> = topics.map(about)
