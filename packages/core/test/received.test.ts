import { assert, describe, it } from "@effect/vitest"
import * as Equal from "effect/Equal"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Trustee } from "@org-trust/core/Trustee"
import { TrustGroup } from "@org-trust/core/Group"
import { fieldsOf, unreadOf } from "@org-trust/core/Received"
import { encoderOf } from "../src/internal/compile.ts"
import { example, models, valueAt, withAt } from "./support/models.ts"

/** Values of every form; where one can be read it is not odd, but must come back all the same. */
const odd = ["odd", 5, 1e300, true, {}, { odd: 1 }, [], [5], [{}], [[null]]]

describe("the examples", () => {
  it("are of all models that the operations answer", () => {
    assert.isAbove(models.length, 30)
  })
})

describe.each(models)("%s", (_, model) => {
  const decode = Schema.decodeUnknownSync(model)
  const tryDecode = Schema.decodeUnknownResult(model)
  const encode = encoderOf(model)
  const { json, places } = example(model)
  const of = (kind: string) => places.filter((place) => place.kind === kind)

  it("gives back what came", () => {
    assert.deepStrictEqual(encode(decode(json)), json)
    assert.isTrue(Equal.equals(decode(json), decode(structuredClone(json))))
  })

  it("reads null as absent, at every place where there need not be anything", () => {
    for (const { path } of [...of("optional field"), ...of("item")]) {
      const without = withAt(json, path, () => undefined)
      const withNull = withAt(json, path, () => null)
      assert.deepStrictEqual(decode(withNull), decode(without), path.join("."))
    }
  })

  it("keeps what the models do not describe, in every object", () => {
    for (const { path } of of("object")) {
      for (const field of ["aFieldOfNextYear", "__proto__", "constructor", "toString"]) {
        const extended = withAt(json, path, (object) => ({
          ...(typeof object === "object" && object),
          [field]: { nested: [1, null] },
        }))
        assert.deepStrictEqual(encode(decode(extended)), extended, path.join("."))
      }
    }
  })

  it("reads past odd values at every place where there need not be anything, and gives them back", () => {
    for (const { path } of of("optional field")) {
      for (const value of odd) {
        const changed = withAt(json, path, () => value)
        const decoded = decode(changed)
        assert.deepStrictEqual(encode(decoded), changed, `${JSON.stringify(value)} at ${path.join(".")}`)
      }
    }
  })

  it("reads a list with an odd item as one that is not there, and keeps it, unless it is what the model is about", () => {
    for (const { path } of of("item")) {
      const changed = withAt(json, path, (item) => (typeof item === "string" ? 5 : "odd"))
      const isNeeded = path.length === 2 && ["entities", "auditMessages", "entries"].includes(String(path[0]))
      if (isNeeded) assert.isTrue(Result.isFailure(tryDecode(changed)), path.join("."))
      else {
        const decoded = decode(changed)
        assert.isUndefined(valueAt(decoded, path.slice(0, -1)), path.join("."))
        assert.deepStrictEqual(encode(decoded), changed, path.join("."))
      }
    }
  })

  it("is nothing without what it is", () => {
    for (const { path } of of("required field")) {
      const name = path.join(".")
      // What belongs to something else only takes that away.
      const isItself =
        path.length === 1 || (path.length === 3 && ["entities", "auditMessages"].includes(String(path[0])))
      if (path.at(-1) !== "id") continue
      for (const value of [undefined, null, 5, {}]) {
        const result = tryDecode(withAt(json, path, () => value))
        assert.strictEqual(Result.isFailure(result), isItself, `${String(value)} at ${name}`)
      }
    }
  })
})

describe("what could not be read", () => {
  const id = "11111111-2222-4333-8444-555555555555"

  it("is absent, and can be asked for", () => {
    const trustee = Schema.decodeSync(Trustee)({
      id,
      enabled: "yes",
      dateExpired: "Jan 1 2035",
      createdBy: { id: "nobody", name: "Somebody" },
    })
    assert.deepStrictEqual(Object.keys(trustee), ["id"])
    assert.deepStrictEqual(unreadOf(trustee), {
      enabled: "yes",
      dateExpired: "Jan 1 2035",
      createdBy: { id: "nobody", name: "Somebody" },
    })
    assert.deepStrictEqual(unreadOf(Schema.decodeSync(Trustee)({ id })), {})
  })

  it("gives way to what is said instead", () => {
    const trustee = Schema.decodeSync(Trustee)({ id, enabled: "yes", selfUri: 5 })
    assert.deepStrictEqual(Schema.encodeSync(Trustee)({ ...trustee, enabled: true }), { id, enabled: true, selfUri: 5 })
  })

  it("is of no account for an odd value in what is encoded", () => {
    assert.throws(() => Schema.encodeUnknownSync(Trustee)({ id, enabled: "yes" }))
  })
})

describe("what the models do not describe", () => {
  it("can be read by name", () => {
    const group = Schema.decodeSync(TrustGroup)({
      id: "11111111-2222-4333-8444-555555555555",
      chat: { jabberId: "group@conference.example" },
      ownerIds: ["one"],
    })
    assert.deepStrictEqual(fieldsOf(group)["ownerIds"], ["one"])
    assert.deepStrictEqual(fieldsOf(group)["chat"], { jabberId: "group@conference.example" })
  })
})
