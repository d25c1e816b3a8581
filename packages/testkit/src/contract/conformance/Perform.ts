/**
 * Carrying out commands.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import { isOpen } from "@org-trust/core/lifecycle/decide/Pairings"
import { mayAsk } from "@org-trust/core/lifecycle/Authorization"
import type { Event } from "@org-trust/core/lifecycle/Event"
import type { Request } from "@org-trust/core/lifecycle/Request"
import { empty, setTrust, type State, type Trail, trust, usersOf } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import { isChange, type OperationInput, type OperationName, operations } from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import type { Step } from "../../arbitrary/Plan.ts"
import { toRequest } from "../../arbitrary/Requests.ts"
import { principalOf, type WorldClient } from "../../WorldFile.ts"
import type { Cast, Party } from "../Cast.ts"
import type { Violation } from "../Violation.ts"
import { arrange, type Arrangement, endOthers, ensureOpenPairing, type Sides, sidesOf } from "./Arrange.ts"
import { ensureGroup, ensureWithin } from "./ArrangeGroups.ts"
import { changeAtHome } from "./AtHome.ts"
import { arrangeCare, isAboutCare } from "./Care.ts"
import type { Command } from "./Command.ts"
import { look } from "./Look.ts"
import { partiesOf } from "./Parties.ts"
import type { Session } from "./Session.ts"
import { waitMillis } from "./Waits.ts"
import { walk } from "./Walk.ts"

/** Who can call, and what they know of. */
export interface Company {
  /** The organizations of the cast only: others are left alone. */
  readonly world: World.World
  readonly clients: ReadonlyMap<Principal, WorldClient>
  /** Clients that act as users who are not active: they may do nothing at all. */
  readonly inactive: ReadonlyArray<WorldClient>
}

/** The clients of a cast. */
export const companyOf = (cast: Cast): Company => {
  const parties = partiesOf(cast)
  const isActive = ({ activeUsers }: Party, { userId }: WorldClient) =>
    userId === undefined || activeUsers.some(({ id }) => id === userId)
  return {
    world: World.make(parties.map(({ organization }) => organization)),
    clients: new Map(
      parties.flatMap((party) =>
        party.clients.filter((client) => isActive(party, client)).map((client) => [principalOf(client), client]),
      ),
    ),
    inactive: parties.flatMap((party) => party.clients.filter((client) => !isActive(party, client))),
  }
}

type Within<K extends OperationName> = (session: Session, input: OperationInput<K>) => OperationInput<K>

interface Dates {
  readonly startDate?: DateTime.Utc
  readonly endDate?: DateTime.Utc
}

/**
 * Audits go back further than a history, which asks for its own only. Where the clock
 * runs, the times of changes are known too roughly to ask for them exactly.
 */
const within = <P extends Dates>({ clock, startedAt }: Session, payload: P): P => ({
  ...payload,
  startDate: clock.isStill() ? (payload.startDate ?? startedAt) : startedAt,
  ...(payload.endDate !== undefined && !clock.isStill() && { endDate: DateTime.add(startedAt, { days: 100_000 }) }),
})

/** Where the clock runs, an end that is a moment away would have come before it is asked for. */
const notAtOnce = <P extends { readonly dateExpired?: DateTime.Utc }>({ clock }: Session, payload: P): P => {
  const { dateExpired } = payload
  const soon = DateTime.add(clock.earliest(), { seconds: 1 })
  const isNear =
    dateExpired !== undefined &&
    DateTime.isGreaterThan(dateExpired, clock.earliest()) &&
    DateTime.isLessThan(dateExpired, soon)
  return isNear && !clock.isStill() ? { ...payload, dateExpired: soon } : payload
}

const withins: { readonly [K in OperationName]?: Within<K> } = {
  "Trustees.create": (session, input) => ({ ...input, payload: notAtOnce(session, input.payload) }),
  "Trustees.update": (session, input) => ({ ...input, payload: notAtOnce(session, input.payload) }),
  "TrustAudits.ofTrustees": (session, input) => ({ ...input, payload: within(session, input.payload) }),
  "TrustAudits.ofTrustor": (session, input) => ({ ...input, payload: within(session, input.payload) }),
}

/** Whether a client may ask for an operation now, as far as permissions go. */
const may = <K extends OperationName>(
  { clock, environment, state }: Session,
  request: Request<K>,
  client: WorldClient,
) => {
  const { input, operation } = request
  return mayAsk(environment, state(), {
    operation,
    principal: principalOf(client),
    now: clock.earliest(),
    trustorOrgId: "trustorOrgId" in input ? input.trustorOrgId : undefined,
  })
}

/** The client that makes a request, or one of the same organization that may not, or whose user is not active. */
const callerOf = <K extends OperationName>(
  session: Session,
  { clients, inactive }: Company,
  request: Request<K>,
  { deviation, lacks, who }: Pick<Command, "deviation" | "lacks" | "who">,
): WorldClient | undefined => {
  if (deviation === "unknownCaller") {
    const own = inactive.filter(({ organizationId }) => organizationId === request.principal.organizationId)
    return own[who % own.length]
  }
  if (!lacks) return clients.get(request.principal)
  const lacking = [...clients.values()].filter(
    (client) => client.organizationId === request.principal.organizationId && !may(session, request, client),
  )
  // A user who lacks it says more than a client that is no user and can have nothing in another organization.
  const users = lacking.filter(({ userId }) => userId !== undefined)
  const some =
    operations[request.operation].checkedIn === "trustor" && users.length > 0 && who % 4 > 0 ? users : lacking
  // One who has all permissions but the needed one tells more than one who has none.
  const most = Math.max(...some.map(({ permissions }) => permissions.length))
  const chosen = who % 2 > 0 ? some : some.filter(({ permissions }) => permissions.length === most)
  return chosen[Math.floor(who / 4) % chosen.length] ?? clients.get(request.principal)
}

const ask = Effect.fnUntraced(function* <K extends OperationName>(
  session: Session,
  company: Company,
  state: State,
  command: Command,
  step: Step<K>,
): Effect.fn.Return<void, Violation> {
  const { clock, count, environment } = session
  const { clients, world } = company
  const { profile } = environment
  const moment = { world, profile, state, now: clock.earliest(), count: count(), principals: [...clients.keys()] }
  const request: Request<K> = toRequest(moment, step)
  const client = callerOf(session, company, request, command)
  if (client === undefined) return
  const { input, operation } = request
  const limit: Within<K> | undefined = withins[operation]
  const limited = limit === undefined ? input : limit(session, input)
  const result = yield* session.call(client, operation, limited)
  if (Result.isSuccess(result)) yield* walk(session, client, operation, limited, result.success)
  if (command.looks && isChange(operation)) yield* look(session, client, operation, limited)
})

/** The lists whose class is that of all of the caller's trusts, and on which side the caller is. */
const sideOf = (operation: OperationName): "trustor" | "trustee" | undefined => {
  switch (operation) {
    case "Trustees.list":
    case "TrustAudits.ofTrustees":
    case "BulkRemoval.trustees":
      return "trustor"
    case "Trustors.list":
    case "BulkRemoval.trustors":
    case "UserTrustors.list":
      return "trustee"
    default:
      return undefined
  }
}

/** What of the trail is about the trust of the two organizations. */
const trailOf = (trail: Trail | undefined, isMeant: (event: Event) => boolean): Trail | undefined => {
  if (trail === undefined) return undefined
  const earlier = trailOf(trail.earlier, isMeant)
  return isMeant(trail.latest) ? { latest: trail.latest, earlier } : earlier
}

/** Nothing but the trust of the two organizations and the pairings of the trustee. */
const between = ({ clock, environment, state: now }: Session, { trustee, trustor }: Sides): State => {
  const state = now()
  const found = trust(state, trustor.organization.id, trustee.organization.id)
  const only: State = {
    ...empty,
    // One that is used and too old besides would not tell why it is refused.
    pairings: HashMap.filter(
      state.pairings,
      (made) =>
        made.trusteeOrgId === trustee.organization.id &&
        (!made.used || isOpen(environment.profile, { ...made, used: false }, clock.earliest())),
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
const withoutStrangers = ({ state }: Session, { trustee, trustor }: Sides): Party => {
  const found = trust(state(), trustor.organization.id, trustee.organization.id)
  const known = new Set<string>(found === undefined ? [] : usersOf(found).map(({ id }) => id))
  for (let trail = state().trail; trail !== undefined; trail = trail.earlier) {
    if (trail.latest._tag === "TrustUserRemoved") known.add(trail.latest.userId)
  }
  const users = trustee.organization.users.filter(({ id }) => known.has(id))
  return { ...trustee, organization: { ...trustee.organization, users } }
}

/** Who there is, what there is, and where to look. */
interface Scene {
  readonly company: Company
  readonly state: State
  readonly where: number
}

/** Brings something about for two organizations, and lets the command be about those. */
const aim = Effect.fnUntraced(function* (
  session: Session,
  { clients, inactive }: Company,
  wanted: Arrangement,
  command: Command,
): Effect.fn.Return<Scene, Violation> {
  const { deviation, operation, where, who } = command
  const sides = sidesOf(
    session,
    where,
    ["a full trust", "a trust full of clones"].includes(wanted) || deviation === "crowd",
  )
  // Audits of different times have an order.
  if (operation.startsWith("TrustAudits")) yield* session.pass(1_000)
  if (isAboutCare(operation)) yield* arrangeCare(session, command, wanted, sides.trustor)
  else yield* arrange(session, wanted, sides, who)
  yield* ensureGroup(session, sides, operation, deviation)
  yield* ensureWithin(session, sides, operation, deviation)
  // Whoever is there already must not get a new date.
  if (deviation === "presentUser" || deviation === "presentGroup") yield* session.pass(1_000)
  if (operation === "Trustees.create" || operation === "Pairings.get") yield* ensureOpenPairing(session, sides, who)
  const side = sideOf(operation)
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

/** Carries out a command; fails where the implementation and the model differ. */
export const perform = Effect.fnUntraced(function* (
  session: Session,
  everybody: Company,
  command: Command,
): Effect.fn.Return<void, Violation> {
  const { atHome: _atHome, given, lacks: _lacks, looks: _looks, wait, ...step } = command
  yield* session.pass(waitMillis(session, wait))
  const { company, state, where }: Scene =
    given === "things as they are"
      ? { company: everybody, state: session.state(), where: command.where }
      : yield* aim(session, everybody, given, command)
  yield* changeAtHome(session, command)
  // A caller who is unknown asks for what anybody could ask for.
  const deviation = step.deviation === "unknownCaller" ? "none" : step.deviation
  yield* ask(session, company, state, command, { ...step, deviation, where, wait: 0 })
})
