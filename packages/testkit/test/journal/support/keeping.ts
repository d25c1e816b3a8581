import { assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import type * as Scope from "effect/Scope"
import { PairingId } from "@org-trust/core/Identifiers"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { empty, events, type State } from "@org-trust/core/lifecycle/State"
import * as StateJson from "@org-trust/core/lifecycle/StateJson"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { organizations, world } from "@org-trust/testkit/BuiltInWorld"
import type { Journal, JournalUnusable } from "@org-trust/testkit/Journal"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"

const { cedarHealth, harborBank } = organizations
export const trustor = principalOf(harborBank.clients.admin)
export const trustee = principalOf(cedarHealth.clients.admin)

const userIds = world.organizations
  .filter(({ id }) => id === trustee.organizationId)
  .flatMap(({ users }) => users.map(({ id }) => id).slice(0, 1))
export const asking = { payload: { userIds, groupIds: [] } }

export const append = (journal: Journal["Service"], added: ReadonlyArray<Event>) =>
  journal.transact((kept) => [undefined, { ...kept, state: added.reduce(evolve, kept.state) }])

export const holdsTheSame = (found: State, expected: State) => {
  assert.deepStrictEqual([...StateJson.toParts(found)], [...StateJson.toParts(expected)])
  assert.isTrue(Equal.equals(events(found), events(expected)))
}

export const makeTrust = Effect.fnUntraced(function* (platform: Platform.Platform["Service"]) {
  const { id } = yield* platform.invokeAs(trustee)("Pairings.create", asking)
  yield* platform.invokeAs(trustor)("Trustees.create", {
    payload: { pairingId: id ?? "", enabled: true, users: userIds.map((user) => ({ id: user })) },
  })
})

export const trusteesSeen = (platform: Platform.Platform["Service"]) =>
  Effect.map(platform.invokeAs(trustor)("Trustees.list", {}), ({ total }) => total)

/** Pairings, so many that their log is worth a snapshot. */
export const manyPairings = (many: number): ReadonlyArray<Event> => {
  const made = Effect.runSync(
    Effect.gen(function* () {
      const platform = yield* Platform.make()
      yield* platform.invokeAs(trustee)("Pairings.create", asking)
      return events(yield* platform.state)
    }),
  )
  const [first] = made
  if (first?._tag !== "PairingCreated") throw new Error(`expected a pairing, got ${first?._tag}`)
  return Array.from({ length: many }, (_, at) => {
    const id = `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`
    return { ...first, pairingId: PairingId.make(id) }
  })
}

/** A kind of journal. */
export interface Kind {
  /** A place where nothing was kept yet. */
  readonly newPlace: () => Promise<string>
  readonly open: (place: string) => Effect.Effect<Journal["Service"], JournalUnusable, Scope.Scope>
  /** How many histories are tried. */
  readonly runs: number
}

/** What is true of journals of every kind, as tests. */
export const keepsWhatHappens = ({ newPlace, open, runs }: Kind): void => {
  const platformOn = (place: string) => Effect.flatMap(open(place), (journal) => Platform.make({ journal }))

  it.live.prop(
    "holds after a restart what was there before it, wherever that was",
    [scenariosOf(40)],
    ([scenario]) =>
      Effect.gen(function* () {
        const place = yield* Effect.promise(newPlace)
        const transitions = run(environmentOf(scenario), scenario.plan)
        const end = transitions.at(-1)?.after ?? empty
        const all = events(end)
        for (const some of [all.slice(0, all.length / 2), all.slice(all.length / 2)]) {
          yield* Effect.scoped(Effect.flatMap(open(place), (journal) => append(journal, some)))
        }
        const { state, version } = yield* Effect.scoped(Effect.map(open(place), (journal) => journal.seen()))
        assert.strictEqual(version, all.length)
        holdsTheSame(state, end)
      }),
    { arbitrary: { runs } },
  )

  it.live("keeps the clock, the groups, and who signed what", () =>
    Effect.gen(function* () {
      const place = yield* Effect.promise(newPlace)
      const group = world.organizations.flatMap(({ groups, id }) =>
        groups.map((each) => ({ ...each, organizationId: id })),
      )[0]
      assert.isDefined(group)
      const to = DateTime.makeUnsafe("2040-01-01T00:00:00.000Z")
      const signed = yield* Effect.scoped(
        Effect.gen(function* () {
          const platform = yield* platformOn(place)
          yield* platform.moveClock(to)
          yield* platform.setGroupMembers({ organizationId: group.organizationId, groupId: group.id, memberIds: [] })
          return platform.seal?.sign("a text. With äöü") ?? ""
        }),
      )
      yield* Effect.scoped(
        Effect.gen(function* () {
          const platform = yield* platformOn(place)
          assert.isTrue(DateTime.isGreaterThanOrEqualTo(yield* platform.now, to))
          assert.deepStrictEqual(
            platform.environment.world.get(group.organizationId)?.groups.get(group.id)?.memberIds,
            [],
          )
          assert.strictEqual(platform.seal?.verify(signed), "a text. With äöü")
          assert.isUndefined(platform.seal?.verify(`${signed.slice(0, -2)}AA`))
          assert.isUndefined(platform.seal?.verify("no.signature"))
        }),
      )
    }),
  )

  it.live("shows at once to one process what the other has done", () =>
    Effect.gen(function* () {
      const place = yield* Effect.promise(newPlace)
      const one = yield* platformOn(place)
      const other = yield* platformOn(place)
      yield* makeTrust(one)
      assert.strictEqual(yield* trusteesSeen(other), 1)
      assert.strictEqual((yield* Effect.flip(makeTrust(other)))._tag, "Conflict")
      yield* other.reset
      assert.strictEqual(yield* trusteesSeen(one), 0)
      yield* makeTrust(one)
      assert.strictEqual(yield* trusteesSeen(other), 1)
      yield* one.moveClock(DateTime.makeUnsafe("2040-01-01T00:00:00.000Z"))
      yield* other.refresh
      assert.isTrue(DateTime.isGreaterThanOrEqualTo(yield* other.now, DateTime.makeUnsafe("2040-01-01T00:00:00.000Z")))
    }).pipe(Effect.scoped),
  )
}
