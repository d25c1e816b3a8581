import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { letIn, trustor, worldOf } from "../../scripts/scale/town.ts"
import { serve } from "../support/cli.ts"
import { run } from "../support/inProcess.ts"

const { harborBank, northwindPartners } = organizations
const { nina, tom } = northwindPartners.users

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "org-trust-sides-"))
})

afterAll(() => rm(directory, { recursive: true }))

const write = async (name: string, ...lines: ReadonlyArray<string>): Promise<string> => {
  const path = join(directory, name)
  await writeFile(path, `${lines.join("\n")}\n`)
  return path
}

const profile = (prefix: string, url: string, id: string, secret: string, own: string): ReadonlyArray<string> => [
  `${prefix}GENESYSCLOUD_API_URL=${url}`,
  `${prefix}GENESYSCLOUD_OAUTHCLIENT_ID=${id}`,
  `${prefix}GENESYSCLOUD_OAUTHCLIENT_SECRET=${secret}`,
  `${prefix}GENESYSCLOUD_ORGANIZATION_ID=${own}`,
]

describe("where our people go", () => {
  it("is asked for, kept, changed and exported, by who may see it", async () => {
    const served = await serve()
    try {
      const { clients } = northwindPartners
      const profiles = await write(
        "profiles",
        ...profile("HARBOR_", served.url, harborBank.clients.admin.id, "harbor-admin-secret", harborBank.id),
        ...profile("NINA_", served.url, clients.nina.id, "northwind-nina-secret", northwindPartners.id),
        ...profile("ADMIN_", served.url, clients.admin.id, "northwind-admin-secret", northwindPartners.id),
      )
      const call = (name: string, ...args: ReadonlyArray<string>) =>
        run(...args, "--profiles", profiles, "--profile", name)
      const ours = (users: string, ...more: ReadonlyArray<string>) =>
        write(
          "ours.yaml",
          `organization: ${northwindPartners.id}`,
          "strangers: remove",
          `organizations: { harbor: ${harborBank.id} }`,
          `users: { nina: ${nina.id}, tom: ${tom.id} }`,
          `trustors: { harbor: { users: [${users}] } }`,
          ...more,
        )
      const file = await ours("nina, tom")
      const asked = await call("NINA", "apply", file, "--yes")
      assert.strictEqual(asked.code, 2)
      const [, pairing = ""] = /Hand this pairing to harbor.*: (\S+)/.exec(asked.stdout) ?? []
      const again = await call("NINA", "apply", file, "--yes")
      assert.include(again.stdout, pairing, "it is asked once")

      const { trustAdministrator, trustedExternalUser } = harborBank.roles
      const theirs = await write(
        "theirs.yaml",
        `organization: ${harborBank.id}`,
        "trustees:",
        `  ${northwindPartners.id}:`,
        `    users: { ${nina.id}: [${trustAdministrator.id}, ${trustedExternalUser.id}], ${tom.id}: [] }`,
      )
      const made = await call("HARBOR", "apply", theirs, "--yes", "--pairing", `${northwindPartners.id}=${pairing}`)
      assert.strictEqual(made.code, 0, made.stdout + made.stderr)
      assert.strictEqual((await call("NINA", "drift", file)).code, 0)

      // Both sides in one file.
      const exported = await call("NINA", "export")
      const copy = await write("copy.yaml", exported.stdout)
      assert.match(exported.stdout, /trustors:\n {2}harbor-bank:\n {4}users:/)
      assert.strictEqual((await call("NINA", "plan", copy)).code, 0)
      // Who acts for no user does not see it, and says nothing of it.
      const partly = await call("ADMIN", "export")
      assert.deepStrictEqual([partly.code, /Where our people go is left out/.test(partly.stderr)], [0, true])
      assert.notInclude(partly.stdout, "trustors")
      const blind = await call("ADMIN", "plan", file)
      assert.match(blind.stderr, /act as a user who is let in there/)

      const changed = await ours("nina", "trustees: {}")
      const planned = await call("NINA", "plan", changed)
      assert.match(planned.stdout, /takes tom out of harbor/)
      const applied = await call("NINA", "apply", changed, "--yes", "--max-removals", "50%")
      assert.strictEqual(applied.code, 0, applied.stdout + applied.stderr)
      assert.strictEqual((await call("NINA", "drift", changed)).code, 0)
    } finally {
      await served.stop()
    }
  })
})

describe("of many partners", () => {
  it("is said beforehand how long reading takes at the platform's rate, and how far it has come", async () => {
    const [partners, members] = [12, 2]
    const world = await write("world.json", JSON.stringify(worldOf(partners, members)))
    const served = await serve("--world", world)
    try {
      await letIn(served.url, partners, members)
      const profiles = await write("many", ...profile("", served.url, trustor.clientId, trustor.secret, trustor.id))
      const { code, stderr, stdout } = await run("export", "--profiles", profiles)
      assert.strictEqual(code, 0)
      assert.include(stderr, "Trusts: 12. At least 36 requests, about 1 min at 300 a minute; then one for each")
      assert.include(stderr, "They have 24 members: 36 requests more, about 1 min at 300 a minute.")
      assert.match(stderr, / {2}3 of 24 members, \d+ requests, about 1 min to go/)
      assert.match(stderr, /Read with \d+ requests\./)
      const file = await write("many.yaml", stdout)
      assert.strictEqual((await run("plan", file, "--profiles", profiles, "--rate", "0")).code, 0)
    } finally {
      await served.stop()
    }
  })
})
