import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { clauses } from "@org-trust/testkit/contract/Contract"
import * as ProgressLine from "../src/verify/ProgressLine.ts"

describe("the line that tells how far a clause is", () => {
  it.effect("comes when a clause takes long, seldom enough to be read, and goes for what follows", () =>
    Effect.gen(function* () {
      let written = ""
      const line = ProgressLine.make(
        (text) => {
          written += text
        },
        () => 40,
      )
      const [clause] = clauses
      assert.isDefined(clause)
      yield* line.clear
      yield* line.tell(clause, { done: 1, of: 25 })
      assert.strictEqual(written, "")
      yield* TestClock.adjust("1 second")
      yield* line.tell(clause, { done: 2, of: 25 })
      yield* line.tell(clause, { done: 3, of: 25 })
      const text = ProgressLine.progressText(clause.id, { done: 2, of: 25 })
      assert.strictEqual(written, `\r\u001B[2K${text.slice(0, 39)}`)
      assert.include(text, "2 of 25 inputs")
      // Another one beside it, for just as long.
      const [, other] = clauses
      assert.isDefined(other)
      yield* line.tell(other, { done: 1, of: 25 })
      yield* TestClock.adjust("1 second")
      yield* line.tell(other, { done: 2, of: 25 })
      yield* line.tell(clause, { done: 4, of: 25 })
      const next = ProgressLine.progressText(other.id, { done: 2, of: 25 })
      assert.strictEqual(written, `\r\u001B[2K${text.slice(0, 39)}\r\u001B[2K${next.slice(0, 39)}`)
      yield* line.clear
      yield* line.clear
      assert.isTrue(written.endsWith("\r\u001B[2K"))
    }),
  )
})
