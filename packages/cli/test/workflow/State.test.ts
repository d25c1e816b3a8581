import { assert, describe, it } from "@effect/vitest"
import * as Option from "effect/Option"
import { repeatState } from "../../src/workflow/State.ts"

describe("--state, repeated in the command that answers", () => {
  const repeated = (place: string) => repeatState(Option.some(place))

  it("is left out where it was not given", () => {
    assert.strictEqual(repeatState(Option.none()), "")
  })

  it("is one word of a shell", () => {
    assert.strictEqual(repeated("state/runs.db"), " --state state/runs.db")
    assert.strictEqual(repeated("my runs.db"), " --state 'my runs.db'")
    assert.strictEqual(repeated("it's.db"), String.raw` --state 'it'\''s.db'`)
  })

  it("tells no password", () => {
    const cases = [
      ["postgres://worker@db/runs", "postgres://worker@db/runs"],
      [
        "postgres://worker:s3cret@db:5433/runs?sslmode=require",
        "'postgres://worker:PASSWORD@db:5433/runs?sslmode=require'",
      ],
      ["postgresql://db/runs?user=worker&password=s3cret", "'postgresql://db/runs?user=worker&password=PASSWORD'"],
      ["postgres://worker:12#s3cret@db/runs", "postgres://worker:12"],
      ["postgres://worker:s3c/ret@db/runs", "URL"],
    ] as const
    for (const [place, expected] of cases) assert.strictEqual(repeated(place), ` --state ${expected}`)
  })
})
