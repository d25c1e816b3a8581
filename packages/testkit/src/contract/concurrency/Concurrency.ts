/**
 * Clients at work at once: whatever they are answered has to be explained by some
 * order of their calls.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import { empty, type State } from "@org-trust/core/model/State"
import { step } from "@org-trust/core/model/Step"
import * as World from "@org-trust/core/model/World"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import { principalOf, type WorldClient } from "../../WorldFile.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { need } from "../scenario.ts"
import { Violation } from "../Violation.ts"
import type { Call, History } from "./History.ts"
import { type Judgement, judge, type Start } from "./Linearizability.ts"
import { observation } from "./Observation.ts"
import { arbitrary, plan, type Planned, type Stage, type Workload } from "./Workload.ts"

const now = DateTime.makeUnsafe("2026-01-01T00:00:00.000Z")
const auditId = AuditMessageId.make("00000000-0000-4000-8000-000000000000")

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

const perform = (
  record: ReturnType<typeof makeRecorder>["record"],
  lane: number,
  { client, input, operation }: Planned,
): Effect.Effect<void> => record(lane, client, operation, input)

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
 * Lets clients do a workload at once and judges what they were answered. Leaves the
 * trusts that were made.
 */
export const runWorkload = Effect.fnUntraced(function* (lab: Lab, workload: Workload) {
  const { trustee, trustor } = lab.cast
  const [first, ...others] = trustee.activeUsers
  const user = yield* need(first, "active user of the trustee")
  const users: Stage["users"] = [user, ...others.slice(0, 1)]
  const environment = {
    world: World.make(lab.subject.world.organizations),
    profile: lab.subject.capabilities.profile,
  }
  const past: Array<State> = [empty]
  let state: State = empty
  const makePairing = Effect.fnUntraced(function* () {
    const payload = { userIds: users.map(({ id }) => id) }
    const made = yield* lab.succeed(trustee.admin, "Pairings.create", { payload })
    const pairingId = PairingId.make(made.id)
    past.push(state)
    state = step(environment, state, {
      operation: "Pairings.create",
      principal: principalOf(trustee.admin),
      input: { payload },
      now,
      fresh: { pairingId, auditId },
    }).state
    return pairingId
  })
  if (workload.withTrust) {
    const payload = { pairingId: yield* makePairing(), enabled: true, users: [{ id: user.id }] }
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
    past.push(state)
    state = step(environment, state, {
      operation: "Trustees.create",
      principal: principalOf(trustor.admin),
      input: { payload },
      now,
      fresh: { pairingId: payload.pairingId, auditId },
    }).state
  }
  const stage: Stage = { cast: lab.cast, pairingId: yield* makePairing(), users }
  const start: Start = { environment, state, now, past, at: yield* Clock.currentTimeMillis }
  const { calls, record } = makeRecorder(lab)
  yield* Effect.forEach(
    workload.lanes,
    (actions, lane) =>
      Effect.forEach(actions, (action) => perform(record, lane, plan(stage, action)), { discard: true }),
    { concurrency: "unbounded", discard: true },
  )
  const outcome: Outcome = { history: calls, judgement: judge(start, calls) }
  return outcome
})

/** The clause. */
export const linearizable = law({
  name: "concurrency.linearizable",
  sentence: "Whatever clients that act at once are answered, some order of their calls explains it.",
  rules: ["concurrency.one-after-the-other"],
  groups: ["Pairings", "Trustees", "TrusteeUsers", "TrusteeUserRoles", "Trustors"],
  effort: 4,
  given: () => arbitrary,
  check: Effect.fnUntraced(function* (lab, workload) {
    const { history, judgement } = yield* runWorkload(lab, workload)
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
