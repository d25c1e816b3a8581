import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpServer from "effect/http/HttpServer"
import * as fc from "fast-check"
import { step, type Step } from "@org-trust/core/lifecycle/Step"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { world } from "@org-trust/testkit/BuiltInWorld"
import * as Bench from "../../src/contract/internal/Bench.ts"
import { complete, operationGroups } from "@org-trust/testkit/contract/Capabilities"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { concurrency, runWorkload, topics } from "../../src/contract/internal/concurrency/Concurrency.ts"
import type { Topic } from "../../src/contract/internal/concurrency/Topic.ts"
import { arbitrary } from "../../src/contract/internal/concurrency/Workload.ts"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import * as Lab from "../../src/contract/internal/Lab.ts"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import * as Emulator from "@org-trust/testkit/Emulator"
import { type Race, races } from "@org-trust/testkit/mutants/concurrency"
import * as Platform from "@org-trust/testkit/Platform"
import { sample, seeds, share } from "../support/effort.ts"

const pause = Effect.sleep("2 millis")

const check = (subject: Subject, clause: Clause, seed: number, runs = 25, shrinks = true) =>
  Effect.scoped(Effect.flatMap(Bench.make(subject), (bench) => clause.run(bench, { seed, runs, shrinks })))

/** Fails unless a clause that protects all the rules that are broken rejects the implementation. */
const rejects = Effect.fnUntraced(function* (race: Race, subject: Subject) {
  const protecting = concurrency.filter(({ rules }) => race.rules.every((rule) => rules.includes(rule)))
  for (const clause of protecting) {
    if ((yield* check(subject, clause, 1, 25, false))._tag === "Failed") return
  }
  assert.fail(race.sentence)
})

/** Serves a platform on a loopback port for as long as the effect runs. */
const overSocket = <A, E>(options: Platform.PlatformOptions, use: (subject: Subject) => Effect.Effect<A, E>) =>
  HttpServer.addressFormattedWith((url) =>
    use({
      name: "over a socket",
      world,
      capabilities: complete,
      connect: (client) =>
        OrgTrust.layer({
          region: { api: url, login: url },
          credentials: clientCredentials(client.id, client.secret),
          retry: false,
          pacing: false,
        }).pipe(Layer.provide(NodeHttpClient.layerUndici)),
    }),
  ).pipe(
    Effect.provide(
      Emulator.layer().pipe(
        Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
        Layer.provide(Platform.layer(options)),
      ),
    ),
  )

describe("overlapping calls", () => {
  for (const clause of concurrency) {
    it.live(`are explained by some order, in memory: ${clause.name}`, () =>
      Effect.gen(function* () {
        for (const seed of seeds(10)) {
          const verdict = yield* check(yield* inMemory(), clause, seed)
          assert.strictEqual(verdict._tag, "Passed", `seed ${seed}: ${JSON.stringify(verdict, undefined, 2)}`)
        }
      }),
    )

    it.live(`are explained by some order, over a socket: ${clause.name}`, () =>
      overSocket({}, (subject) =>
        Effect.gen(function* () {
          const verdict = yield* check(subject, clause, 1, share(10, 3))
          assert.strictEqual(verdict._tag, "Passed", verdict._tag === "Failed" ? verdict.message : "")
        }),
      ),
    )
  }

  it.live("are only those that the implementation has", () =>
    Effect.gen(function* () {
      for (const absent of sample(operationGroups)) {
        const onlyKnown: Step = (environment, state, request) => {
          if (request.operation.startsWith(`${absent}.`)) throw new Error(`${request.operation} was asked for`)
          return step(environment, state, request)
        }
        const subject = yield* inMemory({ step: onlyKnown })
        const groups = operationGroups.filter((group) => group !== absent)
        const capabilities = { ...subject.capabilities, groups }
        const { results } = yield* run({ ...subject, capabilities }, { clauses: concurrency, runs: 2 })
        assert.deepStrictEqual(
          results.filter(({ standing }) => standing === "failed").map(({ clause }) => [absent, clause.name]),
          [],
        )
      }
    }),
  )

  for (const race of sample(races)) {
    it.live(`${race.name} is found in memory`, () =>
      Effect.gen(function* () {
        yield* rejects(race, yield* inMemory({ transact: race.transact(pause) }))
      }),
    )

    it.live(`${race.name} is found over a socket`, () =>
      overSocket({ transact: race.transact(pause) }, (subject) => rejects(race, subject)),
    )
  }

  it.live("may be answered from the past by an implementation that says so", () =>
    Effect.gen(function* () {
      const stale = races.find(({ name }) => name === "stale-read")
      assert.isDefined(stale)
      const subject = yield* inMemory({ transact: stale.transact(pause) })
      const settling = { ...complete, consistency: { _tag: "Settling", within: Duration.millis(100) } } as const
      const [members] = concurrency
      assert.isDefined(members)
      const verdict = yield* check({ ...subject, capabilities: settling }, members, 1, 2)
      assert.strictEqual(verdict._tag, "Passed", verdict._tag === "Failed" ? verdict.message : "")
    }),
  )
})

describe("under fast-check's scheduler", () => {
  /** Every call, and every pause within one, waits for its turn. */
  const property = (topic: Topic, transact?: (turn: Effect.Effect<void>) => Platform.Transact) =>
    fc.asyncProperty(fc.scheduler(), arbitrary, async (scheduler, workload) => {
      const turn = Effect.promise(() => scheduler.schedule(Promise.resolve()))
      const judged = Effect.scoped(
        Effect.gen(function* () {
          const subject = yield* inMemory(transact === undefined ? {} : { transact: transact(turn) })
          const bench = yield* Bench.make(subject)
          const lab = Lab.make(subject, bench.casts[0], (client) => Effect.andThen(turn, bench.connected(client)))
          return (yield* runWorkload(lab, topic, workload)).judgement._tag
        }),
      )
      return (await scheduler.waitFor(Effect.runPromise(judged))) === "Linearizable"
    })

  for (const topic of topics) {
    it(`every interleaving of a right implementation is explained: ${topic.name}`, () =>
      fc.assert(property(topic), { numRuns: share(150, 40) }))
  }

  for (const race of races.filter(({ name }) => name !== "stale-read")) {
    it(`${race.name} is found`, async () => {
      const topic = topics.find(({ rules }) => race.rules.every((rule) => rules.includes(rule)))
      assert.isDefined(topic)
      const { failed } = await fc.check(property(topic, race.transact), { numRuns: 300, seed: 1, endOnFailure: true })
      assert.isTrue(failed)
    })
  }
})
