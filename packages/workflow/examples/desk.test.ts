import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { assert, it } from "@effect/vitest"
import { Pairings } from "@org-trust/core/Pairings"
import * as Services from "@org-trust/core/Services"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Emulator from "@org-trust/testkit/Emulator"
import { makeServer } from "@org-trust/testkit/emulator/NodeServer"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as Effect from "effect/Effect"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"

const { harborBank, northwindPartners } = organizations
const { supervisor } = harborBank.roles

const layer = Emulator.layer().pipe(
  Layer.provideMerge(NodeHttpServer.layer(() => makeServer(), { port: 0, host: "127.0.0.1" })),
  Layer.provideMerge(Platform.layer()),
)

/** Starts a process of the desk; whatever happens it does not outlive the test. */
const start = (url: string, folder: string) =>
  Effect.acquireRelease(
    Effect.sync(() => spawn(process.execPath, [join(import.meta.dirname, "deskProcess.ts"), url], { cwd: folder })),
    (child) => Effect.sync(() => child.kill("SIGKILL")),
  )

/** Waits until the process says a line. */
const says = ({ stdout, stderr }: ReturnType<typeof spawn>, line: string) =>
  Effect.callback<void>((resume) => {
    let heard = ""
    stderr?.on("data", (text: Buffer) => (heard += text.toString()))
    if (stdout === null) return
    const lines = createInterface(stdout)
    lines.on("line", (text) => {
      heard += `${text}\n`
      if (text === line) resume(Effect.void)
    })
    lines.on("close", () => resume(Effect.die(new Error(`It never said ${line}, but:\n${heard}`))))
  })

const killed = (child: ChildProcess) =>
  Effect.callback<void>((resume) => {
    child.once("exit", () => resume(Effect.void))
    child.kill("SIGKILL")
  })

it.live("a partner is let in by a process that is killed and started again", () =>
  Effect.gen(function* () {
    const platform = yield* Platform.Platform
    const url = HttpServer.formatAddress((yield* HttpServer.HttpServer).address)
    const folder = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "desk-"))),
      (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true })),
    )
    const first = yield* start(url, folder)
    yield* says(first, "onboarding-1 waits for pairing")
    yield* killed(first)
    const { id } = yield* Pairings.use((pairings) =>
      pairings.create({ userIds: [northwindPartners.users.tom.id] }),
    ).pipe(Effect.provideContext(Services.make(platform.invokeAs(principalOf(northwindPartners.clients.admin)))))
    const second = yield* start(url, folder)
    yield* says(second, "onboarding-1 waits for pairing")
    second.stdin.write(`${id}\n`)
    yield* says(second, "onboarding-1 is done: 1 let in")
    const may = yield* platform.accessOf({
      trustorOrgId: harborBank.id,
      trusteeOrgId: northwindPartners.id,
      userId: northwindPartners.users.tom.id,
    })
    assert.deepStrictEqual([...may], [...supervisor.permissions])
  }).pipe(Effect.provide(layer), Effect.scoped),
)

it("the README shows the desk as it is", () => {
  const read = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8")
  assert.include(read("../README.md"), read("desk.ts"))
})
