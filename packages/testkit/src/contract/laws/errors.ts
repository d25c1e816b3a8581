/**
 * Laws of what refusals say.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import {
  OrganizationId,
  OrganizationIdParam,
  PairingId,
  PairingIdParam,
  UserId,
  UserIdParam,
} from "@org-trust/core/Identifiers"
import type { TrustError } from "@org-trust/core/TrustError"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import { Violation } from "../Violation.ts"
import {
  allRefused,
  askForAccess,
  asTrustee,
  asTrustor,
  attempt,
  type Attempt,
  holds,
  makeTrust,
  pageSizeOf,
  same,
  someoneWhoMay,
  someRole,
  someUser,
} from "../scenario.ts"

const refusalOf = Effect.fnUntraced(function* ({ by, operation }: Attempt, client: Parameters<Attempt["by"]>[0]) {
  const result = yield* by(client)
  if (Result.isFailure(result)) return result.failure
  return yield* new Violation({ message: `${operation} has to be refused, but succeeded` })
})

/** One refusal of each kind that can be provoked with two organizations and one user. */
const provoke = Effect.fnUntraced(function* (lab: Lab, index: number, uuid: string) {
  const { trustee, trustor } = lab.cast
  const { id } = yield* someUser(lab, index)
  yield* makeTrust(lab, [{ id }])
  const { id: pairingId } = yield* askForAccess(lab, [id])
  const users = [{ id }]
  const weak = trustor.clients.find((client) => client.permissions.length === 0 && client.userId === undefined)
  const byTrustor = [
    attempt(lab, "Trustees.get", { trusteeOrgId: OrganizationId.make(uuid) }),
    attempt(lab, "Pairings.get", { pairingId: PairingId.make(uuid) }),
    attempt(lab, "TrusteeUsers.remove", { ...asTrustor(lab), trusteeUserId: UserId.make(uuid) }),
    attempt(lab, "Trustees.create", { payload: { pairingId, enabled: true, users } }),
    attempt(lab, "Trustees.create", { payload: { pairingId, enabled: true } }),
    attempt(lab, "Trustees.create", { payload: { enabled: true, users } }),
    attempt(lab, "Trustees.list", { pageSize: 0 }),
  ]
  const byTrustee = [
    attempt(lab, "Pairings.create", { payload: {} }),
    attempt(lab, "Trustees.create", { payload: { pairingId, enabled: true, users } }),
    attempt(lab, "TrustorUsers.list", { ...asTrustee(lab), pageSize: pageSizeOf(lab) }),
  ]
  const byWeak = [attempt(lab, "Trustees.list", {}), attempt(lab, "Trustees.create", { payload: { enabled: true } })]
  const errors: Array<TrustError> = []
  for (const each of byTrustor) errors.push(yield* refusalOf(each, trustor.admin))
  for (const each of byTrustee) errors.push(yield* refusalOf(each, trustee.admin))
  if (weak !== undefined) for (const each of byWeak) errors.push(yield* refusalOf(each, weak))
  return errors
})

const groups = ["Pairings", "Trustees", "TrusteeUsers", "TrustorUsers"] as const

const correlated = law({
  name: "error.correlation-id",
  sentence: "Every refusal carries a correlation id, and no two carry the same, not even of the same request.",
  rules: ["error.correlation-id"],
  groups,
  given: () => fc.record({ user: fc.nat(), uuid: fc.uuid({ version: 4 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const errors = yield* provoke(lab, input.user, input.uuid)
    const again = attempt(lab, "Trustees.get", { trusteeOrgId: OrganizationId.make(input.uuid) })
    errors.push(yield* refusalOf(again, lab.cast.trustor.admin))
    for (const { _tag, correlationId = "" } of errors) {
      yield* holds(correlationId !== "", `a refusal with ${_tag} has a correlation id`)
    }
    const different = new Set(errors.map((error) => error.correlationId)).size
    yield* same(different, errors.length, "The number of different correlation ids")
  }),
})

const invalidCodes: ReadonlySet<string> = new Set([
  "bad.request",
  "invalid.date",
  "invalid.value",
  "invalid.property",
  "invalid.query.param.value",
  "constraint.validation",
])

const documented = law({
  name: "error.documented-codes",
  sentence:
    "A refusal is of the kind that is documented for its cause, with a message for people and a documented code.",
  rules: [
    "trust.absent",
    "user.absent",
    "trust.one-per-direction",
    "trust.needs-member",
    "pairing.needed",
    "pairing.asks-for-someone",
    "pairing.not-with-oneself",
    "page.limits",
  ],
  groups,
  given: () => fc.record({ user: fc.nat(), uuid: fc.uuid({ version: 4 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const errors = yield* provoke(lab, input.user, input.uuid)
    const kinds = [
      "NotFound",
      "NotFound",
      "NotFound",
      "Conflict",
      "TrusteeUserRequired",
      "PairingIdRequired",
      "InvalidRequest",
      "InvalidRequest",
      "SelfTrustNotAllowed",
      "MissingTrustorPermissions",
      "MissingAnyPermissions",
      "MissingPermissions",
    ]
    yield* same(
      errors.map((error) => error._tag),
      kinds.slice(0, errors.length),
      "The kinds of refusal",
    )
    for (const error of errors) {
      yield* holds(error.message !== "", `a refusal with ${error._tag} has a message`)
      if (error._tag === "Conflict") yield* same(error.code, "general.conflict", "The code of a conflict")
      if (error._tag === "InvalidRequest") {
        yield* same(error.status, 400, "The status of an invalid request")
        yield* holds(invalidCodes.has(error.code), `an invalid request has a documented code, not ${error.code}`)
      }
    }
  }),
})

const dangling = law({
  name: "error.dangling-id",
  sentence: "Whatever names an organization, a pairing or a user that does not exist, in any operation, is not found.",
  rules: ["trust.absent", "user.absent"],
  groups: ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () =>
    fc.record({
      user: fc.nat(),
      role: fc.nat(),
      name: fc.oneof(fc.uuid({ version: 4 }), fc.constantFrom("nobody", "0", "00000000-0000-0000-0000-000000000000")),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const { id } = yield* someUser(lab, input.user)
    const role = yield* someRole(lab, input.role)
    yield* makeTrust(lab, [{ id }])
    const trust = { trusteeOrgId: OrganizationIdParam.make(input.name) }
    const trustorOrgId = OrganizationIdParam.make(input.name)
    const trusteeUserId = UserIdParam.make(input.name)
    const adder = yield* Effect.option(someoneWhoMay(lab, trustor, "TrusteeUsers.add"))
    yield* allRefused(
      trustor.admin,
      [
        attempt(lab, "Pairings.get", { pairingId: PairingIdParam.make(input.name) }),
        attempt(lab, "Trustees.get", trust),
        attempt(lab, "Trustees.update", { ...trust, payload: { enabled: true } }),
        attempt(lab, "Trustees.remove", trust),
        attempt(lab, "TrusteeUsers.list", { ...trust, pageSize: pageSizeOf(lab) }),
        ...[
          { ...trust, trusteeUserId: id },
          { ...asTrustor(lab), trusteeUserId },
        ].flatMap((there) => [
          attempt(lab, "TrusteeUsers.get", there),
          attempt(lab, "TrusteeUsers.remove", there),
          attempt(lab, "TrusteeUserRoles.get", there),
          attempt(lab, "TrusteeUserRoles.replace", { ...there, payload: [role.id] }),
          attempt(lab, "TrusteeUserRoles.clear", there),
        ]),
      ],
      "NotFound",
    )
    yield* allRefused(
      trustee.admin,
      [attempt(lab, "Trustors.get", { trustorOrgId }), attempt(lab, "Trustors.remove", { trustorOrgId })],
      "NotFound",
    )
    if (adder._tag === "Some") {
      yield* allRefused(adder.value, [attempt(lab, "TrusteeUsers.add", { ...trust, payload: { id } })], "NotFound")
    }
  }),
})

/** Laws of what refusals say. */
export const laws = [correlated, documented, dangling]
