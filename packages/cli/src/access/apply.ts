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
import * as Flag from "effect/cli/Flag"
import * as Prompt from "effect/cli/Prompt"
import * as TerminalCapabilities from "effect/cli/TerminalCapabilities"
import * as Apply from "@org-trust/core/access/Apply"
import { ofPlan } from "@org-trust/core/access/BlastRadius"
import * as Guard from "@org-trust/core/access/Guard"
import { interrupted } from "@org-trust/core/access/History"
import type { TrustFile } from "@org-trust/core/access/TrustFile"
import { OrganizationId, PairingId } from "@org-trust/core/Identifiers"
import { Pairings } from "@org-trust/core/Pairings"
import { connect, connectionFlags } from "./Connection.ts"
import { cannotDo, SomethingToDo, WentWrong } from "./Failures.ts"
import * as FileJournal from "./fileJournal.ts"
import { fileArgument, journalFlag } from "./inputs.ts"
import { outcomeLines } from "./outcomeText.ts"
import { journalOf, makePlan } from "./planning.ts"
import { paint, planText } from "./planText.ts"

const switchFlag = (name: string, what: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(what), Flag.withDefault(false))

/** The flag that lets a plan do what a guard rail keeps it from. */
const flagOf: { readonly [R in Guard.Rail]: string } = {
  removals: "--max-removals N",
  "own-access": "--allow-own-access-loss",
  managers: "--allow-no-manager",
  "empty-file": "--allow-empty-file",
  organization: "set GENESYSCLOUD_ORGANIZATION_ID to the organization of the file, or --allow-any-organization",
}

const maxRemovalsOf = (text: string): Guard.MaxRemovals | undefined => {
  const [, number = "", percent] = /^(\d{1,9})(%?)$/.exec(text.trim()) ?? []
  if (number === "") return undefined
  return percent === "%" ? { share: Number(number) / 100 } : { count: Number(number) }
}

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

const pairs = (name: string, metavar: string, what: string) =>
  Flag.KeyValuePair(name).pipe(Flag.withMetavar(metavar), Flag.withDescription(what), Flag.optional)

/** The command. */
export const apply = Command.make(
  "apply",
  {
    file: fileArgument,
    yes: switchFlag("yes", "Does it without asking"),
    partner: pairs("partner", "NAME=PROFILE", "Makes the pairings of a partner with the credentials of a profile"),
    pairing: pairs("pairing", "NAME=ID", "Goes on with a pairing that the partner has made"),
    maxRemovals: Flag.String("max-removals").pipe(
      Flag.withMetavar("N"),
      Flag.withDescription(
        "How many people, groups or partners may leave in one run: a number, or a part such as 50% (default 25%)",
      ),
      Flag.withDefault("25%"),
    ),
    ownAccess: switchFlag("allow-own-access-loss", "The user of GENESYSCLOUD_USER_ID may lose access"),
    managers: switchFlag("allow-no-manager", "A partner may be left without anybody who manages the trust"),
    emptyFile: switchFlag("allow-empty-file", "A file that names no partner may take something away"),
    anyOrganization: switchFlag(
      "allow-any-organization",
      "Something may be taken away though GENESYSCLOUD_ORGANIZATION_ID is not set",
    ),
    journal: journalFlag,
    ...connectionFlags,
  },
  Effect.fnUntraced(function* (flags) {
    const maxRemovals = maxRemovalsOf(flags.maxRemovals)
    if (maxRemovals === undefined) {
      return yield* cannotDo(`--max-removals: expected a number or a part such as 50%, got ${flags.maxRemovals}`)
    }
    const { connection, desired, entries, file, nameOf, plan, snapshot } = yield* makePlan(flags.file, flags)
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
    if (plan.steps.length === 0) return plan.obstacles.length === 0 ? undefined : yield* new SomethingToDo()

    const allowed: ReadonlyArray<readonly [boolean, Guard.Rail]> = [
      [flags.ownAccess, "own-access"],
      [flags.managers, "managers"],
      [flags.emptyFile, "empty-file"],
      [flags.anyOrganization, "organization"],
    ]
    const refusals = Guard.check(desired, snapshot, plan, {
      maxRemovals,
      allow: new Set(allowed.flatMap(([is, rail]) => (is ? [rail] : []))),
      ...(connection.organizationId !== undefined && { organizationId: connection.organizationId }),
      ...(connection.userId !== undefined && { userId: connection.userId }),
    })
    if (refusals.length > 0) {
      const withNames = (text: string) => text.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, nameOf)
      const lines = refusals.map(
        ({ message, rail }) => `  ${withNames(message)}.\n    If that is meant: ${flagOf[rail]}`,
      )
      return yield* cannotDo(`Nothing was done:\n${lines.join("\n")}`)
    }

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

    if (!flags.yes) {
      const { canPrompt } = yield* TerminalCapabilities.TerminalCapabilities
      if (!canPrompt) return yield* cannotDo("Nothing was done: without a terminal to ask on, --yes has to be given")
      const isMeant = yield* Prompt.run(Prompt.Confirm({ message: "Do this?", initial: false })).pipe(
        Effect.catchTag("QuitError", () => Effect.succeed(false)),
      )
      if (!isMeant) return yield* cannotDo("Nothing was done")
    }

    const outcomes = yield* Apply.run({
      desired,
      plan,
      pairings: new Map(pairings),
      partners: new Map(partners),
      onOutcome: (outcome) =>
        Effect.forEach(
          outcomeLines(outcome, plan.steps.length, flags.file, nameOf, colours),
          (line) => Console.log(line),
          {
            discard: true,
          },
        ),
    }).pipe(
      Effect.provide(Layer.merge(connection.services, FileJournal.layer(journalOf(flags.file, flags.journal)))),
      Effect.catchTag("JournalError", ({ message }) => Effect.fail(cannotDo(message))),
    )
    const tally = (endings: ReadonlyArray<string>) => outcomes.filter(({ ending }) => endings.includes(ending)).length
    const [good, waiting, bad] = [tally(["done", "found"]), tally(["waits"]), tally(["failed", "unknown", "skipped"])]
    yield* Console.log(
      `\n${good} done, ${waiting} waiting for somebody else, ${bad} not done; ${connection.requests()} requests.`,
    )
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
