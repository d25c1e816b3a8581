import type { OrganizationId } from "../../../Identifiers.ts"
import { InvalidRequest, type NotFound } from "../../../TrustError.ts"
import type { TrustEnded } from "../../Event.ts"
import { type Ruling, type Decision, happens, noContent, type QuestionOf, refuse } from "../../Request.ts"
import { type State, trust } from "../../State.ts"
import { notFound } from "./lookups.ts"
import { happeningTo, type Side } from "./Side.ts"

type Name = "BulkRemoval.trustees" | "BulkRemoval.trustors"

/** Ends the trusts with the named organizations, each once. */
const end = (
  question: QuestionOf<Name>,
  state: State,
  sideOf: (named: OrganizationId) => Side,
): Ruling<Decision<void, never>, InvalidRequest | NotFound> => {
  const { input, origin, profile } = question
  const sides = [...new Set(input.id)].map((named) => ({ named, side: sideOf(named) }))
  if (sides.length === 0) {
    return refuse(
      "bulk.names-someone",
      new InvalidRequest({
        ...origin,
        message: "A bulk removal must name at least one organization",
        code: "bad.request",
        status: 400,
        details: [{ errorCode: "bad.request", fieldName: "id" }],
      }),
    )
  }
  const isThere = ({ trusteeOrgId, trustorOrgId }: Side) => trust(state, trustorOrgId, trusteeOrgId) !== undefined
  const unknown = sides.find(({ side }) => !isThere(side))
  if (unknown !== undefined && profile.bulkUnknownId === "NotFound") {
    return refuse("bulk.unknown-id", notFound(origin, unknown.side.asked, unknown.named))
  }
  const events = sides
    .filter(({ side }) => isThere(side))
    .map(({ side }, at): TrustEnded => ({ ...happeningTo(question, side, at), _tag: "TrustEnded" }))
  return happens(events, noContent)
}

/**
 * `DELETE /trustees`
 * @category functions
 * @since 0.1.0
 */
export const trustees = (question: QuestionOf<"BulkRemoval.trustees">, state: State) => {
  const { organizationId: trustorOrgId } = question.principal
  return end(question, state, (trusteeOrgId) => ({ asked: "trustee", trustorOrgId, trusteeOrgId }))
}

/**
 * `DELETE /trustors`
 * @category functions
 * @since 0.1.0
 */
export const trustors = (question: QuestionOf<"BulkRemoval.trustors">, state: State) => {
  const { organizationId: trusteeOrgId } = question.principal
  return end(question, state, (trustorOrgId) => ({ asked: "trustor", trustorOrgId, trusteeOrgId }))
}
