/**
 * What a server of this API does with requests that do not decode.
 */
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"

/**
 * Middleware of every endpoint, inside `Bearer`, for
 * `HttpApiMiddleware.layerSchemaErrorTransform`: turns a request that does not
 * decode into the API's own 400 answer.
 * @category services
 * @since 0.1.0
 */
export class RequestErrors extends HttpApiMiddleware.Service<RequestErrors>()("@org-trust/http/RequestErrors") {}
