/**
 * Wrong ways with audits.
 */
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type AuditMessage, type AuditQueryResponse, AuditSearchResult, toSearchResult } from "@org-trust/core/Audit"
import type { TrustEvent } from "@org-trust/core/lifecycle/Event"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { State, Trail } from "@org-trust/core/lifecycle/State"
import { step, type Stepped } from "@org-trust/core/lifecycle/Step"
import { believing, type Mutant, overriding, type Overrides } from "./Mutant.ts"

const encode = Schema.encodeSync(AuditSearchResult)
const toJson = Schema.decodeUnknownSync(Schema.Record(Schema.String, Schema.Json))

const change = (
  response: AuditQueryResponse,
  f: (result: AuditSearchResult) => AuditSearchResult,
): AuditQueryResponse =>
  Option.match(toSearchResult(response), {
    onNone: () => response,
    onSome: (result) => toJson(encode(f(result))),
  })

/** Changes what both audit operations answer. */
const answering = (
  f: (
    result: AuditSearchResult,
    request: Request<"TrustAudits.ofTrustees" | "TrustAudits.ofTrustor">,
  ) => AuditSearchResult,
): Overrides => ({
  "TrustAudits.ofTrustees": (environment, state, request) => {
    const stepped = step(environment, state, request)
    return { ...stepped, result: Result.map(stepped.result, (reply) => change(reply, (result) => f(result, request))) }
  },
  "TrustAudits.ofTrustor": (environment, state, request) => {
    const stepped = step(environment, state, request)
    return { ...stepped, result: Result.map(stepped.result, (reply) => change(reply, (result) => f(result, request))) }
  },
})

const messages = (result: AuditSearchResult, f: (message: AuditMessage) => ReadonlyArray<AuditMessage>) => ({
  ...result,
  auditMessages: result.auditMessages.flatMap(f),
})

const filterTrail = (trail: Trail | undefined, keep: (event: TrustEvent) => boolean): Trail | undefined => {
  if (trail === undefined) return undefined
  const earlier = filterTrail(trail.earlier, keep)
  return trail.latest._tag === "PairingCreated" || keep(trail.latest) ? { latest: trail.latest, earlier } : earlier
}

/** The audit operations see only some events. */
const seeing = (keep: (event: TrustEvent) => boolean): Overrides => {
  const some = believing(({ environment, state }) => ({
    environment,
    state: { ...state, trail: filterTrail(state.trail, keep) },
  }))
  return { "TrustAudits.ofTrustees": some, "TrustAudits.ofTrustor": some }
}

/** Changes what is asked of both audit operations. */
const asking = (
  f: <K extends "TrustAudits.ofTrustees" | "TrustAudits.ofTrustor">(request: Request<K>) => Request<K>,
): Overrides => {
  const override =
    <K extends "TrustAudits.ofTrustees" | "TrustAudits.ofTrustor">() =>
    (environment: Environment, state: State, request: Request<K>): Stepped<K> =>
      step(environment, state, f(request))
  return { "TrustAudits.ofTrustees": override(), "TrustAudits.ofTrustor": override() }
}

/** Wrong ways with audits. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "audit-of-role-changes-missing",
    sentence: "Changes of roles are not in the audits.",
    rules: ["audit.every-change"],
    step: () => overriding(seeing((event) => event._tag !== "TrustUserRolesChanged")),
  },
  {
    name: "audit-of-removal-missing",
    sentence: "That a user left is not in the audits.",
    rules: ["audit.every-change"],
    step: () => overriding(seeing((event) => event._tag !== "TrustUserRemoved")),
  },
  {
    name: "audit-doubled",
    sentence: "Every audit is there twice.",
    rules: ["audit.every-change"],
    step: () => overriding(answering((result) => messages(result, (message) => [message, message]))),
  },
  {
    name: "audit-misattributed",
    sentence: "Every change is attributed to whoever asks for the audits.",
    rules: ["audit.every-change"],
    step: () =>
      overriding(
        answering((result, { principal }) =>
          messages(result, (message) => [{ ...message, user: { id: principal.userId ?? principal.organizationId } }]),
        ),
      ),
  },
  {
    name: "audit-with-wrong-action",
    sentence: "Every change is called an update.",
    rules: ["audit.every-change"],
    step: () => overriding(answering((result) => messages(result, (message) => [{ ...message, action: "UPDATE" }]))),
  },
  {
    name: "audit-with-time-of-query",
    sentence: "Every audit has the time at which it was asked for.",
    rules: ["audit.every-change"],
    step: () =>
      overriding(
        answering((result, { now }) =>
          messages(result, (message) => [{ ...message, timestamp: now, receivedTimestamp: now }]),
        ),
      ),
  },
  {
    name: "audit-order-ignored",
    sentence: "Audits come newest first, whatever is asked.",
    rules: ["audit.order"],
    step: () =>
      overriding(
        asking((request) => ({
          ...request,
          input: {
            ...request.input,
            ...(request.input.sortOrder === "ascending" && { sortOrder: "descending" }),
          },
        })),
      ),
  },
  {
    name: "audit-oldest-first",
    sentence: "Audits come oldest first unless asked otherwise.",
    rules: ["audit.order"],
    step: () => overriding(asking((request) => ({ ...request, input: { sortOrder: "ascending", ...request.input } }))),
  },
  {
    name: "audit-lost-with-trust",
    sentence: "The audits of a trust end with it.",
    rules: ["audit.of-own-trusts"],
    step: () => {
      const afterEnd = believing(({ environment, state }) => {
        const ended = new Set<string>()
        for (let trail = state.trail; trail !== undefined; trail = trail.earlier) {
          if (trail.latest._tag === "TrustEnded") ended.add(`${trail.latest.trustorOrgId}/${trail.latest.trusteeOrgId}`)
        }
        return {
          environment,
          state: {
            ...state,
            trail: filterTrail(state.trail, (event) => !ended.has(`${event.trustorOrgId}/${event.trusteeOrgId}`)),
          },
        }
      })
      return overriding({ "TrustAudits.ofTrustees": afterEnd, "TrustAudits.ofTrustor": afterEnd })
    },
  },
  {
    name: "audits-of-others",
    sentence: "An organization sees the audits of all trusts.",
    rules: ["audit.of-own-trusts", "isolation.third-organization"],
    step: () => {
      const everything = believing(({ environment, state }, request) => {
        const { organizationId } = request.principal
        const rename = (trail: Trail | undefined): Trail | undefined =>
          trail === undefined
            ? undefined
            : {
                latest:
                  trail.latest._tag === "PairingCreated"
                    ? trail.latest
                    : { ...trail.latest, trustorOrgId: organizationId },
                earlier: rename(trail.earlier),
              }
        return { environment, state: { ...state, trail: rename(state.trail) } }
      })
      return overriding({ "TrustAudits.ofTrustees": everything })
    },
  },
  {
    name: "audit-date-range-ignored",
    sentence: "The start and end of the time asked for are ignored.",
    rules: ["audit.query"],
    step: () =>
      overriding({
        "TrustAudits.ofTrustees": (environment, state, request) => {
          const { endDate: _end, startDate: _start, ...payload } = request.input.payload
          return step(environment, state, { ...request, input: { ...request.input, payload } })
        },
      }),
  },
  {
    name: "audit-user-filter-ignored",
    sentence: "The users asked for are ignored.",
    rules: ["audit.query"],
    step: () =>
      overriding({
        "TrustAudits.ofTrustees": (environment, state, request) =>
          step(environment, state, {
            ...request,
            input: { ...request.input, payload: { ...request.input.payload, trusteeUserIds: [] } },
          }),
      }),
  },
  {
    name: "audit-filters-ignored",
    sentence: "Filters are ignored, known or not.",
    rules: ["audit.query"],
    step: () =>
      overriding({
        "TrustAudits.ofTrustees": (environment, state, request) =>
          step(environment, state, {
            ...request,
            input: { ...request.input, payload: { ...request.input.payload, filters: [] } },
          }),
      }),
  },
  {
    name: "audit-total-of-page",
    sentence: "The total of the audits counts the page.",
    rules: ["page.complete"],
    step: () => overriding(answering((result) => ({ ...result, total: result.auditMessages.length }))),
  },
]
