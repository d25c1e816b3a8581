import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { serve, type Served } from "../support/cli.ts"
import { run } from "../support/inProcess.ts"
import { login } from "../../../testkit/test/emulator/support/login.ts"
import { send } from "../../../testkit/test/emulator/support/wire.ts"

const { harborBank, northwindPartners } = organizations
const { lea, tom } = northwindPartners.users

let directory: string
let served: Served
let profiles: string

const variables = (prefix: string, { id, secret }: { readonly id: string; readonly secret: unknown }, own: string) => [
  `${prefix}GENESYSCLOUD_API_URL=${served.url}`,
  `${prefix}GENESYSCLOUD_OAUTHCLIENT_ID=${id}`,
  `${prefix}GENESYSCLOUD_OAUTHCLIENT_SECRET=${String(secret)}`,
  `${prefix}GENESYSCLOUD_ORGANIZATION_ID=${own}`,
]

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "org-trust-access-"))
  served = await serve()
  profiles = join(directory, "profiles")
  // The secrets of the built-in world are known to everybody.
  const lines = [
    ...variables("", { id: harborBank.clients.admin.id, secret: "harbor-admin-secret" }, harborBank.id),
    ...variables(
      "NORTHWIND_",
      { id: northwindPartners.clients.admin.id, secret: "northwind-admin-secret" },
      northwindPartners.id,
    ),
  ]
  await writeFile(profiles, lines.join("\n"))
})

afterAll(async () => {
  await served.stop()
  await rm(directory, { recursive: true })
})

const call = async (...args: ReadonlyArray<string>) => run(...args, "--profiles", profiles)

const write = async (name: string, text: string): Promise<string> => {
  const path = join(directory, name)
  await writeFile(path, text)
  return path
}

const fileOf = (users: string, strangers = "report"): string =>
  [
    "organization: us",
    `strangers: ${strangers}`,
    `organizations: { us: ${harborBank.id}, northwind: ${northwindPartners.id} }`,
    `roles: { visitor: ${harborBank.roles.visitor.id}, supervisor: ${harborBank.roles.supervisor.id} }`,
    `divisions: { retail: ${harborBank.divisions.retail.id} }`,
    `users: { tom: ${tom.id}, lea: ${lea.id} }`,
    "trustees:",
    "  northwind:",
    "    users:",
    users,
    "",
  ].join("\n")

const both = "      tom: [visitor]\n      lea: [{ role: supervisor, divisions: [retail] }]"

describe("a trust file", () => {
  it("is planned, made so, kept so, and exported", async () => {
    const file = await write("trust.yaml", fileOf(both))
    const planned = await call("plan", file)
    assert.deepStrictEqual([planned.code, /lea with supervisor in retail/.test(planned.stdout)], [2, true])
    assert.notInclude(planned.stdout, "\u001B", "no colour where nobody looks")

    // Without the partner's credentials it says what to ask for, and does nothing.
    const waits = await call("apply", file, "--yes")
    assert.strictEqual(waits.code, 2)
    assert.include(waits.stdout, JSON.stringify({ userIds: [tom.id, lea.id], groupIds: [] }))
    assert.include(waits.stdout, "--pairing northwind=ID")

    const done = await call("apply", file, "--yes", "--partner", "northwind=NORTHWIND")
    assert.strictEqual(done.code, 0, done.stdout + done.stderr)
    assert.include(done.stdout, "1 done, 0 waiting for somebody else, 0 not done")
    // The journal knows in which divisions roles were granted, so nothing is said to be unseen.
    const again = await call("plan", file)
    assert.deepStrictEqual([again.code, again.stdout], [0, "Nothing to do: it is as the file says.\n"])
    const without = await call("plan", file, "--journal", join(directory, "none"))
    assert.deepStrictEqual([without.code, /Cannot be seen/.test(without.stdout)], [0, true])

    const exported = await call("export")
    assert.strictEqual(exported.code, 0)
    const copy = await write("exported.yaml", exported.stdout)
    assert.strictEqual((await call("plan", copy)).code, 0)
    assert.include(exported.stdout, `# ${tom.name} <${tom.email}>`)
  })

  it("is drifted from where somebody changes something, and it is told who", async () => {
    const file = join(directory, "trust.yaml")
    assert.strictEqual((await call("drift", file)).code, 0)
    const authorization = `Bearer ${await login(served.url, harborBank.clients.admin)}`
    await send(served.url, {
      method: "DELETE",
      path: `/api/v2/orgauthorization/trustees/${northwindPartners.id}/users/${tom.id}`,
      headers: { authorization },
    })
    const drift = await call("drift", file)
    assert.match(drift.stdout, /1 step: 1 gives something\./)
    assert.strictEqual(drift.code, 2)
    assert.match(drift.stdout, /Harbor Bank: DELETE TRUST_USER Tom Thorne/)
    const json = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ steps: Schema.Array(Schema.Json) })))
    assert.lengthOf(json((await call("drift", file, "--json")).stdout).steps, 1)
    assert.strictEqual((await call("apply", file, "--yes")).code, 0)
  })

  it("does not lead past the guard rails", async () => {
    const file = await write("less.yaml", fileOf("      tom: [visitor]", "remove"))
    const refused = await call("apply", file, "--yes")
    assert.strictEqual(refused.code, 1)
    assert.include(refused.stderr, "1 of 2 people and groups would leave, more than 25%")
    const profile = await call("apply", file, "--yes", "--profile", "NORTHWIND")
    assert.deepStrictEqual([profile.code, /expected one and the same/.test(profile.stderr)], [1, true])
    const asked = await call("apply", file)
    assert.deepStrictEqual([asked.code, /Nothing was done/.test(asked.stderr)], [1, true])
    assert.strictEqual((await call("apply", file, "--yes", "--max-removals", "1")).code, 0)
    assert.strictEqual((await call("plan", file)).code, 0)
  })

  it("with a mistake is told with its place", async () => {
    const file = await write("wrong.yaml", fileOf("      tom: [visitr]"))
    const { code, stderr } = await call("plan", file)
    assert.deepStrictEqual([code, /wrong\.yaml:10:13: No role is called "visitr"/.test(stderr)], [1, true])
    assert.strictEqual((await call("drift", join(directory, "nowhere"))).code, 1)
  })

  it("keeps its journal though its last line was cut off, and does not take another file for one", async () => {
    const file = join(directory, "trust.yaml")
    const journal = `${file}.journal`
    const before = await readFile(journal, "utf8")
    await appendFile(journal, '{"_tag":"StepBeg')
    assert.strictEqual((await call("apply", file, "--yes")).code, 0)
    const after = await readFile(journal, "utf8")
    assert.isTrue(after.startsWith(before) && after.length > before.length && after.endsWith("}\n"))
    await appendFile(journal, "nonsense\n")
    const broken = await call("plan", file)
    assert.deepStrictEqual([broken.code, /this is no entry of a journal/.test(broken.stderr)], [1, true])
  })
})

/** Every property of a schema, by its path, whose description is missing. */
const undescribed = (schema: unknown, path: ReadonlyArray<string> = []): ReadonlyArray<string> => {
  if (typeof schema !== "object" || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]): ReadonlyArray<string> => {
    if (key !== "properties" || typeof value !== "object" || value === null) return undescribed(value, [...path, key])
    return Object.entries(value).flatMap(([name, property]: [string, unknown]) => {
      const at = [...path, name]
      const isDescribed = typeof property === "object" && property !== null && "description" in property
      return [...(isDescribed ? [] : [at.join("/")]), ...undescribed(property, at)]
    })
  })
}

describe("the schema of trust files", () => {
  it("describes every property", async () => {
    const { code, stdout } = await run("schema")
    assert.strictEqual(code, 0)
    assert.include(stdout, "customerCare")
    assert.deepStrictEqual(undescribed(JSON.parse(stdout)), [])
  })
})

describe("the commands", () => {
  it("say in words why they cannot begin", async () => {
    const missing = await call("plan", join(directory, "nosuch.yaml"))
    assert.deepStrictEqual([missing.code, /there is no such file/.test(missing.stderr)], [1, true])
    const other = await call("export", "--organization", northwindPartners.id)
    assert.deepStrictEqual([other.code, /the credentials are of/.test(other.stderr)], [1, true])
    const misspelt = await call("what-if", "--partner", "northwind")
    assert.include(misspelt.stderr, 'did you mean "Northwind Partners"?')
  })

  it("mean people by what the file calls them and by their names", async () => {
    const file = await write("named.yaml", fileOf(both))
    const permission = ["--permission", "routing:queue:view"]
    const answers = await Promise.all(
      ["lea", lea.name, lea.id].map((user) => call("explain", "--user", user, ...permission, "--file", file)),
    )
    for (const { code, stderr, stdout } of answers) {
      assert.strictEqual(code, 0, stderr)
      assert.match(stdout, /^May lea do routing:queue:view\?/)
    }
  })

  it("say where a review was written, and what is in it", async () => {
    const output = join(directory, "review.csv")
    const { code, stderr, stdout } = await call("review", "--format", "csv", "--output", output, "--fail-on", "note")
    assert.deepStrictEqual([code, stdout], [2, ""])
    assert.match(stderr, /review\.csv is written: to look at are .*\d (?:high|medium|low)/)
  })

  it("say which pairing of a partner nobody needs", async () => {
    const file = await write("paired.yaml", fileOf(both))
    const applied = await call("apply", file, "--yes", "--partner", "northwind=NORTHWIND")
    assert.include(applied.stderr, "No trust with northwind is made: no pairing of it is needed.")
  })
})

describe("Customer Care", () => {
  it("is let in by the file, kept as it says, reviewed, and gone with its entry", async () => {
    const exported = await call("export")
    assert.match(exported.stdout, /customer-care-2: .* # Customer Care/)
    const withCare = (entry: string) => {
      const entries = ["customer-care", "customer-care-2"].map((name) => `  ${name}: ${entry}`).join("\n")
      return exported.stdout.replace(/^trustees:(?: \{\})?$/m, `trustees:\n${entries}`)
    }
    const entry = "{ customerCare: { hasFullAccess: true }, dateExpired: 2030-01-01T00:00:00Z }"
    const file = await write("care.yaml", withCare(entry))
    const planned = await call("plan", file)
    assert.strictEqual(planned.code, 2, planned.stderr)
    assert.include(planned.stdout, "lets Customer Care in (customer-care, customer-care-2)")
    assert.include(planned.stdout, "whoever joins has full access")
    const done = await call("apply", file, "--yes")
    assert.strictEqual(done.code, 0, done.stdout + done.stderr)
    assert.strictEqual((await call("drift", file)).code, 0)
    assert.match(await readFile(`${file}.journal`, "utf8"), /"CareTrusts\.create".*"others":\[/)

    const reviewed = await call("review", "--file", file)
    assert.match(reviewed.stdout, /care-still-in.*full access, until 2030-01-01/s)
    const again = await write("again.yaml", (await call("export")).stdout)
    assert.strictEqual((await call("plan", again)).code, 0)

    // What is not as the file says is told, and ended where the file says so.
    const told = await call("drift", await write("told.yaml", withCare("{}")))
    assert.deepStrictEqual([told.code, /what .* may do as Customer Care/.test(told.stdout)], [2, true])
    const gone = await write("gone.yaml", exported.stdout.replace("strangers: report", "strangers: remove"))
    const ended = await call("apply", gone, "--yes", "--max-removals", "100%")
    assert.strictEqual(ended.code, 0, ended.stdout + ended.stderr)
    assert.match(ended.stdout, /ends the trust with Customer Care Europe|ends the trust with customer-care/)
  })

  it("that the API cannot let in so is told, with what to do", async () => {
    const { stdout } = await call("export")
    const file = await write(
      "alone.yaml",
      stdout.replace(/^trustees:(?: \{\})?$/m, "trustees:\n  customer-care: { customerCare: {} }"),
    )
    const planned = await call("plan", file)
    assert.strictEqual(planned.code, 2)
    assert.include(planned.stdout, "would let in customer-care-2 too: name them with the same flags")
  })
})
