import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import * as Scope from "effect/Scope"
import * as EventJson from "@org-trust/core/lifecycle/EventJson"
import { events } from "@org-trust/core/lifecycle/State"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Sqlite from "@org-trust/testkit/journal/sqlite"
import { checkError } from "./support/errors.ts"
import { type RunningEmulator, startEmulator } from "./support/emulator.ts"
import { follow, messages } from "./support/followed.ts"
import { login } from "./support/login.ts"
import { send } from "./support/wire.ts"

const { cedarHealth } = organizations

const pair = async (url: string) => {
  const token = await login(url, cedarHealth.clients.admin)
  const answer = await send(url, {
    method: "POST",
    path: "/api/v2/orgauthorization/pairings",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ userIds: [cedarHealth.users.ben.id], groupIds: [] }),
  })
  assert.strictEqual(answer.status, 200, answer.text)
}

const inMemory = async (use: (emulator: RunningEmulator) => Promise<void>) => {
  const emulator = await startEmulator({})
  await use(emulator).finally(() => emulator.stop())
}

const inFile = async (use: (emulator: RunningEmulator) => Promise<void>) => {
  const directory = mkdtempSync(join(tmpdir(), "org-trust-events-"))
  const scope = Scope.makeUnsafe()
  const journal = await Effect.runPromise(Scope.provide(Sqlite.make({ file: join(directory, "events.db") }), scope))
  const emulator = await startEmulator({ journal })
  try {
    await use(emulator)
  } finally {
    await emulator.stop()
    await Effect.runPromise(Scope.close(scope, Exit.void))
    rmSync(directory, { recursive: true })
  }
}

describe.each([
  { where: "in memory", emulating: inMemory },
  { where: "in a file", emulating: inFile },
])("the log of events, $where", ({ emulating }) => {
  it("is told from its beginning, from an event on, and from where one has stopped to listen", () =>
    emulating(async ({ state, url }) => {
      for (let count = 0; count < 4; count++) await pair(url)
      const all = await follow(url, 4)
      assert.deepStrictEqual(
        all.map(({ event, id }) => [event, id]),
        ["1-1", "1-2", "1-3", "1-4"].map((id) => ["PairingCreated", id]),
      )
      assert.deepStrictEqual(
        all.map(({ data }) => Result.getOrThrow(EventJson.fromJson(data))),
        [...events(state())],
      )
      assert.deepStrictEqual(await follow(url, 2, "?after=2"), all.slice(2))
      assert.deepStrictEqual(await follow(url, 3, "", { "last-event-id": "1-1" }), all.slice(1))
    }))

  it("goes on with what happens, and says where it begins anew", () =>
    emulating(async ({ url }) => {
      await pair(url)
      const response = await fetch(new URL("/_emulator/events?after=1", url))
      assert.strictEqual(response.headers.get("content-type"), "text/event-stream")
      const told = messages(response)
      await pair(url)
      assert.strictEqual((await told.next()).value?.id, "1-2")
      await send(url, { method: "POST", path: "/_emulator/reset" })
      assert.deepStrictEqual((await told.next()).value, { id: "2-0", event: "Reset", data: '{"log":2}' })
      await pair(url)
      assert.strictEqual((await told.next()).value?.id, "2-1")
      await told.return(undefined)
      // Who comes back to a log that is no more hears so.
      const ids = (await follow(url, 2, "", { "last-event-id": "1-2" })).map(({ id }) => id)
      assert.deepStrictEqual(ids, ["2-0", "2-1"])
    }))
})

it.each(["-1", "1.5", "x", ""])("there are no events after %o", (after) =>
  inMemory(async ({ url }) => {
    const answer = await send(url, { method: "GET", path: `/_emulator/events?after=${after}` })
    assert.strictEqual(answer.status, 400)
    checkError(answer, 400, "bad.request")
  }),
)
