/**
 * The service of audits: who changed what about a trust, and when.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type {
  AuditPageRequest,
  AuditQueryResponse,
  TrusteeAuditQueryRequest,
  TrustorAuditQueryRequest,
} from "../entities/Audit.ts"
import type { ByOperation, Invoke } from "../Invoke.ts"
import type { OperationError } from "../Operation.ts"

/** Queries the audit trail of trusts. */
export class TrustAudits extends Context.Service<
  TrustAudits,
  {
    /** What happened to the caller's trusts with these trustees (`POST /trustees/audits`). */
    readonly ofTrustees: (
      query: TrusteeAuditQueryRequest,
      page?: AuditPageRequest,
    ) => Effect.Effect<AuditQueryResponse, OperationError<"TrustAudits.ofTrustees">>
    /** What happened to the caller's trust with one trustor (`POST /trustor/audits`). */
    readonly ofTrustor: (
      query: TrustorAuditQueryRequest,
      page?: AuditPageRequest,
    ) => Effect.Effect<AuditQueryResponse, OperationError<"TrustAudits.ofTrustor">>
  }
>()("@org-trust/core/TrustAudits") {}

/** The service on top of a function that carries out operations. */
export const make = (invoke: Invoke): TrustAudits["Service"] => ({
  ofTrustees: (payload, page) => invoke("TrustAudits.ofTrustees", { ...page, payload }),
  ofTrustor: (payload, page) => invoke("TrustAudits.ofTrustor", { ...page, payload }),
})

/** The opposite of {@link make}: the operations of the service by name. */
export const byOperation = (service: TrustAudits["Service"]): ByOperation<"TrustAudits"> => ({
  "TrustAudits.ofTrustees": ({ payload, ...page }) => service.ofTrustees(payload, page),
  "TrustAudits.ofTrustor": ({ payload, ...page }) => service.ofTrustor(payload, page),
})
