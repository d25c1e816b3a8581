/**
 * A function on demand, such as a Lambda: it answers how many partners may enter. What it
 * needs is made with the first call and kept, so that later calls share token and connections.
 */
import { Trustees } from "@org-trust/core/Trustees"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"

const runtime = ManagedRuntime.make(OrgTrust.layerEnvironment().pipe(Layer.provide(FetchHttpClient.layer)))

const countPartners = Trustees.use((trustees) => trustees.all()).pipe(
  Effect.map((all) => ({ statusCode: 200, body: JSON.stringify({ partners: all.length }) })),
  // The caller learns that it failed; what failed is in the log.
  Effect.tapError((error) => Effect.logError(error)),
  Effect.orElseSucceed(() => ({ statusCode: 502, body: JSON.stringify({ message: "Cannot list the partners" }) })),
)

/** What the platform of the function calls. */
export const handler = () => runtime.runPromise(countPartners)
