import type { TrustEvent } from "@org-trust/core/lifecycle/Event"
import { events, type State } from "@org-trust/core/lifecycle/State"

/** What happened to trusts, oldest first, by a walk through everything that happened. */
export const trustEvents = (state: State): ReadonlyArray<TrustEvent> =>
  events(state).flatMap((event) => (event._tag === "PairingCreated" ? [] : [event]))
