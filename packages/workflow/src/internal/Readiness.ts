/**
 * Taking runs up when there is a workflow that knows them, and not before. The cluster
 * begins as soon as it is there, and its workflows come after it: what it took up in
 * between it would have to put back, with a warning, until the next time that it looks.
 */
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RunnerStorage from "effect/cluster/RunnerStorage"
import * as WorkflowEngine from "effect/workflow/WorkflowEngine"

/** True when there is a workflow, false when the process ends without one. */
class Ready extends Context.Service<Ready, Deferred.Deferred<boolean>>()("@org-trust/workflow/internal/Ready") {}

/** A storage of workers that gives none anything to do before it is ready. */
export const storage = <E, R>(
  layer: Layer.Layer<RunnerStorage.RunnerStorage, E, R>,
): Layer.Layer<RunnerStorage.RunnerStorage, E, R | Ready> =>
  Layer.effect(
    RunnerStorage.RunnerStorage,
    Effect.gen(function* () {
      const { acquire, ...others } = yield* RunnerStorage.RunnerStorage
      const ready = yield* Ready
      return {
        ...others,
        acquire: (address, shards) =>
          Effect.flatMap(Deferred.await(ready), (is) => (is ? acquire(address, shards) : Effect.succeed([]))),
      }
    }),
  ).pipe(Layer.provide(layer))

/** An engine that is ready with its first workflow: all of a program register at once. */
export const engine = <E, R>(
  layer: Layer.Layer<WorkflowEngine.WorkflowEngine, E, R | Ready>,
): Layer.Layer<WorkflowEngine.WorkflowEngine, E, Exclude<R, Ready>> =>
  Layer.effect(
    WorkflowEngine.WorkflowEngine,
    Effect.gen(function* () {
      const { register, ...others } = yield* WorkflowEngine.WorkflowEngine
      const ready = yield* Ready
      const opening: typeof register = (workflow, execute) =>
        Effect.tap(register(workflow, execute), Deferred.succeed(ready, true))
      yield* Effect.addFinalizer(() => Deferred.succeed(ready, false))
      return { ...others, register: opening }
    }),
  ).pipe(Layer.provide(layer), Layer.provide(Layer.effect(Ready, Deferred.make<boolean>())))
