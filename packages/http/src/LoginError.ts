/**
 * How obtaining a token can fail.
 */
import type { OperationName } from "@org-trust/core/Operation"
import { RateLimited, Unauthenticated, Unavailable, UnexpectedResponse } from "@org-trust/core/TrustError"
import * as Struct from "effect/Struct"

/**
 * No token: the login was refused (`Unauthenticated`), was asked too often
 * (`RateLimited`), could not be reached (`Unavailable`), or gave an answer that makes
 * no sense (`UnexpectedResponse`).
 * @category models
 * @since 0.1.0
 */
export type LoginError = Unauthenticated | RateLimited | Unavailable | UnexpectedResponse

/**
 * What stands for the operation while a token is obtained, for no operation in particular.
 * @category constants
 * @since 0.1.0
 */
export const loginOperation = "login"

const originOf = (operation: OperationName, error: LoginError) => ({
  operation,
  message: error.message,
  ...Struct.pick(error, ["correlationId"]),
})

/**
 * The same failure as the failure of the operation that needed the token.
 * @category functions
 * @since 0.1.0
 */
export const atOperation = (operation: OperationName, error: LoginError): LoginError => {
  const origin = originOf(operation, error)
  switch (error._tag) {
    case "Unauthenticated":
      return new Unauthenticated({ ...origin, code: error.code })
    case "RateLimited":
      return new RateLimited({ ...origin, ...Struct.pick(error, ["retryAfter", "limit"]) })
    case "Unavailable":
      return new Unavailable({ ...origin, ...Struct.pick(error, ["reason", "status", "code"]) })
    case "UnexpectedResponse":
      return new UnexpectedResponse({ ...origin, ...Struct.pick(error, ["status", "code", "excerpt"]) })
  }
}
