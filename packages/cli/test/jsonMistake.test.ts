import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "fast-check"
import { jsonMistake } from "../src/jsonMistake.ts"

describe("a text that is meant to be JSON", () => {
  it.each([
    ['{"a": x}', "line 1, column 7: x is no JSON value"],
    ['{\n  "a": 1,\n  "b": \'c\'\n}', "line 3, column 8"],
    ['{"a": 1,, "b": 2}', "line 1, column 9"],
    ['{\n  "a": [1, 2\n', "line "],
    ['{"a": 01}', "line 1, column 7"],
    ["", "line 1, column 1"],
    ["'\n\n{", "line 1, column 1: ' is no JSON value"],
    ["{\"a\": ''}", "line 1, column 7: '' is no JSON value"],
  ])("%j is wrong at its place", (text, expected) => {
    assert.include(jsonMistake(text), expected)
  })

  it("is said to be wrong exactly where it is not JSON", () => {
    const parts = FastCheck.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      "1",
      "tru",
      "null",
      " ",
      "\n",
      "'",
      "#",
      "-",
      "&x",
      "*x",
      "<<",
    )
    FastCheck.assert(
      FastCheck.property(FastCheck.array(parts, { maxLength: 12 }), (all) => {
        const text = all.join("")
        const isJson = (() => {
          try {
            JSON.parse(text)
            return true
          } catch {
            return false
          }
        })()
        const mistake = jsonMistake(text)
        assert.strictEqual(mistake === undefined, isJson, text)
        if (mistake === undefined) return
        const [, line = 0, column = 0] = /^line (\d+), column (\d+): ./.exec(mistake) ?? []
        const written = text.split("\n")[Number(line) - 1]
        assert.isTrue(
          written !== undefined && Number(column) <= written.length + 1,
          `${JSON.stringify(text)}: ${mistake}`,
        )
      }),
      { numRuns: 500 },
    )
  })
})
