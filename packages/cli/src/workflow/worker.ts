/**
 * `org-trust worker`: works on the runs, and starts none.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import { Store } from "@org-trust/workflow/Store"
import { isDatabase } from "../databaseUrl.ts"
import { followAll, quietly, watchStore } from "./following.ts"
import { connectAll, idsOf, partyFlags } from "./parties.ts"
import { checkWorker, layerWorking, orExplained } from "./starting.ts"
import { placeOf, workerFlags } from "./State.ts"

/** The command. */
export const worker = Command.make(
  "worker",
  { ...workerFlags, ...partyFlags },
  Effect.fnUntraced(function* (flags) {
    yield* checkWorker(flags.state)
    const connected = yield* connectAll(flags)
    const isShared = isDatabase(placeOf(flags.state))
    // An end that is held up should not look as if nobody had heard of it.
    const ending = Console.error(
      isShared
        ? "ending: other workers take over what is under way; held up, it ends within 10 seconds all the same"
        : "ending: what is under way goes on with the next worker",
    )
    const use = Effect.gen(function* () {
      yield* watchStore
      const { name } = yield* Store
      yield* Console.log(`working on the runs in ${name} as ${[...idsOf(connected)].join(", ")}`)
      yield* followAll(flags.state)
    }).pipe(Effect.onInterrupt(() => ending))
    yield* use.pipe(Effect.scoped, Effect.provide(layerWorking(flags, connected)), orExplained, quietly)
  }),
).pipe(
  Command.withDescription(
    "Work on the runs until stopped; several workers can share a database, and one of them may die",
  ),
  Command.withExamples([
    {
      command: "org-trust worker --state postgres://worker@db/runs --parties OURS",
      description: "Work on the runs of a database, beside other machines",
    },
  ]),
)
