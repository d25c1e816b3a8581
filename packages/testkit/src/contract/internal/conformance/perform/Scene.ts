/**
 * Bringing about what a command is to meet, and letting it see nothing else.
 */
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import { isPairingOpen } from "@org-trust/core/lifecycle/State"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { empty, setTrust, type State, type Trail, usersOf } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import { hasColumns } from "@org-trust/core/Operation"
import type { Party } from "../../../Cast.ts"
import type { Violation } from "../../../Violation.ts"
import type { Arrangement, Command } from "../Command.ts"
import type { Dice } from "../../Dice.ts"
import { sideOfAll } from "../record/StateClass.ts"
import type { Session } from "../Session.ts"
import { type Sides, sidesOf, trustBetween } from "../Sides.ts"
import { arrange } from "./arrange/Arrange.ts"
import { arrangeCare } from "./arrange/CareConditions.ts"
import { ensureMember } from "./arrange/MemberPlaces.ts"
import { endOthers, ensureOpenPairing } from "./arrange/TrustConditions.ts"
import type { Company } from "./Company.ts"

/** Who there is, what there is, and where to look. */
export interface Scene {
  readonly company: Company
  readonly state: State
  readonly where: number
}

/** What of the trail is about the trust of the two organizations. */
const trailOf = (trail: Trail | undefined, isMeant: (event: Event) => boolean): Trail | undefined => {
  if (trail === undefined) return undefined
  const earlier = trailOf(trail.earlier, isMeant)
  return isMeant(trail.latest) ? { latest: trail.latest, earlier } : earlier
}

/** Nothing but the trust of the two organizations and the pairings of the trustee. */
const between = (session: Session, sides: Sides): State => {
  const { clock, environment } = session
  const { trustee, trustor } = sides
  const state = session.state()
  const found = trustBetween(session, sides)
  const only: State = {
    ...empty,
    // One that is used and too old besides would not tell why it is refused.
    pairings: HashMap.filter(
      state.pairings,
      (made) =>
        made.trusteeOrgId === trustee.organization.id &&
        (!made.used || isPairingOpen(environment.profile, { ...made, used: false }, clock.earliest())),
    ),
    trail: trailOf(
      state.trail,
      (event) =>
        event._tag !== "PairingCreated" &&
        event.trustorOrgId === trustor.organization.id &&
        event.trusteeOrgId === trustee.organization.id,
    ),
  }
  return found === undefined ? only : setTrust(only, found)
}

/** The trustee, as if it had no users but those who are in the trust, or were. */
const withoutStrangers = (session: Session, sides: Sides): Party => {
  const { trustee } = sides
  const found = trustBetween(session, sides)
  const known = new Set<string>(found === undefined ? [] : usersOf(found).map(({ id }) => id))
  for (let trail = session.state().trail; trail !== undefined; trail = trail.earlier) {
    if (trail.latest._tag === "TrustUserRemoved") known.add(trail.latest.userId)
  }
  const users = trustee.organization.users.filter(({ id }) => known.has(id))
  return { ...trustee, organization: { ...trustee.organization, users } }
}

const crowded: ReadonlySet<Arrangement> = new Set<Arrangement>(["a full trust", "a trust full of clones"])

const isAboutAudits = hasColumns({ about: "audits" })
const isAboutCare = hasColumns({ about: "careTrust" })

/** Brings something about for two organizations, and lets the command be about those. */
export const setScene = Effect.fnUntraced(function* (
  session: Session,
  { clients, inactive }: Company,
  wanted: Arrangement,
  { deviation, operation, where }: Command,
  dice: Dice,
): Effect.fn.Return<Scene, Violation> {
  const sides = sidesOf(session, where, crowded.has(wanted) || deviation === "crowd")
  // Audits of different times have an order.
  if (isAboutAudits(operation)) yield* session.pass(1_000)
  if (isAboutCare(operation)) yield* arrangeCare(session, wanted, operation, sides.trustor, dice)
  else yield* arrange(session, wanted, sides, dice)
  yield* ensureMember(session, sides, operation, deviation)
  // Whoever is there already must not get a new date.
  if (deviation === "presentUser" || deviation === "presentGroup") yield* session.pass(1_000)
  if (operation === "Trustees.create" || operation === "Pairings.get") yield* ensureOpenPairing(session, sides, dice)
  const side = sideOfAll(operation)
  if (side !== undefined && wanted !== "an open trust") yield* endOthers(session, sides, side)
  const { trustor } = sides
  const trustee = wanted === "a trust that a user left" ? withoutStrangers(session, sides) : sides.trustee
  const ids = new Set([trustor.organization.id, trustee.organization.id])
  const company: Company = {
    world: World.make([trustor.organization, trustee.organization]),
    clients: new Map([...clients].filter(([principal]) => ids.has(principal.organizationId))),
    inactive: inactive.filter(({ organizationId }) => ids.has(organizationId)),
  }
  // Where there is no trust, an even number makes the first of the two organizations the trustor.
  return { company, state: between(session, sides), where: where - (where % 2) }
})
