/**
 * Looking at what is permitted within the divisions of a trustor, beside the API,
 * which tells it nowhere: only where the implementation tells it otherwise.
 */
import * as Effect from "effect/Effect"
import type { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { DivisionQuestion } from "../../../../Subject.ts"
import { Violation } from "../../../../Violation.ts"
import type { Session } from "../../Session.ts"

/** Members who are looked at if none is in particular. */
const maxUsers = 3

/** A trust, and a user who is looked at in particular. */
interface Place {
  readonly trustorOrgId: OrganizationId
  readonly trusteeOrgId: OrganizationId
  readonly userId?: UserId
}

/** Compares what a user may do within a division. */
export const compareWithin = Effect.fnUntraced(function* (
  { clock, environment, lab, note, state }: Session,
  question: DivisionQuestion,
): Effect.fn.Return<void, Violation> {
  const now = clock.earliest()
  const due = [...permissionsOf(environment.world, state(), { ...question, now })].sort().join(", ")
  const held = (yield* Effect.orDie(lab.accessWithin(question))).join(", ")
  if (held === due) return
  note({ _tag: "Within", question })
  const { divisionId, userId } = question
  return yield* new Violation({
    message: `What the user ${userId} may do in the division ${divisionId}: expected [${due}], got [${held}]`,
  })
})

/** Compares what users may do within each division of the trustor. */
export const lookWithin = Effect.fnUntraced(function* (
  session: Session,
  { trusteeOrgId, trustorOrgId, userId }: Place,
): Effect.fn.Return<void, Violation> {
  const { clock, environment, lab } = session
  // Where the clock runs, a trust may end between the two answers.
  if (lab.subject.accessWithin === undefined || !clock.isStill()) return
  const { world } = environment
  const users = [...(userId === undefined ? [] : [userId]), ...(world.get(trusteeOrgId)?.users.values() ?? [])]
  const some = new Set(users.map((user) => (typeof user === "string" ? user : user.id)))
  for (const { id: divisionId } of world.get(trustorOrgId)?.organization.divisions ?? []) {
    for (const each of [...some].slice(0, maxUsers)) {
      yield* compareWithin(session, { trustorOrgId, trusteeOrgId, userId: each, divisionId })
    }
  }
})
