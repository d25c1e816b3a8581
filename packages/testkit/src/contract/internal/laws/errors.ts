/**
 * Laws of what refusals say.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import { OrganizationId, OrganizationIdParam, PairingIdParam } from "@org-trust/core/Identifiers"
import type { TrustError } from "@org-trust/core/TrustError"
import { allRefused, type Attempt, attempt, isServed } from "../Attempt.ts"
import { trustOf, trustorAttempts, underId } from "../BoundTrust.ts"
import { someRole, someUser } from "../choices.ts"
import { holds, isInvalid, same } from "../expectations.ts"
import { makeTrust } from "../letIn.ts"
import { trusts } from "../MemberKind.ts"
import type { Lab } from "../Lab.ts"
import { law } from "../Law.ts"
import { Violation } from "../../Violation.ts"

const refusalOf = Effect.fnUntraced(function* ({ operation, result }: Attempt<unknown>) {
  const answer = yield* result
  if (Result.isFailure(answer)) return answer.failure
  return yield* new Violation({ message: `${operation}: expected a refusal, got success` })
})

/** One refusal of each kind that can be provoked with two organizations and one user, and the kind that is documented. */
const provoke = Effect.fnUntraced(function* (lab: Lab, index: number, uuid: string) {
  const { trustee, trustor } = lab.cast
  const { id } = yield* someUser(lab, index)
  const trust = yield* makeTrust(lab, { users: [{ id }] })
  const { id: pairingId } = yield* trust.ask({ userIds: [id] })
  const users = [{ id }]
  const weak = trustor.clients.find((client) => client.permissions.length === 0 && client.userId === undefined)
  const attempts: ReadonlyArray<readonly [documented: TrustError["_tag"], Attempt<unknown>]> = [
    ["NotFound", trustOf(lab, trustor, underId(trustee, OrganizationId.make(uuid))).get],
    ["NotFound", attempt(lab, trustor.admin, "Pairings.get", { pairingId: PairingIdParam.make(uuid) })],
    ["NotFound", trust.user(uuid).remove],
    ["Conflict", trust.create({ pairingId, enabled: true, users })],
    ["TrusteeUserRequired", trust.create({ pairingId, enabled: true })],
    ["PairingIdRequired", trust.create({ enabled: true, users })],
    ["InvalidRequest", trust.trustees({ pageSize: 0 })],
    ["InvalidRequest", trust.ask({})],
    ["SelfTrustNotAllowed", trust.create({ pairingId, enabled: true, users }).as(trustee.admin)],
    ["MissingTrustorPermissions", trust.ofTrustee.users()],
    ...(weak === undefined
      ? []
      : [
          ["MissingAnyPermissions", trust.trustees({}).as(weak)] as const,
          ["MissingPermissions", trust.create({ enabled: true }).as(weak)] as const,
        ]),
  ]
  const refusals: Array<{ readonly documented: TrustError["_tag"]; readonly error: TrustError }> = []
  for (const [documented, each] of attempts) {
    if (yield* isServed(each)) refusals.push({ documented, error: yield* refusalOf(each) })
  }
  return refusals
})

const groups = ["Pairings", "Trustees", "TrusteeUsers", "TrustorUsers"] as const

const correlated = law({
  name: "error.correlation-id",
  sentence: "Every refusal carries a correlation id, and no two carry the same, not even of the same request.",
  rules: ["error.correlation-id"],
  groups,
  given: () => fc.record({ user: fc.nat(), uuid: fc.uuid({ version: 4 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const errors = (yield* provoke(lab, input.user, input.uuid)).map(({ error }) => error)
    errors.push(yield* refusalOf(trustOf(lab, trustor, underId(trustee, OrganizationId.make(input.uuid))).get))
    for (const { _tag, correlationId = "" } of errors) {
      yield* holds(correlationId !== "", `expected a refusal with ${_tag} and a correlation id, got none`)
    }
    const different = new Set(errors.map((error) => error.correlationId)).size
    yield* same(different, errors.length, "The number of different correlation ids")
  }),
})

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
    const refusals = yield* provoke(lab, input.user, input.uuid)
    yield* same(
      refusals.map(({ error }) => error._tag),
      refusals.map((refusal) => refusal.documented),
      "The kinds of refusal",
    )
    for (const { error } of refusals) {
      yield* holds(error.message !== "", `expected a refusal with ${error._tag} and a message, got none`)
      if (error._tag === "Conflict") yield* same(error.code, "general.conflict", "The code of a conflict")
      if (error._tag === "InvalidRequest") {
        yield* isInvalid(error, "What is wrong")
      }
    }
  }),
})

const dangling = law({
  name: "error.dangling-id",
  sentence: "Whatever names an organization, a pairing or a user that does not exist, in any operation, is not found.",
  rules: ["trust.absent", "user.absent"],
  groups: [...trusts, "TrusteeUsers", "TrusteeUserRoles"],
  given: () =>
    fc.record({
      user: fc.nat(),
      role: fc.nat(),
      // What is no UUID may be a bad request as well: nothing public says.
      name: fc.oneof(fc.uuid({ version: 4 }), fc.constant("00000000-0000-0000-0000-000000000000")),
    }),
  check: Effect.fnUntraced(function* (lab, { name, role: index, user }) {
    const { trustee, trustor } = lab.cast
    const { id } = yield* someUser(lab, user)
    const role = yield* someRole(lab, index)
    const trust = yield* makeTrust(lab, { users: [{ id }] })
    const nowhere = OrganizationIdParam.make(name)
    const noTrustee = trustOf(lab, trustor, underId(trustee, nowhere))
    const { ofTrustee } = trustOf(lab, underId(trustor, nowhere))
    const pairing = attempt(lab, trustor.admin, "Pairings.get", { pairingId: PairingIdParam.make(name) })
    const ofUsers = [noTrustee.user(id), trust.user(name)].flatMap((member) => trustorAttempts(member, [role.id]))
    const ofTrust = [noTrustee.get, noTrustee.update({ enabled: true }), noTrustee.remove, noTrustee.users()]
    yield* allRefused(trustor.admin, [pairing, ...ofTrust, ...ofUsers], "NotFound")
    yield* allRefused(trustee.admin, [ofTrustee.get, ofTrustee.remove], "NotFound")
    yield* noTrustee.user(id).add().refused("NotFound")
  }),
})

/** Laws of what refusals say. */
export const laws = [correlated, documented, dangling]
