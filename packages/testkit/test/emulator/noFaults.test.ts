import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { operationNames, pathOf } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import { FaultPlan } from "@org-trust/testkit/FaultPlan"
import * as Platform from "@org-trust/testkit/Platform"
import { object } from "./support/json.ts"
import { entryOf, fillPath } from "./support/table.ts"

const { harborBank, northwindPartners } = organizations
const { tom } = northwindPartners.users
const clients = [harborBank.clients.admin, northwindPartners.clients.admin, organizations.cedarHealth.clients.guest]

const bodies = [
  {},
  [],
  { userIds: [tom.id] },
  { enabled: true, users: [{ id: tom.id }] },
  { id: tom.id, roleIds: [harborBank.roles.supervisor.id] },
  { trusteeOrganizationIds: [], trusteeUserIds: [] },
]

const below = (count: number) => Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: count - 1 }))

const Ask = Schema.Struct({
  operation: Schema.Literals(operationNames),
  client: below(clients.length),
  body: below(bodies.length),
  usesPairing: Schema.Boolean,
})

/** Rules that never hit. */
const idle: ReadonlyArray<FaultPlan["rules"][number]> = FaultPlan.make({
  rules: [
    { probability: 0, fault: { type: "reset" } },
    { count: 0, fault: { type: "html" } },
    { operations: ["login"], count: 0, fault: { type: "garbage" } },
  ],
}).rules

/** Everything that an emulator answers to these requests. */
const answers = (asks: ReadonlyArray<typeof Ask.Type>, faults?: FaultPlan) =>
  Effect.gen(function* () {
    const exchange = Effect.fnUntraced(function* (request: HttpClientRequest.HttpClientRequest) {
      const response = yield* HttpClient.execute(request)
      return { status: response.status, headers: { ...response.headers }, text: yield* response.text }
    })
    const tokens = yield* Effect.forEach(clients, ({ id, secret }) =>
      Effect.map(
        exchange(
          HttpClientRequest.post("http://emulator.test/oauth/token").pipe(
            HttpClientRequest.basicAuth(id, secret),
            HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" }),
          ),
        ),
        ({ text }) => String(object(JSON.parse(text))["access_token"]),
      ),
    )
    let pairingId = ""
    return yield* Effect.forEach(asks, ({ body, client, operation, usesPairing }) => {
      const { method } = entryOf(operation)
      const filled = fillPath(pathOf(operation), {
        pairingId,
        trusteeOrgId: northwindPartners.id,
        trustorOrgId: harborBank.id,
        trusteeUserId: tom.id,
      })
      const payload = { ...bodies[body], ...(usesPairing && { pairingId }) }
      return exchange(
        HttpClientRequest.make(method)(`http://emulator.test${filled}`, {
          ...(method !== "GET" && { body: HttpBody.jsonUnsafe(payload) }),
        }).pipe(HttpClientRequest.bearerToken(tokens[client] ?? "")),
      ).pipe(
        Effect.tap(({ status, text }) =>
          Effect.sync(() => {
            if (operation === "Pairings.create" && status === 200) pairingId = String(object(JSON.parse(text))["id"])
          }),
        ),
      )
    })
  }).pipe(
    Effect.provide(
      Emulator.layerClient({ ...(faults !== undefined && { faults }) }).pipe(Layer.provide(Platform.layer())),
    ),
    Random.withSeed("the same for both"),
  )

it.effect.prop(
  "a plan of which nothing hits changes no byte of any answer",
  [Schema.Array(Ask), Schema.Int, Schema.Boolean],
  ([asks, seed, hasRules]) =>
    Effect.gen(function* () {
      const plan = FaultPlan.make({ seed, rules: hasRules ? idle : [] })
      assert.deepStrictEqual(yield* answers(asks, plan), yield* answers(asks))
    }),
  { arbitrary: { runs: 60, size: 20 } },
)
