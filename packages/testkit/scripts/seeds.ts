/**
 * Puts right implementations through the contract with many seeds, to see whether
 * one is ever rejected: `node seeds.ts memory|socket FROM TO RUNS`.
 */
import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpServer from "effect/http/HttpServer"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { clauses, clausesOverHttp } from "@org-trust/testkit/contract/Contract"
import { controlsIn } from "../src/contract/internal/controlsIn.ts"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { overHttp } from "@org-trust/testkit/contract/overHttp"
import { failureText } from "@org-trust/testkit/contract/report/Terminal"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"

const [kind = "memory", from = "1", to = "1", runs = "25"] = process.argv.slice(2)

const tally = { calls: 0 }

/** Counts the calls that are made of a platform. */
const counting: Platform.Transact = (store, operation, step) => {
  tally.calls++
  return Platform.atomically(store, operation, step)
}

const check = Effect.fnUntraced(function* (subject: Subject, seed: number, clauses: ReadonlyArray<Clause>) {
  tally.calls = 0
  const report = yield* run(subject, { clauses, seed, runs: Number(runs) })
  const failed = report.results.filter(({ standing }) => standing === "failed")
  const unchecked = report.results.filter(({ standing }) => standing === "skipped" || standing === "hardly tried")
  const reachable = report.exploration.filter(({ unreachable }) => unreachable === undefined)
  const reached = reachable.filter(({ visits }) => visits > 0)
  console.log(
    `seed ${seed}: ${failed.length} failed, ${unchecked.length} not checked enough, ${report.millis} ms, ${Math.round((tally.calls / report.millis) * 1000)} calls/s, ` +
      `${reached.length}/${reachable.length} situations`,
  )
  for (const { clause, standing } of unchecked) console.log(`  ${clause.id}: ${standing}`)
  for (const result of failed) console.log(failureText(report, world, result))
})

const seeds = Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at)

const memory = Effect.forEach(seeds, (seed) =>
  Effect.flatMap(inMemory({ transact: counting }), (subject) => check(subject, seed, clauses)),
)

const socket = Effect.gen(function* () {
  const platform = yield* Platform.Platform
  const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
  const subject = overHttp({ url, world, capabilities: complete, httpClient: NodeHttpClient.layerUndici })
  const movable: Subject = { ...subject, ...controlsIn(platform) }
  yield* Effect.forEach(seeds, (seed) => Effect.andThen(platform.reset, check(movable, seed, clausesOverHttp)))
}).pipe(
  Effect.provide(
    Emulator.layer().pipe(
      Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
      Layer.provideMerge(Platform.layer({ transact: counting })),
    ),
  ),
)

await Effect.runPromise(kind === "socket" ? Effect.orDie(socket) : Effect.orDie(memory))
