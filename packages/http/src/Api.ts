/**
 * The operations as an HTTP API of Effect's, for those who build a gateway with
 * `HttpApiBuilder`, and for the OpenAPI document. All of it is read from the table of
 * operations: a group for each service, in it an endpoint for each verb, so that
 * `group.endpoint` is the operation's name.
 */
import {
  type basePath,
  type OperationEntry,
  type OperationName,
  operationNames,
  operations,
  type Operations,
  type ServiceName,
  type VerbOf,
} from "@org-trust/core/Operation"
import * as Arr from "effect/Array"
import type * as Schema from "effect/Schema"
import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import { Bearer } from "./Bearer.ts"
import type { ErrorBody } from "./ErrorBody.ts"
import { documentation } from "./internal/documentation.ts"
import { errorResponses } from "./internal/errorResponses.ts"
import { RequestErrors } from "./RequestErrors.ts"
import { requestSchemas } from "./RequestSchemas.ts"

type FieldsOf<K extends OperationName> = Operations[K]["input"]["fields"]

type PathOf<K extends OperationName> = Operations[K] extends { readonly base: infer Base extends string }
  ? `${Base}${Operations[K]["path"]}`
  : `${typeof basePath}${Operations[K]["path"]}`

/** A path as routers write it. */
type RouterPath<Path extends string> = Path extends `${infer Text}{${infer Name}}${infer Rest}`
  ? `${Text}:${Name}${RouterPath<Rest>}`
  : Path

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

type InPath<K extends OperationName> = keyof FieldsOf<K> & NamesIn<Operations[K]["path"]>

type InQuery<K extends OperationName> = Exclude<keyof FieldsOf<K>, InPath<K> | "payload">

/** What of an operation's input stands in one part of the request. */
type Part<Fields> = [keyof Fields] extends [never]
  ? never
  : Fields extends Schema.Struct.Fields
    ? Schema.toCodecStringTree<Schema.Struct<Fields>>
    : never

type PayloadOf<K extends OperationName> =
  FieldsOf<K> extends { readonly payload: infer Payload extends Schema.Top } ? Schema.toCodecJson<Payload> : never

type SuccessOf<K extends OperationName> = Schema.toCodecJson<
  Operations[K]["output"] extends Schema.Void ? typeof HttpApiSchema.NoContent : Operations[K]["output"]
>

/**
 * The endpoint of an operation.
 * @category models
 * @since 0.1.0
 */
export type EndpointOf<K extends OperationName> = K extends OperationName
  ? HttpApiEndpoint.HttpApiEndpoint<
      VerbOf<K>,
      Operations[K]["method"],
      RouterPath<PathOf<K>>,
      Part<Pick<FieldsOf<K>, InPath<K>>>,
      Part<Pick<FieldsOf<K>, InQuery<K>>>,
      PayloadOf<K>,
      never,
      SuccessOf<K>,
      Schema.toCodecJson<Schema.Codec<ErrorBody>>,
      Bearer | RequestErrors
    >
  : never

/**
 * The group of a service.
 * @category models
 * @since 0.1.0
 */
export type GroupOf<Service extends ServiceName> = Service extends ServiceName
  ? HttpApiGroup.HttpApiGroup<Service, EndpointOf<Extract<OperationName, `${Service}.${string}`>>>
  : never

const endpointOf = (operation: OperationName) => {
  const { method, output }: OperationEntry = operations[operation]
  const { params, path, payload, query } = requestSchemas(operation)
  const [, verb = ""] = operation.split(".")
  return HttpApiEndpoint.make(method)(verb, path, {
    params,
    query,
    ...(payload !== undefined && { payload }),
    success: output.ast._tag === "Void" ? HttpApiSchema.NoContent : output,
    error: errorResponses,
  }).annotateMerge(documentation(operation))
}

/** The groups, in the order in which the table first names their services. */
const groups = Object.entries(Arr.groupBy(operationNames, (operation) => operation.split(".", 1).join(""))).map(
  ([service, own]) => HttpApiGroup.make(service).add(...Arr.map(own, endpointOf)),
)

const described: HttpApi.Constraint = Arr.match(groups, {
  onEmpty: () => HttpApi.make("OrgTrust"),
  onNonEmpty: (all) => HttpApi.make("OrgTrust").add(...all),
})
  // A server names everything that is wrong with a request, not only the first thing.
  .annotate(HttpApi.ParseOptions, { errors: "all" })
  .middleware(RequestErrors)
  .middleware(Bearer)
  .annotateMerge(
    OpenApi.annotations({
      title: "Organization Authorization API",
      version: "2",
      description:
        "Trusts between Genesys Cloud organizations: pairings, trusts, their users and groups, and the roles of those.",
    }),
  )

/**
 * The Organization Authorization API of Genesys Cloud. Middleware that is added
 * later runs earlier: `Bearer`, then `RequestErrors`, then decoding.
 *
 * What is built by going through the table has lost which endpoint is whose. Here, and
 * nowhere else, it gets the type that the same table gives it; a test goes through all
 * operations and compares.
 * @category schemas
 * @since 0.1.0
 */
export const Api = described as HttpApi.HttpApi<"OrgTrust", GroupOf<ServiceName>>
