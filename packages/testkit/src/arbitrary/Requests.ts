/**
 * From the steps of a plan to requests.
 */
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import type { Request } from "@org-trust/core/lifecycle/Request"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { Step } from "./Plan.ts"
import { readableId } from "./ReadableId.ts"
import type { Asker, Askers } from "./internal/Asker.ts"
import { auditAskers } from "./internal/AuditAskers.ts"
import { principal } from "./internal/Callers.ts"
import { careAskers } from "./internal/CareAskers.ts"
import { cloneAskers } from "./internal/CloneAskers.ts"
import { memberAskers } from "./internal/MemberAskers.ts"
import type { Moment } from "./internal/Moment.ts"
import { trustAskers } from "./internal/TrustAskers.ts"

export type { Moment } from "./internal/Moment.ts"

const askers: Askers<OperationName> = {
  ...trustAskers,
  ...memberAskers,
  ...auditAskers,
  ...cloneAskers,
  ...careAskers,
}

/**
 * The request that a step makes now. Without a deviation it is one that should
 * succeed, as far as there is anything that it could succeed with.
 * @category conversions
 * @since 0.1.0
 */
export const toRequest = <K extends OperationName>(moment: Moment, step: Step<K>): Request<K> => {
  const ask: Asker<OperationInput<K>> = askers[step.operation]
  const { caller, input } = ask(moment, step)
  const count = moment.count + 1
  return {
    operation: step.operation,
    principal: principal(moment, step, caller),
    input,
    now: moment.now,
    fresh: {
      pairingId: PairingId.make(readableId(0, "pairing", count)),
      auditId: AuditMessageId.make(readableId(0, "audit", count)),
    },
    correlationId: readableId(0, "client", count),
  }
}
