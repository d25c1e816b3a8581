/**
 * `org-trust apply`: makes it as a trust file says.
 */
import * as Console from "effect/Console"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Command from "effect/cli/Command"
import { ofPlan } from "@org-trust/core/access/BlastRadius"
import { interrupted } from "@org-trust/core/access/History"
import type { TrustFile } from "@org-trust/core/access/TrustFile"
import { OrganizationId, PairingId } from "@org-trust/core/Identifiers"
import { Pairings } from "@org-trust/core/Pairings"
import { pairsFlag } from "../flags.ts"
import { shellWord } from "../shellWord.ts"
import { carryFlagsWith, carryOut } from "./carrying.ts"
import { connect, connectionFlags } from "./Connection.ts"
import { cannotDo, SomethingToDo, WentWrong } from "./Failures.ts"
import { fileArgument, journalFlag, readTrustFile } from "./inputs.ts"
import { lockJournal } from "./journalLock.ts"
import { journalOf, makePlan } from "./planning.ts"
import { paint, planText } from "./planText.ts"

const isOrganizationId = Schema.is(OrganizationId)
const decodePairing = Schema.decodeUnknownOption(PairingId)

/** The organization that the file calls so, or whose id it is. */
const organizationOf = (file: TrustFile, name: string) => {
  const named = Object.hasOwn(file.organizations, name) ? file.organizations[name] : undefined
  const id = (named ?? name).trim().toLowerCase()
  return isOrganizationId(id)
    ? Effect.succeed(id)
    : Effect.fail(
        cannotDo(
          `No organization is called ${name}: the file names ${Object.keys(file.organizations).join(", ") || "none"}`,
        ),
      )
}

/** The command. */
export const apply = Command.make(
  "apply",
  {
    file: fileArgument,
    partner: pairsFlag("partner", "NAME=PROFILE", "Makes the pairings of a partner with the credentials of a profile"),
    pairing: pairsFlag("pairing", "NAME=ID", "Goes on with a pairing that the partner has made"),
    ...carryFlagsWith(""),
    journal: journalFlag,
    ...connectionFlags,
  },
  Effect.fnUntraced(function* (flags) {
    const journal = journalOf(flags.file, flags.journal)
    // A file that is not there, or has mistakes, leaves no lock behind.
    yield* readTrustFile(flags.file)
    yield* lockJournal(journal)
    const made = yield* makePlan(flags.file, flags)
    const { entries, file, nameOf, plan, snapshot } = made
    const colours = yield* paint
    const stopped = interrupted(entries)
    if (stopped !== undefined) {
      const underWay =
        stopped.underWay === undefined ? "" : `, in step ${stopped.underWay.step} (${stopped.underWay.operation})`
      yield* Console.log(
        `Run ${stopped.run.run} of the journal was interrupted${underWay}. This one goes on from what there is now.\n`,
      )
    }
    yield* Console.log(planText(plan, ofPlan(snapshot, plan), nameOf, colours))
    const begun = new Set(plan.steps.flatMap((step) => (step.operation === "Trustees.create" ? [step.partner] : [])))
    const named = [flags.pairing, flags.partner].flatMap((given) => Object.keys(Option.getOrElse(given, () => ({}))))
    for (const name of new Set(named)) {
      if (begun.has(yield* organizationOf(file, name))) continue
      yield* Console.error(`No trust with ${name} is made: no pairing of it is needed.`)
    }
    if (plan.steps.length === 0) return plan.obstacles.length === 0 ? undefined : yield* new SomethingToDo()

    const pairings = yield* Effect.forEach(Object.entries(Option.getOrElse(flags.pairing, () => ({}))), ([name, id]) =>
      Effect.gen(function* () {
        const pairing = decodePairing(id.trim())
        if (Option.isNone(pairing)) return yield* cannotDo(`--pairing ${name}: expected the id of a pairing, a UUID`)
        return [yield* organizationOf(file, name), pairing.value] as const
      }),
    )
    const partners = yield* Effect.forEach(
      Object.entries(Option.getOrElse(flags.partner, () => ({}))),
      ([name, profile]) =>
        Effect.gen(function* () {
          const { services } = yield* connect(flags, profile)
          const context = yield* Layer.build(services)
          return [yield* organizationOf(file, name), Context.get(context, Pairings)] as const
        }),
    )

    const { bad, waiting } = yield* carryOut({
      ...made,
      journal,
      again: `apply ${shellWord(flags.file)}`,
      pairings: new Map(pairings),
      partners: new Map(partners),
      paint: colours,
      flags,
    })
    if (bad > 0) return yield* new WentWrong()
    if (waiting + plan.obstacles.length > 0) return yield* new SomethingToDo()
  }, Effect.scoped),
).pipe(
  Command.withDescription(
    "Make it as a trust file says: plans, shows, asks, does; ends with 0 where all is done, 2 where somebody else has to do something, 1 where something was not done",
  ),
  Command.withExamples([
    { command: "org-trust apply trusts.yaml", description: "Show what would change, ask, and do it" },
  ]),
)
