/**
 * Bringing an organization's trusts with Customer Care into a wanted condition, and
 * looking at what came of them.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import { isOpen } from "@org-trust/core/lifecycle/EffectiveAccess"
import { trust } from "@org-trust/core/lifecycle/State"
import type { OperationName } from "@org-trust/core/Operation"
import type { WorldClient } from "../../WorldFile.ts"
import type { OperationGroup } from "../Capabilities.ts"
import type { Party } from "../Cast.ts"
import type { Violation } from "../Violation.ts"
import type { Arrangement } from "./Arrange.ts"
import type { Command } from "./Command.ts"
import type { Session } from "./Session.ts"

/** Whether an operation is about the trusts with Customer Care. */
export const isAboutCare = (operation: OperationName): boolean => /^(Default|Care)Trusts\./.test(operation)

/** The trusts with Customer Care that an organization has. */
const found = ({ environment, state }: Session, trustorOrgId: OrganizationId) =>
  careOrganizations(environment.world, trustorOrgId).flatMap((id) => trust(state(), trustorOrgId, id) ?? [])

const has = ({ lab }: Session, group: OperationGroup): boolean => lab.subject.capabilities.groups.includes(group)

/** Ends an organization's trusts with Customer Care. */
export const endCare = Effect.fnUntraced(function* (
  session: Session,
  { admin, organization }: Party,
): Effect.fn.Return<void, Violation> {
  for (const { trusteeOrgId } of found(session, organization.id)) {
    yield* session.call(admin, "Trustees.remove", { trusteeOrgId })
  }
})

/** There are trusts with all of Customer Care; the default one alone where that is all that can be made. */
const ensureCare = Effect.fnUntraced(function* (session: Session, { admin, organization }: Party, who: number) {
  const missing = careOrganizations(session.environment.world, organization.id).length
  if (found(session, organization.id).length === missing) return
  const flags = { assignDefaultRole: who % 2 === 0 }
  if (has(session, "CareTrusts")) yield* session.call(admin, "CareTrusts.create", flags)
  else yield* session.call(admin, "DefaultTrusts.create", flags)
})

const hour = Duration.toMillis("1 hour")

const update = Effect.fnUntraced(function* (
  session: Session,
  { admin, organization }: Party,
  enabled: boolean,
  hours?: number,
) {
  for (const { trusteeOrgId } of found(session, organization.id)) {
    const dateExpired = DateTime.add(session.clock.earliest(), { hours: hours ?? 0 })
    const payload = { enabled, ...(hours !== undefined && { dateExpired }) }
    yield* session.call(admin, "Trustees.update", { trusteeOrgId, payload })
  }
})

/** One trust with Customer Care is missing, and the others are there. */
const endOne = Effect.fnUntraced(function* (session: Session, { admin, organization }: Party, who: number) {
  const all = found(session, organization.id)
  const one = all[who % all.length]
  if (one !== undefined) yield* session.call(admin, "Trustees.remove", { trusteeOrgId: one.trusteeOrgId })
})

/** Brings an organization's trusts with Customer Care into a condition. */
export const arrangeCare = Effect.fnUntraced(function* (
  session: Session,
  { operation, who }: Pick<Command, "operation" | "who">,
  wanted: Arrangement,
  trustor: Party,
): Effect.fn.Return<void, Violation> {
  const isPartly = operation === "CareTrusts.create" && who % 2 === 1
  if (wanted === "no trust" && !isPartly) return yield* endCare(session, trustor)
  yield* ensureCare(session, trustor, who)
  if (wanted === "no trust") return yield* endOne(session, trustor, Math.floor(who / 2))
  const { endInPast, updateWithoutEnd } = session.environment.profile
  switch (wanted) {
    case "a disabled trust":
      return yield* update(session, trustor, false)
    case "an expired trust":
      if (session.lab.subject.passTime === undefined) {
        if (endInPast === "Accept") yield* update(session, trustor, true, -1)
        return
      }
      yield* update(session, trustor, true, 1)
      return yield* session.pass(hour)
    default:
      // Under some profiles an end cannot be taken away, but it can be put off.
      if (found(session, trustor.organization.id).some((each) => !isOpen(each, session.clock.earliest()))) {
        yield* update(session, trustor, true, updateWithoutEnd === "Keep" ? 1_000 : undefined)
      }
  }
})

/** Somebody of Customer Care who can call. */
const agentOf = ({ lab }: Session, organizationId: OrganizationId): WorldClient | undefined => {
  const users = lab.subject.world.organizations.find(({ id }) => id === organizationId)?.users ?? []
  return lab.subject.world.clients.find((client) =>
    users.some(({ id, state }) => id === client.userId && state === "active"),
  )
}

/**
 * Looks at what a call about Customer Care, or about many trusts at once, has left: the
 * caller's trusts, and what somebody of Customer Care may do in them without a role.
 */
export const lookAtMany = Effect.fnUntraced(function* (
  session: Session,
  caller: WorldClient,
  trustor: Party,
): Effect.fn.Return<void, Violation> {
  const page = { pageSize: Math.min(100, session.environment.profile.maxPageSize) }
  if (has(session, "Trustees")) yield* session.call(caller, "Trustees.list", page)
  if (has(session, "Trustors")) yield* session.call(caller, "Trustors.list", page)
  const [care] = found(session, trustor.organization.id)
  const agent = care === undefined ? undefined : agentOf(session, care.trusteeOrgId)
  if (care === undefined || agent?.userId === undefined || !has(session, "TrusteeUsers")) return
  const { trusteeOrgId, trustorOrgId } = care
  if (has(session, "Trustors")) yield* session.call(agent, "Trustors.get", { trustorOrgId })
  yield* session.call(trustor.admin, "TrusteeUsers.add", { trusteeOrgId, payload: { id: agent.userId } })
  if (has(session, "TrustorUsers")) yield* session.call(agent, "TrustorUsers.list", { trustorOrgId, ...page })
  if (has(session, "Trustors")) yield* session.call(agent, "Trustors.get", { trustorOrgId })
})
