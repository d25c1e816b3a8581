/**
 * Clauses about requests that no client of ours can send: without a token, of another
 * type, malformed, too large, and to the login.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import {
  basePath,
  type OperationEntry,
  type OperationName,
  operationNames,
  operations,
} from "@org-trust/core/Operation"
import { serves } from "../../Capabilities.ts"
import type { Clause } from "../../Clause.ts"
import type { Exchange, OpenWire, RawRequest } from "../../Wire.ts"
import type { Bench } from "../Bench.ts"
import { answered, nobody, pathOf } from "./Asking.ts"
import { typeBreach } from "./Heard.ts"
import { type Case, type Means, ofRequests } from "./WireClause.ts"

const statusIs =
  (expected: number): Case["breach"] =>
  ({ status }) =>
    status === expected ? undefined : `expected the status ${expected}, got ${status}`

const raw =
  (request: RawRequest) =>
  (wire: OpenWire): ReturnType<OpenWire["ask"]> =>
    wire.ask(request)

const json = (value: unknown): NonNullable<RawRequest["body"]> => ({
  text: JSON.stringify(value),
  contentType: "application/json",
})

/** A request of an operation, about things that are not there. */
const requestOf = (operation: OperationName): RawRequest => {
  const { input, method }: OperationEntry = operations[operation]
  return { method, path: pathOf(operation), ...("payload" in input.fields && { body: json({}) }) }
}

const served = ({ subject }: Bench): ReadonlyArray<OperationName> =>
  operationNames.filter((operation) => serves(subject.capabilities, operation))

const strangerToken = Redacted.make("a-token-that-nobody-has")

const tokenNeeded = ofRequests("wire.token-needed", ({ bench }) =>
  Effect.succeed(
    served(bench).flatMap((operation): ReadonlyArray<Case> => {
      const request = requestOf(operation)
      return [
        { what: `${operation} without a token`, send: raw(request), breach: statusIs(401) },
        {
          what: `${operation} with a token that nobody has`,
          send: raw({ ...request, token: strangerToken }),
          breach: statusIs(401),
        },
      ]
    }),
  ),
)

/** The platform's limit `request.bytes.max`. */
const mostBytes = 512_000

/** An operation that takes an object, and one that is right but for a type. */
const bodied = (bench: Bench): { readonly request: RawRequest; readonly wrong: unknown } | undefined => {
  const candidates = [
    { operation: "Pairings.create", wrong: { userIds: 7 } },
    { operation: "Trustees.create", wrong: { enabled: 7 } },
    { operation: "TrustAudits.ofTrustees", wrong: { trusteeUserIds: 7, trusteeOrganizationIds: [] } },
  ] as const
  const found = candidates.find(({ operation }) => serves(bench.subject.capabilities, operation))
  return found === undefined ? undefined : { request: requestOf(found.operation), wrong: found.wrong }
}

/** Who may ask for all. */
const adminOf = ({ casts: [cast] }: Bench) => cast.trustor.admin

/** Cases about a body, asked by somebody who is known and may. */
const bodies = (
  { bench, tokenOf }: Means,
  casesOf: (request: RawRequest, wrong: unknown) => ReadonlyArray<Case>,
): Effect.Effect<ReadonlyArray<Case>> => {
  const found = bodied(bench)
  return found === undefined
    ? Effect.succeed([])
    : Effect.map(tokenOf(adminOf(bench)), (token) =>
        casesOf({ ...found.request, ...(token !== undefined && { token }) }, found.wrong),
      )
}

const tooLarge: NonNullable<RawRequest["body"]> = {
  text: `{}${" ".repeat(mostBytes)}`,
  contentType: "application/json",
}

const tokenFirst = ofRequests("wire.token-first", ({ bench }) => {
  const found = bodied(bench)
  const nowhere: Case = {
    what: "an address that the API does not have, without a token",
    send: raw({ method: "GET", path: `${basePath}/nowhere/${nobody}` }),
    breach: statusIs(401),
  }
  if (found === undefined) return Effect.succeed([nowhere])
  const { request } = found
  return Effect.succeed([
    nowhere,
    {
      what: "a body of another type, without a token",
      send: raw({ ...request, body: { text: "{}", contentType: "text/plain" } }),
      breach: statusIs(401),
    },
    {
      what: "a body that is no JSON, without a token",
      send: raw({ ...request, body: { text: "{", contentType: "application/json" } }),
      breach: statusIs(401),
    },
    {
      what: "a body that is too large, without a token",
      send: raw({ ...request, body: tooLarge }),
      breach: statusIs(401),
      mayBeCut: true,
    },
  ])
})

const wellFormed = ofRequests("wire.well-formed", (means) =>
  bodies(means, (request, wrong) =>
    [
      { what: "a body that is no JSON", text: "{" },
      { what: "a body that is an array", text: "[]" },
      { what: "a body with a number in the wrong place", text: JSON.stringify(wrong) },
    ].map(({ text, what }) => ({
      what,
      send: raw({ ...request, body: { text, contentType: "application/json" } }),
      breach: statusIs(400),
    })),
  ),
)

const mediaType = ofRequests("wire.media-type", (means) =>
  bodies(means, (request) => [
    ...["text/plain", "application/xml", "application/x-www-form-urlencoded"].map((contentType) => ({
      what: `a body of ${contentType}`,
      send: raw({ ...request, body: { text: "{}", contentType } }),
      breach: statusIs(415),
    })),
    {
      what: "a body of application/json; charset=utf-8",
      send: raw({ ...request, body: { text: "{}", contentType: "application/json; charset=utf-8" } }),
      breach: ({ status }: Exchange) => (status === 415 ? "expected it to be taken as JSON, got 415" : undefined),
    },
  ]),
)

const bodySize = ofRequests("wire.body-size", (means) =>
  bodies(means, (request) => [
    {
      what: `a body of ${mostBytes + 2} bytes`,
      send: raw({ ...request, body: tooLarge }),
      breach: statusIs(413),
      mayBeCut: true,
    },
  ]),
)

const pageNumbers = ofRequests("wire.page-numbers", ({ bench, tokenOf }) => {
  const operation = (["Trustees.list", "Trustors.list"] as const).find((each) =>
    serves(bench.subject.capabilities, each),
  )
  if (operation === undefined) return Effect.succeed([])
  return Effect.map(tokenOf(adminOf(bench)), (token) =>
    ["pageNumber", "pageSize"].flatMap((name) =>
      ["2147483648", "-2147483649", "1e0", "1.5", "one"].map((value): Case => ({
        what: `${name}=${value}`,
        send: raw({
          method: "GET",
          path: `${pathOf(operation)}?${name}=${value}`,
          ...(token !== undefined && { token }),
        }),
        breach: statusIs(400),
      })),
    ),
  )
})

/** What is wrong with a login that should succeed. */
const loginBreach = (exchange: Exchange): string | undefined => {
  const wrong = statusIs(200)(exchange) ?? typeBreach(exchange)
  if (wrong !== undefined) return wrong
  if ((answered(exchange, "access_token") ?? "") === "") return "expected an access_token, got none"
  const type = answered(exchange, "token_type") ?? "none"
  if (type.toLowerCase() !== "bearer") return `expected the token_type bearer, got ${type}`
  return /"expires_in"\s*:\s*[1-9]\d*\s*[,}]/.test(exchange.body)
    ? undefined
    : "expected expires_in in whole seconds, got none"
}

/** What is wrong with a login that should be refused. */
const refusedLogin =
  (expected: number) =>
  (exchange: Exchange): string | undefined => {
    const error = answered(exchange, "error") ?? "none"
    return (
      statusIs(expected)(exchange) ??
      (error === "invalid_client" ? undefined : `expected the error invalid_client, got ${error}`)
    )
  }

const login = ofRequests("wire.login", ({ bench }) => {
  const { id, secret } = adminOf(bench)
  const wrong = Redacted.make(`${Redacted.value(secret)}-not`)
  return Effect.succeed(
    [
      { what: "a login", client: { id, secret }, breach: loginBreach },
      { what: "a login with a wrong secret", client: { id, secret: wrong }, breach: refusedLogin(401) },
      { what: "a login of an unknown client", client: { id: nobody, secret }, breach: refusedLogin(400) },
    ].map(({ breach, client, what }): Case => ({ what, send: (wire) => wire.login(client), breach, isSecret: true })),
  )
})

/** The clauses about requests that no client of ours can send, in their order. */
export const requestClauses: ReadonlyArray<Clause> = [
  tokenNeeded,
  tokenFirst,
  wellFormed,
  pageNumbers,
  mediaType,
  bodySize,
  login,
]
