/**
 * What a step asks for, and who asks.
 */
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { type Caller, someoneOf } from "./Callers.ts"
import { type Moment, organizationIds, type Place, unknown } from "./Moment.ts"
import { pathOrganization } from "./Paths.ts"

/** What is asked for, and by whom. */
export interface Ask<Input> {
  readonly caller: Caller
  readonly input: Input
}

/** From a step to what it asks for, when its turn has come. */
export type Asker<Input> = (moment: Moment, step: Step) => Ask<Input>

/** An asker for each of some operations. */
export type Askers<K extends OperationName> = { readonly [L in K]: Asker<OperationInput<L>> }

/** Somebody of any organization. */
export const anybody = (moment: Moment, step: Step): Caller =>
  someoneOf(moment, step, pick(organizationIds(moment), step.where) ?? unknown.organizationId)

/** Somebody of the trustor, and the path's trustee. */
export const asTrustor = (moment: Moment, step: Step, place: Place) => ({
  caller: someoneOf(moment, step, place.trustorOrgId),
  trusteeOrgId: pathOrganization(moment, step, place, "trustor"),
})

/** Somebody of the trustee, and the path's trustor. */
export const asTrustee = (moment: Moment, step: Step, place: Place) => ({
  caller: someoneOf(moment, step, place.trusteeOrgId),
  trustorOrgId: pathOrganization(moment, step, place, "trustee"),
})
