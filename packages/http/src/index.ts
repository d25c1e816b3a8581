/**
 * The Org Trust services over HTTP, against the Genesys Cloud Organization Authorization API.
 *
 * Each module under its name; those in folders are imported by their paths.
 */
export * as Api from "./Api.ts"
export * as Bearer from "./Bearer.ts"
export * as Caller from "./Caller.ts"
export * as Credentials from "./Credentials.ts"
export * as Environment from "./Environment.ts"
export * as ErrorBody from "./ErrorBody.ts"
export * as ErrorResponse from "./ErrorResponse.ts"
export * as Limits from "./Limits.ts"
export * as LoginError from "./LoginError.ts"
export * as Metrics from "./Metrics.ts"
export * as OrgTrust from "./OrgTrust.ts"
export * as Pacing from "./Pacing.ts"
export * as Promises from "./Promises.ts"
export * as Region from "./Region.ts"
export * as RequestErrors from "./RequestErrors.ts"
export * as RequestSchemas from "./RequestSchemas.ts"
export * as Retry from "./Retry.ts"
export * as Transport from "./Transport.ts"
