/**
 * What changes at home, in the directory of an organization, which trusts only refer
 * to: who is in a group. It can be done only where the implementation can be told to.
 */
import * as Effect from "effect/Effect"
import type { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { clonesOf, groupsOf, type Trust, trusts } from "@org-trust/core/lifecycle/State"
import type { WorldGroup } from "@org-trust/core/lifecycle/World"
import type { Party } from "../Cast.ts"
import { pick } from "../internal/choices.ts"
import type { Violation } from "../Violation.ts"
import type { Command } from "./Command.ts"
import { lookWithin } from "./LookWithin.ts"
import { partiesOf } from "./Parties.ts"
import type { Session } from "./Session.ts"

/** What changes at home before a step. */
export type AtHome = "nothing" | "somebody joins a group" | "somebody leaves a group"

/** A group of an organization, as it is now, and the trusts that let it in. */
interface Place {
  readonly party: Party
  readonly group: WorldGroup
  readonly inside: ReadonlyArray<Trust>
}

const placesOf = ({ environment, lab, state }: Session): ReadonlyArray<Place> =>
  partiesOf(lab.cast).flatMap((party) => {
    const { id: organizationId } = party.organization
    const own = trusts(state()).filter(({ trusteeOrgId }) => trusteeOrgId === organizationId)
    return [...(environment.world.get(organizationId)?.groups.values() ?? [])].map((group) => ({
      party,
      group,
      inside: own.filter((current) => groupsOf(current).some(({ id }) => id === group.id)),
    }))
  })

/** What somebody may do now through the trusts that let the group in, and whether there is a clone of them. */
const lookFor = Effect.fnUntraced(function* (
  session: Session,
  { inside, party }: Place,
  userId: UserId,
): Effect.fn.Return<void, Violation> {
  const has = new Set<string>(session.lab.subject.capabilities.groups)
  const client = party.clients.find((each) => each.userId === userId)
  const isActive = party.activeUsers.some(({ id }) => id === userId)
  const adminOf = (organizationId: OrganizationId) =>
    partiesOf(session.lab.cast).find(({ organization }) => organization.id === organizationId)?.admin
  for (const { trusteeOrgId, trustorOrgId } of inside) {
    const trustor = adminOf(trustorOrgId)
    yield* lookWithin(session, { trustorOrgId, trusteeOrgId, userId })
    if (trustor !== undefined && has.has("TrusteeClonedUsers")) {
      yield* session.call(trustor, "TrusteeClonedUsers.list", { trusteeOrgId })
    }
    if (client === undefined || !isActive) continue
    // What they may do shows in whether they may do it, and in what they are told that they may.
    if (has.has("Trustors")) yield* session.call(client, "Trustors.get", { trustorOrgId })
    if (has.has("TrustorUsers")) yield* session.call(client, "TrustorUsers.list", { trustorOrgId })
    if (has.has("TrustorGroups")) yield* session.call(client, "TrustorGroups.list", { trustorOrgId })
  }
})

/** Whom it would take a clone from, or give a role, comes first, by turns. */
const whoLeaves = ({ group, inside }: Place, who: number): UserId | undefined => {
  const cloned = group.memberIds.filter((id) =>
    inside.some((current) => clonesOf(current).some((clone) => clone.id === id)),
  )
  return pick(who % 2 === 0 && cloned.length > 0 ? cloned : group.memberIds, Math.floor(who / 2))
}

const whoJoins = ({ group, party }: Place, who: number): UserId | undefined =>
  pick(
    party.activeUsers.filter(({ id }) => !group.memberIds.includes(id)),
    who,
  )?.id

/** Lets somebody join or leave a group at home, and looks at what comes of it. */
export const changeAtHome = Effect.fnUntraced(function* (
  session: Session,
  { atHome, where, who }: Pick<Command, "atHome" | "where" | "who">,
): Effect.fn.Return<void, Violation> {
  if (atHome === "nothing") return
  const joins = atHome === "somebody joins a group"
  const usable = placesOf(session).filter(
    (place) => (joins ? whoJoins(place, who) : whoLeaves(place, who)) !== undefined,
  )
  const trusted = usable.filter(({ inside }) => inside.length > 0)
  const place = pick(trusted.length > 0 ? trusted : usable, where)
  if (place === undefined) return
  const { group, party } = place
  const userId = joins ? whoJoins(place, who) : whoLeaves(place, who)
  if (userId === undefined) return
  const others = group.memberIds.filter((id) => id !== userId)
  yield* session.setMembers({
    organizationId: party.organization.id,
    groupId: group.id,
    memberIds: joins ? [...others, userId] : others,
  })
  yield* lookFor(session, place, userId)
})
