/**
 * In-memory layers, arbitraries and an emulator of the Genesys Cloud Organization Authorization API.
 *
 * Each module under its name; those in folders are imported by their paths.
 */
export * as BuiltInWorld from "./BuiltInWorld.ts"
export * as Emulator from "./Emulator.ts"
export * as FaultPlan from "./FaultPlan.ts"
export * as Faults from "./Faults.ts"
export * as InMemory from "./InMemory.ts"
export * as Journal from "./Journal.ts"
export * as Platform from "./Platform.ts"
export * as WorldFile from "./WorldFile.ts"
