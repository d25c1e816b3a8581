/**
 * Starting a run and following it: the process works on the runs itself, unless another
 * one does already.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { WorkflowEngine } from "effect/workflow/WorkflowEngine"
import type { AlreadyRunning, InvalidInput } from "@org-trust/workflow/NotStarted"
import * as Parties from "@org-trust/workflow/Parties"
import type { RunId } from "@org-trust/workflow/Run"
import type { RunLog, RunLogError } from "@org-trust/workflow/RunLog"
import { CannotDo, cannotDo, WentWrong } from "../access/Failures.ts"
import { isDatabase } from "../databaseUrl.ts"
import { switchFlag } from "../flags.ts"
import { dashed, givenOf } from "../together.ts"
import { Misused } from "../usage.ts"
import { follow, quietly, watchStore } from "./following.ts"
import { type connectAll, type PartyFlags, partyFlags } from "./parties.ts"
import { layerClient, layerJournal, layerSeal, layerWorker, placeOf, type WorkerFlags, workerFlags } from "./State.ts"
import * as Workflows from "./Workflows.ts"

/** The flags of a command that starts runs. */
export const startFlags = {
  ...workerFlags,
  ...partyFlags,
  detach: switchFlag("detach", "Leaves the run to a worker that there is, and does not follow it"),
} as const

/** The values of those flags. */
export type StartFlags = WorkerFlags & PartyFlags & { readonly detach: boolean }

/** Refuses flags about how other workers reach this one, where there are none, or this is none. */
export const checkWorker = Effect.fnUntraced(function* (state: WorkerFlags["state"], detach = false) {
  const isShared = isDatabase(placeOf(state))
  const idle = yield* givenOf(isShared ? ["host", "port", "keep-days"] : ["host", "port"])
  if (idle.length === 0 || (isShared && !detach)) return
  const why = isShared ? "with --detach, which leaves the run to other workers" : "without a database in --state"
  return yield* new Misused({ message: `${dashed(idle)} ${idle.length === 1 ? "does" : "do"} nothing ${why}` })
})

/** Works on the runs of the flags as the organizations of the flags. */
export const layerWorking = (flags: WorkerFlags, connected: Effect.Success<ReturnType<typeof connectAll>>) =>
  Workflows.layer.pipe(
    Layer.provideMerge(
      Layer.mergeAll(layerWorker(flags), layerSeal(flags.state), Parties.layer(connected), layerJournal(flags.state)),
    ),
  )

/** Ends the command with what a failure says, where it is none of the command's own. */
export const orExplained = <A, E extends { readonly _tag: string; readonly message: string }, R>(
  effect: Effect.Effect<A, E, R>,
): Effect.Effect<A, CannotDo | Extract<E, WentWrong>, R> => {
  const isOwn = (error: E): error is Extract<E, WentWrong> => error instanceof WentWrong
  return Effect.mapError(effect, (error) =>
    isOwn(error) ? error : error instanceof CannotDo ? error : cannotDo(error.message),
  )
}

/** Starts a run, or finds the one that is about the same, and follows it to its end. */
export const startAndFollow = Effect.fnUntraced(function* (
  flags: StartFlags,
  connected: Effect.Success<ReturnType<typeof connectAll>>,
  start: Effect.Effect<RunId, AlreadyRunning | InvalidInput | RunLogError, WorkflowEngine | RunLog>,
) {
  yield* checkWorker(flags.state, flags.detach)
  const begin = start.pipe(
    Effect.tap((run) => Console.log(`${run} has begun.`)),
    Effect.catchTag("AlreadyRunning", ({ message, run }) =>
      Effect.as(Console.log(`${message}: going on with it.`), run),
    ),
  )
  const beginAndFollow = Effect.gen(function* () {
    yield* watchStore
    const run = yield* begin
    if (flags.detach) return
    yield* follow(run, flags.state)
  }).pipe(Effect.scoped)
  const beside = beginAndFollow.pipe(Effect.provide(layerClient(flags.state)), orExplained)
  // To join the workers for a moment would have them share the runs anew.
  if (flags.detach && isDatabase(placeOf(flags.state))) return yield* quietly(beside)
  return yield* beginAndFollow.pipe(
    Effect.provide(layerWorking(flags, connected)),
    Effect.catchTag("StoreInUse", () =>
      Effect.andThen(
        Console.log(`Another process works on the runs in ${placeOf(flags.state)}, and carries the run out.`),
        beside,
      ),
    ),
    orExplained,
    quietly,
  )
})
