/**
 * One history: an implementation and the model side by side. Each call is made of
 * the implementation first; then the model decides the same request, with the ids
 * and dates that the implementation chose, and the two answers are compared.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import { decide } from "@org-trust/core/lifecycle/Decide"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { Environment, Outcome, Request } from "@org-trust/core/lifecycle/Request"
import { empty, type State, trusts } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import type { OperationError, OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import { readableId } from "../../arbitrary/ReadableId.ts"
import { clonesLost, type Membership, setGroupMembers } from "../../platform/Directory.ts"
import { principalOf, type WorldClient } from "../../WorldFile.ts"
import type { OutcomeName, Tally } from "../Exploration.ts"
import type { Lab } from "../Lab.ts"
import { Violation } from "../Violation.ts"
import type { Differences } from "./Differences.ts"
import { errorDifferences } from "./Errors.ts"
import * as Names from "./Names.ts"
import { replyDifferences } from "./Replies.ts"
import { stateClass } from "./Situation.ts"
import type { SubjectClock } from "./SubjectClock.ts"

/** What histories of one check share. */
export interface Shared {
  readonly environment: Environment
  readonly clock: SubjectClock
  readonly tally: Tally
  /** The correlation ids of earlier exchanges. */
  readonly correlationIds: Set<string>
}

/** An implementation and the model side by side. */
export interface Session extends Shared {
  /** What decisions rest on now: the world changes with the members of groups. */
  readonly environment: Environment
  readonly lab: Lab
  /** What the model says there is. */
  readonly state: () => State
  /** Calls made so far. */
  readonly count: () => number
  /** When the history began, by the implementation's clock. */
  readonly startedAt: DateTime.Utc
  /** Makes a call of both; fails where they differ. Pairings go by the model's names. */
  readonly call: <K extends OperationName>(
    client: WorldClient,
    operation: K,
    input: OperationInput<K>,
  ) => Effect.Effect<Result.Result<OperationOutput<K>, OperationError<K>>, Violation>
  /** Makes these users the members of a group at home, where that can be done. */
  readonly setMembers: (membership: Membership) => Effect.Effect<void>
  /** The groups whose members were changed, with those that they had at first. */
  readonly movedAtHome: () => ReadonlyArray<Membership>
  /** Lets time pass, where it can. */
  readonly pass: (millis: number) => Effect.Effect<void>
}

/** Dates that an implementation chose may be off by this if its clock runs, in milliseconds. */
const runningSlack = 5_000

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

/** When what a reply shows was made, if the reply says so; of several things, the one made last. */
const dateIn = (reply: unknown): DateTime.Utc | undefined => {
  if (!isRecord(reply)) return undefined
  const { entities } = reply
  if (Array.isArray(entities)) {
    return entities
      .flatMap((each: unknown) => dateIn(each) ?? [])
      .sort(DateTime.Order)
      .at(-1)
  }
  const details = isRecord(reply["trustUserDetails"]) ? reply["trustUserDetails"] : reply
  const date = details["dateCreated"]
  return DateTime.isDateTime(date) && DateTime.isUtc(date) ? date : undefined
}

/** The end that a request asks for. */
const endIn = (input: unknown): DateTime.Utc | undefined => {
  const payload = isRecord(input) && isRecord(input["payload"]) ? input["payload"] : {}
  const end = payload["dateExpired"]
  return DateTime.isDateTime(end) && DateTime.isUtc(end) ? end : undefined
}

/** The times, after one and up to another, at which a pairing or a trust ends. */
export const ends = (
  { profile }: Environment,
  state: State,
  after: DateTime.Utc,
  upTo?: DateTime.Utc,
): ReadonlyArray<DateTime.Utc> => {
  // Where the clock stands still this is so at every call.
  if (upTo !== undefined && DateTime.isLessThanOrEqualTo(upTo, after)) return []
  return [
    ...Array.from(HashMap.values(state.pairings)).flatMap(({ dateCreated, used }) =>
      used ? [] : [DateTime.addDuration(dateCreated, profile.pairingLifetime)],
    ),
    ...trusts(state).flatMap(({ settings }) => (settings.dateExpired === undefined ? [] : [settings.dateExpired])),
  ]
    .filter(
      (end) => DateTime.isGreaterThan(end, after) && (upTo === undefined || DateTime.isLessThanOrEqualTo(end, upTo)),
    )
    .sort(DateTime.Order)
}

const say = (outcome: Outcome<OperationName>): string =>
  Result.match(outcome, {
    onSuccess: () => "success",
    onFailure: ({ error, rule }) => `${error._tag}, by the rule ${rule}`,
  })

const outcomeName = (outcome: Outcome<OperationName>): OutcomeName =>
  Result.isSuccess(outcome) ? "Success" : outcome.failure.error._tag

const sayActual = (result: Result.Result<unknown, TrustError>): string =>
  Result.match(result, { onSuccess: () => "success", onFailure: (error) => `${error._tag}: ${error.message}` })

interface Judged<K extends OperationName> {
  readonly request: Request<K>
  readonly outcome: Outcome<K>
  readonly differences: Differences
}

/** Begins a history on an implementation that has no trust between the organizations of the cast. */
export const make = (lab: Lab, shared: Shared): Session => {
  const { clock, correlationIds, tally } = shared
  const { capabilities, world } = lab.subject
  let { organizations } = world
  let { environment } = shared
  const names = Names.make()
  let state = empty
  let count = 0

  /** Its own id of an exchange that failed is the one thing of it that nothing else has. */
  const correlation = (result: Result.Result<unknown, TrustError>): Differences => {
    if (Result.isSuccess(result)) return []
    const { _tag: tag, correlationId } = result.failure
    // It may have been the login that was refused, which has no such id.
    if (tag === "Unauthenticated") return []
    if (correlationId === undefined) return ["the error has no correlation id"]
    if (correlationIds.has(correlationId)) return [`the correlation id ${correlationId} is that of an earlier exchange`]
    correlationIds.add(correlationId)
    return []
  }

  const compare = <K extends OperationName>(
    request: Request<K>,
    outcome: Outcome<K>,
    actual: Result.Result<OperationOutput<K>, OperationError<K>>,
  ): Differences => {
    if (Result.isSuccess(outcome) && Result.isSuccess(actual)) {
      return replyDifferences(request.operation, {
        input: request.input,
        expected: outcome.success.reply,
        actual: actual.success,
        ask: (input) => {
          const profile = { ...environment.profile, maxPageSize: Number.MAX_SAFE_INTEGER }
          const all = decide({ ...environment, profile }, state, { ...request, input })
          return Result.isSuccess(all) ? all.success.reply : undefined
        },
        slack: clock.isStill() ? 0 : runningSlack,
        // Without knowing the time nobody knows which audits are of this history.
        hasAudits: capabilities.audits === "SearchResult" && clock.isSeen(),
      })
    }
    if (Result.isFailure(outcome) && Result.isFailure(actual)) {
      return errorDifferences(outcome.failure.error, actual.failure, names)
    }
    return [`expected was ${say(outcome)}; got was ${sayActual(actual)}`]
  }

  /** The first time within what is known of the clock at which the model agrees; else the first time. */
  const judge = <K extends OperationName>(
    request: Request<K>,
    times: ReadonlyArray<DateTime.Utc>,
    actual: Result.Result<OperationOutput<K>, OperationError<K>>,
  ): Judged<K> => {
    let first: Judged<K> | undefined
    for (const now of times) {
      const at: Request<K> = { ...request, now }
      const outcome = decide(environment, state, at)
      const judged = { request: at, outcome, differences: compare(at, outcome, actual) }
      if (judged.differences.length === 0) return judged
      first ??= judged
    }
    return first ?? { request, outcome: decide(environment, state, request), differences: [] }
  }

  /** Binds the pairing that the implementation made to the model's; it must not give an id twice. */
  const bind = (operation: OperationName, actual: Result.Result<unknown, unknown>, id: PairingId): Differences => {
    if (operation !== "Pairings.create" || Result.isFailure(actual) || !isRecord(actual.success)) return []
    const own = PairingId.make(String(actual.success["id"]))
    if (names.toModel.has(own)) return [`the id ${own} is that of an earlier pairing`]
    names.toModel.set(own, id)
    names.toOwn.set(id, own)
    return []
  }

  const call: Session["call"] = Effect.fnUntraced(function* <K extends OperationName>(
    client: WorldClient,
    operation: K,
    input: OperationInput<K>,
  ) {
    count++
    const principal = principalOf(client)
    const now = clock.earliest()
    const sentAt = yield* Clock.currentTimeMillis
    const answer = yield* lab.call(client, operation, Names.toOwn(names, operation, input))
    const latest = yield* clock.latest
    const pairingId = PairingId.make(readableId(0, "pairing", count))
    const unbound = bind(operation, answer, pairingId)
    const actual = Result.map(answer, (reply) => Names.toModel(names, operation, reply))
    const date = Result.isSuccess(actual) ? dateIn(actual.success) : undefined
    const isNewDate = date !== undefined && DateTime.between(date, { minimum: now, maximum: latest })
    const request: Request<K> = {
      operation,
      principal,
      input,
      now,
      fresh: {
        pairingId,
        auditId: AuditMessageId.make(readableId(0, "audit", count)),
      },
      correlationId: readableId(0, "client", count),
    }
    const end = endIn(input)
    // The answer can depend on whether the end that is asked for has come, so that time matters as well.
    const isEndNear = end !== undefined && DateTime.between(end, { minimum: now, maximum: latest })
    const turns = [...ends(environment, state, now, latest), ...(isEndNear ? [end] : [])]
    const times = [...(isNewDate ? [date] : []), now, ...turns, latest]
    const { differences: found, outcome, request: decided } = judge(request, times, actual)
    const before = stateClass(operation, input, { ...environment, principal, now: decided.now, state })
    const all = [...unbound, ...found, ...correlation(actual)]
    if (all.length > 0) {
      return yield* new Violation({
        message: `${operation} with ${before}: expected was ${say(outcome)}, got was ${sayActual(actual)}; ${all.slice(0, 3).join("; ")}`,
      })
    }
    tally.visit(operation, outcomeName(outcome), before)
    if (Result.isSuccess(outcome) && outcome.success.events.length > 0) {
      state = outcome.success.events.reduce(evolve, state)
      if (isNewDate && DateTime.Equivalence(date, decided.now)) clock.seen(date, sentAt)
    }
    return actual
  })

  const setMembers: Session["setMembers"] = Effect.fnUntraced(function* (membership) {
    const changed = setGroupMembers(organizations, membership)
    if (lab.subject.setGroupMembers === undefined || Result.isFailure(changed)) return
    yield* Effect.ignore(lab.setMembers(membership))
    count++
    organizations = changed.success
    environment = { ...environment, world: World.make(organizations) }
    const fresh = AuditMessageId.make(readableId(0, "audit", count))
    const lost = clonesLost(environment.world, state, membership.organizationId, clock.earliest(), fresh)
    state = lost.reduce(evolve, state)
  })

  const movedAtHome = () =>
    world.organizations.flatMap(({ groups, id: organizationId }) => {
      const now = organizations.find(({ id }) => id === organizationId)?.groups
      return groups
        .filter((group) => now?.includes(group) !== true)
        .map(({ id: groupId, memberIds }) => ({ organizationId, groupId, memberIds }))
    })

  return {
    ...shared,
    get environment() {
      return environment
    },
    lab,
    state: () => state,
    count: () => count,
    startedAt: clock.earliest(),
    call,
    setMembers,
    movedAtHome,
    pass: Effect.fnUntraced(function* (millis) {
      if (lab.subject.passTime === undefined || millis <= 0) return
      yield* Effect.ignore(lab.passTime(Duration.millis(millis)))
      clock.moved(millis)
    }),
  }
}
