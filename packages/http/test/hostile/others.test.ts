import { operationNames } from "@org-trust/core/Operation"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { isThorough } from "../../../testkit/test/support/effort.ts"
import { attack } from "../support/hostile/Attack.ts"

// The operations of trustees are in a file of their own, so that both run at the same time.
const names = operationNames.filter((name) => !name.startsWith("Trustee"))

// A part of the answers may have none that leads there.
const least = isThorough ? 20 : -1

describe("a server that answers anything", () => {
  it.effect.each(names.map((operation, index) => [operation, index + 101] as const))(
    "gets nothing but answers and errors out of %s",
    ([operation, seed]) =>
      Effect.gen(function* () {
        const seen = yield* attack(operation, false, seed)
        for (const name of ["success", "UnexpectedResponse", "RateLimited", "InvalidRequest", "Unauthenticated"]) {
          assert.isAbove(seen.get(name) ?? 0, least, name)
        }
      }),
  )

  it.effect("gets nothing but errors out of the login", () =>
    Effect.gen(function* () {
      const seen = yield* attack("Trustees.list", true, 200)
      for (const name of ["UnexpectedResponse", "RateLimited", "Unauthenticated", "Unavailable: Status"]) {
        assert.isAbove(seen.get(name) ?? 0, least, name)
      }
    }),
  )
})
