/**
 * The model alone, with a trust of many users.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { AuditMessageId, PairingId } from "@org-trust/core/Identifiers"
import type { Request } from "@org-trust/core/lifecycle/Request"
import { step } from "@org-trust/core/lifecycle/Step"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import { readableId } from "@org-trust/testkit/arbitrary/ReadableId"
import * as Stage from "./Stage.ts"

const now = DateTime.makeUnsafe("2030-01-01T00:00:00.000Z")
const fresh = {
  pairingId: PairingId.make(readableId(1, "pairing", 1)),
  auditId: AuditMessageId.make(readableId(1, "audit", 1)),
}

/** A trust of so many users. `ask` carries a request out and keeps the state; it has to succeed. */
export const trustOf = async (users: number) => {
  const stage = Stage.make({ trustees: 1, users }, 1)
  const platform = await Effect.runPromise(stage.platform)
  const { environment } = platform
  const { principal } = stage
  const [trustee] = stage.trustees
  const newcomer = trustee?.users.at(-1)
  if (trustee === undefined || newcomer === undefined) throw new Error("There is nobody")
  let state = await Effect.runPromise(platform.state)
  const ask = <K extends OperationName>(operation: K, input: OperationInput<K>) => {
    const request: Request<K> = { operation, principal, input, now, fresh }
    const stepped = step(environment, state, request)
    if (stepped.result._tag === "Failure") throw stepped.result.failure
    state = stepped.state
    return stepped.result.success
  }
  return { ask, trusteeOrgId: trustee.id, newcomer: newcomer.id }
}
