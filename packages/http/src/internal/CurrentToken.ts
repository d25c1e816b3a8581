import * as Context from "effect/Context"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"

/** The token that goes with the request that is being sent. */
export const CurrentToken = Context.Reference<Option.Option<Redacted.Redacted>>("@org-trust/http/CurrentToken", {
  defaultValue: Option.none,
})
