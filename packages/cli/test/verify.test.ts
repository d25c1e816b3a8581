import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { createServer, type Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as HttpServer from "effect/http/HttpServer"
import { trusts } from "@org-trust/core/lifecycle/State"
import { organizations, world } from "@org-trust/testkit/BuiltInWorld"
import { JsonReport } from "@org-trust/testkit/contract/report/Json"
import * as Emulator from "@org-trust/testkit/Emulator"
import { mutants } from "@org-trust/testkit/mutants/all"
import { optionsOf } from "@org-trust/testkit/mutants/Mutant"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf, WorldFile } from "@org-trust/testkit/WorldFile"
import { run } from "./support/inProcess.ts"

const encodedWorld = Schema.encodeSync(WorldFile)(world)

const wrong = mutants.find(({ name }) => name === "roles-appended")

/** Serves a platform on a loopback port for as long as the effect runs. */
const serving = <A>(
  options: Platform.PlatformOptions,
  use: (url: string, platform: Platform.Platform["Service"]) => Effect.Effect<A>,
  server: () => Server = createServer,
) =>
  Effect.gen(function* () {
    const platform = yield* Platform.Platform
    return yield* HttpServer.addressFormattedWith((url) => use(url, platform))
  }).pipe(
    Effect.provide(
      Emulator.layer().pipe(
        Layer.provideMerge(NodeHttpServer.layer(server, { host: "127.0.0.1", port: 0 })),
        Layer.provideMerge(Platform.layer(options)),
      ),
    ),
  )

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

/** A file of this text in a folder of its own; the answer is its path. */
const file = (name: string, text: string) =>
  Effect.promise(async () => {
    const path = join(await mkdtemp(join(tmpdir(), "verify-")), name)
    await writeFile(path, text)
    return path
  })

const verify = (...args: ReadonlyArray<string>) => Effect.promise(() => run("verify", ...args))

describe("verify", () => {
  it.live("ends with 0 for a right implementation, and leaves no trust behind", () =>
    serving({}, (url, platform) =>
      Effect.gen(function* () {
        const { code, stderr, stdout } = yield* verify("--url", url, "--runs", "2", "--only", "trust.*")
        assert.strictEqual(code, 0, stdout + stderr)
        assert.include(stderr, "✓ MUST trust.seen-by-both")
        assert.match(
          stdout,
          /^Contract 2\.\d+\.\d+, http:\S+, seed 1: MUST \d+ passed.*; SHOULD \d+ passed.*; in [\d.]+ m?s\n.*\d+ clauses not run\.\n$/,
        )
        assert.deepStrictEqual(trusts(yield* platform.state), [])
      }),
    ),
  )

  it.live("ends with 1 for a wrong one, tells how to repeat it, and writes reports without secrets", () => {
    const tokens = new Set<string>()
    const server = () =>
      createServer().prependListener("request", ({ headers }) => {
        const [, token] = /^Bearer (.+)$/.exec(headers.authorization ?? "") ?? []
        if (token !== undefined) tokens.add(token)
      })
    const use = (url: string) =>
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
          for (const token of tokens) assert.notInclude(text, token)
          assert.notMatch(text, /Bearer [0-9a-f]/)
        }
        assert.isAbove(tokens.size, 0)
        const report = yield* Effect.orDie(Schema.decodeUnknownEffect(Schema.fromJsonString(JsonReport))(texts[0]))
        assert.isFalse(report.fulfilled)
        assert.strictEqual(report.results[0]?.failure?.replay, `org-trust verify ${command}`)
      })
    return serving(wrong === undefined ? {} : optionsOf(wrong), use, server)
  })

  it.live("tells to repeat with the world and the capabilities that were given", () =>
    serving(wrong === undefined ? {} : optionsOf(wrong), (url) =>
      Effect.gen(function* () {
        const worldFile = yield* file("world.json", JSON.stringify(encodedWorld))
        const capabilities = yield* file(
          "able.json",
          '{"groups":["Pairings","Trustees","TrusteeUsers","TrusteeUserRoles"]}',
        )
        const flags = ["--login-url", url, "--world", worldFile, "--capabilities", capabilities]
        const { code, stdout } = yield* verify("--url", url, "--only", "role.replace", "--runs", "3", ...flags)
        assert.strictEqual(code, 1)
        assert.include(stdout, `--seed 1 --runs 3 --only role.replace ${flags.join(" ")}`)
      }),
    ),
  )

  it.live("fails where a known failure passes, and does not where it fails", () =>
    serving(wrong === undefined ? {} : optionsOf(wrong), (url) =>
      Effect.gen(function* () {
        const list = ["--known-failures", yield* file("known.txt", "# ours\nrole.replace # 1\n\npairing.used-once\n")]
        const known = yield* verify("--url", url, "--runs", "3", "--only", "role.replace", ...list)
        assert.strictEqual(known.code, 0, known.stdout)
        assert.include(known.stderr, "~ SHOULD role.replace: fails, as is known")
        const passes = yield* verify("--url", url, "--runs", "3", "--only", "pairing.used-once", ...list)
        assert.strictEqual(passes.code, 1)
        assert.include(passes.stdout, "MUST pairing.used-once passes, though it is listed as a known failure")
      }),
    ),
  )

  it.live("checks what needs time and groups with the controls, where there are any", () =>
    serving({}, (url) =>
      Effect.gen(function* () {
        const skips = yield* verify("--url", url, "--runs", "2", "--only", "pairing.expires")
        assert.include(skips.stderr, "verify --controls, or a lifetime of a few seconds")
        for (const only of ["pairing.expires", "group.membership-*"]) {
          const { code, stderr, stdout } = yield* verify("--url", url, "--runs", "2", "--controls", "--only", only)
          assert.strictEqual(code, 0, stdout + stderr)
          assert.include(stderr, "✓")
          assert.notInclude(stderr, "skipped")
        }
      }),
    ),
  )

  it.live("ends its trusts when it is stopped, does not make one wait, and writes what it has", () =>
    serving({}, (url, platform) =>
      Effect.gen(function* () {
        const json = yield* file("stopped.json", "")
        const args = ["verify", "--url", url, "--runs", "2000", "--only", "conformance.*", "--json", json]
        const child = spawn(process.execPath, [main, ...args], { stdio: "ignore" })
        const closed = once(child, "close")
        const hasTrust = Effect.map(platform.state, (state) => trusts(state).length > 0)
        yield* Effect.repeat(Effect.delay(hasTrust, "5 millis"), { until: (is) => is || child.exitCode !== null })
        const [took] = yield* Effect.timed(
          Effect.promise(() => {
            child.kill("SIGINT")
            return closed
          }),
        )
        assert.strictEqual(child.exitCode, 130)
        // All of it takes many minutes.
        assert.isBelow(Duration.toSeconds(took), 60)
        assert.deepStrictEqual(trusts(yield* platform.state), [])
        const text = yield* Effect.promise(() => readFile(json, "utf8"))
        const report = Schema.decodeUnknownSync(Schema.fromJsonString(JsonReport))(text)
        assert.deepStrictEqual([report.fulfilled, report.results.length, report.unchecked > 0], [false, 0, true])
      }),
    ),
  )

  it.live("does not print a token that the implementation repeats", () =>
    Effect.gen(function* () {
      const token = "token-of-mine"
      const server = createServer((request, response) => {
        const send = (status: number, body: object) =>
          response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
        if (request.url?.startsWith("/oauth/token") === true) {
          send(200, { access_token: token, token_type: "bearer", expires_in: 60 })
        } else if (request.method === "GET") send(200, { entities: [], total: 0, pageSize: 25, pageNumber: 1 })
        else send(200, { id: crypto.randomUUID(), selfUri: `${request.headers.authorization}` })
      })
      yield* Effect.promise(() => once(server.listen(0, "127.0.0.1"), "listening"))
      const address = server.address()
      assert(typeof address === "object" && address !== null)
      const html = yield* file("report.html", "")
      const url = `http://127.0.0.1:${address.port}`
      const { code, stderr, stdout } = yield* verify("--url", url, "--only", "pairing.r*", "--html", html)
      server.close()
      assert.strictEqual(code, 1, stderr)
      const page = yield* Effect.promise(() => readFile(html, "utf8"))
      assert.include(stdout, "[redacted]", stdout)
      for (const text of [stdout, stderr, page]) assert.notInclude(text, token)
    }),
  )

  it.live("ends with 2 when it cannot run, or 64 when it is not understood, and says why", () =>
    serving({}, (url, platform) =>
      Effect.gen(function* () {
        const clients = encodedWorld.clients.map((client) => ({
          ...client,
          secret: "not-the-secret",
        }))
        const stranger = JSON.stringify({ ...encodedWorld, clients })
        const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp, code?: number]> = [
          [["--url", "http://127.0.0.1:9"], /Cannot list the trustees/],
          [["--url", "nonsense"], /not a URL/],
          [["--url", "http://me:hidden@127.0.0.1:9"], /URL with a user/],
          [[], /--url/, 64],
          [["--url", "http://127.0.0.1:9", "--controls"], /no controls at/],
          [["--url", url, "--runs", "0"], /whole number from 1/, 64],
          [["--url", url, "--nonsense", "1"], /--nonsense/, 64],
          [["--url", url, "--html", "/nowhere/report.html"], /Cannot write \/nowhere\/report\.html/],
          [["--url", url, "--login-url", "http://127.0.0.1:9"], /Cannot list the trustees/],
          [["--url", url, "--world", yield* file("stranger.json", stranger)], /Unauthenticated/],
          [["--url", url, "--only", "nothing.*"], /No clause matches/],
          [["--url", url, "--world", yield* file("world.json", "{}")], /organizations/],
          [["--url", url, "--known-failures", yield* file("known.txt", "x.y\n")], /names no clause: x\.y/],
          [["--url", url, "--capabilities", yield* file("able.json", '{"profile":{"x":1}}')], /capabilities file/],
        ]
        for (const [args, message, expected = 2] of cases) {
          const { code, stderr, stdout } = yield* verify(...args)
          assert.strictEqual(code, expected, args.join(" "))
          assert.match(stdout + stderr, message)
          assert.notMatch(stdout + stderr, /hidden|not-the-secret|✓/)
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
