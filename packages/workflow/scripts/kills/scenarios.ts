/**
 * What the runs that are killed are asked for, and what has to have come of it.
 */
import * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import * as Duration from "effect/Duration"
import type { WorkflowEngine } from "effect/workflow/WorkflowEngine"
import { RoleId } from "@org-trust/core/Identifiers"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Offboarding from "@org-trust/workflow/Offboarding"
import * as Onboarding from "@org-trust/workflow/Onboarding"
import type { RunId } from "@org-trust/workflow/Run"
import type { RunLog } from "@org-trust/workflow/RunLog"

export const { harborBank: trustor, northwindPartners: trustee } = organizations

const [one, two] = Object.values(trustee.users)
const [group] = Object.values(trustee.groups)
const [role] = Object.values(trustor.roles)
if (one === undefined || two === undefined || group === undefined || role === undefined) {
  throw new Error("The built-in world has fewer people or roles than this needs")
}

const asked: Onboarding.Input = {
  trustorOrgId: trustor.id,
  trusteeOrgId: trustee.id,
  side: "both",
  users: [
    { id: one.id, grants: [{ roleId: role.id }] },
    { id: two.id, grants: [{ roleId: role.id }] },
  ],
  groups: [{ id: group.id, grants: [{ roleId: role.id }] }],
  dateExpired: DateTime.makeUnsafe("2031-01-01T00:00:00.000Z"),
  // What fails for the moment is tried again at once: nobody wants to wait here.
  patience: { first: Duration.millis(50), most: Duration.millis(50), attempts: 5 },
}

const pair = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id } as const

/** A run, and the events of the platform that it has to leave: each of them as often as is said. */
export interface Scenario {
  /** Whether there is a trust before it, with two users and a group. */
  readonly afterTrust: boolean
  readonly start: Effect.Effect<RunId, NotStarted, WorkflowEngine | RunLog>
  readonly result: (run: RunId) => Effect.Effect<unknown, Ending, WorkflowEngine | RunLog>
  readonly ends: "Done" | "Refused"
  readonly expected: { readonly [E in Event["_tag"]]?: number }
}

type NotStarted = Effect.Error<ReturnType<typeof Onboarding.start>> | Effect.Error<ReturnType<typeof Offboarding.start>>
interface Ending {
  readonly _tag: string
  readonly message: string
}

/** The scenarios. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  onboarding: {
    afterTrust: false,
    start: Onboarding.start(asked),
    result: Onboarding.result,
    ends: "Done",
    expected: { TrustCreated: 1, TrustUserAdded: 1, TrustGroupAdded: 1, TrustUpdated: 1 },
  },
  // The last one is to have a role that there is not, so everything is taken back.
  refused: {
    afterTrust: false,
    start: Onboarding.start({
      ...asked,
      groups: [{ id: group.id, grants: [{ roleId: RoleId.make("00000000-0000-4000-8000-000000000001") }] }],
    }),
    result: Onboarding.result,
    ends: "Refused",
    expected: { TrustCreated: 1, TrustUserAdded: 1, TrustEnded: 1 },
  },
  offboarding: {
    afterTrust: true,
    start: Offboarding.start({ ...pair, side: "both" }),
    result: Offboarding.result,
    ends: "Done",
    expected: { TrustCreated: 1, TrustUpdated: 1, TrustUserRemoved: 2, TrustGroupRemoved: 1, TrustEnded: 1 },
  },
}

/** The members of the trust that there is before an offboarding. */
export const membersBefore = {
  users: [one.id, two.id].map((id) => ({ id, roleIds: [role.id] })),
  groups: [{ id: group.id, roleIds: [role.id] }],
} as const
