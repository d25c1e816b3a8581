/**
 * What the runs that are killed are asked for, and what has to have come of it.
 */
import * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import type { WorkflowEngine } from "effect/workflow/WorkflowEngine"
import { TrustFile } from "@org-trust/core/access/TrustFile"
import { RoleId } from "@org-trust/core/Identifiers"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import type { Answer } from "@org-trust/workflow/Answer"
import * as Keeping from "@org-trust/workflow/Keeping"
import * as Offboarding from "@org-trust/workflow/Offboarding"
import * as Onboarding from "@org-trust/workflow/Onboarding"
import * as Renewal from "@org-trust/workflow/Renewal"
import type { RunId, Wait } from "@org-trust/workflow/Run"
import type { RunLog } from "@org-trust/workflow/RunLog"

export const { harborBank: trustor, northwindPartners: trustee } = organizations

const [one, two, three] = Object.values(trustee.users)
const [group] = Object.values(trustee.groups)
const [role] = Object.values(trustor.roles)
if (one === undefined || two === undefined || three === undefined || group === undefined || role === undefined) {
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

/** The second one is to be out, and the third one in. */
const file = Schema.decodeSync(TrustFile)({
  organization: trustor.id,
  trustees: {
    [trustee.id]: {
      users: { [one.id]: [role.id], [three.id]: [role.id] },
      groups: { [group.id]: [role.id] },
      dateExpired: "2031-01-01T00:00:00.000Z",
    },
  },
  strangers: "remove",
})

const pair = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id } as const

/** A run, and the events of the platform that it has to leave: each of them as often as is said. */
export interface Scenario {
  /** Whether there is a trust before it, with two users and a group. */
  readonly afterTrust: boolean
  readonly start: Effect.Effect<RunId, NotStarted, WorkflowEngine | RunLog>
  readonly result: (run: RunId) => Effect.Effect<unknown, Ending, WorkflowEngine | RunLog>
  /** What somebody answers when the run waits for them. */
  readonly answer?: (wait: Wait) => Answer
  readonly ends: "Done" | "Refused" | "TakenBack"
  readonly expected: { readonly [E in Event["_tag"]]?: number }
}

type NotStarted =
  | Effect.Error<ReturnType<typeof Onboarding.start>>
  | Effect.Error<ReturnType<typeof Offboarding.start>>
  | Effect.Error<ReturnType<typeof Renewal.start>>
  | Effect.Error<ReturnType<typeof Keeping.start>>
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
  // The trust is closed, and opened again.
  "taken back": {
    afterTrust: true,
    start: Offboarding.start({ ...pair, side: "both", grace: Duration.hours(1) }),
    result: Offboarding.result,
    answer: () => ({ _tag: "TakenBack", reason: "They stay" }),
    ends: "TakenBack",
    expected: { TrustCreated: 1, TrustUpdated: 2 },
  },
  renewal: {
    afterTrust: true,
    start: Renewal.start({ ...pair, askBefore: Duration.days(365 * 50) }),
    result: Renewal.result,
    answer: () => ({ _tag: "Extend", dateExpired: DateTime.makeUnsafe("2035-01-01T00:00:00.000Z") }),
    ends: "Done",
    expected: { TrustCreated: 1, TrustUpdated: 1 },
  },
  keeping: {
    afterTrust: true,
    start: Keeping.start({ file, rounds: 1, allow: ["removals"] }),
    result: Keeping.result,
    answer: ({ plan }) => ({ _tag: "Approved", fingerprint: plan?.fingerprint ?? "" }),
    ends: "Done",
    expected: { TrustCreated: 1, TrustUserAdded: 1, TrustUserRemoved: 1 },
  },
}

/** The trust that there is before a run that needs one. */
export const trustBefore = {
  dateExpired: DateTime.makeUnsafe("2031-01-01T00:00:00.000Z"),
  users: [one.id, two.id].map((id) => ({ id, roleIds: [role.id] })),
  groups: [{ id: group.id, roleIds: [role.id] }],
} as const
