/**
 * An end that does not wait for ever. Effect closes a scope one finalizer after the other,
 * without a bound, and those of a cluster wait for databases and for other workers.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"

/**
 * Ends a layer, and waits so long for it at most: what holds it up is left behind then, and
 * said. What it held outside, others take over as from a process that died.
 */
export const endWithin = <A, E, R>(
  layer: Layer.Layer<A, E, R>,
  { most, what }: { readonly most: Duration.Duration; readonly what: string },
): Layer.Layer<A, E, R> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      yield* Effect.addFinalizer((exit) =>
        Effect.gen(function* () {
          const ending = yield* Effect.forkDetach(Scope.close(scope, exit))
          yield* Fiber.await(ending).pipe(
            Effect.timeoutOrElse({
              duration: most,
              orElse: () =>
                Effect.logWarning(`${what} did not end within ${Duration.format(most)}, and is left behind`),
            }),
          )
        }),
      )
      return yield* Layer.buildWithScope(layer, scope)
    }),
  )
