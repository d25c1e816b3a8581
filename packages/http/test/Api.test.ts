import { basePath, type OperationEntry, operationNames, operations, pathOf } from "@org-trust/core/Operation"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as HttpApi from "effect/http-api/HttpApi"
import type * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import { Api } from "@org-trust/http/Api"
import { Bearer } from "@org-trust/http/Bearer"
import { RequestErrors } from "@org-trust/http/RequestErrors"
import { errorStatuses } from "@org-trust/http/ErrorBody"

const endpoints = () => {
  const found: Array<{
    readonly name: string
    readonly method: string
    readonly path: string
    readonly endpoint: HttpApiEndpoint.Top
  }> = []
  HttpApi.reflect(Api, {
    onGroup: () => undefined,
    onEndpoint: ({ endpoint, group }) => {
      found.push({
        name: `${group.identifier}.${endpoint.identifier}`,
        method: endpoint.method,
        path: endpoint.path.replaceAll(/:(\w+)/g, "{$1}"),
        endpoint,
      })
    },
  })
  return found
}

const spec = OpenApi.fromApi(Api)

describe("the api", () => {
  it("has every operation of the table exactly once, and nothing else", () => {
    assert.deepStrictEqual(
      endpoints()
        .map(({ name }) => name)
        .toSorted(),
      operationNames.toSorted(),
    )
  })

  it.each(operationNames)("agrees with the table on method and path of %s", (name) => {
    const { method } = operations[name]
    const endpoint = endpoints().find((each) => each.name === name)
    assert.strictEqual(endpoint?.method, method)
    assert.strictEqual(endpoint?.path, pathOf(name))
  })

  // The type of `Api` is read from the same table; this is the other half of that claim.
  it.each(operationNames)("takes and answers what the table says of %s", (name) => {
    const { input, output }: OperationEntry = operations[name]
    const endpoint = endpoints().find((each) => each.name === name)?.endpoint
    const fieldsOf = (schema: Schema.Top | undefined): ReadonlyArray<string> =>
      schema?.ast._tag === "Objects" ? schema.ast.propertySignatures.map((field) => String(field.name)) : []
    const named = Object.keys(input.fields)
    const inPath = named.filter((field) => pathOf(name).includes(`{${field}}`))
    assert.deepStrictEqual(fieldsOf(endpoint?.params), inPath)
    assert.deepStrictEqual(
      fieldsOf(endpoint?.query),
      named.filter((field) => field !== "payload" && !inPath.includes(field)),
    )
    const bodies = [...(endpoint?.payload.values() ?? [])].flatMap(({ schemas }) => [...schemas])
    assert.deepStrictEqual(
      bodies.map(({ ast }) => SchemaAST.toType(ast)),
      named.includes("payload") ? [SchemaAST.toType(input.fields["payload"]?.ast ?? Schema.Never.ast)] : [],
    )
    const [success] = [...(endpoint?.success ?? [])]
    if (output.ast._tag === "Void") assert.isTrue(success !== undefined && HttpApiSchema.isNoContent(success.ast))
    else assert.deepStrictEqual(SchemaAST.toType(success?.ast ?? Schema.Never.ast), SchemaAST.toType(output.ast))
  })

  it.each(operationNames)("documents %s", (name) => {
    const { apiName, method, output, summary } = operations[name]
    const item = spec.paths[pathOf(name)]
    const operation =
      method === "GET" ? item?.get : method === "POST" ? item?.post : method === "PUT" ? item?.put : item?.delete
    assert.strictEqual(operation?.operationId, apiName)
    assert.strictEqual(operation?.summary, summary)
    assert.deepStrictEqual(operation?.security, [{ bearer: [] }])
    const success = output.ast._tag === "Void" ? "204" : "200"
    assert.deepStrictEqual(
      Object.keys(operation?.responses ?? {}).toSorted(),
      [success, ...errorStatuses.map(String)].toSorted(),
    )
  })

  it("runs authentication outside of the handling of request errors, and both outside of decoding", () => {
    HttpApi.reflect(Api, {
      onGroup: () => undefined,
      onEndpoint: ({ endpoint }) => {
        // The builder wraps in this order, so the last one is the outermost.
        assert.deepStrictEqual([...endpoint.middlewares], [RequestErrors, Bearer])
      },
    })
  })

  it("has a document of its own name and version", () => {
    assert.strictEqual(spec.info.title, "Organization Authorization API")
    assert.strictEqual(spec.info.version, "2")
    assert.deepStrictEqual(Object.keys(spec.components.securitySchemes), ["bearer"])
  })

  it("documents page numbers as integers", () => {
    const parameters = spec.paths[`${basePath}/trustees`]?.get?.parameters ?? []
    assert.deepStrictEqual(
      parameters.map(({ name, schema }) => [name, schema]),
      [
        ["pageSize", { type: "integer", format: "int32", default: 25 }],
        ["pageNumber", { type: "integer", format: "int32", default: 1 }],
      ],
    )
  })
})
