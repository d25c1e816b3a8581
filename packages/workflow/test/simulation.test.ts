import { afterAll, assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { isThorough, seeds } from "../../testkit/test/support/effort.ts"
import { simulate } from "./support/Simulated.ts"

let kills = 0
const endings = new Set<string>()

it.each(seeds(100))("on the simulation's network nothing is lost and nothing doubled, seed %i", async (seed) => {
  const came = await Effect.runPromise(simulate(seed))
  assert.deepStrictEqual(came.mistakes, [], came.endings.join("; "))
  kills += came.kills
  for (const ending of came.endings) endings.add(ending.replace(/-\d+/, ""))
})

afterAll(() => {
  // A few seeds may have a quiet day.
  if (!isThorough) return
  assert.isAbove(kills, 100, "hardly anything was killed")
  for (const ending of ["onboarding Done", "onboarding Refused", "offboarding Done"])
    assert.include([...endings], ending)
})
