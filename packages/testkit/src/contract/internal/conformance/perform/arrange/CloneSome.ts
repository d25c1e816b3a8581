/**
 * Having clones of some of the trustee's users.
 */
import * as Effect from "effect/Effect"
import { isTrusted } from "@org-trust/core/lifecycle/EffectiveAccess"
import { clonesOf, usersOf } from "@org-trust/core/lifecycle/State"
import { clientOf } from "../../../../Cast.ts"
import type { Violation } from "../../../../Violation.ts"
import type { Session } from "../../Session.ts"
import { type Sides, trustBetween } from "../../Sides.ts"
import { ableRole } from "./FirstMembers.ts"

/** Lets there be this many clones, as far as there are users for them and somebody who may make them. */
export const cloneSome = Effect.fnUntraced(function* (
  session: Session,
  sides: Sides,
  count: number,
): Effect.fn.Return<void, Violation> {
  const { trustee, trustor } = sides
  const found = trustBetween(session, sides)
  if (found === undefined) return
  const able = ableRole(trustor)
  const users = usersOf(found)
  const maker = users.find(
    ({ grants, id }) => clientOf(trustee, id) && grants.some(({ roleId }) => roleId === able?.id),
  )
  const client = maker === undefined ? undefined : clientOf(trustee, maker.id)
  if (client === undefined) return
  const there = new Set<string>(clonesOf(found).map(({ id }) => id))
  const candidates = trustee.activeUsers.filter(
    ({ id }) => !there.has(id) && isTrusted(session.environment.world, found, id),
  )
  // Who is in the trust by name comes first: it is they who can be taken out.
  const isNamed = ({ id }: { readonly id: string }) => users.some((user) => user.id === id)
  const inOrder = [...candidates.filter(isNamed), ...candidates.filter((each) => !isNamed(each))]
  for (const { id } of inOrder.slice(0, Math.max(0, count - there.size))) {
    yield* session.callIfServed(client, "TrustorClonedUsers.create", {
      trustorOrgId: trustor.organization.id,
      trusteeUserId: id,
    })
  }
})
