import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type OperationName, operationNames } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"

const { admin, guest } = organizations.harborBank.clients
const unreadable = { _tag: "Unreadable" } as const

/** Serves a request that cannot be read; whether anybody tried to read it, and what came of it. */
const serve = (platform: Platform.Platform["Service"], client: typeof admin, operation: OperationName) =>
  Effect.gen(function* () {
    let isRead = false
    const read = () => {
      isRead = true
      return Result.fail(unreadable)
    }
    const served = platform.serveAs(principalOf(client), "a-correlation-id")(operation, {
      trustorOrgId: organizations.northwindPartners.id,
      read,
    })
    return { error: yield* Effect.flip(served), isRead }
  })

describe("A request that has yet to be read", () => {
  it.effect.each(operationNames)("is not read for somebody without permission: %s", (operation) =>
    Effect.gen(function* () {
      const platform = yield* Platform.make()
      const { error, isRead } = yield* serve(platform, guest, operation)
      assert.include(["MissingAnyPermissions", "MissingPermissions", "MissingTrustorPermissions"], error._tag)
      assert.isFalse(isRead)
    }),
  )

  it.effect("is read once for somebody with permission, within the step that carries it out", () =>
    Effect.gen(function* () {
      const steps: Array<OperationName> = []
      const transact: Platform.Transact = (store, operation, run) =>
        Effect.tap(Platform.atomically(store, operation, run), () => Effect.sync(() => steps.push(operation)))
      const platform = yield* Platform.make({ transact })
      for (const operation of ["Trustees.list", "Trustees.create"] as const) {
        const { error, isRead } = yield* serve(platform, admin, operation)
        assert.strictEqual(error, unreadable)
        assert.isTrue(isRead)
      }
      assert.deepStrictEqual(steps, ["Trustees.list", "Trustees.create"])
    }),
  )

  it.effect("sees the state in which the caller was permitted", () =>
    Effect.gen(function* () {
      const platform = yield* Platform.make()
      const listed = yield* platform.serveAs(principalOf(admin), "a-correlation-id")("Trustees.list", {
        trustorOrgId: undefined,
        read: () => Result.succeed({ pageSize: 3 }),
      })
      assert.strictEqual(listed.pageSize, 3)
    }),
  )
})
