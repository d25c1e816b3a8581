/**
 * Who made a request, for servers of this API.
 */
import type { Principal } from "@org-trust/core/Principal"
import * as Context from "effect/Context"

/**
 * The principal behind the bearer token of the request that is being served.
 * @category services
 * @since 0.1.0
 */
export class Caller extends Context.Service<Caller, Principal>()("@org-trust/http/Caller") {}
