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
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import type { Mutant } from "../Mutant.ts"
import { asking, inProfile, inTrusts, inWorld, only, overriding, replying, throughTrust } from "./steps.ts"

/** As if just these organizations were of Customer Care. */
const withCare = (
  isCare: (organization: WorldOrganization, all: ReadonlyArray<WorldOrganization>, own: string) => boolean,
) =>
  inWorld("all", (organization, all, { principal }) => ({
    ...organization,
    isCare: isCare(organization, all, principal.organizationId),
  }))

const isAnother = (own: string) => (organization: WorldOrganization) => organization.id !== own

/** The trusts with all of Customer Care, asked for in another way. */
const askingAll = (change: (options: CareTrustOptions) => CareTrustOptions) =>
  asking<"CareTrusts.create">((request) => ({ ...request, input: change(request.input) }))

/** The default trust, asked for in another way. */
const askingDefault = (change: (options: DefaultTrustOptions) => DefaultTrustOptions) =>
  asking<"DefaultTrusts.create">((request) => ({ ...request, input: change(request.input) }))

const inDefaults = (change: (defaults: TrustDefaults) => TrustDefaults) =>
  inTrusts("all", (current) =>
    current.defaults === undefined ? current : { ...current, defaults: change(current.defaults) },
  )

/** The state without trusts of an organization with Customer Care. */
const withoutCare = ({ world }: Environment, state: State, own: Parameters<typeof removeTrust>[1]): State =>
  careOrganizations(world, own).reduce((left, id) => removeTrust(left, own, id), state)

/** Wrong ways with the trusts with Customer Care. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "default-trust-with-anybody",
    sentence: "The default trust is with an organization that is not of Customer Care.",
    rules: ["default-trust.with-care"],
    step: () =>
      only(
        ["DefaultTrusts.create", "DefaultTrusts.get"],
        withCare(({ id }, all, own) => id === all.filter(isAnother(own)).find(({ isCare }) => isCare !== true)?.id),
      ),
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
    sentence: "The default trust forgets that it was made with the default role.",
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
        "CareTrusts.create": askingAll((options) => ({
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
      throughTrust(inDefaults(() => ({ usesDefaultRole: false, hasFullAccess: false, isTrustedUser: false }))),
  },
  {
    name: "care-flags-grant-everybody",
    sentence: "The flags of a trust with Customer Care give access to all its people, in the trust or not.",
    rules: ["default-trust.flags-give-access"],
    step: () =>
      inTrusts(["Trustors.get"], (current, _environment, { now, principal: { organizationId, userId } }) => {
        if (userId === undefined || current.defaults === undefined) return current
        if (usersOf(current).some(({ id }) => id === userId)) return current
        const joined = { id: userId, grants: [], dateCreated: now, createdBy: { organizationId } }
        return withUsers(current, [...usersOf(current), joined])
      }),
  },
  {
    name: "trusted-user-access-is-full-access",
    sentence: "Trusted User access permits everything.",
    rules: ["default-trust.flags-give-access"],
    step: () =>
      throughTrust(
        inDefaults((defaults) => ({ ...defaults, hasFullAccess: defaults.hasFullAccess || defaults.isTrustedUser })),
      ),
  },
  {
    name: "auto-expire-ignored",
    sentence: "A trust with Customer Care that is to expire does not.",
    rules: ["default-trust.auto-expires"],
    step: () =>
      overriding({
        "DefaultTrusts.create": askingDefault(({ autoExpire: _, ...options }) => options),
        "CareTrusts.create": askingAll(({ autoExpire: _, ...options }) => options),
      }),
  },
  {
    name: "auto-expire-always",
    sentence: "Every trust with Customer Care expires.",
    rules: ["default-trust.auto-expires"],
    step: () =>
      overriding({
        "DefaultTrusts.create": askingDefault((options) => ({ ...options, autoExpire: true })),
        "CareTrusts.create": askingAll((options) => ({ ...options, autoExpire: true })),
      }),
  },
  {
    name: "auto-expire-a-day-late",
    sentence: "A trust with Customer Care ends after 31 days.",
    rules: ["default-trust.auto-expires"],
    step: () => inProfile(["DefaultTrusts.create", "CareTrusts.create"], () => ({ autoExpiry: Duration.days(31) })),
  },
  {
    name: "care-makes-one-of-two",
    sentence: "Letting Customer Care in makes a trust with its first organization only.",
    rules: ["care.every-organization"],
    step: () =>
      only(
        ["CareTrusts.create"],
        withCare(({ id }, all, own) => id === all.filter(isAnother(own)).find(({ isCare }) => isCare === true)?.id),
      ),
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
          const wrong = there.length === 0 ? step : withCare(({ id }) => there.includes(id))
          return wrong(environment, state, request)
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
