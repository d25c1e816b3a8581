/**
 * The id of one exchange: in a header of every response, in every error body and in
 * the audits of what the request changed.
 */
import * as Context from "effect/Context"

/** The header that carries the id. */
export const headerName = "ININ-Correlation-Id"

/** The id of the exchange that is under way; empty outside of one. */
export const CorrelationId = Context.Reference<string>("./CorrelationId.ts", {
  defaultValue: () => "",
})
