/**
 * Wrong ways with the trusts with Customer Care.
 */
import * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import type { CareTrustOptions, DefaultTrustOptions } from "@org-trust/core/CareTrust"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import type { TrustDefaults } from "@org-trust/core/lifecycle/Event"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { removeTrust, setTrust, type State, trust, usersOf, withUsers } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import type { World } from "@org-trust/core/lifecycle/World"
import { believing, mapTrusts, type Mutant, type Override, overriding, replying } from "./Mutant.ts"

/** A world in which just these organizations are of Customer Care. */
const withCare = (world: World, isCare: (id: string) => boolean): World =>
  new Map(
    Array.from(world, ([id, facts]) => [id, { ...facts, organization: { ...facts.organization, isCare: isCare(id) } }]),
  )

const inWorld = (isCare: (environment: Environment, own: string) => (id: string) => boolean) =>
  believing(({ environment, state }, { principal }) => ({
    environment: { ...environment, world: withCare(environment.world, isCare(environment, principal.organizationId)) },
    state,
  }))

const someoneElse = inWorld(({ world }, own) => {
  const other = Array.from(world.values()).find(({ organization: { id, isCare } }) => isCare !== true && id !== own)
    ?.organization.id
  return (id) => id === other
})

/** The default trust and the trusts with all of Customer Care, asked for in another way. */
const asking =
  (change: (options: CareTrustOptions) => CareTrustOptions): Override<"CareTrusts.create"> =>
  (environment, state, request) =>
    step(environment, state, { ...request, input: change(request.input) })

const askingDefault =
  (change: (options: DefaultTrustOptions) => DefaultTrustOptions): Override<"DefaultTrusts.create"> =>
  (environment, state, request) =>
    step(environment, state, { ...request, input: change(request.input) })

const inDefaults = (change: (defaults: TrustDefaults) => TrustDefaults) =>
  believing(({ environment, state }) => ({
    environment,
    state: mapTrusts(state, (current) =>
      current.defaults === undefined ? current : { ...current, defaults: change(current.defaults) },
    ),
  }))

const noDefaults = inDefaults(() => ({ usesDefaultRole: false, hasFullAccess: false, isTrustedUser: false }))

const lasting = (days: number) =>
  believing(({ environment, state }) => ({
    environment: { ...environment, profile: { ...environment.profile, autoExpiry: Duration.days(days) } },
    state,
  }))

/** The state without trusts of an organization with Customer Care. */
const withoutCare = ({ world }: Environment, state: State, own: Parameters<typeof removeTrust>[1]): State =>
  careOrganizations(world, own).reduce((left, id) => removeTrust(left, own, id), state)

/** Wrong ways with the trusts with Customer Care. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "default-trust-with-anybody",
    sentence: "The default trust is with an organization that is not of Customer Care.",
    rules: ["default-trust.with-care"],
    step: () => overriding({ "DefaultTrusts.create": someoneElse, "DefaultTrusts.get": someoneElse }),
  },
  {
    name: "default-trust-starts-disabled",
    sentence: "The default trust starts disabled.",
    rules: ["default-trust.with-care"],
    step: () =>
      overriding({
        "DefaultTrusts.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          if (Result.isFailure(stepped.result)) return stepped
          const made = stepped.result.success
          const current = trust(stepped.state, request.principal.organizationId, made.id)
          return {
            result: Result.succeed({ ...made, enabled: false }),
            state:
              current === undefined
                ? stepped.state
                : setTrust(stepped.state, { ...current, settings: { ...current.settings, enabled: false } }),
          }
        },
      }),
  },
  {
    name: "default-trust-made-anew",
    sentence: "A second default trust replaces the first.",
    rules: ["trust.one-per-direction"],
    step: () =>
      overriding({
        "DefaultTrusts.create": (environment, state, request) => {
          const stepped = step(environment, state, request)
          return Result.isFailure(stepped.result) && stepped.result.failure._tag === "Conflict"
            ? step(environment, withoutCare(environment, state, request.principal.organizationId), request)
            : stepped
        },
      }),
  },
  {
    name: "default-trust-without-flag",
    sentence: "The default trust does not keep that it has the default role.",
    rules: ["default-trust.flags"],
    step: () =>
      overriding({ "DefaultTrusts.create": askingDefault(({ assignDefaultRole: _, ...options }) => options) }),
  },
  {
    name: "care-flags-mixed-up",
    sentence: "Full access and Trusted User access are taken for each other.",
    rules: ["default-trust.flags"],
    step: () =>
      overriding({
        "CareTrusts.create": asking((options) => ({
          ...options,
          assignFullAccess: options.allowTrustedUserAccess ?? false,
          allowTrustedUserAccess: options.assignFullAccess ?? false,
        })),
      }),
  },
  {
    name: "every-trust-shows-flags",
    sentence: "A trust that came from a pairing is shown as one with the default role.",
    rules: ["default-trust.flags"],
    step: () =>
      overriding({
        "Trustees.create": replying((made) => ({ ...made, usesDefaultRole: true })),
      }),
  },
  {
    name: "care-flags-grant-nothing",
    sentence: "The flags of a trust with Customer Care are shown, but give no access.",
    rules: ["default-trust.flags-give-access"],
    step: () =>
      overriding({ "Trustors.get": noDefaults, "Trustors.list": noDefaults, "TrustorUsers.list": noDefaults }),
  },
  {
    name: "care-flags-grant-everybody",
    sentence: "The flags of a trust with Customer Care give access to all its people, in the trust or not.",
    rules: ["default-trust.flags-give-access"],
    step: () =>
      overriding({
        "Trustors.get": believing(({ environment, state }, { now, principal }) => ({
          environment,
          state: mapTrusts(state, (current) => {
            const { userId } = principal
            if (userId === undefined || current.defaults === undefined) return current
            if (usersOf(current).some(({ id }) => id === userId)) return current
            const createdBy = { organizationId: principal.organizationId }
            return withUsers(current, [...usersOf(current), { id: userId, grants: [], dateCreated: now, createdBy }])
          }),
        })),
      }),
  },
  {
    name: "trusted-user-access-is-full-access",
    sentence: "Trusted User access permits everything.",
    rules: ["default-trust.flags-give-access"],
    step: () => {
      const generous = inDefaults((defaults) => ({
        ...defaults,
        hasFullAccess: defaults.hasFullAccess || defaults.isTrustedUser,
      }))
      return overriding({ "Trustors.get": generous, "Trustors.list": generous })
    },
  },
  {
    name: "auto-expire-ignored",
    sentence: "A trust with Customer Care that is to expire does not.",
    rules: ["default-trust.auto-expires"],
    step: () =>
      overriding({
        "DefaultTrusts.create": askingDefault(({ autoExpire: _, ...options }) => options),
        "CareTrusts.create": asking(({ autoExpire: _, ...options }) => options),
      }),
  },
  {
    name: "auto-expire-always",
    sentence: "Every trust with Customer Care expires.",
    rules: ["default-trust.auto-expires"],
    step: () =>
      overriding({
        "DefaultTrusts.create": askingDefault((options) => ({ ...options, autoExpire: true })),
        "CareTrusts.create": asking((options) => ({ ...options, autoExpire: true })),
      }),
  },
  {
    name: "auto-expire-a-day-late",
    sentence: "A trust with Customer Care ends after 31 days.",
    rules: ["default-trust.auto-expires"],
    step: () => overriding({ "DefaultTrusts.create": lasting(31), "CareTrusts.create": lasting(31) }),
  },
  {
    name: "care-makes-one-of-two",
    sentence: "Letting Customer Care in makes a trust with its first organization only.",
    rules: ["care.every-organization"],
    step: () => {
      const first = inWorld(({ world }, own) => {
        const only = Array.from(world.values()).find(
          ({ organization: { id, isCare } }) => isCare === true && id !== own,
        )?.organization.id
        return (id) => id === only
      })
      return overriding({ "CareTrusts.create": first })
    },
  },
  {
    name: "care-twice",
    sentence: "Letting Customer Care in again makes all trusts with it anew.",
    rules: ["care.every-organization"],
    step: () =>
      overriding({
        "CareTrusts.create": (environment, state, request) =>
          step(environment, withoutCare(environment, state, request.principal.organizationId), request),
      }),
  },
  {
    name: "care-refused-when-one-is-there",
    sentence: "Customer Care is not let in where there is a trust with one of its organizations.",
    rules: ["care.every-organization"],
    step: () =>
      overriding({
        "CareTrusts.create": (environment, state, request) => {
          const own = request.principal.organizationId
          const all = careOrganizations(environment.world, own)
          const there = all.filter((id) => trust(state, own, id) !== undefined)
          return there.length === 0
            ? step(environment, state, request)
            : step(
                { ...environment, world: withCare(environment.world, (id) => there.some((each) => each === id)) },
                state,
                request,
              )
        },
      }),
  },
  {
    name: "care-list-of-trusted-only",
    sentence: "The list of Customer Care has only the organizations that are let in.",
    rules: ["care.listed"],
    step: () =>
      overriding({
        "CareTrusts.list": replying((list, { principal }, state) => ({
          entities: list.entities.filter(({ id }) => trust(state, principal.organizationId, id) !== undefined),
        })),
      }),
  },
]
