/** A gateway on Effect's `HttpApiBuilder`: what it handles is typed by the table of operations. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpApiTest from "effect/http-api/HttpApiTest"
import { OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type { OperationInput } from "@org-trust/core/Operation"
import { Api } from "@org-trust/http/Api"
import { Bearer } from "@org-trust/http/Bearer"
import { Caller } from "@org-trust/http/Caller"
import { RequestErrors } from "@org-trust/http/RequestErrors"

const trusteeOrgId = OrganizationId.make("aaaaaaaa-0000-4000-8000-000000000001")
const trusteeUserId = UserId.make("bbbbbbbb-0000-4000-8000-000000000001")
const roleId = RoleId.make("cccccccc-0000-4000-8000-000000000001")

const layer = (heard: Array<unknown>) => {
  const users = HttpApiBuilder.group(Api, "TrusteeUsers", (handlers) =>
    handlers.handleAll({
      list: ({ params, query }) => {
        const input: OperationInput<"TrusteeUsers.list"> = { ...params, ...query }
        heard.push(input)
        return Effect.map(Caller, ({ organizationId }) => ({
          entities: [{ id: trusteeUserId, name: organizationId }],
          pageSize: query.pageSize ?? 25,
        }))
      },
      add: ({ params, payload }) => {
        const input: OperationInput<"TrusteeUsers.add"> = { ...params, payload }
        heard.push(input)
        return Effect.succeed({ id: payload.id })
      },
      get: ({ params }) => Effect.succeed({ id: params.trusteeUserId }),
      remove: ({ params }) => Effect.sync(() => void heard.push(params)),
    }),
  )
  const roles = HttpApiBuilder.group(Api, "TrusteeUserRoles", (handlers) => {
    const held = { roles: [{ id: roleId }] }
    return handlers.handleAll({
      get: () => Effect.succeed(held),
      replace: ({ payload }) =>
        Effect.as(
          Effect.sync(() => heard.push(payload)),
          held,
        ),
      clear: () => Effect.void,
    })
  })
  const removals = HttpApiBuilder.group(Api, "BulkRemoval", (handlers) =>
    handlers.handleAll({
      trustees: ({ query }) => Effect.sync(() => void heard.push(query.id)),
      trustors: ({ query }) => Effect.sync(() => void heard.push(query.id)),
    }),
  )
  const middleware = Layer.mergeAll(
    Layer.succeed(
      Bearer,
      Bearer.of({
        bearer: (httpEffect) =>
          Effect.provideService(httpEffect, Caller, { organizationId: trusteeOrgId, permissions: [] }),
      }),
    ),
    HttpApiMiddleware.layerSchemaErrorTransform(RequestErrors, (error) => Effect.fail(error)),
    HttpServer.layerServices,
  )
  return Layer.mergeAll(users, roles, removals).pipe(Layer.provideMerge(middleware))
}

describe("a gateway", () => {
  it.effect("hears what clients say, and answers it", () => {
    const heard: Array<unknown> = []
    return Effect.gen(function* () {
      const { BulkRemoval, TrusteeUserRoles, TrusteeUsers } = yield* HttpApiTest.groups(Api, [
        "TrusteeUsers",
        "TrusteeUserRoles",
        "BulkRemoval",
      ])
      const page = yield* TrusteeUsers.list({ params: { trusteeOrgId }, query: { pageSize: 2 } })
      assert.deepStrictEqual(
        page.entities.map(({ id, name }) => [id, name]),
        [[trusteeUserId, trusteeOrgId]],
      )
      assert.strictEqual(page.pageSize, 2)
      yield* TrusteeUsers.add({ params: { trusteeOrgId }, payload: { id: trusteeUserId } })
      assert.strictEqual((yield* TrusteeUsers.get({ params: { trusteeOrgId, trusteeUserId } })).id, trusteeUserId)
      yield* TrusteeUsers.remove({ params: { trusteeOrgId, trusteeUserId } })
      const { roles } = yield* TrusteeUserRoles.replace({ params: { trusteeOrgId, trusteeUserId }, payload: [roleId] })
      assert.deepStrictEqual(
        roles?.map(({ id }) => id),
        [roleId],
      )
      yield* BulkRemoval.trustees({ query: { id: [trusteeOrgId, trusteeOrgId] } })
      assert.deepStrictEqual(heard, [
        { trusteeOrgId, pageSize: 2 },
        { trusteeOrgId, payload: { id: trusteeUserId } },
        { trusteeOrgId, trusteeUserId },
        [roleId],
        [trusteeOrgId, trusteeOrgId],
      ])
    }).pipe(Effect.provide(layer(heard)))
  })
})
