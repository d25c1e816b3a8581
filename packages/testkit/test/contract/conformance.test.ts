import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type * as HttpClient from "effect/http/HttpClient"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { clientCredentials } from "@org-trust/http/Credentials"
import { controlsIn } from "../../src/contract/internal/controlsIn.ts"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { complete, operationGroups } from "@org-trust/testkit/contract/Capabilities"
import { check, conformance } from "@org-trust/testkit/contract/Conformance"
import { type Cell, describeCell, missing, surprising } from "@org-trust/testkit/contract/Exploration"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import type { Verdict } from "@org-trust/testkit/contract/Verdict"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf, type WorldFile } from "@org-trust/testkit/WorldFile"
import { trust } from "@org-trust/core/lifecycle/State"
import { organizations, world } from "@org-trust/testkit/BuiltInWorld"
import { otherChoices } from "../../scripts/mutation/otherChoices.ts"
import { isThorough, sample, seeds, share } from "../support/effort.ts"

const verdictOn = (subject: Subject, seed: number, runs = 25): Effect.Effect<Verdict, unknown> =>
  Effect.scoped(Effect.flatMap(Bench.make(subject), (bench) => check(bench, { seed, runs })))

const passes = Effect.fnUntraced(function* (subject: Subject, seed: number, runs?: number) {
  const verdict = yield* verdictOn(subject, seed, runs)
  assert.strictEqual(verdict._tag, "Passed", verdict._tag === "Failed" ? verdict.message : "")
  return verdict._tag === "Passed" ? (verdict.exploration ?? []) : []
})

/** A subject on a platform whose clock runs, or stands still, and can be moved or not. */
const onPlatform = (platform: Platform.Platform["Service"], canMoveTime: boolean): Subject => {
  const { passTime, setGroupMembers } = controlsIn(platform)
  return {
    name: "in memory",
    world: platform.world,
    capabilities: { ...complete, profile: platform.environment.profile },
    connect: (client) => Layer.provide(InMemory.layer(principalOf(client)), Layer.succeed(Platform.Platform, platform)),
    setGroupMembers,
    ...(canMoveTime && { passTime }),
  }
}

const overHttp = Effect.fnUntraced(function* (): Effect.fn.Return<Subject, never, Scope.Scope> {
  const platform = yield* Platform.make()
  // Days pass here within a moment: a client that logged in for each would believe that nothing is taken.
  const tokenLifetime = Duration.days(100_000)
  const http = yield* Effect.map(
    Layer.build(Layer.provide(Emulator.layerClient({ tokenLifetime }), Layer.succeed(Platform.Platform, platform))),
    (context) => Layer.succeedContext(context),
  )
  return {
    ...onPlatform(platform, true),
    name: "over HTTP",
    connect: (client): ReturnType<Subject["connect"]> =>
      Layer.provide(
        OrgTrust.layer({
          region: { api: "http://emulator", login: "http://emulator" },
          credentials: clientCredentials(client.id, client.secret),
          retry: false,
          pacing: false,
        }),
        http satisfies Layer.Layer<HttpClient.HttpClient>,
      ),
  }
})

describe("conformance accepts", () => {
  for (const seed of seeds(25)) {
    it.live(`the model itself, whatever the seed: ${seed}`, () =>
      Effect.flatMap(inMemory(), (subject) => passes(subject, seed, 10)),
    )
  }

  it.live("the model with all other choices, and reaches what can be reached with them", () =>
    Effect.gen(function* () {
      for (const seed of seeds(5)) {
        const cells = yield* passes(yield* inMemory(otherChoices), seed)
        assert.deepStrictEqual(missing(cells).map(describeCell), [])
        assert.deepStrictEqual(surprising(cells).map(describeCell), [])
      }
    }),
  )

  it.live("a clock that runs", () =>
    Effect.gen(function* () {
      for (const seed of seeds(3)) yield* passes(onPlatform(yield* Platform.make(), true), seed, share(25, 8))
    }),
  )

  it.live.runIf(isThorough)("a clock that cannot be moved, and knows what cannot be reached then", () =>
    Effect.gen(function* () {
      const cells = yield* passes(onPlatform(yield* Platform.make(), false), 1)
      // Trusts that end within a moment do end, but nobody can count on it.
      const isTimed = ({ state }: Cell) => state.startsWith("expired")
      assert.deepStrictEqual(
        surprising(cells)
          .filter((cell) => !isTimed(cell))
          .map(describeCell),
        [],
      )
      assert.deepStrictEqual(missing(cells).map(describeCell), [])
      const expired = cells.filter(isTimed)
      assert.isTrue(expired.every(({ unreachable }) => unreachable !== undefined))
    }),
  )

  it.live("the emulator over HTTP, and reaches what can be reached in one run", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const cells = yield* passes(yield* overHttp(), 1, share(25, 5))
        // A few histories do not come everywhere.
        if (isThorough) assert.deepStrictEqual(missing(cells).map(describeCell), [])
        assert.deepStrictEqual(surprising(cells).map(describeCell), [])
      }),
    ),
  )

  for (const absent of sample(operationGroups)) {
    it.live(`an implementation that lacks ${absent}`, () =>
      Effect.gen(function* () {
        const subject = yield* inMemory()
        const groups = operationGroups.filter((group) => group !== absent)
        const cells = yield* passes({ ...subject, capabilities: { ...subject.capabilities, groups } }, 1, share(25, 8))
        assert.deepStrictEqual(surprising(cells).map(describeCell), [])
        // A few histories do not come everywhere.
        if (isThorough) assert.deepStrictEqual(missing(cells).map(describeCell), [])
        assert.isTrue(
          cells.every(({ operation, unreachable }) => !operation.startsWith(`${absent}.`) || unreachable !== undefined),
        )
      }),
    )
  }

  it.live("an implementation that has only the operations of 2018, in a world without Customer Care", () =>
    Effect.gen(function* () {
      const isOld = (permission: string) => !permission.startsWith("directory:")
      const old: WorldFile = {
        organizations: world.organizations.filter(({ isCare }) => isCare !== true),
        clients: world.clients
          .filter(({ organizationId }) => Object.values(organizations).some(({ id }) => id === organizationId))
          .map((client) => ({ ...client, permissions: client.permissions.filter(isOld) })),
      }
      const groups = operationGroups.slice(0, operationGroups.indexOf("TrustAudits") + 1)
      const subject = yield* inMemory({ world: old })
      const { results } = yield* run(
        { ...subject, capabilities: { ...subject.capabilities, groups } },
        { clauses, runs: 5 },
      )
      const failed = results.filter(({ standing }) => standing === "failed").map(({ clause }) => clause.name)
      assert.deepStrictEqual(failed, [])
      const newer = ["clone.limit", "default-trust.flags", "bulk.removes-named", "user-trustors.exactly"]
      const skipped = new Set(results.filter(({ standing }) => standing === "skipped").map(({ clause }) => clause.name))
      assert.isTrue(newer.every((name) => skipped.has(name)))
      assert.isFalse(skipped.has("permission.in-own-organization"))
    }),
  )

  it.live("audits of any shape where none is promised", () =>
    Effect.gen(function* () {
      const subject = yield* inMemory()
      yield* passes({ ...subject, capabilities: { ...subject.capabilities, audits: "Opaque" } }, 1, 5)
    }),
  )

  it.live("what other checks left behind, and leaves no trust itself", () =>
    Effect.gen(function* () {
      const platform = yield* Platform.make({ startAt: DateTime.makeUnsafe("2026-01-01T00:00:00.000Z") })
      const subject = onPlatform(platform, true)
      for (let seed = 1; seed <= 3; seed++) yield* passes(subject, seed, share(10, 3))
      const state = yield* platform.state
      const ids = Object.values(organizations).map(({ id }) => id)
      for (const one of ids) for (const other of ids) assert.isUndefined(trust(state, one, other))
    }),
  )
})

describe("conformance", () => {
  it.live("runs as a clause, with the cells that it reached", () =>
    Effect.gen(function* () {
      const report = yield* run(yield* inMemory(), { clauses: [conformance], runs: 3 })
      assert.deepStrictEqual(
        report.results.map(({ standing }) => standing),
        ["passed"],
      )
      assert.strictEqual(conformance.level, "SHOULD")
      assert.isAbove(report.exploration.length, 300)
    }),
  )

  it.live("makes the same histories of the same seed", () =>
    Effect.gen(function* () {
      const visits = Effect.fnUntraced(function* () {
        const cells = yield* passes(yield* inMemory(), 4, share(10, 4))
        return cells.map((cell) => cell.visits)
      })
      assert.deepStrictEqual(yield* visits(), yield* visits())
    }),
  )
})
