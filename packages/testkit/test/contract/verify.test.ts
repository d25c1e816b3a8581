import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as HttpServer from "effect/http/HttpServer"
import { trusts } from "@org-trust/core/model/State"
import { organizations, world } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import { mutants } from "@org-trust/testkit/mutants/all"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { run } from "../emulator/support/cli.ts"

const wrong = mutants.find(({ name }) => name === "roles-appended")

/** Serves a platform on a loopback port for as long as the effect runs. */
const serving = <A>(
  options: Platform.PlatformOptions,
  use: (url: string, platform: Platform.Platform["Service"]) => Effect.Effect<A>,
) =>
  Effect.gen(function* () {
    const platform = yield* Platform.Platform
    return yield* HttpServer.addressFormattedWith((url) => use(url, platform))
  }).pipe(
    Effect.provide(
      Emulator.layer().pipe(
        Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
        Layer.provideMerge(Platform.layer(options)),
      ),
    ),
  )

const verify = (...args: ReadonlyArray<string>) => Effect.promise(() => run("verify", ...args))

describe("verify", () => {
  it.live("ends with 0 for a right implementation, and leaves no trust behind", () =>
    serving({}, (url, platform) =>
      Effect.gen(function* () {
        const { code, stderr, stdout } = yield* verify("--url", url, "--runs", "2", "--only", "trust.*")
        assert.strictEqual(code, 0, stdout + stderr)
        assert.include(stderr, "✓ MUST trust.seen-by-both")
        assert.match(stdout, /^Contract 1\.\d+\.\d+, http:\S+, seed 1: \d+ passed, 1 skipped in \d+ ms\n$/)
        assert.deepStrictEqual(trusts(yield* platform.state), [])
      }),
    ),
  )

  it.live("ends with 1 for a wrong one, tells how to repeat it, and writes reports without secrets", () =>
    serving(wrong === undefined ? {} : { step: wrong.step() }, (url) =>
      Effect.gen(function* () {
        const folder = yield* Effect.promise(() => mkdtemp(join(tmpdir(), "verify-")))
        const [json, html, junit] = [join(folder, "a.json"), join(folder, "a.html"), join(folder, "a.xml")]
        const files = ["--json", json, "--html", html, "--junit", junit]
        const first = yield* verify("--url", url, "--only", "role.replace", ...files)
        assert.strictEqual(first.code, 1, first.stderr)
        const command = /again: org-trust verify (.*)/.exec(first.stdout)?.[1]
        assert.isDefined(command)
        const second = yield* verify(...command.split(" "))
        const input = (text: string) => /input (.*)/.exec(text)?.[1]
        assert.strictEqual(input(second.stdout), input(first.stdout))
        const texts = yield* Effect.promise(() =>
          Promise.all([json, html, junit].map((path) => readFile(path, "utf8"))),
        )
        for (const text of [...texts, first.stdout, first.stderr]) {
          for (const { secret } of world.clients) assert.notInclude(text, Redacted.value(secret))
          assert.notMatch(text, /Bearer [0-9a-f]/)
        }
      }),
    ),
  )

  it.live("ends with 2 when it cannot run, and says why", () =>
    serving({}, (url, platform) =>
      Effect.gen(function* () {
        const folder = yield* Effect.promise(() => mkdtemp(join(tmpdir(), "verify-")))
        const file = (name: string, text: string) =>
          Effect.as(
            Effect.promise(() => writeFile(join(folder, name), text)),
            join(folder, name),
          )
        const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
          [["--url", "http://127.0.0.1:9"], /Cannot list the trustees/],
          [["--url", "nonsense"], /not a URL/],
          [["--url", url, "--only", "nothing.*"], /No clause matches/],
          [["--url", url, "--world", yield* file("world.json", "{}")], /organizations/],
          [["--url", url, "--known-failures", yield* file("known.txt", "x.y\n")], /names no clause: x\.y/],
          [["--url", url, "--capabilities", yield* file("able.json", '{"profile":{"x":1}}')], /capabilities file/],
        ]
        for (const [args, message] of cases) {
          const { code, stderr, stdout } = yield* verify(...args)
          assert.strictEqual(code, 2, args.join(" "))
          assert.match(stdout + stderr, message)
        }
        const { harborBank, northwindPartners } = organizations
        const userIds = [northwindPartners.users.tom.id]
        const asNorthwind = platform.invokeAs(principalOf(northwindPartners.clients.admin))
        const { id: pairingId } = yield* Effect.orDie(asNorthwind("Pairings.create", { payload: { userIds } }))
        const users = userIds.map((id) => ({ id }))
        const payload = { pairingId, enabled: true, users, dateExpired: DateTime.makeUnsafe("2999-01-01T00:00:00Z") }
        yield* Effect.orDie(platform.invokeAs(principalOf(harborBank.clients.admin))("Trustees.create", { payload }))
        const occupied = yield* verify("--url", url)
        assert.strictEqual(occupied.code, 2)
        assert.include(occupied.stderr, "Harbor Bank already has a trust with Northwind Partners")
        assert.strictEqual(trusts(yield* platform.state).length, 1)
      }),
    ),
  )
})
