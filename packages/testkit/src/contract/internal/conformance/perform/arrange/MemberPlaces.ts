/**
 * Having somebody to do something with: a user or a group in the trust or outside of
 * it, one that left, members with roles within a division.
 */
import * as Effect from "effect/Effect"
import { usersOf } from "@org-trust/core/lifecycle/State"
import { hasColumns, isChange, type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import type { Deviation } from "../../../../../arbitrary/Plan.ts"
import type { Violation } from "../../../../Violation.ts"
import type { Dice } from "../../../Dice.ts"
import { groups, type MemberCalls, users } from "../../MemberCalls.ts"
import type { Session } from "../../Session.ts"
import { type Sides, trustBetween } from "../../Sides.ts"
import { ableRole } from "./FirstMembers.ts"

const isList = hasColumns({ lists: "page" })
const isRemoval = hasColumns({ replay: "removal" })
const isAboutMembers = hasColumns({ about: "member" })
const isAboutDivisions = hasColumns({ about: "roleDivisions" })

const isAddition = (operation: OperationName): boolean =>
  isAboutMembers(operation) && isChange(operation) && !isRemoval(operation)

/** Where an operation needs a member to be; nowhere in particular for a list. */
const placeFor = (operation: OperationName, deviation: Deviation): "inside" | "outside" | undefined => {
  if (deviation === "presentUser" || deviation === "presentGroup") return "inside"
  if (isAddition(operation)) return "outside"
  return isList(operation) ? undefined : "inside"
}

/** Members whose roles are moved within a division: enough for any of them to be chosen. */
const most = 4

const ensure = Effect.fnUntraced(function* <Id>(
  session: Session,
  kind: MemberCalls<Id>,
  sides: Sides,
  operation: OperationName,
  deviation: Deviation,
): Effect.fn.Return<void, Violation> {
  const found = trustBetween(session, sides)
  const { admin, organization } = sides.trustor
  const trusteeOrgId = sides.trustee.organization.id
  const all = kind.idsOf(sides.trustee)
  const [first] = all
  if (found === undefined || first === undefined) return
  const inside = kind.of(found).map(({ id }) => id)
  const place = placeFor(operation, deviation)
  if (place === "inside" && inside.length === 0) yield* kind.add(session, admin, trusteeOrgId, first)
  if (place === "outside" && all.every((id) => inside.includes(id))) {
    yield* kind.remove(session, admin, trusteeOrgId, first)
  }
  const [division] = organization.divisions
  const [role] = organization.roles
  if (deviation !== "otherDivision" || !isAboutDivisions(operation)) return
  if (division === undefined || role === undefined) return
  const after = trustBetween(session, sides)
  for (const { id } of after === undefined ? [] : kind.of(after).slice(0, most)) {
    yield* kind.grant(session, admin, trusteeOrgId, id, { grants: [{ roleId: role.id, divisionId: division.id }] })
  }
})

/**
 * Lets a member join or leave the trust of the two, if the operation needs one and
 * there is none; and have a role within a division, if the request is to move it.
 */
export const ensureMember = (
  session: Session,
  sides: Sides,
  operation: OperationName,
  deviation: Deviation,
): Effect.Effect<void, Violation> => {
  const { member, trusts }: OperationEntry = operations[operation]
  if (member === undefined || trusts !== "one") return Effect.void
  return member === "group"
    ? ensure(session, groups, sides, operation, deviation)
    : ensure(session, users, sides, operation, deviation)
}

/** Lets a user leave who has a role, but not the only one who can do something with the trust. */
export const letLeave = Effect.fnUntraced(function* (
  session: Session,
  sides: Sides,
  dice: Dice,
): Effect.fn.Return<void, Violation> {
  const found = trustBetween(session, sides)
  const able = ableRole(sides.trustor)
  const others = (found === undefined ? [] : usersOf(found)).filter(({ grants }) => grants.length > 0)
  const leaving =
    dice.pick(others.filter(({ grants }) => grants.every(({ roleId }) => roleId !== able?.id))) ??
    dice.pick(others.slice(1))
  if (leaving === undefined) return
  yield* users.remove(session, sides.trustor.admin, sides.trustee.organization.id, leaving.id)
})
