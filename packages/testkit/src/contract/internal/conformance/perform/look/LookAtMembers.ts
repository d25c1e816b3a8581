/**
 * Looking at the users, or at the groups, of a trust.
 */
import * as Effect from "effect/Effect"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { trust } from "@org-trust/core/lifecycle/State"
import type { Violation } from "../../../../Violation.ts"
import type { MemberCalls } from "../../MemberCalls.ts"
import type { Session } from "../../Session.ts"
import { partiesOf, type Sides, trustBetween } from "../../Sides.ts"

/** What a member may do in one trust is not what it may do in another. */
const lookElsewhere = Effect.fnUntraced(function* <Id>(
  session: Session,
  kind: MemberCalls<Id>,
  { trustee, trustor }: Sides,
  id: Id,
): Effect.fn.Return<void, Violation> {
  const trusteeOrgId = trustee.organization.id
  for (const { admin, organization } of partiesOf(session.lab.cast)) {
    const isOther = organization.id !== trustor.organization.id
    const other = isOther ? trust(session.state(), organization.id, trusteeOrgId) : undefined
    if (other === undefined || kind.of(other).every((each) => each.id !== id)) continue
    yield* kind.roles(session, admin, trusteeOrgId, id)
  }
})

/** What a member may do shows in whether those may do it who are let in through it. */
const lookThrough = Effect.fnUntraced(function* <Id>(
  session: Session,
  kind: MemberCalls<Id>,
  { trustee, trustor }: Sides,
  id: Id,
): Effect.fn.Return<void, Violation> {
  const trusteeOrgId: OrganizationId = trustee.organization.id
  const client = trustee.clients.find(
    ({ userId }) =>
      userId !== undefined &&
      kind.includes(session, trusteeOrgId, id, userId) &&
      trustee.activeUsers.some((active) => active.id === userId),
  )
  if (client !== undefined) yield* kind.seen(session, client, trustor.organization.id, id)
})

/** Looks at the members of a kind as the trustor, and at one of them in particular as one who has what it is given. */
export const lookAtMembers = Effect.fnUntraced(function* <Id>(
  session: Session,
  kind: MemberCalls<Id>,
  sides: Sides,
  id: Id | undefined,
): Effect.fn.Return<void, Violation> {
  const { trustee, trustor } = sides
  const trusteeOrgId = trustee.organization.id
  const found = trustBetween(session, sides)
  const inside = found === undefined ? [] : kind.of(found).map((member) => member.id)
  // A trust has users, but most have no groups.
  if (id === undefined && inside.length === 0) return
  yield* kind.list(session, trustor.admin, trusteeOrgId)
  for (const each of new Set([...(id === undefined ? [] : [id]), ...inside].slice(0, kind.most))) {
    yield* kind.roles(session, trustor.admin, trusteeOrgId, each)
  }
  if (id === undefined) return
  yield* kind.get(session, trustor.admin, trusteeOrgId, id)
  yield* lookElsewhere(session, kind, sides, id)
  yield* lookThrough(session, kind, sides, id)
})
