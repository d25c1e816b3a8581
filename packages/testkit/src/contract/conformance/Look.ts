/**
 * Looking at a trust from both sides. A change that is answered rightly may still
 * have done something else.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { UserId } from "@org-trust/core/Identifiers"
import type { TrustEvent } from "@org-trust/core/model/Event"
import { trust, usersOf } from "@org-trust/core/model/State"
import type { Page } from "@org-trust/core/Page"
import type { TrustUser } from "@org-trust/core/TrustUser"
import type { OperationGroup } from "../Capabilities.ts"
import type { Violation } from "../Violation.ts"
import type { Session } from "./Session.ts"
import { walk } from "./Walk.ts"

/** Small, so that there is more than one page now and then. */
const pageSize = 2

/** Users whose roles are looked at. */
const maxUsers = 3

const subject = (event: TrustEvent): UserId | undefined => {
  if (event._tag === "TrustUserAdded") return event.user.id
  return "userId" in event ? event.userId : undefined
}

/** Looks at the trust that something happened to, as both organizations. */
export const look = Effect.fnUntraced(function* (
  session: Session,
  event: TrustEvent,
): Effect.fn.Return<void, Violation> {
  const { trusteeOrgId, trustorOrgId } = event
  const parties = Object.values(session.lab.cast)
  const trustor = parties.find(({ organization }) => organization.id === trustorOrgId)?.admin
  const trustee = parties.find(({ organization }) => organization.id === trusteeOrgId)?.admin
  if (trustor === undefined || trustee === undefined) return
  const has = (group: OperationGroup) => session.lab.subject.capabilities.groups.includes(group)
  if (has("Trustees")) yield* session.call(trustor, "Trustees.get", { trusteeOrgId })
  if (has("Trustors")) yield* session.call(trustee, "Trustors.get", { trustorOrgId })
  const current = trust(session.state(), trustorOrgId, trusteeOrgId)
  if (current === undefined) return
  if (has("TrusteeUsers")) {
    const input = { trusteeOrgId, pageSize }
    const listed: Result.Result<Page<TrustUser>, unknown> = yield* session.call(trustor, "TrusteeUsers.list", input)
    if (Result.isSuccess(listed)) yield* walk(session, trustor, "TrusteeUsers.list", input, listed.success)
  }
  if (!has("TrusteeUserRoles")) return
  const changed = subject(event)
  const ids = [...(changed === undefined ? [] : [changed]), ...usersOf(current).map(({ id }) => id)]
  for (const trusteeUserId of new Set(ids.slice(0, maxUsers))) {
    yield* session.call(trustor, "TrusteeUserRoles.get", { trusteeOrgId, trusteeUserId })
  }
})
