/**
 * The service of audits: who changed what about a trust, and when.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type {
  AuditPageRequest,
  AuditQueryResponse,
  TrusteeAuditQueryRequest,
  TrustorAuditQueryRequest,
} from "../entities/Audit.ts"
import { Invoke } from "../Invoke.ts"
import { serviceOf } from "../Method.ts"
import type { OperationError } from "../Operation.ts"

/**
 * Queries the audit trail of trusts.
 *
 * @example What changed about one trust
 * ```ts
 * const audits = yield* TrustAudits
 * yield* audits.ofTrustees({ trusteeOrganizationIds: [trusteeOrgId], trusteeUserIds: [] }, { sortOrder: "ascending" })
 * ```
 * @category services
 * @since 0.1.0
 */
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

/**
 * The service on top of a function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): TrustAudits["Service"] => serviceOf("TrustAudits", invoke)

/**
 * The service over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<TrustAudits, never, Invoke> = Layer.effect(TrustAudits, Effect.map(Invoke, make))
