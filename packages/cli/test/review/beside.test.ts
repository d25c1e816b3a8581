import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import { serve, type Served } from "../support/cli.ts"
import { run } from "../support/inProcess.ts"
import { login } from "../../../testkit/test/emulator/support/login.ts"
import { send } from "../../../testkit/test/emulator/support/wire.ts"

const { harborBank, northwindPartners } = organizations
const { lea, tom } = northwindPartners.users

let directory: string
let served: Served
let profiles: string

const call = async (...args: ReadonlyArray<string>) => run(...args, "--profiles", profiles)

const write = async (name: string, lines: ReadonlyArray<string>): Promise<string> => {
  const path = join(directory, name)
  await writeFile(path, `${lines.join("\n")}\n`)
  return path
}

const variables = (prefix: string, { id, secret }: WorldClient, own: string) => [
  `${prefix}GENESYSCLOUD_API_URL=${served.url}`,
  `${prefix}GENESYSCLOUD_OAUTHCLIENT_ID=${id}`,
  `${prefix}GENESYSCLOUD_OAUTHCLIENT_SECRET=${Redacted.value(secret)}`,
  `${prefix}GENESYSCLOUD_ORGANIZATION_ID=${own}`,
]

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "org-trust-beside-"))
  served = await serve()
  const { id } = northwindPartners
  profiles = await write("profiles", [
    ...variables("", harborBank.clients.admin, harborBank.id),
    ...variables("NORTHWIND_", northwindPartners.clients.admin, id),
    ...variables("LEA_", northwindPartners.clients.lea, id),
  ])
  const file = await write("trusts.yaml", [
    "organization: us",
    `organizations: { us: ${harborBank.id}, northwind: ${id} }`,
    `roles: { people: ${harborBank.roles.userAdministrator.id}, groups: ${harborBank.roles.groupSupervisor.id} }`,
    `users: { lea: ${lea.id} }`,
    "trustees: { northwind: { users: { lea: [people, groups] } } }",
  ])
  const applied = await call("apply", file, "--yes", "--partner", "northwind=NORTHWIND")
  assert.strictEqual(applied.code, 0, applied.stderr)
  // Lea lets Tom in: so she was here, and the trust file does not know of him.
  const authorization = `Bearer ${await login(served.url, northwindPartners.clients.lea)}`
  const path = `/api/v2/orgauthorization/trustors/${harborBank.id}/users/${tom.id}`
  assert.strictEqual((await send(served.url, { method: "PUT", path, headers: { authorization } })).status, 200)
})

afterAll(async () => {
  await served.stop()
  await rm(directory, { recursive: true })
})

const Reviewed = Schema.fromJsonString(
  Schema.Struct({
    findings: Schema.Array(Schema.Struct({ rule: Schema.String })),
    partners: Schema.Array(
      Schema.Struct({
        name: Schema.String,
        members: Schema.Array(
          Schema.Struct({ id: Schema.String, name: Schema.String, lastSeen: Schema.optionalKey(Schema.String) }),
        ),
      }),
    ),
  }),
)

it("says who was last seen, looks from both sides, and calls things as a directory file does", async () => {
  const names = await write("directory.yaml", [
    `names: { ${northwindPartners.id}: The people next door, ${tom.id}: Tommy }`,
    `roles: { ${harborBank.roles.userAdministrator.id}: ["authorization:orgTrusteeUser:add"] }`,
  ])
  const beside = ["--audits", "--partner", "The people next door=LEA", "--directory", names]
  const { code, stderr, stdout } = await call("review", "--format", "json", ...beside)
  assert.strictEqual(code, 0, stderr)
  const { findings, partners } = Schema.decodeUnknownSync(Reviewed)(stdout)
  assert.deepStrictEqual(
    partners.map(({ members, name }) => [
      name,
      members.map((each) => [each.id, each.name, each.lastSeen !== undefined]),
    ]),
    [
      [
        "The people next door",
        [
          [lea.id, lea.name, true],
          [tom.id, "Tommy", false],
        ],
      ],
    ],
  )
  assert.notInclude(
    findings.map(({ rule }) => rule),
    "sides-disagree",
  )
})

it("tells where a directory file is wrong, and whose credentials do not do", async () => {
  const names = await write("wrong.yaml", ["names: { tom: Tommy }", "role: {}"])
  const wrong = await call("review", "--directory", names)
  assert.strictEqual(wrong.code, 1)
  assert.match(wrong.stderr, /wrong\.yaml:2:1: role is no key here; did you mean roles\?/)
  const ids = await write("ids.yaml", ["names: { tom: Tommy }"])
  assert.match((await call("review", "--directory", ids)).stderr, /ids\.yaml:1:\d+: "tom" is no id: ids are UUIDs/)
  // Only somebody who is let in sees who is.
  const blind = await call("review", "--partner", `${northwindPartners.id}=NORTHWIND`)
  assert.deepStrictEqual([blind.code, /MissingTrustorPermissions/.test(blind.stderr)], [1, true], blind.stderr)
})
