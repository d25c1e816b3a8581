/**
 * Wrong ways with permissions.
 */
import * as Result from "effect/Result"
import { type OperationName, operations } from "@org-trust/core/Operation"
import { permissions as allPermissions } from "@org-trust/core/Permission"
import { Principal } from "@org-trust/core/Principal"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import { type State, usersOf } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import type { Mutant } from "../Mutant.ts"
import { byTrustee, kinds, type MemberKind } from "./MemberKind.ts"
import { calledInvalid, malformed } from "./refusals.ts"
import { everybodyActive, inWorld, only, overriding, refusing, throughTrust, trustFor } from "./steps.ts"

/** As if somebody else asked. */
const asSomeoneElse =
  (change: (request: Request, state: State) => Partial<ConstructorParameters<typeof Principal>[0]>): Step =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> =>
    step(environment, state, {
      ...request,
      principal: new Principal({ ...request.principal, ...change(request, state) }),
    })

/** As if the caller held other permissions in the own organization. */
export const holding = (held: (request: Request) => ReadonlyArray<string>): Step =>
  asSomeoneElse((request) => ({ permissions: held(request) }))

const holds = ({ operation, principal }: Request, how: "some" | "every"): boolean =>
  operations[operation].permissions.permissions[how]((permission: string) => principal.permissions.includes(permission))

const ofKind = (kind: MemberKind): ReadonlyArray<Mutant> => {
  const { listByTrustee } = kind.operations
  return [
    {
      name: { user: "permission-checked-at-home", group: "permission-for-groups-checked-at-home" }[kind.noun],
      sentence: `The operations on the ${kind.noun}s of a trustor check the caller's permissions at home.`,
      rules: ["permission.in-trustor-organization"],
      step: () =>
        only(
          byTrustee(kind),
          // Whoever holds the permission at home acts as somebody who is let in with every permission.
          asSomeoneElse((request, state) => {
            const current = trustFor(state, request)
            const someone = current === undefined ? undefined : usersOf(current).find(({ grants }) => grants.length > 0)
            return someone !== undefined && holds(request, "every") ? { userId: someone.id } : {}
          }),
        ),
    },
    {
      name: {
        user: "missing-trustor-permission-called-invalid",
        group: "missing-trustor-permission-for-groups-called-invalid",
      }[kind.noun],
      sentence: `A caller without the permission on ${kind.noun}s in the trustor organization is told that the request is malformed.`,
      rules: ["permission.in-trustor-organization"],
      step: () =>
        only(
          [listByTrustee],
          overriding({
            "TrustorUsers.list": refusing(calledInvalid("MissingTrustorPermissions")),
            "TrustorGroups.list": refusing(calledInvalid("MissingTrustorPermissions")),
          }),
        ),
    },
    {
      name: { user: "empty-list-instead-of-refusal", group: "empty-list-of-groups-instead-of-refusal" }[kind.noun],
      sentence: `A caller without the permission on ${kind.noun}s in the trustor organization gets an empty list.`,
      rules: ["permission.in-trustor-organization"],
      step: () =>
        only(
          [listByTrustee],
          overriding({ "TrustorUsers.list": refusing(listedNobody), "TrustorGroups.list": refusing(listedNobody) }),
        ),
    },
  ]
}

/** Who is not let in gets an empty list. */
const listedNobody = <E extends { readonly _tag: string }>(error: E) =>
  error._tag === "MissingTrustorPermissions" || error._tag === "MissingAnyPermissions"
    ? Result.succeed({ entities: [], total: 0 })
    : Result.fail(error)

/** Wrong ways with permissions. */
export const mutants: ReadonlyArray<Mutant> = [
  ...kinds.flatMap(ofKind),
  {
    name: "all-read-as-any",
    sentence: "An operation that needs all of its permissions is satisfied with one.",
    rules: ["permission.all"],
    step: () => holding((request) => (holds(request, "some") ? allPermissions : request.principal.permissions)),
  },
  {
    name: "any-read-as-all",
    sentence: "An operation that needs one of its permissions asks for all.",
    rules: ["permission.any"],
    step: () => holding((request) => (holds(request, "every") ? request.principal.permissions : [])),
  },
  {
    name: "view-permission-enough",
    sentence: "A caller who may view trusts can change them as well.",
    rules: ["permission.any"],
    step: () =>
      only(
        ["Trustees.update"],
        holding(({ principal: { permissions } }) =>
          permissions.includes("authorization:orgTrustee:view") ? allPermissions : permissions,
        ),
      ),
  },
  ...(["Pairings.create", "Trustees.remove", "TrusteeUserRoles.replace", "TrustAudits.ofTrustor"] as const).map(
    (operation): Mutant => ({
      name: `unguarded-${operation.toLowerCase().replace(".", "-")}`,
      sentence: `${operation} asks for no permission.`,
      rules: ["permission.any"],
      step: () =>
        only(
          [operation],
          holding(() => allPermissions),
        ),
    }),
  ),
  {
    name: "missing-permission-called-invalid",
    sentence: "A caller without one of the permissions is told that the request is malformed.",
    rules: ["permission.all"],
    step: () => overriding({ "Trustees.create": refusing(calledInvalid("MissingPermissions")) }),
  },
  {
    name: "form-before-permission",
    sentence: "The form of a request is checked before the permission.",
    rules: ["permission.before-validation"],
    step: () =>
      overriding({
        "Pairings.create": (environment, state, request) => {
          const { groupIds = [], userIds = [] } = request.input.payload
          if (userIds.length + groupIds.length > 0) return step(environment, state, request)
          const error = malformed({ ...request, message: "Somebody has to be asked for" })
          return { state, result: Result.fail(error) }
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
          const { organizationId } = request.principal
          const ended = evolve(state, {
            _tag: "TrustEnded",
            id: request.fresh.auditId,
            at: request.now,
            by: { organizationId },
            trustorOrgId: organizationId,
            trusteeOrgId: request.input.trusteeOrgId,
          })
          return { ...stepped, state: ended }
        },
      }),
  },
  {
    name: "inactive-user-calls",
    sentence: "A user who is not active can still call.",
    rules: ["principal.known"],
    step: () => inWorld("all", everybodyActive),
  },
  {
    name: "inactive-user-has-access",
    sentence: "A user who is not active at home keeps the access that a trust gives.",
    rules: ["user.inactive-no-access"],
    step: () => throughTrust(inWorld("all", everybodyActive)),
  },
  {
    name: "permissionless-sees-count",
    sentence: "A caller without the permission to list trustees gets an empty list.",
    rules: ["permission.any"],
    step: () => overriding({ "Trustees.list": refusing(listedNobody) }),
  },
]
