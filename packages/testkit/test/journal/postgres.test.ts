import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { empty, events } from "@org-trust/core/lifecycle/State"
import { world } from "@org-trust/testkit/BuiltInWorld"
import * as Postgres from "@org-trust/testkit/journal/postgres"
import * as Platform from "@org-trust/testkit/Platform"
import {
  append,
  asking,
  holdsTheSame,
  keepsWhatHappens,
  makeTrust,
  manyPairings,
  trustee,
  trusteesSeen,
} from "./support/keeping.ts"
import { ask, hasPostgres, type RunningPostgres, startPostgres } from "./support/postgres.ts"

describe.runIf(hasPostgres)("PostgreSQL", () => {
  let server: RunningPostgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  const newPlace = async () => Redacted.value(await server.database())
  const open = (place: string, options?: Partial<Postgres.PostgresOptions>) =>
    Postgres.make({ url: Redacted.make(place), ...options })
  const platformOn = (place: string) => Effect.flatMap(open(place), (journal) => Platform.make({ journal }))

  keepsWhatHappens({ newPlace, open, runs: 10 })

  it.live("starts from a snapshot, and without it where that is spoiled", () =>
    Effect.gen(function* () {
      const place = yield* Effect.promise(newPlace)
      const query = (text: string) => Effect.promise(() => ask(Redacted.make(place), text))
      const pairings = manyPairings(3000)
      yield* Effect.scoped(Effect.flatMap(open(place), (journal) => append(journal, pairings)))
      const expected = pairings.reduce(evolve, empty)
      const reopened = Effect.scoped(
        Effect.map(open(place), (journal) => {
          assert.strictEqual(journal.seen().version, 3000)
          holdsTheSame(journal.seen().state, expected)
        }),
      )
      assert.deepStrictEqual(yield* query("select count(*)::integer as parts from org_trust_snapshots"), [{ parts: 6 }])
      yield* reopened
      yield* query("update org_trust_snapshots set body = left(body, 20)")
      yield* reopened
    }),
  )

  it.live("several write at once, and nothing is lost or doubled", () =>
    Effect.gen(function* () {
      const place = yield* Effect.promise(newPlace)
      // They also make the tables at once.
      const platforms = yield* Effect.all(
        [1, 2, 3].map(() => platformOn(place)),
        { concurrency: "unbounded" },
      )
      const made = yield* Effect.forEach(
        Array.from({ length: 90 }, (_, at) => platforms[at % 3] ?? platforms[0]),
        (platform) =>
          platform === undefined ? Effect.die("no platform") : platform.invokeAs(trustee)("Pairings.create", asking),
        { concurrency: 12 },
      )
      for (const platform of platforms) {
        yield* platform.refresh
        const told = events(yield* platform.state).map((event) =>
          event._tag === "PairingCreated" ? event.pairingId : "",
        )
        assert.deepStrictEqual(told.toSorted(), made.map(({ id }) => id ?? "").toSorted())
      }
    }).pipe(Effect.scoped),
  )

  it.live("goes on when a database that went away is there again", () =>
    Effect.gen(function* () {
      const platform = yield* platformOn(yield* Effect.promise(newPlace))
      yield* makeTrust(platform)
      yield* Effect.promise(server.crash)
      for (const error of [
        yield* Effect.flip(platform.invokeAs(trustee)("Pairings.create", asking)),
        yield* Effect.flip(trusteesSeen(platform)),
      ]) {
        assert.strictEqual(error._tag, "Unavailable")
        assert.match(error.message, /did not answer/)
        assert.notInclude(error.message, "a-password")
      }
      yield* Effect.promise(server.start)
      assert.strictEqual(yield* trusteesSeen(platform), 1)
      yield* platform.invokeAs(trustee)("Pairings.create", asking)
      assert.strictEqual((yield* platform.events).version, 3)
    }).pipe(Effect.scoped),
  )

  describe("what cannot be used is refused, with what to do", () => {
    const refused = (place: string, expected: RegExp, options?: Partial<Postgres.PostgresOptions>) =>
      Effect.gen(function* () {
        const { _tag, message } = yield* Effect.flip(Effect.scoped(open(place, options)))
        assert.strictEqual(_tag, "JournalUnusable")
        assert.match(message, expected)
        assert.notInclude(message, "a-password")
      })

    it.live("an address that is none, and one where nobody is", () =>
      Effect.gen(function* () {
        for (const text of ["database a-password", "postgres://", "postgres://me:a-password@127.0.0.1"]) {
          yield* refused(text, /Expected postgres:/)
        }
        yield* refused(
          "postgres://me:a-password@127.0.0.1:1/there",
          /the database there on 127\.0\.0\.1:1 cannot be used/,
        )
        const place = yield* Effect.promise(newPlace)
        yield* refused(place.replace(/test\d+$/, "nowhere"), /"nowhere" does not exist|cannot be used/)
      }),
    )

    it.live("a user who may make no tables, or not read them", () =>
      Effect.gen(function* () {
        const place = yield* Effect.promise(newPlace)
        const query = (text: string) => Effect.promise(() => ask(Redacted.make(place), text))
        yield* query("create role guest login")
        const asGuest = place.replace("postgres:a-password", "guest:a-password")
        yield* refused(
          asGuest,
          /cannot be used: permission denied for .* Look whether .* the user may make tables in it/,
        )
        yield* Effect.scoped(open(place))
        yield* refused(
          asGuest,
          /cannot be used: permission denied for .* Look whether .* the user may make tables in it/,
        )
      }),
    )

    it.live("another world, another format, and a log that is damaged", () =>
      Effect.gen(function* () {
        const place = yield* Effect.promise(newPlace)
        const query = (text: string) => Effect.promise(() => ask(Redacted.make(place), text))
        yield* Effect.scoped(Effect.flatMap(open(place, { world }), (journal) => append(journal, manyPairings(20))))
        yield* refused(place, /is about another world/, { world: { organizations: [], clients: [] } })
        yield* query("delete from org_trust_events where version = 7")
        yield* refused(place, /expected the event 7, got the event 8/)
        yield* query("update org_trust_format set version = 9")
        yield* refused(place, /has the format 9, and this program reads the format 1/)
      }),
    )
  })
})
