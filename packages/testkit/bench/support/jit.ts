/**
 * Turns the JIT compiler of schemas on, for the whole process.
 */
export const enableJit = async (): Promise<void> => {
  await import("effect/schema/SchemaJITCompiler/enable")
}
