/**
 * One organization's way to a trust: whom it names, and what is below the trust's path.
 */
import * as Result from "effect/Result"
import type { OrganizationId } from "../../../Identifiers.ts"
import { basePath } from "../../../Operation.ts"
import type { NotFound } from "../../../TrustError.ts"
import { type Ruling, type Question, refuse } from "../../Request.ts"
import { type State, type Trust, trust } from "../../State.ts"
import { happening, notFound } from "./lookups.ts"

/**
 * The two organizations of a trust, and which of them a request names: it is made by the other.
 * @category models
 * @since 0.1.0
 */
export interface Side {
  readonly asked: "trustee" | "trustor"
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
}

/**
 * A trustor, who names the trustee.
 * @category functions
 * @since 0.1.0
 */
export const asTrustor = ({
  input: { trusteeOrgId },
  principal,
}: Question<{ readonly trusteeOrgId: OrganizationId }>): Side => ({
  asked: "trustee",
  trustorOrgId: principal.organizationId,
  trusteeOrgId,
})

/**
 * A trustee, who names the trustor.
 * @category functions
 * @since 0.1.0
 */
export const asTrustee = ({
  input: { trustorOrgId },
  principal,
}: Question<{ readonly trustorOrgId: OrganizationId }>): Side => ({
  asked: "trustor",
  trustorOrgId,
  trusteeOrgId: principal.organizationId,
})

const namedBy = ({ asked, trusteeOrgId, trustorOrgId }: Side): OrganizationId =>
  asked === "trustee" ? trusteeOrgId : trustorOrgId

/**
 * The path of a part of the trust.
 * @category functions
 * @since 0.1.0
 */
export const uriOf = (side: Side, part: "users" | "groups" | "clonedusers"): string =>
  `${basePath}/${side.asked}s/${namedBy(side)}/${part}`

/**
 * The trust of the two.
 * @category functions
 * @since 0.1.0
 */
export const findTrust = ({ origin }: Question, side: Side, state: State): Ruling<Trust, NotFound> => {
  const found = trust(state, side.trustorOrgId, side.trusteeOrgId)
  return found === undefined
    ? refuse("trust.absent", notFound(origin, side.asked, namedBy(side)))
    : Result.succeed(found)
}

/**
 * What every event of the trust says; `at` counts the events of one request from 0.
 * @category functions
 * @since 0.1.0
 */
export const happeningTo = (question: Question, { trusteeOrgId, trustorOrgId }: Side, at = 0) => ({
  ...happening(question, at),
  trustorOrgId,
  trusteeOrgId,
})
