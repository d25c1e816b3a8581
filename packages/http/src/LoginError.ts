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
 */
export type LoginError = Unauthenticated | RateLimited | Unavailable | UnexpectedResponse

/** What stands for the operation while a token is obtained, for no operation in particular. */
export const loginOperation = "login"

/** The same failure as the failure of the operation that needed the token. */
export const atOperation = (operation: OperationName, error: LoginError): LoginError => {
  switch (error._tag) {
    case "Unauthenticated":
      return new Unauthenticated({ ...Struct.pick(error, ["message", "correlationId", "code"]), operation })
    case "RateLimited":
      return new RateLimited({ ...Struct.pick(error, ["message", "correlationId", "retryAfter", "limit"]), operation })
    case "Unavailable":
      return new Unavailable({
        ...Struct.pick(error, ["message", "correlationId", "reason", "status", "code"]),
        operation,
      })
    case "UnexpectedResponse":
      return new UnexpectedResponse({
        ...Struct.pick(error, ["message", "correlationId", "status", "code", "excerpt"]),
        operation,
      })
  }
}
