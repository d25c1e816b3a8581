/**
 * Begins a run, or goes on with the one that is open, and ends with it, unless it kills
 * itself before: `node worker.ts PLACE URL SCENARIO RUNS_BEFORE KILL_AT [SIGNAL]`. Says what happened, a line each.
 * With the signal SIGSTOP it freezes instead, and goes on when it is woken.
 */
import { writeSync } from "node:fs"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Redacted from "effect/Redacted"
import * as WorkflowEngine from "effect/workflow/WorkflowEngine"
import type { Invoke } from "@org-trust/core/Invoke"
import { operations } from "@org-trust/core/Operation"
import * as Services from "@org-trust/core/Services"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Postgres from "@org-trust/workflow/engine/postgres"
import * as Sqlite from "@org-trust/workflow/engine/sqlite"
import * as Offboarding from "@org-trust/workflow/Offboarding"
import * as Onboarding from "@org-trust/workflow/Onboarding"
import * as Keeping from "@org-trust/workflow/Keeping"
import * as Renewal from "@org-trust/workflow/Renewal"
import * as Runs from "@org-trust/workflow/Runs"
import type { RunId } from "@org-trust/workflow/Run"
import * as Journal from "@org-trust/core/access/Journal"
import * as Parties from "@org-trust/workflow/Parties"
import { RunLog } from "@org-trust/workflow/RunLog"
import * as Seal from "@org-trust/workflow/Seal"
import type * as Store from "@org-trust/workflow/Store"
import { scenarios, trustee, trustor } from "./scenarios.ts"

const [, , place = "", url = "", name = "", before = "0", killAt = "0", signal = "SIGKILL"] = process.argv
const scenario = scenarios[name]
if (scenario === undefined) throw new Error(`no scenario ${name}`)

const say = (what: string): void => void writeSync(1, `${what}\n`)

let count = 0
/** One of the moments at which the process can be killed. */
const reach = (what: string): void => {
  if (++count === 1) say(`first after ${Math.round(performance.now())}`)
  if (count !== Number(killAt)) return
  say(`killed ${what}`)
  process.kill(process.pid, signal)
}

const watched = (engine: WorkflowEngine.WorkflowEngine["Service"]): WorkflowEngine.WorkflowEngine["Service"] => ({
  ...engine,
  activityExecute: (activity, attempt) =>
    Effect.sync(() => reach(`before ${activity.name}`)).pipe(
      Effect.andThen(engine.activityExecute(activity, attempt)),
      Effect.tap(() => Effect.sync(() => reach(`after ${activity.name}`))),
    ),
})

const between =
  (invoke: Invoke): Invoke =>
  (operation, input) => {
    if (operations[operation].method === "GET") return invoke(operation, input)
    return Effect.sync(() => reach(`before the request of ${operation}`)).pipe(
      Effect.andThen(invoke(operation, input)),
      Effect.tap(() => Effect.sync(() => reach(`within, after the request of ${operation}`))),
    )
  }

const party = ({ clients, id }: typeof trustor | typeof trustee) => {
  const services = OrgTrust.layer({
    region: { api: url, login: url },
    credentials: clientCredentials(clients.admin.id, clients.admin.secret),
    pacing: false,
  }).pipe(Layer.provide(NodeHttpClient.layerUndici))
  return [
    id,
    Layer.effectContext(Effect.map(Layer.build(services), (built) => Services.make(between(Services.toInvoke(built))))),
  ] as const
}

const engine: Layer.Layer<
  WorkflowEngine.WorkflowEngine | RunLog | Store.Store,
  Store.StoreUnusable | Store.StoreInUse | Store.AddressUnusable
> = place.startsWith("postgres:") ? Postgres.layer({ url: Redacted.make(place) }) : Sqlite.layer({ file: place })

const watchedEngine = Layer.effect(
  WorkflowEngine.WorkflowEngine,
  Effect.map(WorkflowEngine.WorkflowEngine, watched),
).pipe(Layer.provideMerge(engine))

const layer = Layer.mergeAll(
  Onboarding.layer,
  Offboarding.layer,
  Renewal.layer,
  Keeping.layer.pipe(Layer.provide(Journal.layerMemory())),
).pipe(
  Layer.provideMerge(
    Layer.mergeAll(
      watchedEngine,
      Seal.layer(Redacted.make("a key that only the kills know")),
      Parties.layer([party(trustor), party(trustee)]),
    ),
  ),
)

/** Answers what the run waits for somebody to say. */
const answering = (run: RunId) =>
  Runs.follow(run).pipe(
    Stream.runForEach(({ wait }) =>
      wait === undefined || wait.answers.length === 0 || scenario.answer === undefined
        ? Effect.void
        : // Somebody has been quicker where it waits no more.
          Effect.ignore(Runs.answer(run, scenario.answer(wait))),
    ),
  )

const ended = await Effect.runPromise(
  RunLog.use((log) => log.list("all")).pipe(
    Effect.flatMap((runs) => {
      const there = runs[Number(before)]
      return there === undefined ? scenario.start : Effect.succeed(there.id)
    }),
    Effect.tap((run) => Effect.forkChild(answering(run))),
    Effect.flatMap((run) => scenario.result(run)),
    Effect.match({ onFailure: ({ _tag, message }) => `${_tag}: ${message}`, onSuccess: () => "Done" }),
    Effect.tap((how) => Effect.sync(() => say(`reached ${count}\nended ${how}`))),
    Effect.provide(layer),
    Effect.result,
  ),
)
if (ended._tag === "Failure") {
  say(`failed ${ended.failure.message}`)
  process.exitCode = 1
}
