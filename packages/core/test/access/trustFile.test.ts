import { assert, describe, it } from "@effect/vitest"
import { resolve } from "@org-trust/core/access/Desired"
import * as Plan from "@org-trust/core/access/Plan"
import { read } from "@org-trust/core/access/SnapshotReader"
import { TrusteeEntry, TrustFile, TrustorEntry } from "@org-trust/core/access/TrustFile"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

const { harborBank, northwindPartners } = organizations
const tom = northwindPartners.users.tom.id
const decode = Schema.decodeUnknownSync(TrustFile)

const file = {
  organization: "us",
  organizations: { us: harborBank.id, northwind: northwindPartners.id },
  roles: { supervisor: harborBank.roles.supervisor.id },
  users: { tom },
  trustees: { northwind: { users: { tom: ["supervisor"] } } },
}

const mistakesIn = (changes: object) => {
  const result = resolve(decode({ ...file, ...changes }))
  return Result.isFailure(result) ? result.failure.map(({ message, path }) => `${path.join("/")}: ${message}`) : []
}

describe("a trust file", () => {
  it("means ids by their names, in any case", () => {
    const desired = Result.getOrThrow(resolve(decode({ ...file, users: { tom: tom.toUpperCase() } })))
    const trustee = desired.trustees?.get(northwindPartners.id)
    assert.deepStrictEqual([...(trustee?.users ?? [])], [[tom, [{ roleId: harborBank.roles.supervisor.id }]]])
    assert.strictEqual(desired.strangers, "report")
    assert.isUndefined(desired.trustors)
  })

  it("tells every mistake, with its place and what would be right", () => {
    const northwind = { dateExpired: "soon", users: { tim: ["boss", { role: "supervisor", divisions: [] }] } }
    assert.deepStrictEqual(mistakesIn({ roles: { boss: "17" }, trustees: { northwind } }), [
      'trustees/northwind/dateExpired: "soon" is no time: write one such as 2027-01-01T00:00:00Z',
      'trustees/northwind/users/tim: No user is called "tim": write an id, or name one under users; the file names tom',
      'roles/boss: "17" is no id: ids are UUIDs',
      "trustees/northwind/users/tim/1/divisions: No division is named: for all divisions write the role alone",
      'trustees/northwind/users/tim/1/role: No role is called "supervisor": write an id, or name one under roles; the file names boss',
    ])
  })

  it("does not name the same member twice", () => {
    const northwind = { users: { tom: [], [tom]: [] } }
    assert.deepStrictEqual(mistakesIn({ trustees: { northwind } }), [
      `trustees/northwind/users/${tom}: tom and ${tom} are the same: ${tom}`,
    ])
  })

  it("does not take a name that every object has for one of its own", () => {
    assert.lengthOf(mistakesIn({ trustees: { northwind: { users: { constructor: [] } } } }), 1)
  })
})

describe("through the services", () => {
  const us = InMemory.layer(principalOf(harborBank.clients.admin))
  const partner = InMemory.layer(principalOf(northwindPartners.clients.admin))
  const desired = Result.getOrThrow(resolve(decode(file)))
  const plan = Effect.map(read({ organizationId: harborBank.id }), (snapshot) => Plan.make(desired, snapshot)).pipe(
    Effect.provide(us),
  )

  it.effect("what is planned and done needs no more doing", () =>
    Effect.gen(function* () {
      const [step, ...more] = (yield* plan).steps
      assert.lengthOf(more, 0)
      if (step?.operation !== "Trustees.create") return assert.fail("the trust is to be made")
      const { id } = yield* Pairings.use((pairings) => pairings.create({ userIds: [tom] })).pipe(
        Effect.provide(partner),
      )
      yield* Trustees.use((trustees) => trustees.create({ ...step.input.payload, pairingId: id })).pipe(
        Effect.provide(us),
      )
      assert.deepStrictEqual((yield* plan).steps, [])
    }).pipe(Effect.provide(Platform.layer())),
  )
})

it("tells editors what each key is for", () => {
  const entries = [TrustFile, TrusteeEntry, TrustorEntry].map((schema) => {
    const { definitions, schema: root } = Schema.toJsonSchemaDocument(schema)
    const named = Object.values(definitions)[0] ?? root
    return named.properties ?? root.properties
  })
  const Described = Schema.Record(
    Schema.String,
    Schema.StructWithRest(Schema.Struct({ description: Schema.String }), [Schema.Record(Schema.String, Schema.Json)]),
  )
  for (const properties of entries) {
    const described = Schema.decodeUnknownSync(Described)(properties)
    assert.isAbove(Object.keys(described).length, 3)
    for (const { description } of Object.values(described)) assert.isAbove(description.length, 20)
  }
})
