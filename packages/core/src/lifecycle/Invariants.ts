/**
 * What is true of every state that can come about.
 */
import * as DateTime from "effect/DateTime"
import * as HashMap from "effect/HashMap"
import * as Ordered from "../internal/Ordered.ts"
import { distinct } from "./Grants.ts"
import type { Environment } from "./Request.ts"
import { careOrganizations } from "./CareAccess.ts"
import { isTrusted } from "./EffectiveAccess.ts"
import { clonesOf, events, type Member, pairing, type State, type Trust, trust, trusts, trustorsOf } from "./State.ts"

/**
 * Something that is true of every state.
 * @category models
 * @since 0.1.0
 */
export type Invariant = (environment: Environment, state: State) => boolean

const members = (current: Trust): ReadonlyArray<Member<string>> => [
  ...Ordered.values(current.users),
  ...Ordered.values(current.groups),
]

const everyTrust =
  (holds: (environment: Environment, current: Trust, state: State) => boolean): Invariant =>
  (environment, state) =>
    trusts(state).every((current) => holds(environment, current, state))

/**
 * The invariants by name.
 * @category constants
 * @since 0.1.0
 */
export const invariants = {
  "no organization trusts itself": everyTrust((_, { trusteeOrgId, trustorOrgId }) => trusteeOrgId !== trustorOrgId),
  "each trust is seen by its trustee": everyTrust((_, { trusteeOrgId, trustorOrgId }, state) =>
    Ordered.has(trustorsOf(state, trusteeOrgId), trustorOrgId),
  ),
  "what a trustee sees is a trust": (_, state) =>
    Array.from(state.byTrustee).every(([trusteeOrgId, trustors]) =>
      Ordered.values(trustors).every((trustorOrgId) => trust(state, trustorOrgId, trusteeOrgId) !== undefined),
    ),
  "both sides of a trust exist": everyTrust(
    ({ world }, { trusteeOrgId, trustorOrgId }) => world.has(trusteeOrgId) && world.has(trustorOrgId),
  ),
  "members are of the trustee": everyTrust(({ world }, current) => {
    const facts = world.get(current.trusteeOrgId)
    return (
      Ordered.values(current.users).every((user) => facts?.users.has(user.id)) &&
      Ordered.values(current.groups).every((group) => facts?.groups.has(group.id))
    )
  }),
  "roles and divisions are of the trustor": everyTrust(({ world }, current) => {
    const facts = world.get(current.trustorOrgId)
    return members(current).every((member) =>
      member.grants.every(
        ({ divisionId, roleId }) =>
          facts?.roles.has(roleId) === true && (divisionId === undefined || facts.divisions.has(divisionId)),
      ),
    )
  }),
  "no grant is held twice": everyTrust((_, current) =>
    members(current).every((member) => distinct(member.grants).length === member.grants.length),
  ),
  "a trust is within its member limit": everyTrust(
    ({ profile }, current) => members(current).length <= profile.memberLimit,
  ),
  "nobody joined before the trust": everyTrust((_, current) =>
    members(current).every((member) => DateTime.isGreaterThanOrEqualTo(member.dateCreated, current.dateCreated)),
  ),
  "a pairing asks for someone of its organization": ({ world }, state) =>
    Array.from(HashMap.values(state.pairings)).every((made) => {
      const facts = world.get(made.trusteeOrgId)
      return (
        made.userIds.length + made.groupIds.length > 0 &&
        made.userIds.every((id) => facts?.users.has(id)) &&
        made.groupIds.every((id) => facts?.groups.has(id))
      )
    }),
  "every trust came from a pairing of its own": (_, state) => {
    const used = events(state).flatMap((event) => (event._tag === "TrustCreated" ? [event] : []))
    return (
      new Set(used.map((event) => event.pairingId)).size === used.length &&
      used.every((event) => {
        const made = pairing(state, event.pairingId)
        return made?.used === true && made.trusteeOrgId === event.trusteeOrgId
      })
    )
  },
  "every clone is of someone whom the trust lets in": everyTrust(
    ({ profile, world }, current) =>
      profile.cloneOfUntrusted === "Keep" || clonesOf(current).every(({ id }) => isTrusted(world, current, id)),
  ),
  "a trust is within its clone limit": everyTrust(
    ({ profile }, current) => clonesOf(current).length <= profile.cloneLimit,
  ),
  "only Customer Care has access by default": everyTrust(
    ({ world }, { defaults, trusteeOrgId, trustorOrgId }) =>
      defaults === undefined || careOrganizations(world, trustorOrgId).includes(trusteeOrgId),
  ),
  "no audit id occurs twice": (_, state) => {
    const ids = events(state).map((event) => event.id)
    return new Set(ids).size === ids.length
  },
} as const satisfies Record<string, Invariant>

/**
 * Names of the invariants that the state breaks; none, unless the model is wrong.
 * @category functions
 * @since 0.1.0
 */
export const broken = (environment: Environment, state: State): ReadonlyArray<string> =>
  Object.entries(invariants).flatMap(([name, holds]: [string, Invariant]) => (holds(environment, state) ? [] : [name]))
