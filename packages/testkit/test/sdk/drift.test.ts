import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { fileURLToPath } from "node:url"
import type { Description, Field, Operation, Shape } from "../../scripts/sdk-drift/Description.ts"
import { differences, line } from "../../scripts/sdk-drift/Differences.ts"
import { known } from "../../scripts/sdk-drift/known.ts"
import { ownTable } from "../../scripts/sdk-drift/OwnTable.ts"
import { callsIn, exportedTexts } from "../../scripts/sdk-drift/SdkCode.ts"
import { readTypes } from "../../scripts/sdk-drift/SdkTypes.ts"
import { vendorSdk } from "../../scripts/sdk-drift/VendorSdk.ts"
import { holds, judge } from "../../scripts/sdk-drift/Verdict.ts"

const own = ownTable()
const vendor = vendorSdk(fileURLToPath(new URL("../../node_modules/purecloud-platform-client-v2", import.meta.url)))

/** What is said of the SDK once something in it is otherwise. */
const unknownOf = (changed: Description): ReadonlyArray<string> => judge(changed, own).unknown.map(line)

const withOperation = (name: string, change: (operation: Operation) => Operation): Description => {
  const operation = vendor.operations.get(name)
  assert(operation !== undefined)
  return { ...vendor, operations: new Map([...vendor.operations, [name, change(operation)]]) }
}

const withField = (model: string, field: string, change: Field | undefined): Description => {
  const fields = new Map(vendor.models.get(model))
  if (change === undefined) fields.delete(field)
  else fields.set(field, change)
  return { ...vendor, models: new Map([...vendor.models, [model, fields]]) }
}

/** Fields of the vendor's models that we describe too, but for those of which we keep whatever comes. */
const sharedFields = [...vendor.models].flatMap(([model, fields]) =>
  [...fields].flatMap(([field, theirs]) => {
    const ours = own.models.get(model)?.get(field)
    return ours === undefined || ours.shape.kind === "open" || theirs.shape.kind === "open"
      ? []
      : [{ model, field, theirs, ours }]
  }),
)
const sharedOperations = [...vendor.operations.keys()].filter((name) => own.operations.has(name))

const otherKind: { readonly [K in Shape["kind"]]: Shape } = {
  text: { kind: "number" },
  number: { kind: "text" },
  boolean: { kind: "text" },
  list: { kind: "text" },
  record: { kind: "text" },
  model: { kind: "text" },
  open: { kind: "text" },
  nothing: { kind: "text" },
}

describe("the installed SDK", () => {
  it("says what our table says, but for what is known", () => {
    const verdict = judge(vendor, own)
    assert.deepStrictEqual(verdict.unknown.map(line), [])
    assert.deepStrictEqual(verdict.stale.map(line), [])
  })

  it("is read whole", () => {
    assert.isTrue(own.operations.size > 40 && sharedOperations.length === own.operations.size)
    assert.isTrue(sharedFields.length > 100, `${sharedFields.length} fields`)
    assert.isTrue(vendor.regions.size > 10)
  })

  it("has nothing unknown in it that a known difference does not explain", () => {
    for (const each of known) {
      const verdict = judge(
        vendor,
        own,
        known.filter((other) => other !== each),
      )
      assert.deepStrictEqual(verdict.unknown.map(line), [line(each)])
    }
  })

  it("fails a known difference that is none", () => {
    const verdict = judge(vendor, own, [...known, { place: "Trustee.enabled", says: "field gone", because: "" }])
    assert.isFalse(holds(verdict))
    assert.deepStrictEqual(verdict.stale.map(line), ["Trustee.enabled: field gone"])
  })
})

describe("a newer SDK", () => {
  const anOperation = fc.constantFrom(...sharedOperations)
  const aField = fc.constantFrom(...sharedFields)
  const isSent = (model: string): boolean => /Create|Update|QueryRequest$|Grants|Pair$|Filter|Facet/.test(model)

  it("has an operation more, or one less", () => {
    const more: Operation = {
      method: "GET",
      path: "/api/v2/orgauthorization/news",
      parameters: new Map(),
      response: { kind: "open" },
    }
    const added = { ...vendor, operations: new Map([...vendor.operations, ["getOrgauthorizationNews", more]]) }
    assert.deepStrictEqual(unknownOf(added), [
      "getOrgauthorizationNews: new operation, GET /api/v2/orgauthorization/news",
    ])
    fc.assert(
      fc.property(anOperation, (name) => {
        const operations = new Map(vendor.operations)
        operations.delete(name)
        assert.include(unknownOf({ ...vendor, operations }), `${name}: operation gone`)
      }),
    )
  })

  it("calls an operation otherwise", () => {
    fc.assert(
      fc.property(anOperation, (name) => {
        const operations = new Map(
          [...vendor.operations].map(([key, value]) => [key === name ? "another" : key, value]),
        )
        assert.deepStrictEqual(unknownOf({ ...vendor, operations }), [`${name}: named another now`])
      }),
    )
  })

  it("asks otherwise: method, path, parameters, body, how a list is written", () => {
    fc.assert(
      fc.property(anOperation, (name) => {
        const methods = withOperation(name, (operation) => ({ ...operation, method: "PATCH" }))
        assert.isTrue(unknownOf(methods).some((each) => each.startsWith(`${name}: method PATCH, not `)))
        const paths = withOperation(name, (operation) => ({ ...operation, path: `${operation.path}/x` }))
        assert.isTrue(unknownOf(paths).some((each) => each.startsWith(`${name}: path `)))
        const parameters = withOperation(name, (operation) => ({
          ...operation,
          parameters: new Map([
            ...operation.parameters,
            ["more", { place: "query", required: false, shape: { kind: "text" } }],
          ]),
        }))
        assert.deepStrictEqual(unknownOf(parameters), [`${name}(more): new parameter in the query`])
        const fewer = withOperation(name, (operation) => ({ ...operation, parameters: new Map() }))
        assert.strictEqual(unknownOf(fewer).length, vendor.operations.get(name)?.parameters.size)
        const bodies = withOperation(name, ({ body, ...operation }) =>
          body === undefined ? { ...operation, body: { required: true, shape: { kind: "open" } } } : operation,
        )
        assert.match(unknownOf(bodies)[0] ?? "", /\(body\): (new body|body gone)$/)
      }),
    )
    const comma = withOperation("deleteOrgauthorizationTrustees", (operation) => ({
      ...operation,
      parameters: new Map([...operation.parameters].map(([name, each]) => [name, { ...each, format: "csv" }])),
    }))
    assert.deepStrictEqual(unknownOf(comma), ["deleteOrgauthorizationTrustees(id): written as csv, not multi"])
  })

  it("has a field more, one less, or one of another kind", () => {
    fc.assert(
      fc.property(aField, ({ field, model, theirs }) => {
        const added = withField(model, "news", { required: false, shape: { kind: "text" } })
        assert.deepStrictEqual(unknownOf(added), [`${model}.news: new field, text`])
        assert.include(unknownOf(withField(model, field, undefined)), `${model}.${field}: field gone`)
        const other = withField(model, field, { ...theirs, shape: otherKind[theirs.shape.kind] })
        assert.isTrue(unknownOf(other).some((each) => each.startsWith(`${model}.${field}: `)))
      }),
    )
  })

  it("needs a field of what we send, or needs it no more", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sharedFields.filter(({ model }) => isSent(model))), (shared) => {
        const { field, model, ours, theirs } = shared
        const changed = withField(model, field, { ...theirs, required: !theirs.required })
        const says = ours.required ? "optional, not required" : "required, not optional"
        assert.include(unknownOf(changed), `${model}.${field}: ${says}`)
      }),
    )
  })

  it("names the values of an enumeration: those that we do not know, and those that it does not", () => {
    const enumerations = sharedFields.filter(
      ({ ours }) => ours.shape.kind === "text" && ours.shape.values !== undefined,
    )
    assert.isTrue(enumerations.length > 5)
    fc.assert(
      fc.property(fc.constantFrom(...enumerations), ({ field, model, ours, theirs }) => {
        const [first = "", ...others] = ours.shape.kind === "text" ? (ours.shape.values ?? []) : []
        const same = withField(model, field, { ...theirs, shape: { kind: "text", values: [first, ...others] } })
        assert.deepStrictEqual(unknownOf(same), [])
        const changed = withField(model, field, { ...theirs, shape: { kind: "text", values: ["news", ...others] } })
        assert.deepStrictEqual(unknownOf(changed), [
          `${model}.${field}: new value news`,
          `${model}.${field}: value ${first} gone`,
        ])
      }),
    )
  })

  it("has a region more, one less, or one that moved", () => {
    const changed = new Map([...vendor.regions, ["af-south-1", "afs1.pure.cloud"], ["us-west-2", "elsewhere.example"]])
    changed.delete("eu-west-1")
    assert.deepStrictEqual(unknownOf({ ...vendor, regions: changed }), [
      "region af-south-1: new, at afs1.pure.cloud",
      "region eu-west-1: gone",
      "region us-west-2: at elsewhere.example, not usw2.pure.cloud",
    ])
  })
})

describe("the SDK's text", () => {
  it("has types: enumerations in every way that they can be written, lists, records, models in themselves", () => {
    const { method, models } = readTypes(`
      declare class TrustsApi {
        constructor(apiClient?: unknown);
        getTrust(id: string, opts?: TrustsApi.getTrustOptions): Promise<Models.Trust>;
      }
      declare namespace TrustsApi {
        export interface getTrustOptions { "sortOrder"?: "ascending" | "descending"; "customHeaders"?: Record<string, string>; }
      }
      declare namespace Models {
        export interface Entity { "id": string; }
        export enum State { Active = "active", Ended = "ended" }
        export type Level = ("USER" | "SYSTEM") | null;
        export interface Trust extends Models.Entity {
          "state"?: Models.State;
          "level"?: Level;
          "within"?: Array<Models.Trust>;
          "features"?: { [key: string]: boolean; };
          "names"?: string[];
          "dateCreated"?: Date;
          "anything"?: object;
        }
      }`)
    const types = method("TrustsApi", "getTrust")
    assert.deepStrictEqual(types?.response, { kind: "model", name: "Trust" })
    assert.deepStrictEqual(
      types?.parameters,
      new Map<string, Field>([
        ["id", { required: true, shape: { kind: "text" } }],
        ["sortOrder", { required: false, shape: { kind: "text", values: ["ascending", "descending"] } }],
      ]),
    )
    assert.deepStrictEqual(
      models.get("Trust"),
      new Map<string, Field>([
        ["id", { required: true, shape: { kind: "text" } }],
        ["state", { required: false, shape: { kind: "text", values: ["active", "ended"] } }],
        ["level", { required: false, shape: { kind: "text", values: ["USER", "SYSTEM"] } }],
        ["within", { required: false, shape: { kind: "list", of: { kind: "model", name: "Trust" } } }],
        ["features", { required: false, shape: { kind: "record", of: { kind: "boolean" } } }],
        ["names", { required: false, shape: { kind: "list", of: { kind: "text" } } }],
        ["dateCreated", { required: false, shape: { kind: "text" } }],
        ["anything", { required: false, shape: { kind: "open" } }],
      ]),
    )
  })

  it("has code: where each argument is sent", () => {
    const calls = callsIn(
      "TrustsApi.js",
      `class TrustsApi {
      putTrust(trustId, ids, body, opts) {
        return this.apiClient.callApi('/api/v2/orgauthorization/x/{trustId}', 'PUT', { 'trustId': trustId },
          { 'id': this.apiClient.buildCollectionParam(ids, 'multi'), 'sortBy': opts['sortBy'] },
          { 'If-Match': opts['ifMatch'] }, {}, body, [], [], [], opts['customHeaders'])
      }
    }`,
    )
    assert.deepStrictEqual(calls, [
      {
        className: "TrustsApi",
        name: "putTrust",
        method: "PUT",
        path: "/api/v2/orgauthorization/x/{trustId}",
        parameters: [
          { name: "trustId", from: "trustId", place: "path" },
          { name: "id", from: "ids", place: "query", format: "multi" },
          { name: "sortBy", from: "sortBy", place: "query" },
          { name: "If-Match", from: "ifMatch", place: "header" },
        ],
        body: "body",
      },
    ])
    assert.deepStrictEqual(exportedTexts("hosts.js", "export default { a_b: 'c.d' }"), new Map([["a_b", "c.d"]]))
  })

  it("is not taken for empty where it cannot be read", () => {
    assert.throws(() => readTypes("declare class {"))
    assert.throws(() => callsIn("x.js", "class {"))
  })

  it("compared with itself has no differences", () => {
    assert.deepStrictEqual(differences(vendor, vendor), [])
    assert.deepStrictEqual(differences(own, own), [])
  })
})
