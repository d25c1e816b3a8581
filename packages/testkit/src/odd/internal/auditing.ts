/**
 * Implementations that record the same, and tell it otherwise: nothing public says how.
 */
import type { Odd } from "../Odd.ts"
import { answering, atTop, audits, type Fields } from "./answers.ts"

const field = (fields: Fields, ...path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined,
    fields,
  )

const isClearing = (message: Fields): boolean => {
  const changes = message["changes"]
  return (
    String(field(message, "entity", "type")).endsWith("_ROLES") &&
    Array.isArray(changes) &&
    changes.some((change: unknown) => String(field({ change }, "change", "newValues")) === "")
  )
}

/** Implementations that tell audits otherwise. */
export const odds: ReadonlyArray<Odd> = [
  {
    name: "audits-without-user-of-clients",
    sentence: "An audit of what a client without a user did names no user.",
    step: () =>
      answering(
        audits((message, { world }) => {
          const { user, ...rest } = message
          const id = field(message, "user", "id")
          return user === undefined || [...world.keys()].some((organizationId) => organizationId === id)
            ? rest
            : message
        }),
      ),
  },
  {
    name: "audits-of-clearing-as-deletion",
    sentence: "Taking all roles away is recorded as their deletion.",
    step: () => answering(audits((message) => (isClearing(message) ? { ...message, action: "DELETE" } : message))),
  },
  {
    name: "audits-at-system-level",
    sentence: "What a client without a user did is at the level SYSTEM.",
    step: () => answering(audits((message) => ({ ...message, level: "SYSTEM" }))),
  },
  {
    name: "audits-of-the-new-service",
    sentence: "Audits come in the shape of the present audit service.",
    step: () =>
      answering(
        atTop(({ auditMessages, ...fields }, { operation }) =>
          operation.startsWith("TrustAudits") ? { ...fields, entities: auditMessages } : { auditMessages, ...fields },
        ),
      ),
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
        return request.operation.startsWith("TrustAudits")
          ? atTop(({ pageCount, pageNumber, pageSize, total, ...rest }) => rest)(bare, request, environment)
          : bare
      }),
  },
  {
    name: "audits-of-the-trustee",
    sentence: "The audits of a trust name it by the trustee, whoever reads them.",
    step: () =>
      answering((json, request, environment) =>
        request.operation === "TrustAudits.ofTrustor"
          ? audits((message) =>
              field(message, "entity", "type") === "TRUST"
                ? { ...message, entity: { type: "TRUST", id: request.principal.organizationId } }
                : message,
            )(json, request, environment)
          : json,
      ),
  },
]
