import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import type * as Schema from "effect/Schema"
import { ErrorBody, errorStatuses } from "../ErrorBody.ts"

/** An error under each of the statuses that every operation documents, as endpoints declare it. */
export const errorResponses: ReadonlyArray<Schema.Codec<ErrorBody>> = errorStatuses.map((status) =>
  ErrorBody.pipe(HttpApiSchema.status(status)),
)
