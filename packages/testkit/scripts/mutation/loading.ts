/**
 * Loads the model, and all that is built on it, once more with one change in it.
 */
import { registerHooks } from "node:module"
import type * as InMemory from "@org-trust/testkit/contract/inMemory"
import { model, type Mutation } from "./mutations.ts"

const packages = new URL("../../../", import.meta.url).href
const isOurs = (url: string): boolean => /^(?:core|testkit)\/src\//.test(url.slice(packages.length))

let active: Mutation | undefined

registerHooks({
  // Whatever a changed module imports is another instance of it, too.
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context)
    const query = context.parentURL === undefined ? "" : new URL(context.parentURL).search
    return query !== "" && isOurs(resolved.url) && !resolved.url.includes("?")
      ? { ...resolved, url: `${resolved.url}${query}` }
      : resolved
  },
  load: (url, context, next) => {
    const loaded = next(url, context)
    const file = active === undefined ? undefined : `${new URL(active.file, model).href}?`
    if (active === undefined || file === undefined || !url.startsWith(file)) return loaded
    const text = String(loaded.source)
    return { ...loaded, source: text.slice(0, active.start) + active.after + text.slice(active.end) }
  },
})

let count = 0

/** The in-memory implementation with a change in its model, or with none. */
export const load = async (mutation: Mutation | undefined): Promise<typeof InMemory> => {
  active = mutation
  count += 1
  const module: typeof InMemory = await import(`../../src/contract/inMemory.ts?changed=${count}`)
  return module
}
