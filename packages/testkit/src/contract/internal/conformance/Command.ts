/**
 * What a history is made of. A command is plain data that says what kind of thing to
 * do; numbers stand for organizations, users and pairings and are looked up in the
 * model's state when its turn comes. So a command makes sense wherever it stands,
 * and a history from which others were taken out is still a history.
 */
import type { OperationName } from "@org-trust/core/Operation"
import type { Deviation } from "../../../arbitrary/Plan.ts"

/** What to bring about first. */
export type Arrangement =
  | "no trust"
  | "an open trust"
  | "a disabled trust"
  | "an expired trust"
  | "a full trust"
  | "a trust that a user left"
  | "a trust with clones"
  | "a disabled trust with clones"
  | "an expired trust with clones"
  | "a trust full of clones"
  | "an open pairing"
  | "a used pairing"
  | "an expired pairing"

/** How long to wait before a step, in words that mean something in any history. */
export type Wait =
  | "not"
  | "a moment"
  | "a second"
  | "an hour"
  /** Half of what a pairing lives. */
  | "half a pairing's life"
  /** To the very time at which the next pairing or trust ends. */
  | "to the next end"
  | "to just before the next end"

/** What changes at home before a step. */
export type AtHome = "nothing" | "somebody joins a group" | "somebody leaves a group"

/** Something to do. */
export interface Command {
  readonly operation: OperationName
  /** What to bring about first, for two organizations that the operation is then about. */
  readonly given: Arrangement | "things as they are"
  /** How the request is wrong on purpose. */
  readonly deviation: Deviation
  /** Whether the caller lacks the permissions for it. */
  readonly lacks: boolean
  readonly wait: Wait
  /** What changes at home before it. */
  readonly atHome: AtHome
  /** Whether to look at the trust from both sides if the command changes it. */
  readonly looks: boolean
  /** Points at the place: an organization, a trust, a pairing. */
  readonly where: number
  /** Points at people: the caller, the users. */
  readonly who: number
  /** Points at what is asked for: roles, settings, filters. */
  readonly what: number
  /** Points at amounts: page sizes, ends of trusts. */
  readonly amount: number
  /** Rolled for how it is brought about: who is let in with what, who of those that lack a permission calls. */
  readonly how: number
}
