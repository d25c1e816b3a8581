import { assert, describe, it } from "@effect/vitest"
import { fieldsOf } from "../support/errors.ts"
import { successOf, withOrder, withPages } from "../support/table.ts"
import { withScene } from "../support/withScene.ts"

const wrongPages = [
  "pageSize=0",
  "pageSize=-1",
  "pageSize=101",
  "pageSize=abc",
  "pageSize=",
  "pageSize=1.5",
  "pageSize=NaN",
  "pageSize=Infinity",
  "pageSize=0x10",
  "pageSize=%zz",
  "pageSize=1%00",
  "pageSize=99999999999999999999",
  "pageSize=10&pageSize=20",
  "pageNumber=0",
  "pageNumber=-1",
  "pageNumber=abc",
  "pageNumber=1.5",
  "pageNumber=9007199254740993",
  "pageNumber=2147483648",
  "pageNumber=1e0",
  "pageSize=1e1",
  "pageSize=10.0",
  "pageSize=%2010",
  "pageNumber=1&pageNumber=1",
]

const wrongOrders = [
  "sortBy=shoeSize",
  "sortBy=",
  "sortBy=__proto__",
  "sortBy=constructor",
  "sortBy=timestamp&sortBy=timestamp",
  "sortOrder=up",
  "sortOrder=ASCENDING",
  "sortOrder=ascending&sortOrder=ascending",
]

const harmless = [
  "",
  "&&",
  "=",
  "unknown=1",
  "__proto__=1",
  "pageSize[]=0",
  "%zz=%zz",
  "PAGESIZE=0",
  "pageSize=100",
  "pageSize=%2B5",
]

const of = (names: typeof withPages, queries: ReadonlyArray<string>) =>
  names.flatMap((name) => queries.map((query) => ({ name, query })))

describe("a query", () => {
  const { expect, scene } = withScene()

  it.each([...of(withPages, wrongPages), ...of(withOrder, wrongOrders)])(
    "is refused, and the parameter named: $name?$query",
    async ({ name, query }) => {
      const error = await expect.refused(({ ask }) => ask(name, { query }), 400, "invalid.value")
      assert.deepStrictEqual(fieldsOf(error), [query.split("=", 1).join("")])
    },
  )

  it.each(of(withPages, harmless))("may say what nobody asks for: $name?$query", async ({ name, query }) => {
    const answer = await scene().ask(name, { query })
    assert.strictEqual(answer.status, successOf(name), answer.text)
  })
})
