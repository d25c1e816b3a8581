/**
 * Puts the right implementations that are odd through the contract with many seeds:
 * `node odds.ts memory|socket FROM TO RUNS [NAME]`. Nothing may be rejected.
 */
import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpServer from "effect/http/HttpServer"
import { clausesOverHttp } from "@org-trust/testkit/contract/Contract"
import { controlsIn } from "../src/contract/internal/controlsIn.ts"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { overHttp } from "@org-trust/testkit/contract/overHttp"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import * as Emulator from "@org-trust/testkit/Emulator"
import { odds } from "@org-trust/testkit/odd/all"
import { capabilitiesOf, type Odd, optionsOf } from "@org-trust/testkit/odd/Odd"
import * as Platform from "@org-trust/testkit/Platform"

const [kind = "memory", from = "1", to = "1", runs = "5", only = ""] = process.argv.slice(2)

// Clauses let days pass within a moment, and a token is not to expire meanwhile.
const tokenLifetime = Duration.days(100_000)

const tally = { runs: 0, rejected: 0 }

const check = Effect.fnUntraced(function* (odd: Odd, subject: Subject, seed: number) {
  const report = yield* run(subject, { clauses: clausesOverHttp, seed, runs: Number(runs) })
  const failed = report.results.filter(({ standing }) => standing === "failed")
  const skipped = report.results.filter(({ standing }) => standing === "skipped")
  tally.runs++
  if (failed.length > 0) tally.rejected++
  console.log(`${odd.name}, seed ${seed}: ${failed.length} failed, ${skipped.length} skipped, ${report.millis} ms`)
  for (const { clause, verdict } of failed) {
    console.log(`  ${clause.id}: ${verdict._tag === "Failed" ? verdict.message.slice(0, 400) : ""}`)
  }
})

const memory = (odd: Odd, seed: number) =>
  Effect.flatMap(inMemory(optionsOf(odd)), (subject) =>
    check(odd, { ...subject, capabilities: capabilitiesOf(odd) }, seed),
  )

const socket = (odd: Odd, seed: number) =>
  Effect.gen(function* () {
    const platform = yield* Platform.Platform
    const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
    const { world } = platform
    const subject = overHttp({ url, world, capabilities: capabilitiesOf(odd), httpClient: NodeHttpClient.layerUndici })
    yield* check(odd, { ...subject, ...controlsIn(platform) }, seed)
  }).pipe(
    Effect.provide(
      Emulator.layer({ tokenLifetime }).pipe(
        Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
        Layer.provideMerge(Platform.layer(optionsOf(odd))),
      ),
    ),
  )

const seeds = Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at)
const way = kind === "socket" ? socket : memory

// Whoever stops early has seen each of them.
for (const seed of seeds) {
  for (const odd of odds.filter(({ name }) => name.includes(only)))
    await Effect.runPromise(Effect.orDie(way(odd, seed)))
}
console.log(`${tally.runs} runs of ${odds.length} implementations, ${tally.rejected} rejected`)
process.exitCode = tally.rejected === 0 ? 0 : 1
