/**
 * What happened in a simulation, seen from both sides: what the callers were told,
 * and what the platform did for whom.
 */
import type { State } from "@org-trust/core/lifecycle/State"
import type { OperationName } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import * as Context from "effect/Context"
import type * as Exit from "effect/Exit"
import type { Postcondition } from "./Postcondition.ts"

/** A change of the state that a request made. */
export interface Change {
  /** The call that the request belongs to. */
  readonly call: number
  readonly operation: OperationName
  /** Whether the network had delivered the same request before. */
  readonly isRedelivery: boolean
  readonly after: State
}

/** A call from start to end. */
export interface Call {
  readonly id: number
  readonly worker: string
  readonly operation: OperationName
  readonly input: unknown
  /** How many changes there had been when it began, and when it ended. */
  readonly from: number
  readonly to: number
  readonly exit: Exit.Exit<unknown, TrustError>
  /** How long it took, in milliseconds. */
  readonly millis: number
  /** What is so if it has succeeded; absent for what changes nothing, and for what failed. */
  readonly postcondition?: Postcondition
}

/** A request that is on its way. */
export interface Sending {
  readonly call: number
  /** How often it has been carried out. */
  deliveries: number
}

/** The call for which something is done; 0 outside of calls. */
export const CurrentCall = Context.Reference<number>("@org-trust/testkit/simulation/CurrentCall", {
  defaultValue: () => 0,
})

/** The request that is on its way. */
export const CurrentSending = Context.Reference<Sending>("@org-trust/testkit/simulation/CurrentSending", {
  defaultValue: () => ({ call: 0, deliveries: 0 }),
})

/** Everything that has happened, in order. */
export interface Ledger {
  readonly calls: Array<Call>
  readonly changes: Array<Change>
  /** How many requests of each call have left the client, logins aside. */
  readonly sent: Map<number, number>
}

/** Nothing has happened. */
export const empty = (): Ledger => ({ calls: [], changes: [], sent: new Map() })
