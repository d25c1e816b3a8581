/**
 * Wrong ways with trusts.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as HashMap from "effect/HashMap"
import * as Result from "effect/Result"
import type { TrustSettings } from "@org-trust/core/lifecycle/Event"
import { isOpen } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Request } from "@org-trust/core/lifecycle/Request"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import {
  removeTrust,
  setTrust,
  type State,
  type Trust,
  trust,
  usersOf,
  withUsers,
} from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { NotFound } from "@org-trust/core/TrustError"
import { believing, leaving, mapTrusts, type Mutant, overriding, refusing, replying } from "./Mutant.ts"

const inSettings = (change: (settings: TrustSettings) => TrustSettings) =>
  believing(({ environment, state }) => ({
    environment,
    state: mapTrusts(state, (trust) => ({ ...trust, settings: change(trust.settings) })),
  }))

const enabled = inSettings((settings) => ({ ...settings, enabled: true }))
const endless = inSettings((settings) => ({ enabled: settings.enabled }))
const endsLater = inSettings((settings) =>
  settings.dateExpired === undefined
    ? settings
    : { ...settings, dateExpired: DateTime.addDuration(settings.dateExpired, Duration.millis(1)) },
)

const withProfile = (change: Partial<Profile>) =>
  believing(({ environment, state }) => ({
    environment: { ...environment, profile: { ...environment.profile, ...change } },
    state,
  }))

const own = (state: State, request: Request<"Trustees.update" | "Trustees.remove">): Trust | undefined =>
  trust(state, request.principal.organizationId, request.input.trusteeOrgId)

const onDisable = (change: (current: Trust) => Trust) =>
  leaving<"Trustees.update">((after, request) => {
    const current = own(after, request)
    return current === undefined || request.input.payload.enabled ? after : setTrust(after, change(current))
  })

const blindTrustee = believing(({ environment, state }) => ({
  environment,
  state: { ...state, byTrustor: HashMap.empty(), byTrustee: HashMap.empty() },
}))

/** Wrong ways with trusts. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "trust-hidden-from-trustee",
    sentence: "The trustee does not see the trust.",
    rules: ["trust.both-organizations-agree"],
    step: () => overriding({ "Trustors.list": blindTrustee, "Trustors.get": blindTrustee }),
  },
  {
    name: "trustee-sees-stale-switch",
    sentence: "The trustee sees every trust as enabled.",
    rules: ["trust.both-organizations-agree"],
    step: () => overriding({ "Trustors.list": enabled, "Trustors.get": enabled }),
  },
  {
    name: "disabled-trust-grants",
    sentence: "A disabled trust still gives access.",
    rules: ["trust.disabled-grants-nothing"],
    step: () =>
      overriding({
        "TrustorUsers.list": enabled,
        "TrustorUsers.get": enabled,
        "TrustorUsers.add": enabled,
        "TrustorUsers.remove": enabled,
      }),
  },
  {
    name: "users-lost-on-disable",
    sentence: "Disabling a trust removes its users.",
    rules: ["trust.disabled-keeps-members"],
    step: () => overriding({ "Trustees.update": onDisable((current) => withUsers(current, [])) }),
  },
  {
    name: "roles-lost-on-disable",
    sentence: "Disabling a trust takes the roles away.",
    rules: ["trust.disabled-keeps-members"],
    step: () =>
      overriding({
        "Trustees.update": onDisable((current) =>
          withUsers(
            current,
            usersOf(current).map((user) => ({ ...user, grants: [] })),
          ),
        ),
      }),
  },
  {
    name: "update-not-stored",
    sentence: "An update is answered but not stored.",
    rules: ["trust.disabled-grants-nothing", "trust.both-organizations-agree"],
    step: () => overriding({ "Trustees.update": leaving((_after, _request, before) => before) }),
  },
  {
    name: "expired-trust-grants",
    sentence: "A trust gives access beyond its end.",
    rules: ["trust.expired-grants-nothing"],
    step: () => overriding({ "TrustorUsers.list": endless, "TrustorUsers.get": endless }),
  },
  {
    name: "trust-expires-a-moment-late",
    sentence: "A trust still gives access at the very moment of its end.",
    rules: ["trust.expired-grants-nothing"],
    step: () =>
      overriding({ "TrustorUsers.list": endsLater, "TrustorUsers.get": endsLater, "Trustors.get": endsLater }),
  },
  {
    name: "expired-trust-vanishes",
    sentence: "A trust that has expired is not found.",
    rules: ["trust.expired-grants-nothing"],
    step: () =>
      overriding({
        "Trustees.get": (environment, state, request) => {
          const found = trust(state, request.principal.organizationId, request.input.trusteeOrgId)
          return found === undefined || isOpen(found, request.now) || !found.settings.enabled
            ? step(environment, state, request)
            : { state, result: Result.fail(new NotFound({ operation: request.operation, message: "No such trustee" })) }
        },
      }),
  },
  {
    name: "past-end-accepted",
    sentence: "A trust can be given an end in the past.",
    rules: ["trust.end-in-future"],
    step: () =>
      overriding({
        "Trustees.create": withProfile({ endInPast: "Accept" }),
        "Trustees.update": withProfile({ endInPast: "Accept" }),
      }),
  },
  {
    name: "update-keeps-end",
    sentence: "An update without an end leaves the old one.",
    rules: ["trust.update-replaces-end"],
    step: () => overriding({ "Trustees.update": withProfile({ updateWithoutEnd: "Keep" }) }),
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
    step: () => overriding({ "Trustors.remove": leaving((_after, _request, before) => before) }),
  },
  {
    name: "ended-trust-remembered",
    sentence: "A new trust begins with the users of the one that ended.",
    rules: ["trust.end-takes-everything"],
    step: () => {
      const ended = new Map<string, Trust>()
      const remember = (before: State, trustorOrgId: Trust["trustorOrgId"], trusteeOrgId: Trust["trusteeOrgId"]) => {
        const found = trust(before, trustorOrgId, trusteeOrgId)
        if (found !== undefined) ended.set(`${trustorOrgId}/${trusteeOrgId}`, found)
      }
      return overriding({
        "Trustees.remove": leaving((after, { input, principal }, before) => {
          remember(before, principal.organizationId, input.trusteeOrgId)
          return after
        }),
        "Trustors.remove": leaving((after, { input, principal }, before) => {
          remember(before, input.trustorOrgId, principal.organizationId)
          return after
        }),
        "Trustees.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          if (Result.isFailure(stepped.result)) return stepped
          const created = trust(stepped.state, request.principal.organizationId, stepped.result.success.id)
          const old = ended.get(`${request.principal.organizationId}/${stepped.result.success.id}`)
          return created === undefined || old === undefined
            ? stepped
            : { ...stepped, state: setTrust(stepped.state, { ...created, users: old.users }) }
        },
      })
    },
  },
  {
    name: "ending-nothing-succeeds",
    sentence: "Ending a trust that does not exist succeeds.",
    rules: ["trust.absent"],
    step: () =>
      overriding({
        "Trustees.remove": refusing((error) =>
          error._tag === "NotFound" ? Result.succeed(undefined) : Result.fail(error),
        ),
        "Trustors.remove": refusing((error) =>
          error._tag === "NotFound" ? Result.succeed(undefined) : Result.fail(error),
        ),
      }),
  },
  {
    name: "trust-in-both-directions",
    sentence: "Letting another organization in lets one's own into the other as well.",
    rules: ["trust.one-per-direction"],
    step: () =>
      overriding({
        "Trustees.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          if (Result.isFailure(stepped.result)) return stepped
          const created = trust(stepped.state, request.principal.organizationId, stepped.result.success.id)
          return created === undefined
            ? stepped
            : {
                ...stepped,
                state: setTrust(
                  stepped.state,
                  withUsers({ ...created, trustorOrgId: created.trusteeOrgId, trusteeOrgId: created.trustorOrgId }, []),
                ),
              }
        },
      }),
  },
  {
    name: "member-limit-ignored",
    sentence: "A trust takes any number of users.",
    rules: ["trust.member-limit"],
    step: () =>
      overriding({
        "Trustees.create": withProfile({ memberLimit: 1_000_000 }),
        "TrusteeUsers.add": withProfile({ memberLimit: 1_000_000 }),
        "TrustorUsers.add": withProfile({ memberLimit: 1_000_000 }),
      }),
  },
  {
    name: "member-limit-one-too-many",
    sentence: "A trust takes one user more than its limit.",
    rules: ["trust.member-limit"],
    step: () => {
      const oneMore = believing(({ environment, state }) => ({
        environment: {
          ...environment,
          profile: { ...environment.profile, memberLimit: environment.profile.memberLimit + 1 },
        },
        state,
      }))
      return overriding({ "TrusteeUsers.add": oneMore, "TrustorUsers.add": oneMore, "Trustees.create": oneMore })
    },
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
