import * as Predicate from "effect/Predicate"

/**
 * A module of Node, where the platform has it: Node itself, Bun, Deno, and workers that
 * are told to. It is asked for at run time, so that no bundler looks for it.
 */
export const builtin = (name: string): unknown => {
  const process: unknown = Reflect.get(globalThis, "process")
  if (!Predicate.hasProperty(process, "getBuiltinModule") || !Predicate.isFunction(process.getBuiltinModule)) {
    return undefined
  }
  try {
    const found: unknown = process.getBuiltinModule(name)
    return found
  } catch {
    return undefined
  }
}
