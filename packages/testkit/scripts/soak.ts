/**
 * Mixed load on loopback, with faults, for so many minutes: `soak.ts [MINUTES]
 * [CALLERS]`. The emulator and the client are a process each. Every half minute the
 * emulator forgets its trusts and audits, which grow with use, and both processes
 * say how much memory they hold after a garbage collection.
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import type { Invoke } from "@org-trust/core/Invoke"
import type { TrustError } from "@org-trust/core/TrustError"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Emulator from "@org-trust/testkit/Emulator"
import { FaultPlan } from "@org-trust/testkit/FaultPlan"
import * as Platform from "@org-trust/testkit/Platform"
import { storm } from "../src/simulation/internal/Weather.ts"
import * as Workload from "../src/simulation/internal/Workers.ts"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"

const [minutes = "10", callers = "48"] = process.argv.slice(2)

/** Memory of a process in MB after a garbage collection. */
const Memory = Schema.Struct({ heap: Schema.Finite, rss: Schema.Finite })

const megabytes = (bytes: number): number => Math.round(bytes / 104_857.6) / 10

const memory = (): typeof Memory.Type => {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: megabytes(heapUsed), rss: megabytes(rss) }
}

// The storm of the simulations, without the waits that nobody has the time for here.
const faults: FaultPlan = FaultPlan.make({
  seed: 1,
  rules: [
    { probability: 0.05, fault: { type: "latency", minMillis: 1, maxMillis: 50 } },
    ...storm(1).rules.filter(
      ({ fault, operations }) =>
        fault.type !== "latency" &&
        !(fault.type === "status" && fault.retryAfter !== undefined) &&
        !(fault.type === "html" && operations !== undefined),
    ),
    { probability: 0.01, fault: { type: "status", status: 429, retryAfter: 1, when: "before" } },
  ],
  settlingMillis: 100,
})

/** The emulator's process: says where it listens, and its memory when asked. */
const serve = Layer.effectDiscard(
  HttpServer.addressFormattedWith((url) =>
    Effect.gen(function* () {
      const platform = yield* Platform.Platform
      const runSync = Effect.runSyncWith(yield* Effect.context<never>())
      process.on("message", () => {
        // The platform alone: the faults stay in force.
        runSync(platform.reset)
        process.send?.(memory())
      })
      process.send?.(url)
    }),
  ),
).pipe(
  Layer.provideMerge(Emulator.layer({ faults })),
  Layer.provide(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
  Layer.provide(Platform.layer()),
  Layer.provide(Logger.layer([])),
)

const drive = (url: string, memoryThere: Effect.Effect<typeof Memory.Type>) =>
  Effect.gen(function* () {
    const ends = new Map<string, number>()
    const note = (end: string) => ends.set(end, (ends.get(end) ?? 0) + 1)
    const endOf = (exit: Exit.Exit<unknown, TrustError>): string => {
      if (Exit.isSuccess(exit)) return "Success"
      const error = Exit.findError(exit)
      if (Result.isSuccess(error)) return error.success._tag
      return Exit.hasInterrupts(exit) ? "given up" : "defect"
    }
    const counting =
      (invoke: Invoke): Invoke =>
      (operation, input) =>
        Effect.onExit(invoke(operation, input), (exit: Exit.Exit<unknown, TrustError>) =>
          Effect.sync(() => note(endOf(exit))),
        )
    const work = Effect.fnUntraced(function* (worker: Workload.Worker, invoke: Invoke) {
      for (;;) {
        // Nobody asks again at once; and a login that failed is the failure of a whole second.
        yield* Effect.sleep(yield* Random.nextIntBetween(0, 50))
        const task = yield* Workload.choose(worker)
        yield* Effect.exit(Effect.timeout(task.run(counting(invoke)), yield* Workload.forbearance))
      }
    })
    const workers = Workload.make()
    const connected = yield* Effect.forEach(workers, ({ client: { id, secret } }) =>
      OrgTrust.makeInvoke({
        region: { api: url, login: url },
        credentials: clientCredentials(id, secret),
        pacing: false,
      }),
    )
    const started = Date.now()
    const calls = () => [...ends.values()].reduce((sum, count) => sum + count, 0)
    console.log("minute   calls   client heap / rss   emulator heap / rss (MB)")
    const report = Effect.gen(function* () {
      const [here, there] = [memory(), yield* memoryThere]
      const minute = ((Date.now() - started) / 60_000).toFixed(1)
      console.log(
        `${minute.padStart(6)} ${String(calls()).padStart(7)}   ${`${here.heap} / ${here.rss}`.padEnd(18)}  ${there.heap} / ${there.rss}`,
      )
    })
    yield* Effect.forkChild(Effect.repeat(Effect.delay(report, "30 seconds"), Schedule.forever))
    const all = Array.from({ length: Number(callers) }, (_, at) => {
      const worker = workers[at % workers.length]
      const invoke = connected[at % connected.length]
      return worker === undefined || invoke === undefined ? Effect.void : work(worker, invoke)
    })
    const load = yield* Effect.forkChild(Effect.all(all, { concurrency: "unbounded" }))
    yield* Effect.sleep(`${Number(minutes)} minutes`)
    yield* Fiber.interrupt(load)
    yield* report
    console.log(`calls: ${calls()}; ${[...ends].map(([end, count]) => `${end} ${count}`).join(", ")}`)
    return ends.has("defect") ? 1 : 0
  }).pipe(Effect.provide(Layer.merge(NodeHttpClient.layerUndici, Logger.layer([]))))

if (process.send === undefined) {
  const emulator = fork(import.meta.filename, [], { execArgv: ["--expose-gc"] })
  const answer = Effect.promise(() => once(emulator, "message")).pipe(Effect.map(([message]): unknown => message))
  const memoryThere = Effect.andThen(
    Effect.sync(() => emulator.send("memory")),
    Effect.flatMap(answer, Schema.decodeUnknownEffect(Memory)),
  ).pipe(Effect.orDie)
  process.exitCode = await Effect.runPromise(
    Effect.flatMap(Effect.flatMap(answer, Schema.decodeUnknownEffect(Schema.String)), (url) => drive(url, memoryThere)),
  )
  emulator.kill()
} else {
  Effect.runFork(Layer.launch(serve))
}
