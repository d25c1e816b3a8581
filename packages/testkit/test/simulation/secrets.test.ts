/**
 * A whole run on a bad network, and then everything that anybody could get to see of
 * it, searched for everything that nobody may.
 */
import { inspect } from "node:util"
import { assert, it } from "@effect/vitest"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as Logger from "effect/Logger"
import * as Metric from "effect/Metric"
import * as Redacted from "effect/Redacted"
import * as Tracer from "effect/Tracer"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { describe as described } from "../../src/simulation/internal/Judge.ts"
import { connectWith, simulate } from "@org-trust/testkit/simulation/Simulation"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import { seeds } from "../support/effort.ts"

// The first id in what a pairing looks like is its own.
const pairingId = /(?<=id: ')[0-9a-f-]{36}/

const seen = (value: unknown): string => inspect(value, { depth: 20, showHidden: true, maxArrayLength: null })

it("no log, span, error, metric or report of a run with faults shows a secret, a token or a pairing id", () => {
  const shown: Array<string> = []
  const hidden = new Set<string>()
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    },
  })
  const spans: Array<Tracer.NativeSpan> = []
  const logger = Logger.map(Logger.formatJson, (line) => void shown.push(line))

  /** Keeps what is sent as a secret, to look for it later. */
  const spying = (network: HttpClient.HttpClient) =>
    HttpClient.transform(network, (sent, { headers: { authorization = "" } }) => {
      hidden.add(authorization.replace(/^\w+ /, ""))
      return sent
    })

  const connect = (client: WorldClient) =>
    Effect.gen(function* () {
      const network = spying(yield* HttpClient.HttpClient)
      const invoke = yield* Effect.provideService(connectWith()(client), HttpClient.HttpClient, network)
      const watched: Invoke = (operation, input) =>
        invoke(operation, input).pipe(
          Effect.onExit((exit) =>
            Effect.gen(function* () {
              if (Exit.isSuccess(exit)) {
                if (operation === "Pairings.create")
                  hidden.add(pairingId.exec(seen(exit.value))?.[0] ?? assert.fail("no id"))
                return
              }
              yield* Effect.logError("A call failed", exit.cause)
              shown.push(seen(exit), JSON.stringify(exit), Cause.pretty(exit.cause), String(Cause.squash(exit.cause)))
            }),
          ),
          Effect.tap(() => Effect.map(Metric.snapshot, (metrics) => void (latestMetrics = metrics))),
          Effect.withTracer(tracer),
          Effect.provide(Logger.layer([logger])),
        )
      return watched
    })
  let latestMetrics: ReadonlyArray<Metric.Metric.Snapshot> = []

  const tried = seeds(5)
  for (const seed of tried) {
    const simulation = simulate({ seed, connect })
    shown.push(...simulation.breaches.map((breach) => described(seed, breach)))
  }
  shown.push(seen(latestMetrics), ...spans.map(seen))

  const text = shown.join("\n")
  for (const { secret } of world.clients) hidden.add(Redacted.value(secret))
  assert.isAbove(spans.length, 200 * tried.length)
  assert.isAbove(shown.length, 400 * tried.length)
  assert.isAbove(hidden.size, world.clients.length + 10 * tried.length)
  for (const each of hidden)
    assert.isFalse(
      text.includes(each),
      `${each} is shown: …${text.slice(text.indexOf(each) - 200, text.indexOf(each) + 60)}`,
    )
})
