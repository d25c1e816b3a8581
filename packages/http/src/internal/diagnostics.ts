import * as Predicate from "effect/Predicate"
import { builtin } from "./builtin.ts"

interface Channels {
  readonly subscribe: (name: string, onMessage: (message: unknown) => void) => void
}

const isChannels = (value: unknown): value is Channels =>
  Predicate.hasProperty(value, "subscribe") && Predicate.isFunction(value.subscribe)

/** Listens to a channel of Node's `diagnostics_channel` from now on, where there is such a thing. */
export const subscribe = (name: string, onMessage: (message: unknown) => void): void => {
  const channels = builtin("node:diagnostics_channel")
  if (isChannels(channels)) channels.subscribe(name, onMessage)
}
