/**
 * What a trust starts with.
 */
import type * as DateTime from "effect/DateTime"
import type { Joining } from "./BoundTrust.ts"

/** A user or a group with what it joins with. */
export interface Newcomer extends Joining {
  readonly id: string
}

/** What a trust starts with; enabled unless told otherwise. */
export interface TrustStart {
  readonly users?: ReadonlyArray<Newcomer>
  readonly groups?: ReadonlyArray<Newcomer>
  readonly enabled?: boolean
  readonly dateExpired?: DateTime.Utc
}
