/**
 * Implementations that take the other choices where the platform's behaviour is not public.
 */
import * as Duration from "effect/Duration"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import { marked } from "./worlds.ts"
import type { Odd } from "../Odd.ts"

const choosing = (name: string, sentence: string, profile: Partial<Profile>): Odd => ({
  name,
  sentence,
  platform: { profile },
})

const all: Partial<Profile> = {
  pairingLifetime: Duration.days(7),
  unknownMember: "InvalidRequest",
  unknownRole: "InvalidRequest",
  duplicateMember: "Unchanged",
  memberLimit: 6,
  overLimit: "InvalidRequest",
  updateWithoutEnd: "Keep",
  endInPast: "Accept",
  maxPageSize: 500,
  cloneLimit: 2,
  autoExpiry: Duration.days(31),
  bulkUnknownId: "NotFound",
}

/** Implementations that take the other choices. */
export const odds: ReadonlyArray<Odd> = [
  choosing("pairings-of-a-week", "A pairing can be used for seven days.", { pairingLifetime: Duration.days(7) }),
  choosing("pairings-of-a-minute", "A pairing can be used for a minute.", { pairingLifetime: Duration.minutes(1) }),
  choosing("unknown-member-is-invalid", "A member in a body that does not exist is a 400.", {
    unknownMember: "InvalidRequest",
  }),
  choosing("unknown-role-is-invalid", "A role or division in a body that does not exist is a 400.", {
    unknownRole: "InvalidRequest",
  }),
  choosing("duplicate-member-is-unchanged", "Who is added again is answered, and nothing changes.", {
    duplicateMember: "Unchanged",
  }),
  choosing("few-members", "A trust has at most two users and groups.", { memberLimit: 2 }),
  choosing("many-members", "A trust has at most a thousand users and groups.", { memberLimit: 1000 }),
  choosing("over-limit-is-invalid", "One member, or one clone, too many is a 400.", { overLimit: "InvalidRequest" }),
  choosing("update-keeps-end", "An update without an end leaves the end.", { updateWithoutEnd: "Keep" }),
  choosing("end-in-past-is-taken", "A trust can be ended by an end in the past.", { endInPast: "Accept" }),
  choosing("pages-of-one", "A page has one entity at most.", { maxPageSize: 1 }),
  choosing("pages-of-thousands", "A page can have five thousand entities.", { maxPageSize: 5000 }),
  {
    name: "permissions-of-2018",
    sentence: "The permissions are those that the API asked for until June 2019.",
    platform: { profile: { permissionRules: "Seed" }, world: marked },
  },
  choosing("one-clone", "A trust has one clone at most.", { cloneLimit: 1 }),
  choosing("expires-within-the-hour", "A trust with Customer Care expires after an hour.", {
    autoExpiry: Duration.hours(1),
  }),
  choosing("bulk-removal-of-unknown-is-refused", "A bulk removal that names an unknown trust is a 404.", {
    bulkUnknownId: "NotFound",
  }),
  choosing("every-other-choice", "Every choice is taken the other way.", all),
]
