/**
 * A trust as it is right after Customer Care was let in.
 */
import * as DateTime from "effect/DateTime"
import type { CareTrustOptions } from "../../entities/CareTrust.ts"
import { defaultProfile } from "../../lifecycle/Profile.ts"
import type { SeenTrustee } from "../../access/Snapshot.ts"
import { flagsOf } from "./careFlags.ts"

/** The trust that is made by what is asked for: without anybody in it, and with an end of its own where it is to expire. */
export const newCareTrust = (options: CareTrustOptions, now: DateTime.Utc): SeenTrustee => ({
  enabled: true,
  ...(options.autoExpire === true && { dateExpired: DateTime.addDuration(now, defaultProfile.autoExpiry) }),
  defaults: flagsOf(options),
  users: new Map(),
  groups: new Map(),
  clones: new Set(),
})
