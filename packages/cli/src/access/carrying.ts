/**
 * Carries a plan out as the command line does: past the guard rails, after asking, and
 * with every outcome told.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Flag from "effect/cli/Flag"
import * as Prompt from "effect/cli/Prompt"
import * as TerminalCapabilities from "effect/cli/TerminalCapabilities"
import * as Apply from "@org-trust/core/access/Apply"
import { counted, type NameOf } from "@org-trust/core/access/Describe"
import type { Desired } from "@org-trust/core/access/Desired"
import * as Guard from "@org-trust/core/access/Guard"
import type { Plan } from "@org-trust/core/access/Plan"
import type { Snapshot } from "@org-trust/core/access/Snapshot"
import { switchFlag } from "../flags.ts"
import type { Connection } from "./Connection.ts"
import { type CannotDo, cannotDo } from "./Failures.ts"
import * as FileJournal from "./fileJournal.ts"
import { outcomeLines } from "./outcomeText.ts"
import { type Paint, withNames } from "./planText.ts"

/** The flags that say what may be done, and whether it is asked first; beside which others they have an effect is said first. */
export const carryFlagsWith = (beside: string) =>
  ({
    yes: switchFlag("yes", `${beside}Does it without asking`),
    maxRemovals: Flag.String("max-removals").pipe(
      Flag.withMetavar("N"),
      Flag.withDescription(
        `${beside}How many people, groups or partners may leave in one run: a number, or a part such as 50% (default 25%)`,
      ),
      Flag.withDefault("25%"),
    ),
    ownAccess: switchFlag("allow-own-access-loss", `${beside}The user of GENESYSCLOUD_USER_ID may lose access`),
    managers: switchFlag("allow-no-manager", `${beside}A partner may be left without anybody who manages the trust`),
    emptyFile: switchFlag("allow-empty-file", `${beside}A file that names no partner may take something away`),
    anyOrganization: switchFlag(
      "allow-any-organization",
      `${beside}Something may be taken away though GENESYSCLOUD_ORGANIZATION_ID is not set`,
    ),
  }) as const

/** The values of the flags. */
export interface CarryFlags {
  readonly yes: boolean
  readonly maxRemovals: string
  readonly ownAccess: boolean
  readonly managers: boolean
  readonly emptyFile: boolean
  readonly anyOrganization: boolean
}

/** The flag that lets a plan do what a guard rail keeps it from. */
const flagOf: { readonly [R in Guard.Rail]: string } = {
  removals: "--max-removals N",
  "own-access": "--allow-own-access-loss",
  managers: "--allow-no-manager",
  "empty-file": "--allow-empty-file",
  organization: "set GENESYSCLOUD_ORGANIZATION_ID to the organization of the file, or --allow-any-organization",
}

/** How many may leave, by the value of the flag. */
const readMaxRemovals = ({ maxRemovals: text }: CarryFlags) => {
  const [, number = "", percent] = /^(\d{1,9})(%?)$/.exec(text.trim()) ?? []
  if (number === "") {
    return Effect.fail(cannotDo(`--max-removals: expected a number or a part such as 50%, got ${text}`))
  }
  return Effect.succeed<Guard.MaxRemovals>(
    percent === "%" ? { share: Number(number) / 100 } : { count: Number(number) },
  )
}

/** A plan with all that it is carried out with. */
export interface CarryOptions {
  readonly connection: Connection
  readonly desired: Desired
  readonly snapshot: Snapshot
  readonly plan: Plan
  readonly nameOf: NameOf
  /** Where the journal is. */
  readonly journal: string
  /** The command that goes on with a pairing, without `org-trust`. */
  readonly again: string
  readonly pairings?: Apply.ApplyOptions["pairings"]
  readonly partners?: Apply.ApplyOptions["partners"]
  readonly paint: Paint
  readonly flags: CarryFlags
  /** Done when it is sure that it will be tried, before the first step. */
  readonly onBegin?: Effect.Effect<void, CannotDo, FileSystem.FileSystem>
}

/** Refuses what the guard rails keep from being done, each with the flag that lets it. */
const checkRails = Effect.fnUntraced(function* ({ connection, desired, flags, nameOf, plan, snapshot }: CarryOptions) {
  const maxRemovals = yield* readMaxRemovals(flags)
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
  if (refusals.length === 0) return
  const lines = refusals.map(
    ({ message, rail }) => `  ${withNames(message, nameOf)}.\n    If that is meant: ${flagOf[rail]}`,
  )
  return yield* cannotDo(`Nothing was done:\n${lines.join("\n")}`)
})

const confirm = Effect.gen(function* () {
  const { canPrompt } = yield* TerminalCapabilities.TerminalCapabilities
  if (!canPrompt) return yield* cannotDo("Nothing was done: without a terminal to ask on, --yes has to be given")
  const isMeant = yield* Prompt.run(Prompt.Confirm({ message: "Do this?", initial: false })).pipe(
    Effect.catchTag("QuitError", () => Effect.succeed(false)),
  )
  if (!isMeant) return yield* cannotDo("Nothing was done")
})

/** What came of a plan. */
export interface CarriedOut {
  readonly outcomes: ReadonlyArray<Apply.Outcome>
  /** How many steps wait for somebody else. */
  readonly waiting: number
  /** How many steps were not done, or may not have been. */
  readonly bad: number
}

/** Checks the rails, asks unless that is not wanted, and does it step by step. */
export const carryOut = Effect.fnUntraced(function* (options: CarryOptions) {
  const { again, connection, desired, flags, journal, nameOf, paint, pairings, partners, plan } = options
  const { onBegin = Effect.void } = options
  yield* checkRails(options)
  if (!flags.yes) yield* confirm
  yield* onBegin
  yield* Console.log(`\n${paint("Doing it:", "bold")}`)
  const outcomes = yield* Apply.run({
    desired,
    plan,
    correlationIds: connection.correlationIds,
    ...(pairings !== undefined && { pairings }),
    ...(partners !== undefined && { partners }),
    onOutcome: (outcome) =>
      Effect.forEach(outcomeLines(outcome, plan.steps.length, again, nameOf, paint), (line) => Console.log(line), {
        discard: true,
      }),
  }).pipe(
    Effect.provide(Layer.merge(connection.services, FileJournal.layer(journal))),
    Effect.catchTag("JournalError", ({ message }) => Effect.fail(cannotDo(message))),
  )
  const tally = (endings: ReadonlyArray<string>) => outcomes.filter(({ ending }) => endings.includes(ending)).length
  const [good, waiting, bad] = [tally(["done", "found"]), tally(["waits"]), tally(["failed", "unknown", "skipped"])]
  yield* Console.log(
    `\n${good} done, ${waiting} waiting for somebody else, ${bad} not done; ${counted(connection.requests(), "request")}.`,
  )
  const carried: CarriedOut = { outcomes, waiting, bad }
  return carried
})
