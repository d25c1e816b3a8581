/**
 * A process that judges mutations one after the other: `Judge.ts RUNS`. Its parent sends
 * numbers of mutations; each is answered with the clause that rejects it, if one does.
 */
import * as Effect from "effect/Effect"
import { world } from "@org-trust/testkit/BuiltInWorld"
import type { Clause } from "@org-trust/testkit/contract/Clause"
import { conformance } from "@org-trust/testkit/contract/Conformance"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { run } from "@org-trust/testkit/contract/Runner"
import { otherChoices } from "./otherChoices.ts"
import { laws } from "../../src/contract/internal/laws/all.ts"
import type { PlatformOptions } from "@org-trust/testkit/Platform"
import { load } from "./Model.ts"

const runs = Number(process.argv[2])
const model = await load()

/** What is left out with some choices is come by with others. */
const choices: ReadonlyArray<PlatformOptions> = [
  {},
  otherChoices,
  { profile: { careWhenPartly: "Conflict" } },
  {
    world: { ...world, organizations: world.organizations.filter(({ isCare }) => isCare !== true) },
    step: model.authorized,
  },
]

const rejectsWith = Effect.fnUntraced(function* (clause: Clause, tries: number, options: PlatformOptions) {
  const subject = yield* inMemory({ step: model.step, ...options, access: model.access })
  const { results } = yield* run(subject, { clauses: [clause], runs: tries, shrinks: false })
  return results.some(({ standing }) => standing === "failed")
})

const rejects = Effect.fnUntraced(function* (clause: Clause, tries: number) {
  for (const options of choices) if (yield* rejectsWith(clause, tries, options)) return true
  return false
})

// What rejected one mutation is likely to reject its neighbours.
let order: ReadonlyArray<Clause> = [conformance, ...laws]

/** Everything that the contract comes by in a right model: what it does not come by it cannot reject. */
const walk = Effect.fnUntraced(function* () {
  for (const clause of order) {
    if (yield* rejects(clause, runs)) throw new Error(`The model as it is is rejected by ${clause.name}`)
  }
  return new Set(model.reached)
})
const reached = await Effect.runPromise(walk())

const judge = Effect.fnUntraced(function* (id: number) {
  if (!reached.has(id)) return undefined
  model.switchOn(id)
  for (const clause of order) {
    if (yield* rejects(clause, runs)) {
      if (clause !== conformance)
        order = [conformance, clause, ...order.filter((each) => each !== clause && each !== conformance)]
      return clause.name
    }
  }
  return undefined
})

process.on("message", (message) => {
  if (typeof message !== "number") process.exit()
  // What crashes outside of a request is rejected too: no answer can be had from it.
  const judged = judge(message).pipe(Effect.catchCause(() => Effect.succeed("a crash")))
  void Effect.runPromise(judged).then((clause) =>
    process.send?.({ id: message, clause, isReached: reached.has(message) }),
  )
})
process.send?.({ mutations: model.mutations.filter(({ id }) => !model.fixed.has(id) || reached.has(id)) })
