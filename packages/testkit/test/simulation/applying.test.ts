import { afterAll, assert, it } from "@effect/vitest"
import * as Apply from "@org-trust/core/access/Apply"
import { asksForCare, type Desired } from "@org-trust/core/access/Desired"
import { recall } from "@org-trust/core/access/History"
import { type Entry, Journal } from "@org-trust/core/access/Journal"
import * as Plan from "@org-trust/core/access/Plan"
import { read } from "@org-trust/core/access/SnapshotReader"
import { events, groupsOf, type Member, trusts, usersOf } from "@org-trust/core/lifecycle/State"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import type { Services } from "@org-trust/core/Services"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as FaultPlan from "@org-trust/testkit/FaultPlan"
import { Faults } from "@org-trust/testkit/Faults"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf, type WorldClient } from "@org-trust/testkit/WorldFile"
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
import { asked, keysOf, own, partners, type Side, steward, there, wish } from "./support/wishes.ts"

/** What each kind of step leaves in the log of the platform. */
const leaves: { readonly [operation: string]: string } = {
  "CareTrusts.create": "CareTrustCreated",
  "Trustees.create": "TrustCreated",
  "Trustees.remove": "TrustEnded",
  "Trustors.remove": "TrustEnded",
  "TrusteeUsers.add": "TrustUserAdded",
  "TrustorUsers.add": "TrustUserAdded",
  "TrusteeUsers.remove": "TrustUserRemoved",
  "TrustorUsers.remove": "TrustUserRemoved",
  "TrusteeGroups.add": "TrustGroupAdded",
  "TrustorGroups.add": "TrustGroupAdded",
  "TrusteeGroups.remove": "TrustGroupRemoved",
  "TrustorGroups.remove": "TrustGroupRemoved",
}

/** How many changes of each kind were begun, as the journal has it. */
const begunIn = (entries: ReadonlyArray<Entry>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const entry of entries) {
    const tag = entry._tag === "StepBegan" ? leaves[entry.operation] : undefined
    if (entry._tag !== "StepBegan" || tag === undefined) continue
    counts.set(tag, (counts.get(tag) ?? 0) + 1 + (entry.others?.length ?? 0))
  }
  return counts
}

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
let careIn = 0
let letIn = 0
const refused = new Set<string>()

/** The other organizations make trusts with the pairings that they were handed; the steward may look after them. */
const answerPairings = Effect.fnUntraced(function* (entries: ReadonlyArray<Entry>, handed: Set<string>) {
  for (const entry of entries) {
    if (entry._tag !== "PairingMade" || entry.by !== "us" || handed.has(entry.pairingId)) continue
    handed.add(entry.pairingId)
    const partner = partners.find(({ id }) => id === entry.partner)
    if (partner === undefined) return assert.fail(`${entry.partner} was asked`)
    const { pairingId, userIds } = entry
    const users = userIds.map((id) => ({ id, roleIds: id === steward.id ? [partner.roles.trustAdministrator.id] : [] }))
    const groups = entry.groupIds.map((id) => ({ id, roleIds: [] }))
    yield* Trustees.use((trustees) => trustees.create({ pairingId, enabled: true, users, groups })).pipe(
      Effect.provide(InMemory.layer(principalOf(partner.clients.admin))),
      // It was asked again before it had answered.
      Effect.catchTag("Conflict", () => Effect.void),
    )
    letIn++
  }
})

const program = Effect.fnUntraced(function* (side: Side) {
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
      const seen = yield* read({
        organizationId: own.id,
        trustees: desired.trustees !== undefined,
        trustors: desired.trustors !== undefined,
        care: asksForCare(desired),
      })
      const plan = Plan.make(desired, recall(seen, entries))
      if (plan.steps.length === 0) return plan.obstacles
      const outcomes = yield* Apply.run({ desired, plan, partners: new Map(ofPartners) })
      for (const { ending, error } of outcomes) {
        if (ending === "unknown") unknown++
        if (ending === "failed") failures++
        if (ending === "found") repeated++
        if (ending === "failed" || ending === "unknown") assert.isDefined(error)
      }
      return undefined
    }).pipe(Effect.provide(Layer.merge(as(own.clients.ada, client), journal)))

  const { state } = yield* Platform.Platform
  const handed = new Set<string>()
  for (const desired of [yield* wish(side), yield* wish(side), yield* wish(side)]) {
    let except = new Set<string>()
    for (let tries = 0; ; tries++) {
      assert.isBelow(tries, 30, `it never comes to an end: ${JSON.stringify(entries.slice(-6))}`)
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
      yield* answerPairings(entries, handed)
      const obstacles = Option.isSome(ended) && Result.isSuccess(ended.value) ? ended.value.success : undefined
      if (obstacles === undefined) continue
      for (const { kind } of obstacles) refused.add(kind)
      except = new Set(obstacles.map(({ partner }) => partner))
      break
    }
    assert.deepStrictEqual(there(yield* state, desired, except), asked(desired, except))
  }

  // What the journal knows is so.
  const last = yield* state
  yield* faults.clear
  const seen = yield* read({ organizationId: own.id, trustors: false }).pipe(
    Effect.provide(as(own.clients.admin, client)),
  )
  for (const [partner, { groups, users }] of recall(seen, entries).trustees) {
    const trust = trusts(last).find(
      ({ trusteeOrgId, trustorOrgId }) => trusteeOrgId === partner && trustorOrgId === own.id,
    )
    const members: ReadonlyArray<Member<string>> = trust === undefined ? [] : [...usersOf(trust), ...groupsOf(trust)]
    for (const [id, { grants, isInDoubt }] of [...users, ...groups]) {
      const actual = members.find((member) => member.id === id)?.grants ?? []
      if (isInDoubt !== true && grants !== undefined) assert.deepStrictEqual(keysOf(grants), keysOf(actual))
    }
  }
  // A pairing is made for a trust, and once more only where it was not known whether it was made.
  const happened = (tag: string) => events(last).filter(({ _tag }) => _tag === tag).length
  const made = happened("PairingCreated")
  const used = happened("TrustCreated")
  const noted = entries.filter(({ _tag }) => _tag === "PairingMade").length
  assert.isAtMost(used, noted)
  assert.isAtMost(noted, made)
  // A step changes something once, whatever became of its answers. (It may change nothing: reads lag behind.)
  const begun = begunIn(entries)
  for (const tag of Object.values(leaves)) {
    const ours = events(last).filter(
      (event) => event._tag === tag && !(event._tag === "TrustCreated" && event.trustorOrgId !== own.id),
    )
    assert.isAtMost(ours.length, begun.get(tag) ?? 0, tag)
  }
  careIn += happened("CareTrustCreated")
})

const sides = ["trustor", "trustee", "both"] as const

it.each(seeds(180))("whatever goes wrong, it ends as the file says, seed %i", (seed) => {
  const world = Emulator.layerClient({
    tokenLifetime: Duration.minutes(30),
    faults: seed % 4 === 0 ? FaultPlan.none : storm(seed),
  }).pipe(Layer.provideMerge(Platform.layer({ profile: { memberLimit: 100 } })))
  const { exit } = VirtualTime.run(
    program(sides[seed % 3] ?? "both").pipe(
      Effect.provide(Layer.merge(world, Logger.layer([]))),
      Random.withSeed(seed),
    ),
    Date.UTC(2026, 0, 1),
  )
  assert.isDefined(exit, "it waits for something that never comes")
  assert.isTrue(Exit.isSuccess(exit), `seed ${seed} ${String(exit)}`)
})

afterAll(() => {
  // A few seeds may have a quiet day.
  if (!isThorough) return
  assert.isAbove(careIn, 0, "Customer Care was never let in")
  assert.isAbove(letIn, 0, "nobody was let in elsewhere")
  assert.deepStrictEqual([...refused], ["care-flags"])
  assert.isAbove(kills, 0, "hardly anything was killed")
  assert.isAbove(unknown + failures + repeated, 0, "nothing went wrong")
})
