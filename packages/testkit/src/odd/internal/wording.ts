/**
 * Implementations that answer the same in other words.
 */
import { operations } from "@org-trust/core/Operation"
import type { Odd } from "../Odd.ts"
import { answering, arrays, atTop, everywhere, refusing, type Retell, without } from "./answers.ts"

const telling = (name: string, sentence: string, retell: Retell): Odd => ({
  name,
  sentence,
  step: () => answering(retell),
})

/** Another order at each call: a turn further. */
const turning = (): Retell => {
  let calls = 0
  return arrays((items) => {
    const at = calls++ % Math.max(items.length, 1)
    return [...items.slice(at), ...items.slice(0, at)].reverse()
  })
}

const isNot = (...names: ReadonlyArray<string>) => {
  const left = new Set(names)
  return (fields: { readonly [name: string]: unknown }) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !left.has(name)))
}

const noAudits =
  (retell: Retell): Retell =>
  (json, request, environment) =>
    operations[request.operation].about === "audits" ? json : retell(json, request, environment)

const links = ["firstUri", "previousUri", "nextUri", "lastUri", "selfUri"] as const
const totals = ["total", "pageCount"] as const

/** What is described as optional and says nothing that a caller could not do without. */
const decoration = [
  "name",
  "email",
  "state",
  "version",
  "selfUri",
  "createdBy",
  "organization",
  "trustor",
  "memberCount",
  "type",
  "visibility",
  "rulesVisible",
  "unusedRoles",
  "permissionPolicies",
  ...links,
  ...totals,
  "pageSize",
  "pageNumber",
] as const

/** Implementations that answer the same in other words. */
export const odds: ReadonlyArray<Odd> = [
  {
    name: "arrays-turned",
    sentence: "Lists without an order of their own come in another order with each call.",
    step: () => answering(noAudits(turning())),
  },
  telling("totals-missing", "Pages do not tell how many entities and pages there are.", without(...totals)),
  telling("links-missing", "Pages have no links.", without(...links)),
  telling(
    "page-and-size-missing",
    "Pages tell neither their number nor their size.",
    without("pageSize", "pageNumber"),
  ),
  telling("names-missing", "Nothing has a name.", noAudits(without("name", "email", "displayName"))),
  telling("makers-missing", "Nothing tells who made it.", noAudits(without("createdBy"))),
  telling(
    "dates-missing",
    "Nothing but a pairing, whose life is counted from then, tells when it was made.",
    (json, request, environment) =>
      ["pairing", "audits"].includes(operations[request.operation].about)
        ? json
        : without("dateCreated")(json, request, environment),
  ),
  telling("all-dates-missing", "Nothing tells when it was made, not even a pairing.", noAudits(without("dateCreated"))),
  telling("optional-missing", "All decoration is missing.", noAudits(without(...decoration))),
  telling(
    "flags-only-when-set",
    "A flag that is not set is missing, and so is an empty list.",
    everywhere((fields) =>
      Object.fromEntries(
        Object.entries(fields).filter(
          ([name, value]) => value !== false || !["usesDefaultRole", "hasFullAccess", "isTrustedUser"].includes(name),
        ),
      ),
    ),
  ),
  telling(
    "empty-lists-missing",
    "An empty list is missing.",
    noAudits(
      everywhere((fields) =>
        Object.fromEntries(Object.entries(fields).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
      ),
    ),
  ),
  telling(
    "extra-fields",
    "Every object has fields that are described nowhere.",
    noAudits(everywhere((fields) => ({ ...fields, vendorRank: 7, vendorNotes: [{ text: "new" }], vendorFlag: null }))),
  ),
  telling(
    "null-for-nothing",
    "What is absent comes as null.",
    noAudits(
      everywhere((fields) => ({ createdBy: null, dateExpired: null, previousUri: null, nextUri: null, ...fields })),
    ),
  ),
  telling(
    "care-answer-with-a-size",
    "The answer to letting Customer Care in, which is no page of anything, tells a size and a number of its own.",
    atTop((fields, { operation }) =>
      operation === "CareTrusts.create" ? { ...fields, pageSize: 25, pageNumber: 1, pageCount: 1 } : fields,
    ),
  ),
  telling(
    "care-answer-bare",
    "The answer to letting Customer Care in has entities and nothing else.",
    atTop((fields, { operation }) =>
      operation === "CareTrusts.create"
        ? isNot("pageSize", "pageNumber", "pageCount", "total", ...links)(fields)
        : fields,
    ),
  ),
  telling(
    "absolute-links",
    "Links have a scheme and a host.",
    everywhere((fields) =>
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name,
          name.endsWith("Uri") && typeof value === "string" ? `https://api.example.com${value}` : value,
        ]),
      ),
    ),
  ),
  {
    name: "other-texts",
    sentence: "Refusals have texts of their own.",
    step: () => refusing((error) => ({ ...error, message: "Nein." })),
  },
  {
    name: "errors-without-entity",
    sentence: "Refusals do not name what they are about.",
    step: () =>
      refusing((error) => ({ ...isNot("entityId", "entityName")(error), ...("details" in error && { details: [] }) })),
  },
  {
    name: "errors-about-something-else",
    sentence: "A 404 and a 409 name another part of the request than the model does.",
    step: () =>
      refusing((error) =>
        error["_tag"] === "NotFound" || error["_tag"] === "Conflict" ? { ...error, entityId: "the trust" } : error,
      ),
  },
  {
    name: "limits-without-key",
    sentence: "A conflict by a limit tells its value alone.",
    step: () =>
      refusing((error) => {
        const limit: unknown = error["limit"]
        return typeof limit === "object" && limit !== null
          ? { ...error, limit: isNot("key", "namespace")(Object.fromEntries(Object.entries(limit))) }
          : error
      }),
  },
  {
    name: "limits-by-other-keys",
    sentence: "A conflict by a limit calls it by another name.",
    step: () =>
      refusing((error) => {
        const limit: unknown = error["limit"]
        return typeof limit === "object" && limit !== null
          ? { ...error, limit: { ...limit, key: "org.trust.members.max", namespace: "multi.org" } }
          : error
      }),
  },
  {
    name: "limits-unnamed",
    sentence: "A conflict by a limit does not say that there is one.",
    step: () => refusing(isNot("limit")),
  },
  {
    name: "other-codes-of-400",
    sentence: "A 400 has another of the codes that are documented for it.",
    step: () =>
      refusing((error) =>
        error["_tag"] !== "InvalidRequest" || error["status"] !== 400
          ? error
          : { ...error, code: error["code"] === "bad.request" ? "invalid.value" : "bad.request" },
      ),
  },
  {
    name: "permissions-unnamed",
    sentence: "A 403 does not say which permissions are missing.",
    step: () => refusing((error) => ("permissions" in error ? { ...error, permissions: [] } : error)),
  },
]
