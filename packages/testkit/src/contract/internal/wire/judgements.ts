/**
 * What every answer is held to, whatever it was that was asked.
 */
import type { RuleId } from "@org-trust/core/lifecycle/Rule"
import { type OperationEntry, operations } from "@org-trust/core/Operation"
import { answers } from "./models.ts"
import { fieldOf, type Heard, textOf, typeBreach } from "./Heard.ts"
import type { Concern } from "./Shape.ts"

/** What every answer is held to. */
export interface Judgement {
  /** The rule, and name of the clause. */
  readonly name: Extract<RuleId, `wire.${string}`>
  /** Whether an exchange can be held to it. */
  readonly concerns: (heard: Heard) => boolean
  /** What was expected and what came; undefined where all is well. */
  readonly breach: (heard: Heard) => string | undefined
}

const refusals = ({ isRefusal }: Heard): boolean => isRefusal

/** What removes several at once is a preview whose status no document tells. */
const hasStatus = ({ isSuccess, operation }: Heard): boolean =>
  isSuccess && operation !== undefined && !operation.startsWith("BulkRemoval.")

const successStatus: Judgement = {
  name: "wire.success-statuses",
  concerns: hasStatus,
  breach: ({ body, operation, status }) => {
    if (operation === undefined) return undefined
    const entry: OperationEntry = operations[operation]
    const expected = entry.method === "DELETE" ? 204 : 200
    if (status !== expected) return `expected the status ${expected}, got ${status}`
    return expected === 200 && body === "" ? "expected the status 200 with a body, got none" : undefined
  },
}

const documentedStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504])

/** What a proxy on the way answers, which is not the implementation's to say. */
const isOfProxy = (status: number): boolean => status === 502

const refusalStatus: Judgement = {
  name: "wire.refusal-statuses",
  // A redirection is no success either. What the API has no address for may be answered with whatever HTTP knows.
  concerns: ({ isSuccess, operation, status }) => !isSuccess && operation !== undefined && !isOfProxy(status),
  breach: ({ headers, status }) => {
    if (!documentedStatuses.has(status)) {
      return `expected one of the statuses ${[...documentedStatuses].join(", ")}, got ${status}`
    }
    const after = headers["retry-after"]
    return status !== 429 || /^\d+$/.test(after ?? "")
      ? undefined
      : `expected a 429 with Retry-After in whole seconds, got ${after ?? "none"}`
  },
}

const contentType: Judgement = {
  name: "wire.json",
  concerns: ({ body, isRefusal, isSuccess }) => body !== "" && (isRefusal || isSuccess),
  breach: ({ body, headers, isJson }) =>
    typeBreach({ headers }) ??
    (isJson ? undefined : `expected a body of JSON, got ${JSON.stringify(body.slice(0, 80))}`),
}

/** The first mistake of a concern. */
const of =
  (concern: Concern): Judgement["breach"] =>
  ({ mistakes }) =>
    mistakes.find((mistake) => mistake.concern === concern)?.text

const hasModel = ({ isSuccess, json, operation }: Heard): boolean =>
  isSuccess && json !== undefined && operation !== undefined && answers[operation] !== undefined

const models: Judgement = { name: "wire.models", concerns: hasModel, breach: of("models") }
const dates: Judgement = { name: "wire.dates", concerns: hasModel, breach: of("dates") }

const pages: Judgement = {
  name: "wire.pages",
  concerns: ({ operation, ...heard }) =>
    hasModel({ ...heard, operation }) && operation !== undefined && "lists" in operations[operation],
  breach: of("pages"),
}

const errorBodies: Judgement = {
  name: "wire.error-bodies",
  concerns: refusals,
  breach: (heard) => {
    if (heard.body === "") return "expected a refusal with a body, got none"
    const [mistake] = heard.mistakes
    if (mistake !== undefined) return mistake.text
    const status = fieldOf(heard, "status")
    return status === undefined || status === null || status === heard.status
      ? undefined
      : `expected the body's status to be that of the answer, ${heard.status}, got ${String(status)}`
  },
}

/** The codes that are documented for a status. */
const codes: Readonly<Record<number, ReadonlyArray<string>>> = {
  400: [
    "bad.request",
    "invalid.date",
    "invalid.value",
    "invalid.property",
    "invalid.query.param.value",
    "constraint.validation",
    "client.failed.request",
    "response.entity.too.large",
    "self.trust.not.allowed",
    "pairing.id.required",
    "trustee.user.required",
    "max.role.assignments.exceeded",
  ],
  401: ["authentication.required", "bad.credentials", "ip.not.authorized", "credentials.expired"],
  403: [
    "missing.permissions",
    "missing.any.permissions",
    "missing.trustor.permissions",
    "missing.division.permission",
    "not.authorized",
  ],
  404: ["not.found"],
  408: ["client.timeout"],
  409: ["general.conflict", "general.resource.conflict"],
  413: ["request.entity.too.large"],
  415: ["unsupported.media.type"],
  429: ["too.many.requests", "too.many.requests.retry.after"],
}

const errorCodes: Judgement = {
  name: "wire.error-codes",
  concerns: (heard) => heard.isRefusal && codes[heard.status] !== undefined && textOf(heard, "code") !== undefined,
  breach: (heard) => {
    const documented = codes[heard.status] ?? []
    const code = textOf(heard, "code") ?? ""
    return documented.includes(code)
      ? undefined
      : `expected a ${heard.status} with ${documented.join(" or ")}, got ${JSON.stringify(code)}`
  },
}

const errorTells: Judgement = {
  name: "wire.error-tells",
  concerns: refusals,
  breach: (heard) => {
    const missing = ["message", "code", "status", "contextId"].filter((name) => {
      const value = fieldOf(heard, name)
      return value === undefined || value === null || value === ""
    })
    return missing.length === 0 ? undefined : `expected a refusal with ${missing.join(", ")}, got none`
  },
}

const correlationHeader = "inin-correlation-id"

const correlation: Judgement = {
  name: "wire.correlation-id",
  concerns: ({ isRefusal, isSuccess }) => isRefusal || isSuccess,
  breach: (heard) => {
    const id = heard.headers[correlationHeader]
    if (id === undefined || id === "") return "expected the header ININ-Correlation-Id, got none"
    const context = heard.isRefusal ? textOf(heard, "contextId") : undefined
    return context === undefined || context === id
      ? undefined
      : `expected contextId to be the id of the header, ${id}, got ${context}`
  },
}

/** What every answer is held to, in the order of the clauses. */
export const judgements = [
  successStatus,
  refusalStatus,
  contentType,
  models,
  pages,
  dates,
  errorBodies,
  errorCodes,
  errorTells,
  correlation,
] as const
