import { assert, describe, it } from "@effect/vitest"
import { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { Invoke } from "@org-trust/core/Invoke"
import { signatures } from "@org-trust/core/Method"
import { type OperationInput, type OperationName, operationNames, operations } from "@org-trust/core/Operation"
import * as Services from "@org-trust/core/Services"
import * as TrustAudits from "@org-trust/core/TrustAudits"
import * as TrusteeUsers from "@org-trust/core/TrusteeUsers"
import * as Trustees from "@org-trust/core/Trustees"
import * as TrustorGroups from "@org-trust/core/TrustorGroups"
import { NotFound } from "@org-trust/core/TrustError"
import * as Arbitrary from "effect/Arbitrary"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"

const trusteeOrgId = OrganizationId.make("7c1f0000-0000-4000-8000-000000000001")
const trusteeUserId = UserId.make("11aa0000-0000-4000-8000-00000000000a")
const groupId = GroupId.make("22bb0000-0000-4000-8000-00000000000c")

/** Writes down what it is asked for, and finds nothing. */
const recorder = () => {
  const calls: Array<readonly [OperationName, unknown]> = []
  const invoke: Invoke = (operation, input) => {
    calls.push([operation, input])
    return Effect.die(new NotFound({ operation, message: "Nothing is here" }))
  }
  return { calls, invoke }
}

describe("every operation goes through its method as it is", () => {
  for (const operation of operationNames) {
    const input: Schema.Codec<OperationInput<OperationName>, unknown> = operations[operation].input
    it.effect.prop(operation, [Arbitrary.schema(input)], ([input]) =>
      Effect.gen(function* () {
        const { calls, invoke } = recorder()
        yield* Effect.exit(Services.toInvoke(Services.make(invoke))(operation, input))
        assert.deepStrictEqual(calls, [[operation, input]])
      }),
    )
  }
})

it("every method is a function, and all entities and a stream of them stand beside what is listed by pages", () => {
  const services = Services.make(recorder().invoke).mapUnsafe
  const expected = new Map<string, Array<string>>()
  for (const { isStreamed, service, verb } of Object.values(signatures)) {
    const key = `@org-trust/core/${service}`
    const known = expected.get(key) ?? []
    expected.set(key, [...known, verb, ...(isStreamed ? ["all", "stream"] : [])])
  }
  assert.deepStrictEqual([...services.keys()].toSorted(), [...expected.keys()].toSorted())
  for (const [key, service] of services) {
    const methods = Object.entries(service)
    assert.deepStrictEqual(methods.map(([name]) => name).toSorted(), expected.get(key)?.toSorted())
    for (const [name, method] of methods) assert.isFunction(method, `${key}.${name}`)
  }
})

it.effect("a method takes what stands in the path, then the body, then what may be left out", () =>
  Effect.gen(function* () {
    const { calls, invoke } = recorder()
    const users = TrusteeUsers.make(invoke)
    const audits = TrustAudits.make(invoke)
    const query = { trusteeOrganizationIds: [trusteeOrgId], trusteeUserIds: [] }
    const all: ReadonlyArray<Effect.Effect<unknown, unknown>> = [
      users.list(trusteeOrgId),
      users.list(trusteeOrgId, { pageNumber: 2 }),
      users.add(trusteeOrgId, { id: trusteeUserId, roleIds: [] }),
      audits.ofTrustees(query, { sortBy: "action" }),
      TrustorGroups.make(invoke).get(trusteeOrgId, groupId),
    ]
    for (const each of all) yield* Effect.exit(each)
    assert.deepStrictEqual(calls, [
      ["TrusteeUsers.list", { trusteeOrgId }],
      ["TrusteeUsers.list", { trusteeOrgId, pageNumber: 2 }],
      ["TrusteeUsers.add", { trusteeOrgId, payload: { id: trusteeUserId, roleIds: [] } }],
      ["TrustAudits.ofTrustees", { payload: query, sortBy: "action" }],
      ["TrustorGroups.get", { trustorOrgId: trusteeOrgId, trustorGroupId: groupId }],
    ])
  }),
)

it.effect("what goes through all pages asks for pages of its own size, of what its arguments name", () =>
  Effect.gen(function* () {
    const { calls, invoke } = recorder()
    const users = TrusteeUsers.make(invoke)
    yield* Effect.exit(Stream.runDrain(users.stream(trusteeOrgId)))
    yield* Effect.exit(Stream.runDrain(users.stream(trusteeOrgId, { pageSize: 7 })))
    yield* Effect.exit(Stream.runDrain(Trustees.make(invoke).stream({ pageSize: 3 })))
    yield* Effect.exit(users.all(trusteeOrgId))
    yield* Effect.exit(Trustees.make(invoke).all({ pageSize: 3 }))
    assert.deepStrictEqual(calls, [
      ["TrusteeUsers.list", { trusteeOrgId, pageSize: 100, pageNumber: 1 }],
      ["TrusteeUsers.list", { trusteeOrgId, pageSize: 7, pageNumber: 1 }],
      ["Trustees.list", { pageSize: 3, pageNumber: 1 }],
      ["TrusteeUsers.list", { trusteeOrgId, pageSize: 100, pageNumber: 1 }],
      ["Trustees.list", { pageSize: 3, pageNumber: 1 }],
    ])
  }),
)

it.effect("a program provides only the service that it uses", () =>
  Effect.gen(function* () {
    const { calls, invoke } = recorder()
    const layer: Layer.Layer<Trustees.Trustees> = Layer.provide(Trustees.layer, Layer.succeed(Invoke, invoke))
    yield* Effect.exit(Trustees.Trustees.use((trustees) => trustees.get(trusteeOrgId)).pipe(Effect.provide(layer)))
    assert.deepStrictEqual(calls, [["Trustees.get", { trusteeOrgId }]])
  }),
)

it.effect("a service of one's own takes the place of the one beside the others, with its own state", () =>
  Effect.gen(function* () {
    class Counted {
      count = 0
      list() {
        this.count++
        return Effect.succeed({ entities: [] })
      }
    }
    const { calls, invoke } = recorder()
    const own = new Counted()
    const services = Context.add(Services.make(invoke), Trustees.Trustees, {
      ...Trustees.make(invoke),
      list: () => own.list(),
    })
    const merged = Services.toInvoke(services)
    assert.deepStrictEqual(yield* merged("Trustees.list", {}), { entities: [] })
    yield* Effect.exit(merged("Trustees.get", { trusteeOrgId }))
    assert.strictEqual(own.count, 1)
    assert.deepStrictEqual(calls, [["Trustees.get", { trusteeOrgId }]])
  }),
)
