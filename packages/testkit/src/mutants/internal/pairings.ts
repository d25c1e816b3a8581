/**
 * Wrong ways with pairings.
 */
import * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import { pairing as pairingOf, type State } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { NotFound, PairingIdRequired } from "@org-trust/core/TrustError"
import type { Mutant } from "../Mutant.ts"
import { believing, inProfile, leaving, mapPairings, overriding, refusing, replying } from "./steps.ts"

const unused = believing(({ environment, state }) => ({
  environment,
  state: mapPairings(state, (pairing) => ({ ...pairing, used: false })),
}))

const lasting = (change: (lifetime: Duration.Duration) => Duration.Duration) =>
  inProfile("all", ({ pairingLifetime }) => ({ pairingLifetime: change(pairingLifetime) }))

const forever = lasting(() => Duration.days(36_500))
const oneMilliLonger = lasting((lifetime) => Duration.sum(lifetime, Duration.millis(1)))
const half = lasting((lifetime) => Duration.times(lifetime, 0.5))

const consume = (state: State, pairingId: string | undefined): State =>
  mapPairings(state, (pairing) => (pairing.id === pairingId ? { ...pairing, used: true } : pairing))

/** Wrong ways with pairings. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "pairing-reusable",
    sentence: "A pairing can be used as often as one likes.",
    rules: ["pairing.used-once"],
    step: () => overriding({ "Trustees.create": unused }),
  },
  {
    name: "pairing-readable-after-use",
    sentence: "A used pairing can still be read.",
    rules: ["pairing.used-once"],
    step: () => overriding({ "Pairings.get": unused }),
  },
  {
    name: "pairing-never-expires",
    sentence: "The lifetime of a pairing is not checked when it is used.",
    rules: ["pairing.expires"],
    step: () => overriding({ "Trustees.create": forever }),
  },
  {
    name: "pairing-expires-a-moment-late",
    sentence: "A pairing can still be used at the very end of its lifetime.",
    rules: ["pairing.expires"],
    step: () => overriding({ "Trustees.create": oneMilliLonger, "Pairings.get": oneMilliLonger }),
  },
  {
    name: "pairing-expires-early",
    sentence: "A pairing lives half as long as it should.",
    rules: ["pairing.expires"],
    step: () => overriding({ "Trustees.create": half, "Pairings.get": half }),
  },
  {
    name: "expired-pairing-readable",
    sentence: "An expired pairing can still be read.",
    rules: ["pairing.expires"],
    step: () => overriding({ "Pairings.get": forever }),
  },
  {
    name: "own-pairing-called-invalid",
    sentence: "An organization that uses its own pairing is told that the pairing is not valid.",
    rules: ["pairing.not-with-oneself"],
    step: () =>
      overriding({
        "Trustees.create": refusing((error) =>
          Result.fail(
            error._tag === "SelfTrustNotAllowed"
              ? new PairingIdRequired({ operation: error.operation, message: error.message })
              : error,
          ),
        ),
      }),
  },
  {
    name: "self-trust-allowed",
    sentence: "An organization can use a pairing that it made itself.",
    rules: ["pairing.not-with-oneself"],
    step: () =>
      overriding({
        "Trustees.create": refusing((error, { input, principal }) =>
          error._tag === "SelfTrustNotAllowed"
            ? Result.succeed({ id: principal.organizationId, enabled: input.payload.enabled })
            : Result.fail(error),
        ),
      }),
  },
  {
    name: "one-pairing-uses-all-up",
    sentence: "Using a pairing uses up all open pairings of the organization that made it.",
    rules: ["pairing.used-once"],
    step: () =>
      overriding({
        "Trustees.create": leaving((after, { input }) => {
          const used = input.payload.pairingId === undefined ? undefined : pairingOf(after, input.payload.pairingId)
          return mapPairings(after, (pairing) =>
            pairing.trusteeOrgId === used?.trusteeOrgId ? { ...pairing, used: true } : pairing,
          )
        }),
      }),
  },
  {
    name: "refusal-uses-pairing-up",
    sentence: "A creation that is refused uses the pairing up all the same.",
    rules: ["refusal.changes-nothing"],
    step: () =>
      overriding({
        "Trustees.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          return Result.isFailure(stepped.result)
            ? { ...stepped, state: consume(state, request.input.payload.pairingId) }
            : stepped
        },
      }),
  },
  {
    name: "pairing-not-needed",
    sentence: "A trust can be created without a pairing, with any organization whose user is named.",
    rules: ["pairing.needed"],
    step: () =>
      overriding({
        "Trustees.create": refusing((error, { input, principal }) =>
          error._tag === "PairingIdRequired" && input.payload.pairingId === undefined
            ? Result.succeed({ id: principal.organizationId, enabled: input.payload.enabled })
            : Result.fail(error),
        ),
      }),
  },
  {
    name: "pairing-private",
    sentence: "Only the organization that made a pairing can read it.",
    rules: ["pairing.readable-by-holder"],
    step: () =>
      overriding({
        "Pairings.get": (environment, state, request) => {
          const made = pairingOf(state, request.input.pairingId)
          return made === undefined || made.trusteeOrgId === request.principal.organizationId
            ? step(environment, state, request)
            : {
                state,
                result: Result.fail(new NotFound({ operation: request.operation, message: "No such pairing" })),
              }
        },
      }),
  },
  {
    name: "pairing-forgets-users",
    sentence: "A pairing that is read does not say for whom access is asked.",
    rules: ["pairing.readable-by-holder"],
    step: () => overriding({ "Pairings.get": replying((reply) => ({ ...reply, users: [] })) }),
  },
  {
    name: "pairing-for-nobody",
    sentence: "A pairing need not ask for anybody.",
    rules: ["pairing.asks-for-someone"],
    step: () =>
      overriding({
        "Pairings.create": refusing((error, { fresh }) =>
          error._tag === "InvalidRequest"
            ? Result.succeed({ id: fresh.pairingId, users: [], groups: [] })
            : Result.fail(error),
        ),
      }),
  },
  {
    name: "pairing-for-strangers",
    sentence: "A pairing quietly leaves out users who are not of the organization, instead of being refused.",
    rules: ["pairing.own-members"],
    step: () =>
      overriding({
        "Pairings.create": refusing((error, { fresh }) =>
          error._tag === "NotFound"
            ? Result.succeed({ id: fresh.pairingId, users: [], groups: [] })
            : Result.fail(error),
        ),
      }),
  },
]
