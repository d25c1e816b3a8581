import { afterAll, assert, it } from "@effect/vitest"
import * as Apply from "@org-trust/core/access/Apply"
import type { Desired, DesiredTrustee } from "@org-trust/core/access/Desired"
import { recall } from "@org-trust/core/access/History"
import { type Entry, Journal } from "@org-trust/core/access/Journal"
import * as Plan from "@org-trust/core/access/Plan"
import { read } from "@org-trust/core/access/SnapshotReader"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import { events, groupsOf, type Member, trusts, usersOf } from "@org-trust/core/lifecycle/State"
import { Pairings } from "@org-trust/core/Pairings"
import type { Services } from "@org-trust/core/Services"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as FaultPlan from "@org-trust/testkit/FaultPlan"
import { Faults } from "@org-trust/testkit/Faults"
import * as Platform from "@org-trust/testkit/Platform"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import * as DateTime from "effect/DateTime"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import * as VirtualTime from "../../src/simulation/internal/VirtualTime.ts"
import { storm } from "../../src/simulation/internal/Weather.ts"
import { isThorough, seeds } from "../support/effort.ts"

const { cedarHealth, harborBank, northwindPartners } = organizations
const partners = [northwindPartners, cedarHealth]
const grantable: ReadonlyArray<Grant> = [
  { roleId: harborBank.roles.supervisor.id },
  { roleId: harborBank.roles.supervisor.id, divisionId: harborBank.divisions.retail.id },
  { roleId: harborBank.roles.visitor.id, divisionId: harborBank.divisions.retail.id },
  { roleId: harborBank.roles.visitor.id, divisionId: harborBank.divisions.wealth.id },
  { roleId: harborBank.roles.recruiter.id },
]
const ends = [undefined, DateTime.makeUnsafe("2027-01-01T00:00:00Z"), DateTime.makeUnsafe("2028-06-01T12:00:00Z")]

const some = Effect.fnUntraced(function* <A>(items: ReadonlyArray<A>, share: number) {
  return yield* Effect.filter(items, () => Effect.map(Random.next, (next) => next < share))
})

/** Something that somebody might ask for. */
const wish = Effect.gen(function* () {
  const grants = some(grantable, 0.35)
  const trustees = new Map<OrganizationId, DesiredTrustee>()
  for (const partner of yield* some(partners, 0.8)) {
    const active = Object.values(partner.users).filter(({ state }) => state === "active")
    const users = yield* Effect.forEach(yield* some(active, 0.6), (user) =>
      Effect.map(grants, (each) => [user.id, each] as const),
    )
    const groups = yield* Effect.forEach(yield* some(Object.values(partner.groups), 0.5), (group) =>
      Effect.map(grants, (each) => [group.id, each] as const),
    )
    if (users.length + groups.length === 0) continue
    const end = ends[yield* Random.nextIntBetween(0, ends.length - 1)]
    trustees.set(partner.id, {
      enabled: (yield* Random.next) < 0.8,
      users: new Map(users),
      groups: new Map(groups),
      strangers: "remove",
      ...(end !== undefined && { dateExpired: end }),
    })
  }
  const desired: Desired = { organizationId: harborBank.id, strangers: "remove", trustees }
  return desired
})

const keysOf = (grants: ReadonlyArray<Grant>) =>
  grants.map(({ divisionId, roleId }) => `${roleId}/${divisionId ?? "*"}`).toSorted()

const byId = (members: Iterable<readonly [string, ReadonlyArray<string>]>) =>
  [...members].toSorted(([one], [other]) => one.localeCompare(other))

/** What is asked for, in a form that can be compared. */
const asked = (desired: Desired) =>
  byId(
    Array.from(desired.trustees ?? [], ([partner, trustee]) => [
      partner,
      [
        `${trustee.enabled} ${trustee.dateExpired === undefined ? "" : DateTime.formatIso(trustee.dateExpired)}`,
        ...byId([...trustee.users, ...trustee.groups].map(([id, grants]) => [id, keysOf(grants)] as const)).map(String),
      ],
    ]),
  )

const there = Effect.map(
  Effect.flatMap(Platform.Platform, ({ state }) => state),
  (state) =>
    byId(
      trusts(state)
        .filter(({ trustorOrgId }) => trustorOrgId === harborBank.id)
        .map((trust) => {
          const { dateExpired, enabled } = trust.settings
          const members: ReadonlyArray<Member<string>> = [...usersOf(trust), ...groupsOf(trust)]
          return [
            trust.trusteeOrgId,
            [
              `${enabled} ${dateExpired === undefined ? "" : DateTime.formatIso(dateExpired)}`,
              ...byId(members.map(({ grants, id }) => [id, keysOf(grants)] as const)).map(String),
            ],
          ] as const
        }),
    ),
)

const region = { api: "http://emulator", login: "http://emulator" } as const

const as = ({ id, secret }: WorldClient, client: HttpClient.HttpClient): Layer.Layer<Services> =>
  OrgTrust.layer({ region, credentials: clientCredentials(id, secret) }).pipe(
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client)),
  )

/** A client that is killed with the request that has this number: before it is sent, or when its answer is there. */
const killedAt = (
  client: HttpClient.HttpClient,
  number: number,
  when: "before" | "after",
  dead: Deferred.Deferred<void>,
) => {
  let sent = 0
  return HttpClient.transform(client, (response) => {
    sent++
    if (sent < number) return response
    if (sent > number) return Effect.never
    const die = Effect.andThen(Deferred.succeed(dead, undefined), Effect.never)
    return when === "before" ? die : Effect.andThen(Effect.exit(response), die)
  })
}

let kills = 0
let unknown = 0
let failures = 0
let repeated = 0

const program = Effect.gen(function* () {
  const client = yield* HttpClient.HttpClient
  const faults = yield* Faults
  const { plan: weather } = yield* faults.inForce
  const entries: Array<Entry> = []
  const journal = Layer.succeed(Journal, {
    entries: Effect.sync(() => [...entries]),
    append: (entry: Entry) => Effect.sync(() => void entries.push(entry)),
  })

  const attempt = (desired: Desired, client: HttpClient.HttpClient) =>
    Effect.gen(function* () {
      const ofPartners = yield* Effect.forEach(partners, (partner) =>
        Pairings.use((pairings) => Effect.succeed([partner.id, pairings] as const)).pipe(
          Effect.provide(as(partner.clients.admin, client)),
        ),
      )
      const seen = yield* read({ organizationId: harborBank.id, trustors: false })
      const plan = Plan.make(desired, recall(seen, entries))
      if (plan.steps.length === 0) return true
      const outcomes = yield* Apply.run({ desired, plan, partners: new Map(ofPartners) })
      for (const { ending, error } of outcomes) {
        if (ending === "unknown") unknown++
        if (ending === "failed") failures++
        if (ending === "found") repeated++
        if (ending === "failed" || ending === "unknown") assert.isDefined(error)
      }
      return false
    }).pipe(Effect.provide(Layer.merge(as(harborBank.clients.admin, client), journal)))

  for (const desired of [yield* wish, yield* wish, yield* wish]) {
    for (let tries = 0; ; tries++) {
      assert.isBelow(tries, 30, "it never comes to an end")
      // Some day the storm ends, and what it has left behind has to be dealt with.
      if (tries === 0) yield* faults.set(weather)
      if (tries === 15) yield* faults.clear
      const dead = yield* Deferred.make<void>()
      const isKilled = tries < 4 && (yield* Random.next) < 0.7
      const number = yield* Random.nextIntBetween(1, 60)
      const when = (yield* Random.next) < 0.5 ? "before" : "after"
      const used = isKilled ? killedAt(client, number, when, dead) : client
      const ended = yield* Effect.result(attempt(desired, used)).pipe(
        Effect.map(Option.some),
        Effect.raceFirst(Effect.as(Deferred.await(dead), Option.none())),
      )
      if (Option.isNone(ended)) kills++
      // Reading may fail too, with a typed reason; then it is tried again.
      if (Option.isSome(ended) && Result.isSuccess(ended.value) && ended.value.success) break
    }
    assert.deepStrictEqual(yield* there, asked(desired))
  }

  // What the journal knows is so.
  const { state } = yield* Platform.Platform
  const last = yield* state
  yield* faults.clear
  const seen = yield* read({ organizationId: harborBank.id, trustors: false }).pipe(
    Effect.provide(as(harborBank.clients.admin, client)),
  )
  for (const [partner, { groups, users }] of recall(seen, entries).trustees) {
    const trust = trusts(last).find(({ trusteeOrgId }) => trusteeOrgId === partner)
    const members: ReadonlyArray<Member<string>> = trust === undefined ? [] : [...usersOf(trust), ...groupsOf(trust)]
    for (const [id, { grants, isInDoubt }] of [...users, ...groups]) {
      const actual = members.find((member) => member.id === id)?.grants ?? []
      if (isInDoubt !== true && grants !== undefined) assert.deepStrictEqual(keysOf(grants), keysOf(actual))
    }
  }
  // A pairing is made for a trust, and once more only where it was not known whether it was made.
  const happened = events(last).filter((event) => event._tag !== "TrustCreated" || event.trustorOrgId === harborBank.id)
  const made = happened.filter(({ _tag }) => _tag === "PairingCreated").length
  const used = happened.filter(({ _tag }) => _tag === "TrustCreated").length
  const noted = entries.filter(({ _tag }) => _tag === "PairingMade").length
  assert.isAtMost(used, noted)
  assert.isAtMost(noted, made)
})

it.each(seeds(120))("whatever goes wrong, it ends as the file says, seed %i", (seed) => {
  const world = Emulator.layerClient({
    tokenLifetime: Duration.minutes(30),
    faults: seed % 4 === 0 ? FaultPlan.none : storm(seed),
  }).pipe(Layer.provideMerge(Platform.layer({ profile: { memberLimit: 100 } })))
  const { exit } = VirtualTime.run(
    program.pipe(Effect.provide(Layer.merge(world, Logger.layer([]))), Random.withSeed(seed)),
    Date.UTC(2026, 0, 1),
  )
  assert.isDefined(exit, "it waits for something that never comes")
  assert.isTrue(Exit.isSuccess(exit), String(exit))
})

afterAll(() => {
  // A few seeds may have a quiet day.
  if (!isThorough) return
  assert.isAbove(kills, 0, "hardly anything was killed")
  assert.isAbove(unknown + failures + repeated, 0, "nothing went wrong")
})
