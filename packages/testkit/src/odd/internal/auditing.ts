/**
 * Implementations that record the same, and tell it otherwise, or less of it: nothing public says how.
 */
import * as Result from "effect/Result"
import type { AuditPageRequest, TrusteeAuditQueryRequest, TrustorAuditQueryRequest } from "@org-trust/core/Audit"
import { type Environment, originOf, type Request } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import { type OperationEntry, type OperationError, type OperationName, operations } from "@org-trust/core/Operation"
import { InvalidRequest, type TrustError } from "@org-trust/core/TrustError"
import type { Odd } from "../Odd.ts"
import { answering, atTop, audits, everywhere, type Retell } from "./answers.ts"

const isAboutAudits = (operation: OperationName): boolean => {
  const { about }: OperationEntry = operations[operation]
  return about === "audits"
}

const ofAudits =
  (retell: Retell): Retell =>
  (json, request, environment) =>
    isAboutAudits(request.operation) ? retell(json, request, environment) : json

type Query = AuditPageRequest & { readonly payload: TrusteeAuditQueryRequest | TrustorAuditQueryRequest }

const isQuery = (input: object): input is Query => "payload" in input && "trusteeUserIds" in Object(input.payload)

/** Whether a query sorts, filters or counts by a field of a name. */
const usesFields = ({ payload, sortBy = "timestamp" }: Query): boolean =>
  sortBy !== "timestamp" || (payload.filters ?? []).length > 0 || (payload.facets ?? []).length > 0

const isDenied = (answer: Result.Result<unknown, TrustError>): boolean =>
  Result.isFailure(answer) && answer.failure._tag !== "InvalidRequest"

/** Refuses queries that use fields, to whoever may ask. */
const withoutFields: Step = <K extends OperationName>(
  environment: Environment,
  state: State,
  request: Request<K>,
): Stepped<K> => {
  const stepped: Stepped<K> = step(environment, state, request)
  const { correlationId, input, operation } = request
  if (!isAboutAudits(operation) || !isQuery(input) || !usesFields(input)) return stepped
  const message = "Fields have other names here"
  const refusal = new InvalidRequest({
    ...originOf(operation, correlationId),
    message,
    code: "bad.request",
    status: 400,
    details: [],
  })
  return isDenied(stepped.result) ? stepped : { ...stepped, result: Result.fail(refusal satisfies OperationError<K>) }
}

const otherWords: Readonly<Record<string, string>> = {
  CREATE: "Added",
  UPDATE: "Changed",
  DELETE: "Removed",
  TRUST: "AuthorizedOrganization",
  TRUST_USER: "AuthorizedUser",
  TRUST_GROUP: "AuthorizedGroup",
  TRUST_USER_ROLES: "AuthorizedUser",
  TRUST_GROUP_ROLES: "AuthorizedGroup",
  CLONED_USER: "AuthorizedUser",
}

const inOtherWords: Retell = everywhere((fields) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      (name === "action" || name === "type") && typeof value === "string" ? (otherWords[value] ?? value) : value,
    ]),
  ),
)

/** Implementations that tell audits otherwise. */
export const odds: ReadonlyArray<Odd> = [
  {
    name: "audits-of-the-new-service",
    sentence: "Audits come in the shape of the present audit service.",
    step: () => answering(ofAudits(atTop(({ auditMessages, ...fields }) => ({ ...fields, entities: auditMessages })))),
    promises: { audits: "Opaque" },
  },
  {
    name: "audits-sparse",
    sentence: "Audits tell nothing that may be left out, but what happened to what, by whom and when.",
    step: () =>
      answering((json, request, environment) => {
        const bare = audits((message) => {
          const { changes, correlationId, level, receivedTimestamp, serviceContext, serviceName, status, ...rest } =
            message
          return rest
        })(json, request, environment)
        return ofAudits(atTop(({ pageCount, pageNumber, pageSize, total, ...rest }) => rest))(
          bare,
          request,
          environment,
        )
      }),
  },
  {
    name: "audits-in-other-words",
    sentence: "Audits call what was done, and to what, by other words.",
    step: () => answering(ofAudits(inOtherWords)),
    promises: { audits: ["Users", "Sorting", "Phrases"] },
  },
  {
    name: "audits-by-other-fields",
    sentence: "Audits cannot be sorted, filtered or counted by the names of fields that this library knows.",
    step: () => withoutFields,
    promises: { audits: ["Entries", "Users", "Phrases"] },
  },
]
