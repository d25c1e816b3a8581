/**
 * Implementations that go wrong with requests that no client of ours can send.
 */
import * as Effect from "effect/Effect"
import { isOfApi, type OnWire, type WireAnswer, type WireRequest } from "./OnWire.ts"
import type { WireMutant } from "./WireMutant.ts"

const refusal = (status: number, code: string): WireAnswer => {
  const contextId = crypto.randomUUID()
  return {
    status,
    headers: { "content-type": "application/json", "inin-correlation-id": contextId },
    body: JSON.stringify({ message: "No", code, status, contextId }),
  }
}

/** What would be answered 401 is answered in another way. */
const unknownCaller =
  (answer: (request: WireRequest) => WireAnswer | undefined): OnWire =>
  (request, next) =>
    Effect.map(next(request), (right) =>
      right.status === 401 && isOfApi(request) ? (answer(request) ?? right) : right,
    )

/** Requests are changed before anybody looks at them. */
const taking =
  (change: (request: WireRequest) => WireRequest): OnWire =>
  (request, next) =>
    next(isOfApi(request) ? change(request) : request)

const isKnown = ({ headers }: WireRequest): boolean => headers["authorization"] !== undefined

const typeOf = ({ headers }: WireRequest): string => headers["content-type"] ?? ""

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The answer to a login is changed. */
const login =
  (change: (answer: WireAnswer) => WireAnswer): OnWire =>
  (request, next) =>
    Effect.map(next(request), (answer) => (request.path === "/oauth/token" ? change(answer) : answer))

const granted = (change: (grant: Readonly<Record<string, unknown>>) => unknown): OnWire =>
  login((answer) => {
    if (answer.status !== 200) return answer
    const grant: Readonly<Record<string, unknown>> = JSON.parse(answer.body)
    return { ...answer, body: JSON.stringify(change(grant)) }
  })

const largest = 512_000

/** Implementations that go wrong with requests that no client of ours can send. */
export const wrongWithRequests: ReadonlyArray<WireMutant> = [
  {
    name: "no-token-403",
    sentence: "A request without a token is answered 403.",
    rule: "wire.token-needed",
    onWire: unknownCaller((request) => (isKnown(request) ? undefined : refusal(403, "not.authorized"))),
  },
  {
    name: "unknown-token-404",
    sentence: "A request with a token that nobody has is answered 404.",
    rule: "wire.token-needed",
    onWire: unknownCaller((request) => (isKnown(request) ? refusal(404, "not.found") : undefined)),
  },
  {
    name: "one-operation-open",
    sentence: "Whoever asks for Customer Care's organizations is answered, with a token or without.",
    rule: "wire.token-needed",
    onWire: unknownCaller((request) =>
      request.path.endsWith("/trustees/care") && request.method === "GET"
        ? { ...refusal(200, ""), body: '{"entities":[]}' }
        : undefined,
    ),
  },
  {
    name: "no-address-first",
    sentence: "What the API has no address for is answered 404, also without a token.",
    rule: "wire.token-first",
    onWire: unknownCaller(({ path }) => (path.includes("/nowhere/") ? refusal(404, "not.found") : undefined)),
  },
  {
    name: "media-type-first",
    sentence: "A body of another type is answered 415, also without a token.",
    rule: "wire.token-first",
    onWire: unknownCaller((request) =>
      typeOf(request).startsWith("text/") ? refusal(415, "unsupported.media.type") : undefined,
    ),
  },
  {
    name: "form-first",
    sentence: "A body that is no JSON is answered 400, also without a token.",
    rule: "wire.token-first",
    onWire: unknownCaller(({ body }) => (body === "" || isJson(body) ? undefined : refusal(400, "bad.request"))),
  },
  {
    name: "size-first",
    sentence: "A body that is too large is answered 413, also without a token.",
    rule: "wire.token-first",
    onWire: unknownCaller(({ body }) => (body.length > largest ? refusal(413, "request.entity.too.large") : undefined)),
  },
  {
    name: "no-json-500",
    sentence: "A body that is no JSON is answered 500.",
    rule: "wire.well-formed",
    onWire: (request, next) =>
      request.body === "" || isJson(request.body) || !isOfApi(request) || !isKnown(request)
        ? next(request)
        : Effect.succeed(refusal(500, "internal.server.error")),
  },
  {
    name: "wrong-type-404",
    sentence: "A number in place of a list is answered 404.",
    rule: "wire.well-formed",
    onWire: (request, next) =>
      isKnown(request) && /:7[},]/.test(request.body) ? Effect.succeed(refusal(404, "not.found")) : next(request),
  },
  {
    name: "page-number-of-64-bits",
    sentence: "A page number may have more than 32 bits.",
    rule: "wire.page-numbers",
    onWire: taking((request) => ({ ...request, path: request.path.replace("pageNumber=2147483648", "pageNumber=9") })),
  },
  {
    name: "page-size-with-exponent",
    sentence: "The size of a page may be written with an exponent.",
    rule: "wire.page-numbers",
    onWire: taking((request) => ({ ...request, path: request.path.replace("pageSize=1e0", "pageSize=1") })),
  },
  {
    name: "page-number-of-words",
    sentence: "A page number that is none is the first.",
    rule: "wire.page-numbers",
    onWire: taking((request) => ({ ...request, path: request.path.replace("pageNumber=one", "pageNumber=1") })),
  },
  {
    name: "any-media-type",
    sentence: "A body is taken as JSON whatever it says to be.",
    rule: "wire.media-type",
    onWire: taking((request) =>
      request.body === ""
        ? request
        : { ...request, headers: { ...request.headers, "content-type": "application/json" } },
    ),
  },
  {
    name: "no-charset",
    sentence: "JSON that names its charset is answered 415.",
    rule: "wire.media-type",
    onWire: (request, next) =>
      isKnown(request) && /charset/.test(typeOf(request)) && isOfApi(request)
        ? Effect.succeed(refusal(415, "unsupported.media.type"))
        : next(request),
  },
  {
    name: "any-size",
    sentence: "A body of any size is read.",
    rule: "wire.body-size",
    onWire: taking((request) => ({ ...request, body: request.body.trim() })),
  },
  {
    name: "login-without-type",
    sentence: "The answer to a login does not tell the type of its token.",
    rule: "wire.login",
    onWire: granted(({ token_type: _, ...grant }) => grant),
  },
  {
    name: "login-until-a-date",
    sentence: "The answer to a login tells when the token ends in place of its lifetime.",
    rule: "wire.login",
    onWire: granted((grant) => ({ ...grant, expires_in: "2026-01-02T00:00:00Z" })),
  },
  {
    name: "wrong-secret-400",
    sentence: "A login with a wrong secret is answered 400.",
    rule: "wire.login",
    onWire: login((answer) => (answer.status === 401 ? { ...answer, status: 400 } : answer)),
  },
  {
    name: "unknown-client-invalid-request",
    sentence: "A login of an unknown client is an invalid_request.",
    rule: "wire.login",
    onWire: login((answer) =>
      answer.status === 400 ? { ...answer, body: answer.body.replace("invalid_client", "invalid_request") } : answer,
    ),
  },
]
