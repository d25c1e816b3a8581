/**
 * Ways to refuse otherwise than is documented.
 */
import * as Result from "effect/Result"
import { Conflict, InvalidRequest, type TrustError } from "@org-trust/core/TrustError"

/** What every error says of where it comes from. */
interface Said {
  readonly operation: string
  readonly message: string
  readonly correlationId?: string
}

/** Where an error comes from. */
export const origin = ({ correlationId, message, operation }: Said) => ({
  operation,
  message,
  ...(correlationId !== undefined && { correlationId }),
})

/** A request that is malformed, they say. */
export const malformed = (said: Said): InvalidRequest =>
  new InvalidRequest({ ...origin(said), code: "bad.request", status: 400, details: [] })

/** A refusal of this kind is called a malformed request. */
export const calledInvalid =
  (tag: TrustError["_tag"]) =>
  <E extends TrustError>(error: E): Result.Result<never, E | InvalidRequest> =>
    Result.fail(error._tag === tag ? malformed(error) : error)

/** What is not there is answered as if it had been removed. */
export const absenceSucceeds = <E extends TrustError>(error: E): Result.Result<undefined, E> =>
  error._tag === "NotFound" ? Result.succeed(undefined) : Result.fail(error)

/** A conflict tells a limit that is one more. */
export const withHigherLimit = <E extends TrustError>(error: E): Result.Result<never, E | Conflict> =>
  Result.fail(
    error._tag === "Conflict" && error.limit?.value !== undefined
      ? new Conflict({ ...origin(error), code: error.code, limit: { ...error.limit, value: error.limit.value + 1 } })
      : error,
  )

/** A conflict has a code of its own invention. */
export const withOwnCode = <E extends TrustError>(error: E): Result.Result<never, E | Conflict> =>
  Result.fail(error._tag === "Conflict" ? new Conflict({ ...origin(error), code: "already.there" }) : error)
