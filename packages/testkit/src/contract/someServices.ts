/**
 * An implementation that has only some of the services, as a subject of the contract.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"

/** What is not there must not be called: capabilities say so. */
const lacking: Invoke = (operation) =>
  Effect.die(new Error(`${operation} is of no service that was given: leave its group out of the capabilities`))

/**
 * All services, of which only these are there. The others are not called as long as the
 * `groups` of the capabilities leave them out, and end the call as a defect otherwise.
 *
 * @example
 * ```ts
 * import { complete } from "@org-trust/testkit/contract/Capabilities"
 * import { someServices } from "@org-trust/testkit/contract/someServices"
 * import type { Subject } from "@org-trust/testkit/contract/Subject"
 *
 * const subject: Subject = {
 *   name: "ours",
 *   world,
 *   capabilities: { ...complete, groups: ["Pairings", "Trustees"] },
 *   connect: (client) => someServices(layerFor(client)),
 * }
 * ```
 * @category layers
 * @since 0.1.0
 */
export const someServices = <Own extends Services.Services>(own: Layer.Layer<Own>): Layer.Layer<Services.Services> =>
  Layer.effectContext(Effect.map(Layer.build(own), (context) => Context.merge(Services.make(lacking), context)))
