/**
 * Wrong ways with permissions.
 */
import * as Result from "effect/Result"
import { type OperationName, operations } from "@org-trust/core/Operation"
import { permissions as allPermissions } from "@org-trust/core/Permission"
import { Principal } from "@org-trust/core/Principal"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import { type State, trusts, usersOf } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import { InvalidRequest, MissingAnyPermissions } from "@org-trust/core/TrustError"
import { believing, type Mutant, overriding, refusing } from "./Mutant.ts"
import { everybodyActive } from "./users.ts"

/** As if the caller held other permissions in the own organization. */
const holding =
  (held: (request: Request) => ReadonlyArray<string>): Step =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> =>
    step(environment, state, {
      ...request,
      principal: new Principal({ ...request.principal, permissions: held(request) }),
    })

const holdsSome = ({ operation, principal }: Request): boolean =>
  operations[operation].permissions.permissions.some((permission) => principal.permissions.includes(permission))

const holdsAll = ({ operation, principal }: Request): boolean =>
  operations[operation].permissions.permissions.every((permission) => principal.permissions.includes(permission))

const permitted = (operation: OperationName) =>
  holding((request) => (request.operation === operation ? allPermissions : request.principal.permissions))

/** Wrong ways with permissions. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "all-read-as-any",
    sentence: "One of the permissions is enough where all are needed.",
    rules: ["permission.all"],
    step: () => holding((request) => (holdsSome(request) ? allPermissions : request.principal.permissions)),
  },
  {
    name: "any-read-as-all",
    sentence: "All of the permissions are needed where one is enough.",
    rules: ["permission.any"],
    step: () => holding((request) => (holdsAll(request) ? request.principal.permissions : [])),
  },
  {
    name: "view-permission-enough",
    sentence: "Who may view trusts may change them as well.",
    rules: ["permission.any"],
    step: () =>
      holding(({ operation, principal }) =>
        operation === "Trustees.update" && principal.permissions.includes("authorization:orgTrustee:view")
          ? allPermissions
          : principal.permissions,
      ),
  },
  ...(["Pairings.create", "Trustees.remove", "TrusteeUserRoles.replace", "TrustAudits.ofTrustor"] as const).map(
    (operation): Mutant => ({
      name: `unguarded-${operation.toLowerCase().replace(".", "-")}`,
      sentence: `${operation} asks for no permission.`,
      rules: ["permission.any"],
      step: () => permitted(operation),
    }),
  ),
  {
    name: "permission-checked-at-home",
    sentence: "For the users of a trustor the caller's permissions at home count.",
    rules: ["permission.in-trustor-organization"],
    step: () => {
      const atHome =
        <K extends "TrustorUsers.list" | "TrustorUsers.get" | "TrustorUsers.add" | "TrustorUsers.remove">() =>
        (environment: Environment, state: State, request: Request<K>): Stepped<K> => {
          if (!holdsAll(request)) return step(environment, state, request)
          // Whoever holds the permission at home acts as somebody who is let in with every permission.
          const known = trusts(state).find(
            (trust) =>
              trust.trustorOrgId === request.input.trustorOrgId &&
              trust.trusteeOrgId === request.principal.organizationId,
          )
          const someone = known === undefined ? undefined : usersOf(known).find((user) => user.grants.length > 0)
          return someone === undefined
            ? step(environment, state, request)
            : step(environment, state, {
                ...request,
                principal: new Principal({ ...request.principal, userId: someone.id }),
              })
        }
      return overriding({
        "TrustorUsers.list": atHome(),
        "TrustorUsers.get": atHome(),
        "TrustorUsers.add": atHome(),
        "TrustorUsers.remove": atHome(),
      })
    },
  },
  {
    name: "missing-permission-called-invalid",
    sentence: "Who lacks one of several permissions is told that the request is malformed.",
    rules: ["permission.all"],
    step: () =>
      overriding({
        "Trustees.create": refusing((error) =>
          error._tag === "MissingPermissions"
            ? Result.fail(new InvalidRequest({ ...origin(error), code: "bad.request", status: 400, details: [] }))
            : Result.fail(error),
        ),
      }),
  },
  {
    name: "missing-trustor-permission-called-invalid",
    sentence: "Who lacks a permission in the trustor organization is told that the request is malformed.",
    rules: ["permission.in-trustor-organization"],
    step: () =>
      overriding({
        "TrustorUsers.list": refusing((error) =>
          error._tag === "MissingTrustorPermissions"
            ? Result.fail(new InvalidRequest({ ...origin(error), code: "bad.request", status: 400, details: [] }))
            : Result.fail(error),
        ),
      }),
  },
  {
    name: "empty-list-instead-of-refusal",
    sentence: "Who lacks a permission in the trustor organization gets an empty list.",
    rules: ["permission.in-trustor-organization"],
    step: () =>
      overriding({
        "TrustorUsers.list": refusing((error) =>
          error._tag === "MissingTrustorPermissions" ? Result.succeed({ entities: [], total: 0 }) : Result.fail(error),
        ),
      }),
  },
  {
    name: "form-before-permission",
    sentence: "A malformed request is refused for its form, even when the permission is missing.",
    rules: ["permission.before-validation"],
    step: () =>
      overriding({
        "Pairings.create": (environment, state, request) => {
          const { groupIds = [], userIds = [] } = request.input.payload
          return userIds.length + groupIds.length === 0
            ? {
                state,
                result: Result.fail(
                  new InvalidRequest({
                    operation: request.operation,
                    message: "Somebody has to be asked for",
                    code: "bad.request",
                    status: 400,
                    details: [],
                    ...(request.correlationId !== undefined && { correlationId: request.correlationId }),
                  }),
                ),
              }
            : step(environment, state, request)
        },
      }),
  },
  {
    name: "refused-but-done",
    sentence: "Ending a trust without the permission is refused, but the trust has ended.",
    rules: ["refusal.changes-nothing"],
    step: () =>
      overriding({
        "Trustees.remove": (environment, state, request) => {
          const stepped = step(environment, state, request)
          if (Result.isSuccess(stepped.result) || stepped.result.failure._tag !== "MissingAnyPermissions")
            return stepped
          return {
            ...stepped,
            state: evolve(state, {
              _tag: "TrustEnded",
              id: request.fresh.auditId,
              at: request.now,
              by: { organizationId: request.principal.organizationId },
              trustorOrgId: request.principal.organizationId,
              trusteeOrgId: request.input.trusteeOrgId,
            }),
          }
        },
      }),
  },
  {
    name: "inactive-user-calls",
    sentence: "A user who is not active can still call.",
    rules: ["principal.known"],
    step: () =>
      believing(({ environment, state }) => ({
        environment: { ...environment, world: everybodyActive(environment) },
        state,
      })),
  },
  {
    name: "inactive-user-has-access",
    sentence: "A user who is not active at home keeps the access that a trust gives.",
    rules: ["user.inactive-no-access"],
    step: () => {
      const active = believing(({ environment, state }) => ({
        environment: { ...environment, world: everybodyActive(environment) },
        state,
      }))
      return overriding({ "TrustorUsers.list": active, "TrustorUsers.get": active, "Trustors.get": active })
    },
  },
  {
    name: "permissionless-sees-count",
    sentence: "Who may not list trustees is answered an empty list.",
    rules: ["permission.any"],
    step: () =>
      overriding({
        "Trustees.list": refusing((error) =>
          error instanceof MissingAnyPermissions ? Result.succeed({ entities: [], total: 0 }) : Result.fail(error),
        ),
      }),
  },
]

function origin(error: { readonly operation: string; readonly message: string; readonly correlationId?: string }) {
  return {
    operation: error.operation,
    message: error.message,
    ...(error.correlationId !== undefined && { correlationId: error.correlationId }),
  }
}
