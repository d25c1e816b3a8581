import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Engine from "@org-trust/workflow/engine/sqlite"
import { run, serving } from "../support/inProcess.ts"

const { harborBank, northwindPartners } = organizations
const { lea, tom } = northwindPartners.users

const directory = mkdtempSync(join(tmpdir(), "org-trust-runs-"))
afterAll(() => rmSync(directory, { recursive: true }))
const partner = join(directory, "partner.yaml")
const profiles = join(directory, "profiles")

const variables = (name: string, { clients, id }: typeof harborBank | typeof northwindPartners, url: string) =>
  Object.entries({
    API_URL: url,
    OAUTHCLIENT_ID: clients.admin.id,
    OAUTHCLIENT_SECRET: Redacted.value(clients.admin.secret),
    ORGANIZATION_ID: id,
  }).map(([key, value]) => `${name}_GENESYSCLOUD_${key}=${value}`)

beforeAll(() => {
  const grant = `grants: [{ roleId: ${harborBank.roles.visitor.id} }]`
  const lines = [
    `trustorOrgId: ${harborBank.id}`,
    `trusteeOrgId: ${northwindPartners.id}`,
    `users: [{ id: ${lea.id}, ${grant} }, { id: ${tom.id}, ${grant} }]`,
    "answerWithin: 3 days",
  ]
  writeFileSync(partner, lines.join("\n"))
})

/** With an emulator of its own, to which the profiles lead. */
const withEmulator = (use: () => Promise<void>): Promise<void> =>
  serving(["--port", "0", "--quiet"], async (url) => {
    const lines = [...variables("OURS", harborBank, url), ...variables("THEIRS", northwindPartners, url)]
    writeFileSync(profiles, lines.join("\n"))
    await use()
  })

const as = (parties: string) => ["--parties", parties, "--profiles", profiles] as const
const stateOf = (name: string) => ["--state", join(directory, `${name}.db`)] as const

const Standings = Schema.fromJsonString(
  Schema.Array(Schema.Struct({ wait: Schema.optional(Schema.Struct({ what: Schema.String })) })),
)
/** Until a run of a state waits for something. */
const untilItWaits = async (name: string, what: string): Promise<void> => {
  for (;;) {
    const { code, stdout } = await run("runs", "--json", ...stateOf(name))
    if (code === 0 && Schema.decodeSync(Standings)(stdout)[0]?.wait?.what === what) return
  }
}

describe("the commands about runs", () => {
  it("let a partner in as both sides, tell of it, and leave it when it is asked for again", () =>
    withEmulator(async () => {
      const state = stateOf("both")
      const before = await run("runs", ...state)
      assert.deepStrictEqual([before.code, before.stdout], [1, ""])
      assert.match(before.stderr, /There are no runs in .*both\.db: it does not exist\. Start a run/)
      const first = await run("onboard", partner, ...as("OURS,THEIRS"), ...state)
      assert.strictEqual(first.code, 0, first.stderr)
      assert.match(first.stdout, /^onboarding-1 has begun\.\n/)
      assert.match(first.stdout, /✓ done: The trust is made, and 2 are in\n$/)
      const again = await run("onboard", partner, ...as("OURS,THEIRS"), ...state)
      assert.match(again.stdout, /^onboarding-2 has begun\.\n.*✓ done: The trust was there; 0 came in\n$/)
      assert.strictEqual((await run("runs", ...state)).stdout, "No run is open.\n")
      assert.match(
        (await run("runs", "--all", ...state)).stdout,
        /^onboarding-1 .*\n +done\nonboarding-2 .*\n +done\n$/,
      )
      const { stdout } = await run("runs", "onboarding-1", ...state)
      assert.match(stdout, /✓ pairing 1\n/)
      const pair = ["--trustor", harborBank.id, "--trustee", northwindPartners.id]
      const renewed = await run("renew", ...pair, ...as("OURS"), ...state)
      assert.match(renewed.stdout, /^renewal-3 has begun\.\n[^]*✓ done: noEnd\n$/)
      const parted = await run("offboard", ...pair, ...as("OURS,THEIRS"), ...state)
      assert.strictEqual(parted.code, 0, parted.stderr)
      assert.match(parted.stdout, /^offboarding-4 has begun\.\n[^]*✓ done/)
    }))

  it("let the two sides meet: one asks and hands over, the other one answers with it", () =>
    withEmulator(async () => {
      const trustee = run("onboard", partner, ...as("THEIRS"), ...stateOf("theirs"))
      const trustor = run("onboard", partner, ...as("OURS"), ...stateOf("ours"))
      await untilItWaits("theirs", "agreement")
      await untilItWaits("ours", "pairing")
      const waiting = await run("runs", "onboarding-1", ...stateOf("ours"))
      const hint = `answer with: org-trust answer onboarding-1 handed PAIRING ${stateOf("ours").join(" ")}\n`
      assert.strictEqual(waiting.stdout.split(hint).length, 3, waiting.stdout)
      const asking = await run("runs", "onboarding-1", ...stateOf("theirs"))
      assert.include(
        asking.stdout,
        `hand over with: org-trust runs onboarding-1 --reveal ${stateOf("theirs").join(" ")}`,
      )
      const second = await run("worker", ...as("OURS"), ...stateOf("ours"))
      assert.strictEqual(second.code, 1)
      assert.match(second.stderr, new RegExp(`Another process works on the runs in .*: process ${process.pid} on`))
      const notAsked = await run("answer", "onboarding-1", "agreed", ...stateOf("ours"))
      assert.strictEqual(notAsked.code, 1)
      assert.match(notAsked.stderr, /onboarding-1 does not take the answer Agreed: it waits for Handed or Declined/)

      const { stdout } = await run("runs", "onboarding-1", "--reveal", ...stateOf("theirs"))
      const [, pairing = "", token = ""] = /^pairing (\S+)\ntoken {3}(\S+)$/m.exec(stdout) ?? []
      assert.strictEqual((await run("answer", "onboarding-1", "handed", pairing, ...stateOf("ours"))).code, 0)
      const followed = (await trustor).stdout
      assert.include(followed, hint)
      assert.match(followed, /✓ done: The trust is made, and 2 are in\n$/)
      const forged = await run("answer", `${token}x`, "agreed", "--token", ...stateOf("theirs"))
      assert.strictEqual(forged.code, 1)
      assert.strictEqual((await run("answer", token, "agreed", "--token", ...stateOf("theirs"))).code, 0)
      const { code, stdout: told } = await trustee
      assert.strictEqual(code, 0)
      assert.match(told, /✓ done: The trust is made/)
      assert.notInclude(told, pairing)
    }))

  it("give a run up, which ends with 1 where it is followed", () =>
    withEmulator(async () => {
      const followed = run("onboard", partner, ...as("OURS"), ...stateOf("given-up"))
      await untilItWaits("given-up", "pairing")
      const { code, stderr } = await run("answer", "onboarding-1", "give-up", ...stateOf("given-up"))
      assert.strictEqual(code, 1)
      assert.match(stderr, /This answer needs a reason after it/)
      assert.strictEqual((await run("answer", "onboarding-1", "give-up", "enough", ...stateOf("given-up"))).code, 0)
      const ended = await followed
      assert.strictEqual(ended.code, 1)
      assert.match(ended.stdout, /✗ GivenUp: The run was given up: enough\n$/)
    }))

  it("say what is wrong with what they are given", () =>
    withEmulator(async () => {
      const bad = join(directory, "bad.yaml")
      writeFileSync(bad, `trustorOrgId: ${harborBank.id}\nusers: [{ id: 1, grant: [] }]\nwhat: 1\n`)
      const file = await run("onboard", bad, ...as("OURS"), ...stateOf("bad"))
      assert.strictEqual(file.code, 1)
      for (const said of [
        "bad.yaml:1:1: trusteeOrgId is missing",
        "bad.yaml:2:15: users / 0 / id: expected",
        "bad.yaml:2:18: grant is no key here; did you mean grants?",
        "bad.yaml:3:1: what is no key here; the keys here are trustorOrgId",
      ]) {
        assert.include(file.stderr, said)
      }
      const time = await run("offboard", "--trustor", "us", "--trustee", "them", "--grace", "soon", ...stateOf("bad"))
      assert.strictEqual(time.code, 64)
      for (const port of ["0", "65536"]) {
        const { code, stderr } = await run("worker", "--port", port, ...stateOf("bad"))
        assert.strictEqual(code, 64)
        assert.match(stderr, /a port from 1 to 65535/)
      }
      const ids = await run("offboard", "--trustor", "us", "--trustee", "them", ...stateOf("bad"))
      assert.match(ids.stderr, /--trustor: expected the id of an organization, a UUID, got us/)
      const elsewhere = await run("onboard", join(directory, "none.yaml"), ...as("OURS"), ...stateOf("bad"))
      assert.match(elsewhere.stderr, /Cannot read the partner file .*none\.yaml: there is no such file/)
      const nobody = await run("onboard", partner, ...as("NOBODY"), ...stateOf("bad"))
      assert.match(nobody.stderr, /The profile NOBODY does not say whom to call and as whom/)
      await Effect.runPromise(Effect.scoped(Layer.build(Engine.layer({ file: join(directory, "bad.db") }))))
      const id = await run("runs", "onboarding", ...stateOf("bad"))
      assert.match(id.stderr, /Expected the id of a run, such as onboarding-12, got onboarding/)
      const unknown = await run("runs", "onboarding-7", ...stateOf("bad"))
      assert.match(unknown.stderr, /There is no run onboarding-7/)
      const all = await run("runs", "--follow", ...stateOf("bad"))
      assert.match(all.stderr, /--follow does nothing without the id of a run/)
      const database = await run("runs", "x-1", "--reveal", "--state", "postgres://nobody:a-password@127.0.0.1:1/none")
      assert.strictEqual(database.code, 1)
      assert.notInclude(database.stdout + database.stderr, "a-password")
    }))
})
