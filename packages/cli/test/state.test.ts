import { spawnSync } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import { basePath } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { mainFile, serve } from "./support/cli.ts"
import { run } from "./support/inProcess.ts"
import { follow } from "../../testkit/test/emulator/support/followed.ts"
import { json } from "../../testkit/test/emulator/support/json.ts"
import { login } from "../../testkit/test/emulator/support/login.ts"
import { hasPostgres, startPostgres } from "../../testkit/test/journal/support/postgres.ts"
import { send } from "../../testkit/test/emulator/support/wire.ts"

const { cedarHealth } = organizations

const directory = mkdtempSync(join(tmpdir(), "org-trust-state-"))
afterAll(() => rmSync(directory, { recursive: true }))

let files = 0
const newFile = (): string => join(directory, `${++files}.db`)

const pairingsOf = (url: string, token: string) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  return {
    make: async (): Promise<string> => {
      const body = JSON.stringify({ userIds: [cedarHealth.users.ben.id], groupIds: [] })
      const answer = await send(url, { method: "POST", path: `${basePath}/pairings`, headers, body })
      if (answer.status !== 200) throw new Error(answer.text)
      return String(json(answer)["id"])
    },
    read: (id: string) => send(url, { method: "GET", path: `${basePath}/pairings/${id}`, headers }),
  }
}

describe("emulate --state", () => {
  it("loses nothing that was answered when it is killed under load, and knows its tokens again", async () => {
    const file = newFile()
    const first = await serve("--state", file)
    const token = await login(first.url, cedarHealth.clients.admin)
    await first.stop("SIGKILL")
    const acknowledged: Array<string> = []
    for (const enough of [1, 17, 60]) {
      const served = await serve("--state", file)
      const pairings = pairingsOf(served.url, token)
      const start = acknowledged.length
      const work = async (): Promise<void> => {
        for (;;) {
          acknowledged.push(await pairings.make())
          if (acknowledged.length - start >= enough) served.child.kill("SIGKILL")
        }
      }
      // Each ends when the emulator is no more.
      await Promise.allSettled([work(), work(), work(), work()])
      await served.stop("SIGKILL")
    }
    const last = await serve("--state", file)
    try {
      const { read } = pairingsOf(last.url, token)
      for (const id of acknowledged) assert.strictEqual((await read(id)).status, 200)
      const log = await follow(last.url, acknowledged.length)
      assert.deepStrictEqual(
        log.map(({ id }) => id),
        acknowledged.map((_, at) => `1-${at + 1}`),
      )
      assert.strictEqual(new Set(log.map(({ data }) => data)).size, log.length)
      const told = new Set(log.map(({ data }) => String(JSON.parse(data).pairingId)))
      // A write that was cut off before its answer may be there as well: at most one of each of the four, three times.
      const unanswered = [...told].filter((id) => !acknowledged.includes(id))
      assert.isAtMost(unanswered.length, 12)
    } finally {
      await last.stop()
    }
  })

  it.runIf(hasPostgres)("keeps in a database what was answered before it was killed", async () => {
    const server = await startPostgres()
    try {
      const state = Redacted.value(await server.database())
      const first = await serve("--state", state)
      const token = await login(first.url, cedarHealth.clients.admin)
      const id = await pairingsOf(first.url, token).make()
      await first.stop("SIGKILL")
      const second = await serve("--state", state)
      assert.strictEqual((await pairingsOf(second.url, token).read(id)).status, 200)
      await second.stop()
    } finally {
      await server.stop()
    }
  })

  it("serves one world from several processes", async () => {
    const file = newFile()
    const [one, other] = await Promise.all([serve("--state", file), serve("--state", file)])
    try {
      const token = await login(one.url, cedarHealth.clients.admin)
      const ids = await Promise.all([one, other, one, other].map(({ url }) => pairingsOf(url, token).make()))
      for (const id of ids) {
        for (const { url } of [one, other]) assert.strictEqual((await pairingsOf(url, token).read(id)).status, 200)
      }
      // One that is frozen for a while keeps nobody from going on, and misses nothing when it is back.
      other.child.kill("SIGSTOP")
      const meanwhile = await pairingsOf(one.url, token).make()
      other.child.kill("SIGCONT")
      assert.strictEqual((await pairingsOf(other.url, token).read(meanwhile)).status, 200)
      const afterwards = await pairingsOf(other.url, token).make()
      assert.strictEqual((await pairingsOf(one.url, token).read(afterwards)).status, 200)
      // Who listens to one hears what another one does.
      const all = await follow(one.url, 6)
      const heard = follow(other.url, 3, "?after=4")
      await pairingsOf(one.url, token).make()
      assert.deepStrictEqual((await heard).slice(0, 2), all.slice(4))
    } finally {
      await Promise.all([one.stop(), other.stop()])
    }
  })

  it("says what to do about a file that it cannot use", async () => {
    const file = newFile()
    writeFileSync(file, "no database".repeat(1000))
    const { code, stderr, stdout } = await run("emulate", "--state", file)
    assert.deepStrictEqual([code, stdout], [1, ""])
    assert.include(stderr, `The state in ${file} cannot be used: it is no database. Name another file.`)
    assert.notMatch(stderr, /\.[jt]s:\d+/)
  })

  it("says that it may not read a file", () => {
    const file = newFile()
    writeFileSync(file, "")
    chmodSync(file, 0o000)
    // For root permissions count for nothing; somebody else is asked then.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const { status, stderr, stdout } = spawnSync(process.execPath, [mainFile, "emulate", "--state", file], {
      ...nobody,
      // Also where a package manager has started it that belongs to somebody else.
      env: { ...process.env, npm_command: "exec" },
      encoding: "utf8",
    })
    assert.strictEqual(status, 1, JSON.stringify([stdout, stderr]))
    assert.match(stderr, /The state in .* cannot be used: permission is denied\. Give the user who runs this the right/)
  })
})
