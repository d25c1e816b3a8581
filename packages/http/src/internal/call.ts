import { type OperationInput, type OperationName, type OperationOutput, operations } from "@org-trust/core/Operation"
import { InvalidRequest } from "@org-trust/core/TrustError"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import type { AccessToken } from "../AccessToken.ts"
import { basePath } from "../Api.ts"
import { type Received, toTrustError, unexpected, type WireError } from "../ErrorMapping.ts"
import { concealSecrets } from "../Excerpt.ts"
import { exchange, type Limits } from "../Exchange.ts"
import { atOperation } from "../LoginError.ts"
import { CurrentToken } from "./CurrentToken.ts"
import type { DecodeAnswer } from "./decodeAnswer.ts"

/** Sends the request of an operation, with the current token. */
export type Send<K extends OperationName> = (
  input: OperationInput<K>,
) => Effect.Effect<HttpClientResponse, HttpClientError>

/** Carries out one operation. */
export type Call<K extends OperationName> = (
  input: OperationInput<K>,
) => Effect.Effect<OperationOutput<K>, WireError<K>>

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

const toInvalidRequest = (operation: OperationName, error: Schema.SchemaError): InvalidRequest =>
  new InvalidRequest({
    operation,
    message: `The request does not encode: ${error.message}`,
    code: "invalid.value",
    status: 400,
    details: formatIssues(error.issue).issues.map(({ path }) => ({
      errorCode: "invalid.value",
      fieldName: (path ?? []).map((segment) => String(typeof segment === "object" ? segment.key : segment)).join("."),
    })),
  })

/** The ids of an input that a trace may show: not a pairing's, which is a secret until it is used. */
const spanAttributes = (operation: OperationName, input: object): Record<string, unknown> => {
  const { method, path } = operations[operation]
  const ids = Object.entries(input).filter(([name]) => name.endsWith("OrgId") || name.endsWith("UserId"))
  return { "http.request.method": method, "url.template": basePath + path, ...Object.fromEntries(ids) }
}

/** What all operations share: the token, its one replacement after a refusal, the limits, the span. */
export const makeCall =
  (accessToken: AccessToken, limits: Limits) =>
  <K extends OperationName>(operation: K, decode: DecodeAnswer<OperationOutput<K>>, send: Send<K>): Call<K> => {
    const withToken = Effect.mapError(accessToken.get, (error) => atOperation(operation, error))

    const attempt = (input: OperationInput<K>, token: Redacted.Redacted) => {
      // A request that does not encode fails with a `SchemaError`, which the generated client's type leaves out.
      const sent: Effect.Effect<HttpClientResponse, HttpClientError | Schema.SchemaError> = send(input)
      const encoded = Effect.mapError(sent, (error) =>
        Schema.isSchemaError(error) ? toInvalidRequest(operation, error) : error,
      )
      const conceal = concealSecrets(Redacted.value(token))
      return exchange(encoded, limits, { operation, conceal }).pipe(
        Effect.provideService(CurrentToken, Option.some(token)),
      )
    }

    const conclude = (
      received: Received,
      token: Redacted.Redacted,
    ): Effect.Effect<OperationOutput<K>, WireError<K>> => {
      const conceal = concealSecrets(Redacted.value(token))
      if (received.status < 200 || received.status >= 300) {
        return Effect.flatMap(Clock.currentTimeMillis, (now) =>
          Effect.fail(toTrustError(operation, received, { now, conceal })),
        )
      }
      return Result.match(decode(received), {
        onFailure: (message) => Effect.fail(unexpected(operation, received, { message: conceal(message), conceal })),
        onSuccess: (output) => Effect.succeed(output),
      })
    }

    return (input) =>
      Effect.gen(function* () {
        let token = yield* withToken
        let received = yield* attempt(input, token)
        if (received.status === 401 && accessToken.isRenewable) {
          yield* accessToken.invalidate(token)
          token = yield* withToken
          received = yield* attempt(input, token)
        }
        yield* Effect.annotateCurrentSpan("http.response.status_code", received.status)
        return yield* conclude(received, token)
      }).pipe(Effect.withSpan(operation, { kind: "client", attributes: spanAttributes(operation, input) }))
  }
