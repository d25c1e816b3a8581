/**
 * Handlers of commands that are loaded when the command is run. What only one command
 * needs, such as the contract, would otherwise be waited for at the start of every other.
 */
import * as Effect from "effect/Effect"

/** A handler that is loaded before it does anything, and not for the help. */
export const loaded =
  <Input, A, E, R>(load: () => Promise<(input: Input) => Effect.Effect<A, E, R>>) =>
  (input: Input): Effect.Effect<A, E, R> =>
    Effect.flatMap(Effect.promise(load), (handle) => handle(input))
