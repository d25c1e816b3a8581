/**
 * Every choice of the profile taken the other way, and a world in which it can be lived with.
 */
import * as Duration from "effect/Duration"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import { world } from "@org-trust/testkit/BuiltInWorld"
import type { PlatformOptions } from "@org-trust/testkit/Platform"
import type { WorldFile } from "@org-trust/testkit/WorldFile"

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

/** The built-in world with clients that have the markers of the past, which the permissions until June 2019 ask for. */
const markedWorld: WorldFile = {
  ...world,
  clients: world.clients.map((client) =>
    client.permissions.includes("authorization:orgTrusteeUser:add")
      ? { ...client, permissions: [...client.permissions, "admin", "role_manager"] }
      : client,
  ),
}

/** A platform with every choice taken the other way. */
export const otherChoices = { profile, world: markedWorld } as const satisfies PlatformOptions
