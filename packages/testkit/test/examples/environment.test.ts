import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
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
import { freePort } from "../../scripts/freePort.ts"

const { harborBank, northwindPartners } = organizations

/** What an example prints that finds the emulator, and its client, in the environment. */
const output = (example: string, url: string, client: WorldClient, ...args: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL(`../../examples/${example}`, import.meta.url)), ...args],
      {
        env: {
          ...process.env,
          NO_PROXY: "*",
          // Most of the time that a short run takes goes into reading the code.
          NODE_COMPILE_CACHE: join(tmpdir(), "org-trust-example-code"),
          EMULATOR_URL: url,
          GENESYSCLOUD_API_URL: url,
          GENESYSCLOUD_OAUTHCLIENT_ID: client.id,
          GENESYSCLOUD_OAUTHCLIENT_SECRET: Redacted.value(client.secret),
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    )
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

it.live("the recipes: who has roles, a function on demand, the vendor's SDK, and the end of a partner", () =>
  Effect.gen(function* () {
    yield* letIn
    const { admin } = harborBank.clients
    const { supervisor } = harborBank.roles
    const { tom } = northwindPartners.users
    const run = (example: string, ...args: ReadonlyArray<string>) =>
      HttpServer.addressFormattedWith((url) => output(example, url, admin, ...args))
    const answer = (partners: number) => ({
      out: JSON.stringify({ statusCode: 200, body: JSON.stringify({ partners }) }),
      error: "",
    })
    assert.deepStrictEqual(yield* run("whoHasRoles.ts"), {
      out: `${northwindPartners.name},${tom.name},${supervisor.name}`,
      error: "",
    })
    assert.deepStrictEqual(yield* run("../test/support/callHandler.ts"), answer(1))
    assert.strictEqual((yield* run("vendorSdk.js")).out, "1 trustees")
    assert.include((yield* run("offboarding.ts", "northwind")).out, "Expected")
    assert.deepStrictEqual(yield* run("offboarding.ts", northwindPartners.id), {
      out: `${northwindPartners.id} has no access any more`,
      error: "",
    })
    assert.deepStrictEqual(yield* run("../test/support/callHandler.ts"), answer(0))
  }).pipe(Effect.provide(server)),
)

it.live("the recipe for CI waits until the emulator is there, runs a command against it, and stops it", () =>
  Effect.promise(async () => {
    const folder = await mkdtemp(join(tmpdir(), "org-trust-"))
    // `npx org-trust` of this repository.
    const command = fileURLToPath(new URL("../../../cli/src/main.ts", import.meta.url))
    await writeFile(join(folder, "npx"), `#!/bin/sh\nshift\nexec "${process.execPath}" "${command}" "$@"\n`, {
      mode: 0o755,
    })
    const port = await freePort()
    const recipe = fileURLToPath(new URL("../../examples/emulatorInCi.sh", import.meta.url))
    const child = spawn("sh", [recipe, "sh", "-c", 'curl -s "$GENESYSCLOUD_API_URL/health"; exit 3'], {
      env: { ...process.env, PATH: `${folder}:${process.env["PATH"]}`, PORT: `${port}`, NO_PROXY: "*" },
      stdio: ["ignore", "pipe", "inherit"],
    })
    // Its output ends when the emulator, which shares it, has ended too.
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, "exit")])
    assert.strictEqual(code, 3)
    assert.match(out, new RegExp(`listening on http://127\\.0\\.0\\.1:${port}\\n`))
    await rm(folder, { recursive: true })
  }),
)
