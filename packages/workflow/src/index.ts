/**
 * Durable onboarding, offboarding and renewal of partner organizations on Genesys Cloud, on effect/workflow.
 *
 * Each module under its name; those in folders are imported by their paths.
 */
export * as Engine from "./Engine.ts"
