import { assert, describe, it } from "@effect/vitest"
import * as Apply from "@org-trust/core/access/Apply"
import { resolve } from "@org-trust/core/access/Desired"
import { fromSnapshot } from "@org-trust/core/access/Export"
import * as Journal from "@org-trust/core/access/Journal"
import * as Plan from "@org-trust/core/access/Plan"
import { read } from "@org-trust/core/access/SnapshotReader"
import { TrusteeEntry, TrustFile, TrustorEntry } from "@org-trust/core/access/TrustFile"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { careOrganizations, organizations } from "@org-trust/testkit/BuiltInWorld"
import * as InMemory from "@org-trust/testkit/InMemory"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
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

describe("Customer Care in a trust file", () => {
  const { careAmericas, careEurope } = careOrganizations
  const us = InMemory.layer(principalOf(harborBank.clients.admin))
  const care = { [careAmericas.id]: {}, [careEurope.id]: {} }
  const withCare = (trustees: object) =>
    Result.getOrThrow(resolve(decode({ organization: harborBank.id, strangers: "remove", trustees })))
  const planFor = (trustees: object) =>
    Effect.map(read({ organizationId: harborBank.id, care: true }), (snapshot) =>
      Plan.make(withCare(trustees), snapshot),
    ).pipe(Effect.provide(us))
  const everywhere = (entry: object) => Object.fromEntries(Object.keys(care).map((id) => [id, entry]))
  const kindsOf = ({ obstacles }: Plan.Plan) => obstacles.map(({ kind }) => kind)
  const operationsOf = ({ steps }: Plan.Plan) => steps.map(({ operation }) => operation)
  const applied = (trustees: object) =>
    Effect.flatMap(planFor(trustees), (plan) =>
      Apply.run({ desired: withCare(trustees), plan }).pipe(Effect.provide(Layer.merge(us, Journal.layerMemory()))),
    )
  const dateExpired = "2030-01-01T00:00:00Z"

  it("is a plain value in TypeScript", () => {
    const typed: TrustFile = {
      ...decode({ organization: harborBank.id }),
      trustees: { [careAmericas.id]: { customerCare: { hasFullAccess: true }, dateExpired } },
    }
    assert.deepStrictEqual(Result.getOrThrow(resolve(typed)).trustees?.get(careAmericas.id)?.care, {
      usesDefaultRole: false,
      hasFullAccess: true,
      isTrustedUser: false,
    })
  })

  it.effect("is let in by one call, until its end, and needs no more doing", () =>
    Effect.gen(function* () {
      const wished = everywhere({ customerCare: { hasFullAccess: true }, dateExpired })
      const outcomes = yield* applied(wished)
      assert.deepStrictEqual(
        outcomes.map(({ ending, step }) => [step.operation, ending]),
        [
          ["CareTrusts.create", "done"],
          ["Trustees.update", "done"],
          ["Trustees.update", "done"],
        ],
      )
      assert.deepStrictEqual(operationsOf(yield* planFor(wished)), [])
      // Nobody is in it: its flags are changed by making it anew.
      const other = everywhere({ customerCare: { isTrustedUser: true } })
      assert.deepStrictEqual(operationsOf(yield* planFor(other)), [
        "Trustees.remove",
        "Trustees.remove",
        "CareTrusts.create",
      ])
      yield* applied(other)
      const read = yield* Effect.provide(
        Trustees.use((trustees) => trustees.all()),
        us,
      )
      assert.deepStrictEqual(
        read.map(({ hasFullAccess, isTrustedUser }) => [hasFullAccess, isTrustedUser]),
        [
          [false, true],
          [false, true],
        ],
      )
      // And it goes with its entry.
      assert.deepStrictEqual(operationsOf(yield* planFor({})), ["Trustees.remove", "Trustees.remove"])
    }).pipe(Effect.provide(Platform.layer())),
  )

  it.effect("gets its end beside the one that its trust begins with", () =>
    Effect.gen(function* () {
      const customerCare = {}
      const effectsFor = (trustees: object) =>
        Effect.map(planFor(trustees), ({ steps }) => steps.map(({ effect, operation }) => [operation, effect]))
      const kim = { [careAmericas.users.kim.id]: [] }
      const withKim = (entry: object) => ({ ...everywhere(entry), [careAmericas.id]: { ...entry, users: kim } })
      const letIn = ["CareTrusts.create", "gives"]
      const added = ["TrusteeUsers.add", "gives"]
      const shorter = ["Trustees.update", "takes"]
      const longer = ["Trustees.update", "gives"]
      const soon = { customerCare, dateExpired: "1970-01-11T00:00:00Z" }
      const late = { customerCare, dateExpired }
      assert.deepStrictEqual(yield* effectsFor(withKim(soon)), [letIn, shorter, added, shorter])
      assert.deepStrictEqual(yield* effectsFor(withKim(late)), [letIn, added, longer, longer])
      // Where one is to stay without end, all of them begin so.
      const mixed = { ...withKim(late), [careEurope.id]: { customerCare } }
      assert.deepStrictEqual(yield* effectsFor(mixed), [letIn, shorter, added])
    }).pipe(Effect.provide(Platform.layer())),
  )

  it.effect("is told where the API cannot do what is asked for", () =>
    Effect.gen(function* () {
      const customerCare = { hasFullAccess: true }
      assert.deepStrictEqual(kindsOf(yield* planFor({ [careAmericas.id]: { customerCare } })), ["care-at-once"])
      const apart = { [careAmericas.id]: { customerCare }, [careEurope.id]: { customerCare: {} } }
      assert.deepStrictEqual(kindsOf(yield* planFor(apart)), ["care-at-once", "care-at-once"])
      const closed = yield* planFor(everywhere({ customerCare, enabled: false }))
      assert.deepStrictEqual(kindsOf(closed), ["care-open", "care-open"])
      const stranger = yield* planFor({ [northwindPartners.id]: { customerCare } })
      assert.deepStrictEqual(kindsOf(stranger), ["not-care"])
      assert.include(stranger.obstacles[0]?.reason, careEurope.id)

      const kim = { users: { [careAmericas.users.kim.id]: [] } }
      const before = { [careAmericas.id]: { customerCare, ...kim }, [careEurope.id]: { customerCare } }
      yield* applied(before)
      const flags = { customerCare: { ...customerCare, isTrustedUser: true } }
      const after = { [careAmericas.id]: { ...flags, ...kim }, [careEurope.id]: flags }
      // Kim would be locked out; nobody is in the other one.
      const partly = yield* planFor(after)
      assert.deepStrictEqual(kindsOf(partly), ["care-flags"])
      assert.deepStrictEqual(operationsOf(partly), ["Trustees.remove", "CareTrusts.create"])
      // What the file does not mention is not taken away behind its back.
      assert.deepStrictEqual(kindsOf(yield* planFor(everywhere({}))), ["care-flags", "care-flags"])
      const reported = yield* planFor(everywhere({ strangers: "report" }))
      assert.deepStrictEqual(
        reported.strangers.map(({ what }) => what),
        ["user", "customerCare", "customerCare"],
      )
      assert.deepStrictEqual([reported.steps, reported.obstacles], [[], []])
    }).pipe(Effect.provide(Platform.layer())),
  )

  it.effect("is not let in by who does not know which organizations it has", () =>
    Effect.gen(function* () {
      const snapshot = yield* Effect.provide(read({ organizationId: harborBank.id }), us)
      const plan = Plan.make(withCare(everywhere({ customerCare: {} })), snapshot)
      assert.deepStrictEqual(kindsOf(plan), ["care-unknown", "care-unknown"])
    }).pipe(Effect.provide(Platform.layer())),
  )

  it.effect("has a name in what is exported, so that it can be let in by it", () =>
    Effect.gen(function* () {
      const snapshot = yield* Effect.provide(read({ organizationId: harborBank.id, care: true }), us)
      const { file } = fromSnapshot(snapshot)
      assert.deepStrictEqual([file.trustees, file.organizations["customer-care"]], [{}, careAmericas.id])
      assert.strictEqual(file.organizations["customer-care-2"], careEurope.id)
    }).pipe(Effect.provide(Platform.layer())),
  )
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
