/**
 * Wrong ways with trusts.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import type { OperationName } from "@org-trust/core/Operation"
import type { TrustSettings } from "@org-trust/core/lifecycle/Event"
import { isTrustOpen } from "@org-trust/core/lifecycle/EffectiveAccess"
import { removeTrust, setTrust, type Trust, trust, trusts, withUsers } from "@org-trust/core/lifecycle/State"
import { step, type Step } from "@org-trust/core/lifecycle/Step"
import { NotFound } from "@org-trust/core/TrustError"
import type { Mutant } from "../Mutant.ts"
import { byTrustee, kinds, type MemberKind, users } from "./MemberKind.ts"
import { absenceSucceeds, calledInvalid } from "./refusals.ts"
import {
  afterwards,
  asking,
  asTrustorToo,
  believing,
  changeTrust,
  inProfile,
  inTrusts,
  leaving,
  only,
  overriding,
  refusing,
  replying,
  throughTrust,
  trustFor,
  undone,
} from "./steps.ts"

const inSettings = (change: (settings: TrustSettings) => TrustSettings): Step =>
  inTrusts("all", (current) => ({ ...current, settings: change(current.settings) }))

const enabled = inSettings((settings) => ({ ...settings, enabled: true }))
const endless = inSettings((settings) => ({ enabled: settings.enabled }))
const endsLater = inSettings((settings) =>
  settings.dateExpired === undefined
    ? settings
    : { ...settings, dateExpired: DateTime.addDuration(settings.dateExpired, Duration.millis(1)) },
)

const trusteesReads = ["Trustors.list", "Trustors.get"] as const
const creationAndUpdate: ReadonlyArray<OperationName> = ["Trustees.create", "Trustees.update"]

/** A trust that is made is changed by what there was of it when it ended. */
export const remembering = (change: (made: Trust, ended: Trust) => Trust): Step => {
  const ended = new Map<string, Trust>()
  const key = (current: Trust) => `${current.trustorOrgId}/${current.trusteeOrgId}`
  const removal = afterwards("all", (after, request, before) => {
    const found = trustFor(before, request)
    if (found !== undefined) ended.set(key(found), found)
    return after
  })
  const creation = afterwards("all", (after, _request, before) =>
    trusts(after).reduce((state, made) => {
      const old = ended.get(key(made))
      const isNew = trust(before, made.trustorOrgId, made.trusteeOrgId) === undefined
      return isNew && old !== undefined ? setTrust(state, change(made, old)) : state
    }, after),
  )
  return (environment, state, request) => {
    const isRemoval = request.operation === "Trustees.remove" || request.operation === "Trustors.remove"
    const wrong = isRemoval ? removal : request.operation === "Trustees.create" ? creation : step
    return wrong(environment, state, request)
  }
}

const onDisable = (change: (current: Trust) => Trust) =>
  overriding({
    "Trustees.update": leaving((after, request) =>
      request.input.payload.enabled ? after : changeTrust(after, request, change),
    ),
  })

const ofKind = (kind: MemberKind): ReadonlyArray<Mutant> => [
  {
    name: { user: "users-lost-on-disable", group: "groups-lost-on-disable" }[kind.noun],
    sentence: `Disabling a trust removes its ${kind.noun}s.`,
    rules: ["trust.disabled-keeps-members"],
    step: () => onDisable((current) => kind.map(current, () => undefined)),
  },
  {
    name: { user: "roles-lost-on-disable", group: "roles-of-groups-lost-on-disable" }[kind.noun],
    sentence: `Disabling a trust takes the roles of its ${kind.noun}s away.`,
    rules: ["trust.disabled-keeps-members"],
    step: () => onDisable((current) => kind.map(current, () => ({ grants: [] }))),
  },
  {
    name: { user: "ended-trust-remembered", group: "groups-of-ended-trust-remembered" }[kind.noun],
    sentence: `A new trust begins with the ${kind.noun}s of the one that ended.`,
    rules: ["trust.end-takes-everything"],
    step: () => remembering(kind.union),
  },
]

/** Wrong ways with trusts. */
export const mutants: ReadonlyArray<Mutant> = [
  ...kinds.flatMap(ofKind),
  {
    name: "trust-hidden-from-trustee",
    sentence: "The trustee does not see the trust.",
    rules: ["trust.both-organizations-agree"],
    step: () =>
      only(
        trusteesReads,
        believing(({ environment, state }) => ({
          environment,
          state: { ...state, byTrustor: HashMap.empty(), byTrustee: HashMap.empty() },
        })),
      ),
  },
  {
    name: "trustee-sees-stale-switch",
    sentence: "The trustee sees every trust as enabled.",
    rules: ["trust.both-organizations-agree"],
    step: () => only(trusteesReads, enabled),
  },
  {
    name: "disabled-trust-grants",
    sentence: "A disabled trust still gives access.",
    rules: ["trust.disabled-grants-nothing"],
    step: () => only(byTrustee(users), enabled),
  },
  {
    name: "update-not-stored",
    sentence: "An update is answered but not stored.",
    rules: ["trust.disabled-grants-nothing", "trust.both-organizations-agree"],
    step: () => only(["Trustees.update"], undone),
  },
  {
    name: "trustee-updates",
    sentence: "The trustee can disable the trust, and enable it.",
    rules: ["trust.absent"],
    step: () => overriding({ "Trustees.update": asking(asTrustorToo) }),
  },
  {
    name: "expired-trust-grants",
    sentence: "A trust gives access beyond its end.",
    rules: ["trust.expired-grants-nothing"],
    step: () => only(["TrustorUsers.list", "TrustorUsers.get"], endless),
  },
  {
    name: "trust-expires-a-moment-late",
    sentence: "A trust still gives access at the very moment of its end.",
    rules: ["trust.expired-grants-nothing"],
    step: () => throughTrust(endsLater),
  },
  {
    name: "expired-trust-vanishes",
    sentence: "A trust that has expired is not found.",
    rules: ["trust.expired-grants-nothing"],
    step: () =>
      overriding({
        "Trustees.get": (environment, state, request) => {
          const found = trustFor(state, request)
          return found === undefined || isTrustOpen(found, request.now) || !found.settings.enabled
            ? step(environment, state, request)
            : { state, result: Result.fail(new NotFound({ operation: request.operation, message: "No such trustee" })) }
        },
      }),
  },
  {
    name: "past-end-accepted",
    sentence: "A trust can be given an end in the past.",
    rules: ["trust.end-in-future"],
    step: () => inProfile(creationAndUpdate, () => ({ endInPast: "Accept" })),
  },
  {
    name: "update-keeps-end",
    sentence: "An update without an end leaves the old one.",
    rules: ["trust.update-replaces-end"],
    step: () => inProfile(creationAndUpdate, () => ({ updateWithoutEnd: "Keep" })),
  },
  {
    name: "second-trust-replaces",
    sentence: "A second trust with the same organization replaces the first.",
    rules: ["trust.one-per-direction"],
    step: () =>
      overriding({
        "Trustees.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          if (Result.isSuccess(stepped.result) || stepped.result.failure._tag !== "Conflict") return stepped
          const { entityId } = stepped.result.failure
          const existing = environment.world.get(entityId ?? "")?.organization.id
          return existing === undefined
            ? stepped
            : step(environment, removeTrust(state, request.principal.organizationId, existing), request)
        },
      }),
  },
  {
    name: "conflict-called-invalid",
    sentence: "A second trust is refused as a malformed request.",
    rules: ["trust.one-per-direction"],
    step: () => overriding({ "Trustees.create": refusing(calledInvalid("Conflict")) }),
  },
  {
    name: "trust-without-members",
    sentence: "A trust can start without any user or group.",
    rules: ["trust.needs-member"],
    step: () =>
      overriding({
        "Trustees.create": refusing((error, { input, principal }) =>
          error._tag === "TrusteeUserRequired"
            ? Result.succeed({ id: principal.organizationId, enabled: input.payload.enabled })
            : Result.fail(error),
        ),
      }),
  },
  {
    name: "trustee-cannot-end",
    sentence: "The trustee is told that the trust has ended, but it goes on.",
    rules: ["trust.ended-by-either"],
    step: () => only(["Trustors.remove"], undone),
  },
  {
    name: "absent-trust-called-invalid",
    sentence: "A trust that does not exist is called a malformed request.",
    rules: ["trust.absent"],
    step: () => overriding({ "Trustees.get": refusing(calledInvalid("NotFound")) }),
  },
  {
    name: "ending-nothing-succeeds",
    sentence: "Ending a trust that does not exist succeeds.",
    rules: ["trust.absent"],
    step: () =>
      overriding({ "Trustees.remove": refusing(absenceSucceeds), "Trustors.remove": refusing(absenceSucceeds) }),
  },
  {
    name: "trust-in-both-directions",
    sentence: "Letting an organization in makes the trust of the other direction as well.",
    rules: ["trust.one-per-direction"],
    step: () =>
      overriding({
        "Trustees.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          if (Result.isFailure(stepped.result)) return stepped
          const made = trust(stepped.state, request.principal.organizationId, stepped.result.success.id)
          if (made === undefined) return stepped
          const back = { ...made, trustorOrgId: made.trusteeOrgId, trusteeOrgId: made.trustorOrgId }
          return { ...stepped, state: setTrust(stepped.state, withUsers(back, [])) }
        },
      }),
  },
  {
    name: "trust-of-wrong-id",
    sentence: "The trustor sees a trust under its own id instead of the trustee's.",
    rules: ["trust.both-organizations-agree"],
    step: () =>
      overriding({
        "Trustees.get": replying((reply, { principal }) => ({ ...reply, id: principal.organizationId })),
      }),
  },
]
