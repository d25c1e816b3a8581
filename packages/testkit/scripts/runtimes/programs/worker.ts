/**
 * A worker that keeps its services between requests. `/?leave=MS` answers after that time,
 * whatever its call is doing; what that has begun is gone with it.
 */
import { Trustees } from "@org-trust/core/Trustees"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { layerAs, type Setting } from "./smoke.ts"

const start = (setting: Setting) =>
  ManagedRuntime.make(layerAs(setting, setting.trustor).pipe(Layer.provide(FetchHttpClient.layer)))

let started: ReturnType<typeof start> | undefined

/** The worker; its bundle makes it the default export that workerd asks for. */
export const worker = {
  fetch: async (request: Request, environment: { readonly SETTING: string }): Promise<Response> => {
    started ??= start(JSON.parse(environment.SETTING))
    const call = started.runPromise(Trustees.use((trustees) => Effect.exit(trustees.list())))
    const leave = new URL(request.url).searchParams.get("leave")
    const left = new Promise((resolve) => {
      if (leave !== null) setTimeout(resolve, Number(leave), { _tag: "left" })
    })
    return Response.json(await Promise.race([call, left]))
  },
}
