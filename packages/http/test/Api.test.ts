import { operationNames, operations, pathOf } from "@org-trust/core/Operation"
import { assert, describe, it } from "@effect/vitest"
import * as HttpApi from "effect/http-api/HttpApi"
import * as OpenApi from "effect/http-api/OpenApi"
import { Api, basePath } from "@org-trust/http/Api"
import { Bearer } from "@org-trust/http/Bearer"
import { RequestErrors } from "@org-trust/http/RequestErrors"
import { errorStatuses } from "@org-trust/http/ErrorBody"

const endpoints = () => {
  const found: Array<{ readonly name: string; readonly method: string; readonly path: string }> = []
  HttpApi.reflect(Api, {
    onGroup: () => undefined,
    onEndpoint: ({ endpoint, group }) => {
      found.push({
        name: `${group.identifier}.${endpoint.identifier}`,
        method: endpoint.method,
        path: endpoint.path.replaceAll(/:(\w+)/g, "{$1}"),
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
    assert.deepStrictEqual(
      endpoints().find((endpoint) => endpoint.name === name),
      { name, method, path: pathOf(name) },
    )
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
