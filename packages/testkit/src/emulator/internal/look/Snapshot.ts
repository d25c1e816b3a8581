/**
 * All that there is to see of an emulator at one moment, in JSON.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { Actor, Grant } from "@org-trust/core/lifecycle/Event"
import * as State from "@org-trust/core/lifecycle/State"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import { type OperationName, operationNames, pathOf, basePath } from "@org-trust/core/Operation"
import { FaultPlan } from "../../../FaultPlan.ts"
import type { Faults } from "../../../Faults.ts"
import type { Platform } from "../../../Platform.ts"

/** How many pairings, members of one trust and ended trusts are told at most, and how far back ended ones are looked for. */
export const limits = { pairings: 100, members: 100, ended: 20, eventsSearched: 2_000 } as const

/** A client of the world; the secret is left out where it must not be told. */
export interface SeenClient {
  readonly id: string
  readonly secret?: string
  readonly organizationId: string
  readonly userId?: string
  readonly permissions: ReadonlyArray<string>
}

/** A pairing. */
export interface SeenPairing {
  readonly id: string
  readonly trusteeOrgId: string
  readonly userIds: ReadonlyArray<string>
  readonly groupIds: ReadonlyArray<string>
  readonly dateCreated: string
  /** When it ends by itself. */
  readonly dateEnds: string
  readonly used: boolean
}

/** A user or a group in a trust. */
export interface SeenMember {
  readonly id: string
  readonly grants: ReadonlyArray<Grant>
}

/** A trust. */
export interface SeenTrust {
  readonly trustorOrgId: string
  readonly trusteeOrgId: string
  readonly enabled: boolean
  readonly dateExpired?: string
  readonly dateCreated: string
  readonly createdBy: Actor
  /** The first of them; the count is of all. */
  readonly users: ReadonlyArray<SeenMember>
  readonly userCount: number
  readonly groups: ReadonlyArray<SeenMember>
  readonly groupCount: number
  readonly cloneIds: ReadonlyArray<string>
  /** Whether it lets in Customer Care. */
  readonly isCare: boolean
}

/** A trust that was removed. */
export interface EndedTrust {
  readonly trustorOrgId: string
  readonly trusteeOrgId: string
  readonly at: string
}

/** All that there is to see. */
export interface Snapshot {
  readonly now: string
  readonly basePath: string
  readonly operations: ReadonlyArray<{ readonly name: OperationName; readonly path: string }>
  readonly organizations: ReadonlyArray<WorldOrganization>
  readonly clients: ReadonlyArray<SeenClient>
  /** Whether the clients' secrets are told. */
  readonly hasSecrets: boolean
  /** The latest, newest first; the count is of all. */
  readonly pairings: ReadonlyArray<SeenPairing>
  readonly pairingCount: number
  readonly trusts: ReadonlyArray<SeenTrust>
  /** Trusts that were removed lately, newest first. */
  readonly ended: ReadonlyArray<EndedTrust>
  readonly faults: { readonly plan: typeof FaultPlan.Encoded; readonly hits: ReadonlyArray<number> }
}

const seenMembers = (
  members: ReadonlyArray<{ readonly id: string; readonly grants: ReadonlyArray<Grant> }>,
): ReadonlyArray<SeenMember> => members.slice(0, limits.members).map(({ grants, id }) => ({ id, grants }))

const seenTrust = (trust: State.Trust): SeenTrust => {
  const { createdBy, dateCreated, settings, trusteeOrgId, trustorOrgId } = trust
  const [users, groups] = [State.usersOf(trust), State.groupsOf(trust)]
  return {
    trustorOrgId,
    trusteeOrgId,
    enabled: settings.enabled,
    ...(settings.dateExpired !== undefined && { dateExpired: DateTime.formatIso(settings.dateExpired) }),
    dateCreated: DateTime.formatIso(dateCreated),
    createdBy,
    users: seenMembers(users),
    userCount: users.length,
    groups: seenMembers(groups),
    groupCount: groups.length,
    cloneIds: State.clonesOf(trust).map(({ id }) => id),
    isCare: trust.defaults !== undefined,
  }
}

/** The trusts that were removed lately and are not there again. */
const endedTrusts = (state: State.State): ReadonlyArray<EndedTrust> => {
  const found = new Map<string, EndedTrust>()
  let searched = 0
  for (let { trail } = state; trail !== undefined && searched < limits.eventsSearched; trail = trail.earlier) {
    searched++
    const { latest } = trail
    if (latest._tag !== "TrustEnded") continue
    const { at, trusteeOrgId, trustorOrgId } = latest
    const key = `${trustorOrgId} ${trusteeOrgId}`
    if (found.has(key) || State.trust(state, trustorOrgId, trusteeOrgId) !== undefined) continue
    found.set(key, { trustorOrgId, trusteeOrgId, at: DateTime.formatIso(at) })
    if (found.size === limits.ended) break
  }
  return Array.from(found.values())
}

const toJson = Schema.encodeSync(FaultPlan)

/** What there is to see now, with the clients' secrets or without. */
export const take = (
  platform: Platform["Service"],
  faults: Faults["Service"],
  hasSecrets: boolean,
): Effect.Effect<Snapshot> =>
  Effect.gen(function* () {
    const now = yield* platform.now
    const state = yield* platform.state
    const { hits, plan } = yield* faults.inForce
    const { profile, world } = platform.environment
    const pairings = Array.from(HashMap.values(state.pairings)).sort(
      (one, other) => DateTime.toEpochMillis(other.dateCreated) - DateTime.toEpochMillis(one.dateCreated),
    )
    return {
      now: DateTime.formatIso(now),
      basePath,
      operations: operationNames.map((name) => ({ name, path: pathOf(name) })),
      organizations: Array.from(world.values(), ({ organization }) => organization),
      clients: platform.world.clients.map(({ secret, ...client }) => ({
        ...client,
        ...(hasSecrets && { secret: Redacted.value(secret) }),
      })),
      hasSecrets,
      pairings: pairings
        .slice(0, limits.pairings)
        .map(({ dateCreated, groupIds, id, trusteeOrgId, used, userIds }) => ({
          id,
          trusteeOrgId,
          userIds,
          groupIds,
          dateCreated: DateTime.formatIso(dateCreated),
          dateEnds: DateTime.formatIso(DateTime.addDuration(dateCreated, profile.pairingLifetime)),
          used,
        })),
      pairingCount: pairings.length,
      trusts: State.trusts(state).map(seenTrust),
      ended: endedTrusts(state),
      faults: { plan: toJson(plan), hits },
    }
  })
