/**
 * Ways to query, and to answer, audits otherwise than the model does.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import {
  type AuditMessage,
  type AuditPageRequest,
  type AuditQueryResponse,
  AuditSearchResult,
  toSearchResult,
  type TrusteeAuditQueryRequest,
} from "@org-trust/core/Audit"
import type { TrustEvent } from "@org-trust/core/lifecycle/Event"
import type { Request } from "@org-trust/core/lifecycle/Request"
import type { Trail } from "@org-trust/core/lifecycle/State"
import type { Step } from "@org-trust/core/lifecycle/Step"
import { asking, believing, only, overriding, type Overrides, replying } from "./steps.ts"

/** The two operations that query audits. */
export const auditOperations = ["TrustAudits.ofTrustees", "TrustAudits.ofTrustor"] as const

type AuditRequest = Request<(typeof auditOperations)[number]>

const encode = Schema.encodeSync(AuditSearchResult)
const toJson = Schema.decodeUnknownSync(Schema.Record(Schema.String, Schema.Json))

/** Changes what both audit operations answer. */
export const answeringAudits = (
  change: (result: AuditSearchResult, request: AuditRequest) => AuditSearchResult,
): Overrides => {
  const answer = (response: AuditQueryResponse, request: AuditRequest): AuditQueryResponse =>
    Option.match(toSearchResult(response), {
      onNone: () => response,
      onSome: (result) => toJson(encode(change(result, request))),
    })
  return {
    "TrustAudits.ofTrustees": replying<"TrustAudits.ofTrustees">(answer),
    "TrustAudits.ofTrustor": replying<"TrustAudits.ofTrustor">(answer),
  }
}

/** Changes each message that both audit operations answer. */
export const answeringMessages = (
  change: (message: AuditMessage, request: AuditRequest) => ReadonlyArray<AuditMessage>,
): Overrides =>
  answeringAudits((result, request) => ({
    ...result,
    auditMessages: result.auditMessages.flatMap((message) => change(message, request)),
  }))

const filterTrail = (trail: Trail | undefined, keep: (event: TrustEvent) => boolean): Trail | undefined => {
  if (trail === undefined) return undefined
  const earlier = filterTrail(trail.earlier, keep)
  return trail.latest._tag === "PairingCreated" || keep(trail.latest) ? { latest: trail.latest, earlier } : earlier
}

/** The audit operations see only some events, by what they are and by all that happened. */
export const seeing = (keep: (event: TrustEvent, trail: Trail | undefined) => boolean): Step =>
  only(
    auditOperations,
    believing(({ environment, state }) => ({
      environment,
      state: { ...state, trail: filterTrail(state.trail, (event) => keep(event, state.trail)) },
    })),
  )

/** Asks for another order of audits than was asked for. */
export const askingOrder = (change: (order: AuditPageRequest) => AuditPageRequest): Step =>
  overriding({
    "TrustAudits.ofTrustees": asking(({ input: { payload, ...order }, ...request }) => ({
      ...request,
      input: { payload, ...change(order) },
    })),
    "TrustAudits.ofTrustor": asking(({ input: { payload, ...order }, ...request }) => ({
      ...request,
      input: { payload, ...change(order) },
    })),
  })

/** Narrows the query of a trustor down otherwise than was asked for. */
export const askingFor = (change: (query: TrusteeAuditQueryRequest) => TrusteeAuditQueryRequest): Step =>
  overriding({
    "TrustAudits.ofTrustees": asking((request) => ({
      ...request,
      input: { ...request.input, payload: change(request.input.payload) },
    })),
  })
