/**
 * What the columns of the table say agrees with what else it says of an operation.
 */
import { assert, describe, it } from "@effect/vitest"
import {
  hasColumns,
  isOfService,
  type OperationEntry,
  type OperationName,
  operationNames,
  operations,
  type OperationWith,
  type ServiceName,
  type ServiceOf,
  type VerbOf,
} from "../src/Operation.ts"

const entries = operationNames.map((name): readonly [OperationName, OperationEntry] => [name, operations[name]])

const namesWhere = (isMeant: (entry: OperationEntry, name: OperationName) => boolean) =>
  entries.filter(([name, entry]) => isMeant(entry, name)).map(([name]) => name)

describe("The columns of the table", () => {
  it("name a side that owns the path: a trustor's trustees, a trustee's trustors", () => {
    assert.deepStrictEqual(
      operationNames.filter(hasColumns({ side: "trustor" })),
      namesWhere(({ path }) => path.startsWith("/trustees")),
    )
    assert.deepStrictEqual(
      operationNames.filter(hasColumns({ side: "trustee" })),
      namesWhere(({ path }, name) => /^\/trustors?(\/|$)|^\/users/.test(path) || name === "Pairings.create"),
    )
  })

  it("have permissions checked in the trustor where a trustee is at the members of one trust", () => {
    assert.deepStrictEqual(
      operationNames.filter(hasColumns({ checkedIn: "trustor" })),
      namesWhere(({ member, side, trusts }) => side === "trustee" && trusts === "one" && member !== undefined),
    )
  })

  it("name the kind of member that the path names", () => {
    assert.deepStrictEqual(
      operationNames.filter(hasColumns({ member: "user" })),
      namesWhere(({ path }) => /\/(cloned)?users\b/.test(path)),
    )
    assert.deepStrictEqual(
      operationNames.filter(hasColumns({ member: "group" })),
      namesWhere(({ path }) => path.includes("/groups")),
    )
  })

  it("name what the path is about", () => {
    const about = (column: OperationEntry["about"]) => operationNames.filter(hasColumns({ about: column }))
    const pathHas = (part: RegExp) => namesWhere(({ path }) => part.test(path))
    assert.deepStrictEqual(about("pairing"), pathHas(/pairings/))
    assert.deepStrictEqual(about("roles"), pathHas(/roles$/))
    assert.deepStrictEqual(about("roleDivisions"), pathHas(/roledivisions$/))
    assert.deepStrictEqual(about("clonedUser"), pathHas(/clonedusers/))
    assert.deepStrictEqual(about("audits"), pathHas(/audits$/))
    assert.deepStrictEqual(about("careTrust"), pathHas(/(default|care)$/))
    assert.deepStrictEqual(about("member"), pathHas(/^\/trust(ee|or)s\/\{\w+\}\/(users|groups)(\/\{\w+\})?$/))
    assert.deepStrictEqual(about("trust"), pathHas(/^\/trust(ee|or)s(\/\{\w+\})?$|^\/users/))
  })

  it("say of a request whose path names one organization that it is about one trust", () => {
    const named = namesWhere(({ path }) => /\{trust(ee|or)OrgId\}/.test(path))
    const one: ReadonlyArray<OperationName> = operationNames.filter(hasColumns({ trusts: "one" }))
    assert.deepStrictEqual(
      one.filter((name) => !named.includes(name)),
      // The trust is named by a body, or is the only one of its kind.
      ["Trustees.create", "TrustAudits.ofTrustor", "DefaultTrusts.get", "DefaultTrusts.create"],
    )
    assert.deepStrictEqual(
      named.filter((name) => !one.includes(name)),
      [],
    )
  })

  it("list by pages where a page can be asked for", () => {
    assert.deepStrictEqual(
      operationNames.filter(hasColumns({ lists: "page" })),
      namesWhere(({ input }) => "pageSize" in input.fields),
    )
    assert.deepStrictEqual(operationNames.filter(hasColumns({ lists: "all" })), [
      "TrusteeClonedUsers.list",
      "TrustorClonedUsers.list",
      "CareTrusts.list",
    ])
  })
})

describe("Operations by their columns", () => {
  it("are told apart by types too", () => {
    const removals: ReadonlyArray<"TrusteeGroups.remove" | "TrustorGroups.remove"> = operationNames.filter(
      hasColumns({ about: "member", member: "group", replay: "removal" }),
    )
    const same: ReadonlyArray<OperationWith<{ about: "member"; member: "group"; replay: "removal" }>> = removals
    assert.deepStrictEqual(same, ["TrusteeGroups.remove", "TrustorGroups.remove"])
  })

  it("have a service and a verb", () => {
    const service: ServiceOf<"TrustAudits.ofTrustees"> = "TrustAudits"
    const verb: VerbOf<"TrustAudits.ofTrustees"> = "ofTrustees"
    assert.strictEqual(`${service}.${verb}`, "TrustAudits.ofTrustees")
    const trustees: ServiceName = "Trustees"
    assert.deepStrictEqual(
      operationNames.filter((name) => isOfService(trustees, name)),
      ["Trustees.list", "Trustees.create", "Trustees.get", "Trustees.update", "Trustees.remove"],
    )
  })
})
