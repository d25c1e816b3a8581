/**
 * Durable onboarding, offboarding and renewal of partner organizations on Genesys Cloud, on effect/workflow.
 *
 * Each module under its name; those in folders are imported by their paths.
 */
export * as Answer from "./Answer.ts"
export * as Ending from "./Ending.ts"
export * as Engine from "./Engine.ts"
export * as Keeping from "./Keeping.ts"
export * as NotStarted from "./NotStarted.ts"
export * as Offboarding from "./Offboarding.ts"
export * as Onboarding from "./Onboarding.ts"
export * as Parties from "./Parties.ts"
export * as Patience from "./Patience.ts"
export * as Renewal from "./Renewal.ts"
export * as Run from "./Run.ts"
export * as RunLog from "./RunLog.ts"
export * as Runs from "./Runs.ts"
export * as Seal from "./Seal.ts"
export * as Store from "./Store.ts"
export * as Wanted from "./Wanted.ts"
