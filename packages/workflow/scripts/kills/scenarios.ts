/**
 * What the runs that are killed are asked for, and what has to have come of it.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import { RoleId } from "@org-trust/core/Identifiers"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import type { Input } from "@org-trust/workflow/Onboarding"

export const { harborBank: trustor, northwindPartners: trustee } = organizations

const [one, two] = Object.values(trustee.users)
const [group] = Object.values(trustee.groups)
const [role] = Object.values(trustor.roles)
if (one === undefined || two === undefined || group === undefined || role === undefined) {
  throw new Error("The built-in world has fewer people or roles than this needs")
}

const asked: Input = {
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

/** A run, and the events of the platform that it has to leave: each of them as often as is said. */
export interface Scenario {
  readonly input: Input
  readonly ends: "Done" | "Refused"
  readonly expected: { readonly [E in Event["_tag"]]?: number }
}

/** The scenarios. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  onboarding: {
    input: asked,
    ends: "Done",
    expected: { TrustCreated: 1, TrustUserAdded: 1, TrustGroupAdded: 1, TrustUpdated: 1 },
  },
  // The last one is to have a role that there is not, so everything is taken back.
  refused: {
    input: {
      ...asked,
      groups: [{ id: group.id, grants: [{ roleId: RoleId.make("00000000-0000-4000-8000-000000000001") }] }],
    },
    ends: "Refused",
    expected: { TrustCreated: 1, TrustUserAdded: 1, TrustEnded: 1 },
  },
}
