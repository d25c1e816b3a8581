/**
 * Every choice of the profile taken the other way, and a world in which it can be lived with.
 */
import * as Duration from "effect/Duration"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import type { PlatformOptions } from "@org-trust/testkit/Platform"
import { marked } from "../../src/odd/internal/worlds.ts"

const profile: Profile = {
  pairingLifetime: Duration.days(7),
  unknownMember: "InvalidRequest",
  unknownRole: "InvalidRequest",
  duplicateMember: "Unchanged",
  memberLimit: 3,
  overLimit: "InvalidRequest",
  updateWithoutEnd: "Keep",
  endInPast: "Accept",
  maxPageSize: 7,
  permissionRules: "Seed",
  cloneLimit: 2,
  autoExpiry: Duration.days(7),
  bulkUnknownId: "NotFound",
  inactiveUser: "LetIn",
  cloneOfUntrusted: "Keep",
  careWhenPartly: "AnswerMade",
  auditActor: "Nobody",
  auditTrust: "Trustee",
  auditClearing: "Delete",
  auditLevel: "ByCaller",
  auditUnknownWord: "Ignore",
}

/** A platform with every choice taken the other way. */
export const otherChoices = { profile, world: marked } as const satisfies PlatformOptions
