/**
 * Checks in places of their own. Where a clause will go is not known beforehand: it begins
 * in the trust of its cast, and takes more as it goes there. If somebody else is there, it
 * leaves, and begins anew once it can have all of it. What it needed once, by the parts of
 * the cast, it asks for at once from then on.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type { Invoke } from "@org-trust/core/Invoke"
import type { WorldClient, WorldFile } from "../../../WorldFile.ts"
import type { Cast } from "../../Cast.ts"
import { covers, type Place, placesOf } from "./Place.ts"
import type { Claim, Places } from "./Places.ts"

/** The operations as a client can call them. */
export type Connect = (client: WorldClient) => Effect.Effect<Invoke>

/** How calls are made, and whether there is an organization of an id in small letters; of none, there is. */
interface Ways {
  readonly connected: Connect
  readonly isKnown: (organizationId: string | undefined) => boolean
}

/** Something that is done with connections. */
export type Deed<A> = (connected: Connect) => Effect.Effect<A>

const partsOf = (cast: Cast): ReadonlyArray<readonly [string, string]> =>
  Object.entries(cast).map(([part, { organization }]: [string, Cast["trustor"]]) => [
    part,
    organization.id.toLowerCase(),
  ])

/** A place with the names of parts for organizations, or the other way round; others stay as they are. */
const renamed = (place: Place, names: ReadonlyMap<string, string>): Place => {
  const { trustee, trustor } = place
  return {
    ...(trustor !== undefined && { trustor: names.get(trustor) ?? trustor }),
    ...(trustee !== undefined && { trustee: names.get(trustee) ?? trustee }),
  }
}

/** The calls of a claim: the first that goes where it may not ends what is done, and so does every later one. */
const keptTo = (claim: Claim, { connected, isKnown }: Ways): Connect => {
  const askedBy = new Map<string, string>()
  const note = (organizationId: string, reply: unknown) => {
    if (Predicate.hasProperty(reply, "id")) askedBy.set(String(reply.id).toLowerCase(), organizationId.toLowerCase())
  }
  return (client) =>
    Effect.map(
      connected(client),
      (invoke): Invoke =>
        (operation, input) =>
          Effect.suspend(() => {
            const { organizationId } = client
            const places = placesOf(operation, organizationId, input, (id) => askedBy.get(id))
            // With whom nobody knows there is no trust.
            const real = places.filter(({ trustee, trustor }) => [trustee, trustor].every(isKnown))
            if (claim.isShort() || !claim.take(real)) return Effect.interrupt
            const reply = invoke(operation, input)
            return operation === "Pairings.create"
              ? Effect.tap(reply, (made) => Effect.sync(() => note(organizationId, made)))
              : reply
          }),
    )
}

/** What a clause is used to. */
export interface Habits {
  /** Does something with a cast; once more, and from the beginning, where somebody else was where it went. */
  readonly within: <A>(cast: Cast, deed: Deed<A>) => Effect.Effect<A>
}

/** The habits of a clause that was not checked yet. */
export const make = (places: Places, connected: Connect, world: Pick<WorldFile, "organizations">): Habits => {
  const ids = new Set<string | undefined>([undefined, ...world.organizations.map(({ id }) => id.toLowerCase())])
  const ways: Ways = { connected, isKnown: (id) => ids.has(id) }
  let known: ReadonlyArray<Place> = [{ trustor: "trustor", trustee: "trustee" }]
  const learn = (wanted: ReadonlyArray<Place>) => {
    for (const place of wanted) {
      if (known.some((other) => covers(other, place))) continue
      known = [...known.filter((other) => !covers(place, other)), place]
    }
  }
  return {
    within: <A>(cast: Cast, deed: Deed<A>) => {
      const parts = partsOf(cast)
      const toIds = new Map(parts)
      const toParts = new Map(parts.map(([part, id]) => [id, part]))
      const attempt = (wanted: ReadonlyArray<Place>): Effect.Effect<A> =>
        Effect.flatMap(
          places.within(wanted, (claim) => Effect.map(deed(keptTo(claim, ways)), (done) => ({ claim, done }))),
          ({ claim, done }) => {
            learn(claim.wanted().map((place) => renamed(place, toParts)))
            return claim.isShort() ? attempt(claim.wanted()) : Effect.succeed(done)
          },
        )
      return Effect.suspend(() => attempt(known.map((place) => renamed(place, toIds))))
    },
  }
}

/** The habits of a clause that is checked alone: nobody is anywhere. */
export const alone = (connected: Connect): Habits => ({ within: (_cast, deed) => deed(connected) })
