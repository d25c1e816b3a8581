/**
 * Looking at what is permitted within the divisions of a trustor, beside the API,
 * which tells it nowhere: only where the implementation tells it otherwise.
 */
import * as Effect from "effect/Effect"
import type { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
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

/** Compares what users may do within each division of the trustor. */
export const lookWithin = Effect.fnUntraced(function* (
  { clock, environment, lab, state }: Session,
  { trusteeOrgId, trustorOrgId, userId }: Place,
): Effect.fn.Return<void, Violation> {
  // Where the clock runs, a trust may end between the two answers.
  if (lab.subject.accessWithin === undefined || !clock.isStill()) return
  const { world } = environment
  const users = [...(userId === undefined ? [] : [userId]), ...(world.get(trusteeOrgId)?.users.values() ?? [])]
  const some = new Set(users.map((user) => (typeof user === "string" ? user : user.id)))
  for (const { id: divisionId } of world.get(trustorOrgId)?.organization.divisions ?? []) {
    for (const each of [...some].slice(0, maxUsers)) {
      const question = { trustorOrgId, trusteeOrgId, userId: each, divisionId }
      const due = [...permissionsOf(world, state(), { ...question, now: clock.earliest() })].sort().join(", ")
      const held = (yield* Effect.orDie(lab.accessWithin(question))).join(", ")
      if (held !== due) {
        return yield* new Violation({
          message: `What the user ${each} may do in the division ${divisionId}: expected [${due}], got [${held}]`,
        })
      }
    }
  }
})
