import { spawn } from "node:child_process"
import { createServer } from "node:http"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, it } from "@effect/vitest"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf, type WorldClient } from "@org-trust/testkit/WorldFile"
import * as Effect from "effect/Effect"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"

const { harborBank, northwindPartners } = organizations

/** What an example prints that finds the emulator, and its client, in the environment. */
const output = (example: string, url: string, client: WorldClient) =>
  Effect.promise(async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL(`../../examples/${example}`, import.meta.url))], {
      env: {
        ...process.env,
        GENESYSCLOUD_API_URL: url,
        GENESYSCLOUD_OAUTHCLIENT_ID: client.id,
        GENESYSCLOUD_OAUTHCLIENT_SECRET: Redacted.value(client.secret),
      },
      stdio: ["ignore", "pipe", "pipe"],
    })
    const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)])
    return { out: out.trim(), error: error.trim() }
  })

const letIn = Effect.gen(function* () {
  const users = [{ id: northwindPartners.users.tom.id, roleIds: [harborBank.roles.supervisor.id] }]
  const { id: pairingId } = yield* Pairings.use((pairings) =>
    pairings.create({ userIds: users.map(({ id }) => id) }),
  ).pipe(Effect.provide(InMemory.layer(principalOf(northwindPartners.clients.admin))))
  yield* Trustees.use((trustees) => trustees.create({ pairingId, enabled: true, users })).pipe(
    Effect.provide(InMemory.layer(principalOf(harborBank.clients.admin))),
  )
})

const server = Layer.provideMerge(
  Emulator.layer(),
  NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 }),
).pipe(Layer.provideMerge(Platform.layer()))

it.live.each([
  ["embed.ts", `${northwindPartners.id} ${northwindPartners.name}`],
  ["promises.ts", `${northwindPartners.name} 1`],
] as const)("the example %s reaches the emulator by the environment alone", ([example, expected]) =>
  Effect.gen(function* () {
    yield* letIn
    const { admin, guest } = harborBank.clients
    const run = (client: WorldClient) => HttpServer.addressFormattedWith((url) => output(example, url, client))
    assert.deepStrictEqual(yield* run(admin), { out: expected, error: "" })
    const { error, out } = yield* run(guest)
    assert.strictEqual(out, "")
    assert.match(error, /^(MissingAnyPermissions|Needed): /)
  }).pipe(Effect.provide(server)),
)
