/**
 * The API's authentication: a bearer token on every request.
 */
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpApiSecurity from "effect/http-api/HttpApiSecurity"
import type { Caller } from "./Caller.ts"

/**
 * Security middleware of every endpoint. A server implements it: it looks up the
 * token, provides {@link Caller}, or answers by itself with 401. It is the
 * outermost middleware, so it runs before anything of the request is decoded. The
 * client needs no counterpart, since it sets the header itself.
 * @category services
 * @since 0.1.0
 */
export class Bearer extends HttpApiMiddleware.Service<Bearer, { provides: Caller }>()("@org-trust/http/Bearer", {
  security: { bearer: HttpApiSecurity.bearer },
}) {}
