/**
 * Letting a partner in and out again on the network of the simulation: everything goes
 * wrong on it that can, processes die in the middle of a request, and one seed chooses
 * all of it.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import * as HttpClient from "effect/http/HttpClient"
import * as TestClock from "effect/testing/TestClock"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { events } from "@org-trust/core/lifecycle/State"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Emulator from "@org-trust/testkit/Emulator"
import { Faults } from "@org-trust/testkit/Faults"
import * as Platform from "@org-trust/testkit/Platform"
import * as Network from "../../../testkit/src/simulation/internal/Network.ts"
import { storm } from "../../../testkit/src/simulation/internal/Weather.ts"
import * as Engine from "../../src/Engine.ts"
import * as Offboarding from "../../src/Offboarding.ts"
import * as Onboarding from "../../src/Onboarding.ts"
import * as Parties from "../../src/Parties.ts"
import { RunId, type Standing } from "../../src/Run.ts"
import * as RunLog from "../../src/RunLog.ts"
import * as Runs from "../../src/Runs.ts"
import * as Seal from "../../src/Seal.ts"
import { type Dice, makeDice, type Mortal } from "./Adversity.ts"
import { trustee, trustor } from "./Bench.ts"
import { accessNow, live, trustNow } from "./Live.ts"

const { lea, tom } = trustee.users
const { supportTeam } = trustee.groups
const { recruiter, supervisor, visitor } = trustor.roles

const pair = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id } as const
const asked = {
  ...pair,
  users: [
    { id: tom.id, grants: [{ roleId: supervisor.id }] },
    { id: lea.id, grants: [{ roleId: recruiter.id, divisionId: trustor.divisions.retail.id }] },
  ],
  groups: [{ id: supportTeam.id, grants: [{ roleId: visitor.id }] }],
} as const satisfies Omit<Onboarding.Input, "side">

/** What came of a history. */
export interface Simulated {
  /** How each run ended, in the order in which they began. */
  readonly endings: ReadonlyArray<string>
  /** What is not as it has to be, in words; nothing where all is well. */
  readonly mistakes: ReadonlyArray<string>
  /** Pairings that were made and never used. */
  readonly sparePairings: number
  readonly kills: number
  readonly requests: number
  /** How often each kind of fault met a request. */
  readonly faults: ReadonlyMap<string, number>
}

/** A client in a process that dies with one request of so many: before it is sent, or when it was answered. */
const dyingWith = (client: HttpClient.HttpClient, dice: Dice, oneIn: number) => {
  let isDying = false
  const counted = { kills: 0, requests: 0 }
  const die = Effect.suspend(() => {
    isDying = true
    counted.kills++
    return Effect.never
  })
  const mortal: Mortal = { dies: () => isDying, revive: () => void (isDying = false) }
  const transformed = HttpClient.transform(client, (response) =>
    Effect.suspend(() => {
      if (isDying) return Effect.never
      counted.requests++
      if (!dice.once(oneIn)) return response
      return dice.once(2) ? die : Effect.andThen(Effect.exit(response), die)
    }),
  )
  return { client: transformed, mortal, counted }
}

const region = { api: "http://emulator", login: "http://emulator" } as const

const count = Effect.gen(function* () {
  const platform = yield* Platform.Platform
  const counts = new Map<Event["_tag"], number>()
  for (const { _tag } of events(yield* platform.state)) counts.set(_tag, (counts.get(_tag) ?? 0) + 1)
  return (tag: Event["_tag"]) => counts.get(tag) ?? 0
})

const workflows = Layer.merge(Onboarding.layer, Offboarding.layer)

/** A seal that needs no promises: what comes of them would come at another moment each time. */
const plainSeal = Layer.succeed(Seal.Seal, {
  close: (secret) => Effect.succeed(Redacted.value(secret)),
  open: (sealed) => Effect.succeed(Redacted.make(sealed)),
  sign: Effect.succeed,
  verify: Effect.succeed,
})

const history = Effect.fnUntraced(function* (seed: number) {
  const dice = makeDice(seed)
  const faults = yield* Faults
  const rough = Network.make(yield* HttpClient.HttpClient, Network.roughNetwork, seed, Effect.void)
  const { client, counted, mortal } = dyingWith(rough.client, dice, dice.pick([12, 40, 100_000]))
  const act = ({ clients: { admin }, id }: typeof trustor | typeof trustee) =>
    [id, OrgTrust.layer({ region, credentials: clientCredentials(admin.id, admin.secret) })] as const
  const parties = Parties.layer([act(trustor), act(trustee)]).pipe(
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client)),
  )
  const mistakes: Array<string> = []
  const expect = (what: string, is: unknown, wanted: unknown): void => {
    const [got, asked] = [JSON.stringify(is), JSON.stringify(wanted)]
    if (got !== asked) mistakes.push(`${what}: expected ${asked}, got ${got}`)
  }
  const atMost = (what: string, is: number, most: number): void => {
    if (is > most) mistakes.push(`${what}: expected at most ${most}, got ${is}`)
  }
  const endings: Array<string> = []
  const ending = ({ ended, head }: Standing) => {
    const left = ended?.left.filter(({ what }) => what !== "pairing").map(({ what }) => what) ?? []
    endings.push(`${head.id} ${ended?.how}${left.length === 0 ? "" : `, left ${left.join()}`}`)
    return { isDone: ended?.how === "Done" || ended?.how === "NotSeen", isClean: left.length === 0 }
  }
  yield* Effect.gen(function* () {
    const nobody = { trust: yield* trustNow, access: yield* accessNow }
    const isApart = dice.once(2)
    const sides = isApart ? (["trustor", "trustee"] as const) : (["both"] as const)
    const handOver = Effect.flatMap(Runs.handOver(RunId.make("onboarding-2")), ({ pairingId }) =>
      Runs.hand(RunId.make("onboarding-1"), pairingId),
    )
    const begun = yield* live(
      workflows,
      dice,
      mortal,
      Effect.forEach(sides, (side) => Onboarding.start({ ...asked, side })),
      (dice) => (isApart && dice.once(5) ? handOver : Effect.void),
    )
    const [letting] = begun.map(ending)
    const made = yield* count
    atMost("trusts that were made", made("TrustCreated"), 1)
    atMost("users that were let in", made("TrustUserAdded"), asked.users.length)
    atMost("groups that were let in", made("TrustGroupAdded"), asked.groups.length)
    if (letting?.isDone === true) {
      expect("who has access", yield* accessNow, [
        `${tom.name}: ${supervisor.permissions.toSorted().join()}`,
        `${lea.name}: ${recruiter.permissions.toSorted().join()}`,
        ...nobody.access.slice(2),
      ])
    } else if (letting?.isClean === true) {
      expect("the trust of a run that did not come through", yield* trustNow, nobody.trust)
    }
    const before = { trust: yield* trustNow, access: yield* accessNow }
    const parting = yield* live(
      workflows,
      dice,
      mortal,
      Effect.map(Offboarding.start({ ...pair, side: "both" }), (id) => [id]),
      () => Effect.void,
    )
    const [leaving] = parting.map(ending)
    const after = yield* count
    atMost("trusts that were ended", after("TrustEnded"), 1)
    atMost("users that were taken out", after("TrustUserRemoved"), asked.users.length)
    atMost("groups that were taken out", after("TrustGroupRemoved"), asked.groups.length)
    if (leaving?.isDone === true) expect("what is left of a trust that was ended", yield* trustNow, "no trust")
    else if (leaving?.isClean === true) expect("a trust that was not ended", yield* trustNow, before.trust)
  }).pipe(
    Effect.provide(Layer.mergeAll(Engine.layerMemory, RunLog.layerMemory, plainSeal, parties)),
    Effect.catchCause((cause) => Effect.sync(() => mistakes.push(String(cause)))),
  )
  const happened = new Map<string, number>(rough.happened)
  for (const { fault } of yield* faults.injected) happened.set(fault.type, (happened.get(fault.type) ?? 0) + 1)
  const made = yield* count
  const sparePairings = made("PairingCreated") - made("TrustCreated")
  return { endings, mistakes, sparePairings, ...counted, faults: happened } satisfies Simulated
})

/** Lives through the history that a seed chooses. */
export const simulate = (seed: number): Effect.Effect<Simulated> =>
  history(seed).pipe(
    Effect.provide(
      Emulator.layerClient({ tokenLifetime: Duration.minutes(30), faults: storm(seed) }).pipe(
        Layer.provideMerge(Platform.layer()),
      ),
    ),
    Effect.provide([TestClock.layer(), Logger.layer([])]),
  )
