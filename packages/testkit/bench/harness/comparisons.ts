/**
 * All comparisons. Each is loaded when it is run, so that a process has only in it
 * what it measures.
 */
import type { Comparison } from "./Comparison.ts"

const load = {
  clientGet: async () => (await import("../rows/clientGet.ts")).comparison,
  clientPage: async () => (await import("../rows/clientPage.ts")).comparison,
  decode: async () => (await import("../rows/decode.ts")).comparison,
  clientStream: async () => (await import("../rows/clientStream.ts")).comparison,
  emulatorGet: async () => (await import("../rows/emulatorGet.ts")).comparison,
  emulatorPage: async () => (await import("../rows/emulatorPage.ts")).comparison,
  emulatorPages: async () => (await import("../rows/emulatorPages.ts")).comparison,
  emulatorChanged: async () => (await import("../rows/emulatorChanged.ts")).comparison,
  emulatorPut: async () => (await import("../rows/emulatorPut.ts")).comparison,
  journals: async () => (await import("../rows/journals.ts")).comparison,
  modelPages: async () => (await import("../rows/modelPages.ts")).comparison,
  modelAudits: async () => (await import("../rows/modelAudits.ts")).comparison,
  modelMembers: async () => (await import("../rows/modelMembers.ts")).comparison,
  verify: async () => (await import("../rows/verify.ts")).comparison,
  vitest: async () => (await import("../rows/vitest.ts")).comparison,
  bundle: async () => (await import("../rows/bundle.ts")).comparison,
  coldStart: async () => (await import("../rows/coldStart.ts")).comparison,
  imports: async () => (await import("../rows/imports.ts")).comparison,
  instantiations: async () => (await import("../rows/instantiations.ts")).comparison,
  memory: async () => (await import("../rows/memory.ts")).comparison,
} satisfies Record<string, () => Promise<Comparison>>

/** Name of a comparison. */
export type ComparisonName = keyof typeof load

const isName = (name: string): name is ComparisonName => Object.hasOwn(load, name)

/** The names, in the order of the table. */
export const names: ReadonlyArray<ComparisonName> = Object.keys(load).filter(isName)

/** Loads a comparison. */
export const comparisonOf = (name: string): Promise<Comparison> => {
  if (!isName(name)) throw new Error(`No comparison is called ${name}; there are ${names.join(", ")}`)
  return load[name]()
}
