import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { parse } from "../../src/access/TrustText.ts"

const id = (last: number): string => `00000000-0000-4000-8000-00000000000${last}`

const mistakesIn = (...lines: ReadonlyArray<string>) => {
  const read = parse(lines.join("\n"))
  return Result.isFailure(read) ? read.failure.map(({ column, line, message }) => `${line}:${column}: ${message}`) : []
}

describe("the text of a trust file", () => {
  it("is YAML or JSON, and means the same in both", () => {
    const yaml = parse(`organization: ${id(1)}\ntrustees:\n  ${id(2)}: { users: { ${id(3)}: [${id(4)}] } }\n`)
    const json = parse(
      JSON.stringify({ organization: id(1), trustees: { [id(2)]: { users: { [id(3)]: [id(4)] } } } }, undefined, 2),
    )
    assert.deepStrictEqual(Result.getOrThrow(yaml), Result.getOrThrow(json))
  })

  it("with keys that nobody knows says which were meant, and with values of another kind what was expected", () => {
    assert.deepStrictEqual(
      mistakesIn(
        "organization: us",
        "organisations:",
        `  us: ${id(1)}`,
        "trustees:",
        "  northwind:",
        "    enabeld: true",
        "    users:",
        "      tom: [supervisor, { rol: x, divisions: [a] }, 3]",
        "      lea:",
        "    nonsense: 1",
        "  care:",
        "    customerCare: { fullAccess: true, isTrustedUser: yes }",
      ),
      [
        "2:1: organisations is no key here; did you mean organizations?",
        "6:5: enabeld is no key here; did you mean enabled?",
        "8:25: role is missing",
        "8:27: rol is no key here; did you mean role?",
        "8:53: trustees / northwind / users / tom / 2: expected a role, or { role, divisions }, got 3",
        "9:7: trustees / northwind / users / lea: expected array, got null; where there is nothing, write {} or [], or leave the key out",
        "10:5: nonsense is no key here; the keys here are organization, enabled, dateExpired, users, groups, clones, customerCare, strangers",
        "12:21: fullAccess is no key here; did you mean hasFullAccess?",
        '12:54: trustees / care / customerCare / isTrustedUser: expected boolean, got "yes"',
      ],
    )
  })

  it("with names that nothing is called, ids that are none, and times that are none says where", () => {
    assert.deepStrictEqual(
      mistakesIn(
        "organization: us",
        `organizations: { us: ${id(1)}, northwind: "17" }`,
        "trustees:",
        "  northwind:",
        "    dateExpired: soon",
        "    users:",
        "      tom: [superviser]",
      ),
      [
        '2:71: "17" is no id: ids are UUIDs',
        '5:18: "soon" is no time: write one such as 2027-01-01T00:00:00Z',
        '7:7: No user is called "tom": write an id, or name one under users',
        '7:13: No role is called "superviser": write an id, or name one under roles',
      ],
    )
  })

  it("does not say anything twice, in YAML nor in JSON", () => {
    assert.deepStrictEqual(mistakesIn("organization: a", "organization: b"), ["2:1: This key is there twice"])
    assert.deepStrictEqual(mistakesIn('{ "organization": "a",', '  "organization": "b" }'), [
      "2:3: This key is there twice",
    ])
  })

  it("that is broken, empty, not one document, or no file of this kind is told as such", () => {
    assert.deepStrictEqual(mistakesIn(""), ["1:1: The file is empty"])
    assert.deepStrictEqual(mistakesIn("- a"), ['1:1: expected TrustFile, got ["a"]'])
    assert.deepStrictEqual(mistakesIn("organization: *us"), ["1:15: Nothing before this is called &us"])
    for (const text of ["organization: [us", "a: !!js x", "a: 1\n---\nb: 2", "a:\n\tb: 1", "? [x]\n: y", "\u0000"]) {
      assert.isAbove(mistakesIn(text).length, 0, text)
    }
  })
})
