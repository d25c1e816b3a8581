/**
 * One history: an implementation and the model side by side. Each call is made of
 * the implementation first; then the model decides the same request, with the ids
 * and dates that the implementation chose, and the two answers are compared.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { RulingOn, Request } from "@org-trust/core/lifecycle/Request"
import { empty } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import { readableId } from "../../../../arbitrary/ReadableId.ts"
import { clonesLost, setGroupMembers } from "../../../../internal/platform/Directory.ts"
import { principalOf, type WorldClient } from "../../../../WorldFile.ts"
import { serves } from "../../../Capabilities.ts"
import type { Lab } from "../../Lab.ts"
import { Violation } from "../../../Violation.ts"
import type { Differences } from "../compare/Differences.ts"
import { judge } from "../compare/Judgement.ts"
import { type OutcomeName, stateClass } from "../record/StateClass.ts"
import type { Session, Shared } from "../Session.ts"
import type { Move } from "../shrink/Move.ts"
import { dateIn, endIn, ends, withoutEnd } from "./Dates.ts"
import * as PairingNames from "./PairingNames.ts"

/** Dates that an implementation chose may be off by this if its clock runs, in milliseconds. */
const runningSlack = 5_000

const outcomeName = (outcome: RulingOn<OperationName>): OutcomeName =>
  Result.isSuccess(outcome) ? "Success" : outcome.failure.error._tag

/** Begins a history on an implementation that has no trust between the organizations of the cast. */
export const begin = (lab: Lab, shared: Shared): Session => {
  const { clock, correlationIds, tally } = shared
  const { capabilities, world } = lab.subject
  let { organizations } = world
  let { environment } = shared
  const names = PairingNames.make()
  const asked = new Set<number>()
  let state = empty
  let count = 0
  const moves: Array<Move> = []

  /** Its own id of an exchange that failed is the one thing of it that nothing else has. */
  const correlation = (result: Result.Result<unknown, TrustError>): Differences => {
    if (Result.isSuccess(result)) return []
    const { _tag: tag, correlationId } = result.failure
    // It may have been the login that was refused, which has no such id.
    if (tag === "Unauthenticated") return []
    if (correlationId === undefined) return ["expected an error with a correlation id, got none"]
    if (correlationIds.has(correlationId))
      return [`expected a correlation id of its own, got ${correlationId}, which an earlier exchange had`]
    correlationIds.add(correlationId)
    return []
  }

  /** Binds the pairing that the implementation made to the model's; it must not give an id twice. */
  const bind = (operation: OperationName, actual: Result.Result<unknown, unknown>, id: PairingId): Differences => {
    if (operation !== "Pairings.create" || Result.isFailure(actual) || !isReadonlyObject(actual.success)) return []
    const own = PairingId.make(String(actual.success["id"]))
    if (names.toModel.has(own)) return [`expected an id of its own, got ${own}, which an earlier pairing has`]
    names.toModel.set(own, id)
    names.toOwn.set(id, own)
    return []
  }

  const call: Session["call"] = Effect.fnUntraced(function* <K extends OperationName>(
    client: WorldClient,
    operation: K,
    given: OperationInput<K>,
    pairingId: PairingId = PairingId.make(readableId(0, "pairing", count + 1)),
  ) {
    moves.push({ _tag: "Call", client, operation, input: given, pairingId })
    const input = clock.isSeen() ? given : withoutEnd(operation, given, clock.earliest())
    count++
    const principal = principalOf(client)
    const now = clock.earliest()
    const sentAt = yield* Clock.currentTimeMillis
    const answer = yield* lab.call(client, operation, PairingNames.toOwn(names, operation, input))
    const latest = yield* clock.latest
    const unbound = bind(operation, answer, pairingId)
    const actual = Result.map(answer, (reply) => PairingNames.toModel(names, operation, reply))
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
    if (end !== undefined) asked.add(DateTime.toEpochMillis(end))
    // The answer can depend on whether the end that is asked for has come, so that time matters as well.
    const isEndNear = end !== undefined && DateTime.between(end, { minimum: now, maximum: latest })
    const turns = [...ends(environment, state, now, latest), ...(isEndNear ? [end] : [])]
    const times = [...(isNewDate ? [date] : []), now, ...turns, latest]
    const basis = {
      environment,
      state,
      slack: { millis: clock.isStill() ? 0 : clock.isSeen() ? runningSlack : Number.POSITIVE_INFINITY, asked },
      // Without knowing the time nobody knows which audits are of this history.
      audits: clock.isSeen() ? capabilities.audits : ("Opaque" as const),
    }
    const { differences: found, outcome, request: decided } = judge(basis, request, times, actual)
    const before = stateClass(operation, input, { ...environment, principal, now: decided.now, state })
    const all = [...unbound, ...found, ...correlation(actual)]
    if (all.length > 0) {
      return yield* new Violation({
        message: `${operation} with ${before}: ${all.slice(0, 3).join("; ")}`,
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
    moves.push({ _tag: "SetMembers", membership })
    yield* Effect.ignore(lab.setMembers(membership))
    count++
    organizations = changed.success
    environment = { ...environment, world: World.make(organizations) }
    const fresh = AuditMessageId.make(readableId(0, "audit", count))
    const lost = clonesLost(environment, state, membership.organizationId, clock.earliest(), fresh)
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
    callIfServed: (client, operation, input) =>
      serves(capabilities, operation) ? call(client, operation, input) : Effect.undefined,
    setMembers,
    movedAtHome,
    pass: Effect.fnUntraced(function* (millis) {
      if (lab.subject.passTime === undefined || millis <= 0) return
      moves.push({ _tag: "Pass", millis })
      yield* Effect.ignore(lab.passTime(Duration.millis(millis)))
      clock.moved(millis)
    }),
    moves,
    note: (move) => void moves.push(move),
  }
}
