/**
 * What changes at home, in the directory of an organization, which trusts only refer
 * to: who is in a group. It can be done only where the implementation can be told to.
 */
import * as Effect from "effect/Effect"
import type { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { clonesOf, groupsOf, type Trust, trusts } from "@org-trust/core/lifecycle/State"
import type { WorldGroup } from "@org-trust/core/lifecycle/World"
import type { Party } from "../../../Cast.ts"
import type { Violation } from "../../../Violation.ts"
import type { AtHome } from "../Command.ts"
import type { Dice } from "../../Dice.ts"
import type { Session } from "../Session.ts"
import { partiesOf } from "../Sides.ts"
import { lookWithin } from "./look/LookWithin.ts"

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
  const { callIfServed } = session
  const client = party.clients.find((each) => each.userId === userId)
  const isActive = party.activeUsers.some(({ id }) => id === userId)
  const adminOf = (organizationId: OrganizationId) =>
    partiesOf(session.lab.cast).find(({ organization }) => organization.id === organizationId)?.admin
  for (const { trusteeOrgId, trustorOrgId } of inside) {
    const trustor = adminOf(trustorOrgId)
    yield* lookWithin(session, { trustorOrgId, trusteeOrgId, userId })
    if (trustor !== undefined) yield* callIfServed(trustor, "TrusteeClonedUsers.list", { trusteeOrgId })
    if (client === undefined || !isActive) continue
    // What they may do shows in whether they may do it, and in what they are told that they may.
    yield* callIfServed(client, "Trustors.get", { trustorOrgId })
    yield* callIfServed(client, "TrustorUsers.list", { trustorOrgId })
    yield* callIfServed(client, "TrustorGroups.list", { trustorOrgId })
  }
})

/** Who of a group may leave it: now and then only those whose clone it would take. */
const whoLeave = ({ group, inside }: Place, onlyCloned: boolean): ReadonlyArray<UserId> => {
  const cloned = group.memberIds.filter((id) =>
    inside.some((current) => clonesOf(current).some((clone) => clone.id === id)),
  )
  return onlyCloned && cloned.length > 0 ? cloned : group.memberIds
}

const whoJoin = ({ group, party }: Place): ReadonlyArray<UserId> =>
  party.activeUsers.flatMap(({ id }) => (group.memberIds.includes(id) ? [] : [id]))

/** Lets somebody join or leave a group at home, and looks at what comes of it. */
export const changeAtHome = Effect.fnUntraced(function* (
  session: Session,
  atHome: AtHome,
  dice: Dice,
): Effect.fn.Return<void, Violation> {
  if (atHome === "nothing") return
  const joins = atHome === "somebody joins a group"
  const onlyCloned = dice.roll(2) === 0
  const people = (place: Place) => (joins ? whoJoin(place) : whoLeave(place, onlyCloned))
  const usable = placesOf(session).filter((place) => people(place).length > 0)
  const trusted = usable.filter(({ inside }) => inside.length > 0)
  const place = dice.pick(trusted.length > 0 ? trusted : usable)
  const userId = place === undefined ? undefined : dice.pick(people(place))
  if (place === undefined || userId === undefined) return
  const { group, party } = place
  const others = group.memberIds.filter((id) => id !== userId)
  yield* session.setMembers({
    organizationId: party.organization.id,
    groupId: group.id,
    memberIds: joins ? [...others, userId] : others,
  })
  yield* lookFor(session, place, userId)
})
