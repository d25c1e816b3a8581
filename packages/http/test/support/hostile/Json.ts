/**
 * JSON as no server should send it: texts, because much of it is nothing that a value
 * could say (duplicate keys, numbers out of range, nesting beyond any stack).
 */
import * as fc from "fast-check"
import { examples } from "../examples.ts"
import { echoes } from "./Secrets.ts"

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)

/** Values of every type, likely and unlikely. */
const values: ReadonlyArray<string> = [
  "null",
  "true",
  "false",
  "{}",
  "[]",
  "[[]]",
  "[null]",
  "[{}]",
  '{"a":[]}',
  "0",
  "-1",
  "17",
  "17.5",
  "200",
  "1e308",
  "1e999",
  "-1e999",
  "9007199254740993",
  "-0",
  "9".repeat(1_000),
  '""',
  '"x"',
  '" "',
  '"not.found"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\u0000"',
  '"\\ufeff"',
  '"__proto__"',
  '"2026-01-10T09:00:00.000Z"',
  '"2026-02-30T99:99:99Z"',
  '"-271821-04-20T00:00:00Z"',
  '"+999999-01-01"',
  '{"__proto__":{"id":"x"}}',
  '{"constructor":{"prototype":{"id":1}}}',
  '{"toString":1,"valueOf":null}',
  '"7c1f0000-0000-4000-8000-000000000001"',
  '"7C1F0000-0000-4000-8000-000000000001"',
  '"7c1f0000"',
  nested("[", "]", 100),
  nested('{"a":', "}", 100).replace("}", "1}"),
  nested("[", "]", 2_000),
  JSON.stringify("long ".repeat(2_000)),
  `[${"{},".repeat(500)}{}]`,
  ...echoes.map((echo) => JSON.stringify(echo)),
]
const value = fc.constantFrom(...values)

/** Members that do not belong, or that are there twice. */
const member = fc.oneof(
  fc.constantFrom(
    '"__proto__":{"enabled":true,"id":"x"}',
    '"constructor":{"prototype":null}',
    '"hasOwnProperty":1',
    '"":""',
    '"\\u0000":0',
  ),
  fc
    .tuple(fc.constantFrom("id", "entities", "code", "message", "status", "enabled", "access_token", "roles"), value)
    .map(([name, text]) => `"${name}":${text}`),
)

const codes = [
  "bad.request",
  "invalid.value",
  "self.trust.not.allowed",
  "pairing.id.required",
  "trustee.user.required",
  "not.found",
  "general.conflict",
  "too.many.requests.retry.after",
  "authentication.required",
  "bad.credentials",
  "missing.permissions",
  "missing.any.permissions",
  "missing.trustor.permissions",
  "not.authorized",
  "internal.server.error",
  "service.unavailable",
  "a.code.that.nobody.knows",
  "NOT.FOUND",
  "not.found ",
].map((code) => JSON.stringify(code))

const field = (...likely: ReadonlyArray<string>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: value })

/** Error bodies, in which each field may be anything. */
export const errorBody: fc.Arbitrary<string> = fc
  .tuple(
    field(...codes),
    fc.array(
      fc.oneof(
        field('"It went wrong"').map((text) => `"message":${text}`),
        field("400", "404", "500").map((text) => `"status":${text}`),
        field('"c-2"').map((text) => `"contextId":${text}`),
        field('"user"').map((text) => `"entityName":${text}`),
        value.map((text) => `"entityId":${text}`),
        value.map((text) => `"messageParams":{"permissions":${text}}`),
        value.map((text) => `"errors":[${text}]`),
        fc
          .tuple(value, value, fc.constantFrom(1, 2, 3_000))
          .map(([code, name, count]) => `{"errorCode":${code},"fieldName":${name}}`.concat(",{}".repeat(count - 1)))
          .map((text) => `"details":[${text}]`),
        fc.tuple(value, value).map(([key, limit]) => `"limit":{"key":${key},"namespace":${key},"value":${limit}}`),
        member,
      ),
      { maxLength: 6 },
    ),
  )
  .map(([code, fields]) => `{"code":${code}${fields.map((text) => `,${text}`).join("")}}`)

/** The login's answers, in which each field may be anything. */
export const loginBody: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(field('"another-token"'), field("3600", "0", "-1", "0.001", "1e308", "1e-300"))
    .map(([token, seconds]) => `{"access_token":${token},"token_type":"bearer","expires_in":${seconds}}`),
  fc
    .tuple(field('"invalid_client"', '"invalid_request"'), value)
    .map(([error, description]) => `{"error":${error},"description":${description},"error_description":"no"}`),
)

/** Where a text can be cut open to put something else in. */
interface Gap {
  readonly before: string
  readonly after: string
}

const mark = "@@here@@"

/** The JSON of a value, once for every value within, with a gap in its place. */
const gapsOf = (json: unknown): ReadonlyArray<Gap> => {
  const gaps: Array<Gap> = []
  const visit = (part: unknown, rebuild: (part: unknown) => unknown): void => {
    const [before = "", after = ""] = JSON.stringify(rebuild(mark)).split(`"${mark}"`)
    gaps.push({ before, after })
    if (Array.isArray(part)) {
      part.forEach((item, index) => visit(item, (other) => rebuild(part.with(index, other))))
    } else if (typeof part === "object" && part !== null) {
      Object.entries(part).forEach(([key, item]) => visit(item, (other) => rebuild({ ...part, [key]: other })))
    }
  }
  visit(json, (part) => part)
  return gaps
}

const answers: ReadonlyArray<unknown> = Object.values(examples)
  .map(({ answer }) => answer)
  .filter((answer) => answer !== undefined)

const unchanged = fc.constantFrom(...answers.map((answer) => JSON.stringify(answer)))

const changed = (of: ReadonlyArray<unknown>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...of.flatMap(gapsOf)), fc.oneof({ weight: 9, arbitrary: value }, unchanged))
    .map(([{ after, before }, text]) => before + text + after)

const extended = fc.tuple(unchanged, member).map(([text, more]) => `{${more},${text.slice(1)}`)

/** No server can be kept from telling half a secret, so there are none in what is cut off. */
const truncated = fc
  .tuple(
    fc.oneof(unchanged, fc.constantFrom('{"code":"not.found","message":"No"}', '{"access_token":"another-token"}')),
    fc.nat(600),
  )
  .map(([text, length]) => text.slice(0, Math.min(length, text.length - 1)))

/** JSON of all kinds that could be meant for an answer, given the operation's own, where it has one. */
export const jsonTexts = (own: unknown): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: changed(own === undefined ? answers : [own]) },
    { weight: 4, arbitrary: errorBody },
    { weight: 2, arbitrary: unchanged },
    { weight: 1, arbitrary: own === undefined ? unchanged : fc.constant(JSON.stringify(own)) },
    { weight: 1, arbitrary: changed(answers) },
    { weight: 1, arbitrary: extended },
    { weight: 1, arbitrary: truncated },
    { weight: 1, arbitrary: loginBody },
    { weight: 1, arbitrary: value },
    { weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
  )
