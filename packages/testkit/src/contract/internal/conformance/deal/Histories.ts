/**
 * Random histories, through fast-check's `commands`.
 */
import * as fc from "fast-check"
import { hasColumns, type OperationName, operationNames } from "@org-trust/core/Operation"
import { type Deviation, deviations } from "../../../../arbitrary/Plan.ts"
import { serves } from "../../../Capabilities.ts"
import type { Subject } from "../../../Subject.ts"
import { type Card, cardsOf } from "./Cards.ts"
import type { AtHome, Command, Wait } from "../Command.ts"
import { maxRoll } from "../../Dice.ts"
import { dealt, makeDeck } from "./Deck.ts"

/** How histories are made up. */
export interface Generation {
  /** Each history goes without some of the operations. */
  readonly swarm: boolean
  /** Requests that are wrong on purpose, besides those that should succeed. */
  readonly deviations: boolean
  /**
   * Operations that build something up are frequent, and half of the commands are
   * dealt from a deck in which each situation is: what was not tried yet comes first.
   */
  readonly steering: boolean
}

/** What the contract uses. */
export const defaultGeneration: Generation = { swarm: true, deviations: true, steering: true }

const weights: { readonly [K in OperationName]?: number } = {
  "Pairings.create": 3,
  "Trustees.create": 6,
  "TrusteeUsers.add": 3,
  "TrusteeUserRoles.replace": 3,
  "TrustAudits.ofTrustees": 6,
  "Trustees.update": 2,
  "TrustorUsers.list": 2,
  "TrustorUsers.get": 2,
  "TrustorUsers.add": 2,
  "TrustorUsers.remove": 2,
}

const number = fc.nat({ max: 999 })

/** Small numbers would leave most choices at their plainest. */
const rolls = fc.noBias(fc.nat({ max: maxRoll - 1 }))

const waits = (subject: Subject): fc.Arbitrary<Wait> =>
  subject.passTime === undefined
    ? fc.constant("not")
    : fc.oneof(
        { arbitrary: fc.constant<Wait>("not"), weight: 12 },
        { arbitrary: fc.constant<Wait>("a moment"), weight: 3 },
        { arbitrary: fc.constant<Wait>("a second"), weight: 2 },
        { arbitrary: fc.constant<Wait>("an hour"), weight: 1 },
        { arbitrary: fc.constant<Wait>("half a pairing's life"), weight: 1 },
        { arbitrary: fc.constant<Wait>("to the next end"), weight: 1 },
        { arbitrary: fc.constant<Wait>("to just before the next end"), weight: 1 },
      )

const changesAtHome = (subject: Subject): fc.Arbitrary<AtHome> =>
  subject.setGroupMembers === undefined
    ? fc.constant("nothing")
    : fc.oneof(
        { arbitrary: fc.constant<AtHome>("nothing"), weight: 18 },
        { arbitrary: fc.constant<AtHome>("somebody leaves a group"), weight: 1 },
        { arbitrary: fc.constant<AtHome>("somebody joins a group"), weight: 1 },
      )

type Chances = { readonly [P in "operation" | "given" | "deviation" | "lacks" | "looks"]: fc.Arbitrary<Command[P]> }

const commandOf = (subject: Subject, chances: Chances): fc.Arbitrary<Command> =>
  fc.record({
    ...chances,
    wait: waits(subject),
    atHome: changesAtHome(subject),
    where: number,
    who: number,
    what: number,
    amount: number,
    how: rolls,
  })

/** How a request of an operation can be wrong, as far as the subject can be made to see it. */
const deviationsOf = (subject: Subject, operation: OperationName): ReadonlyArray<Deviation> =>
  deviations[operation].filter((deviation) => deviation !== "expiredPairing" || subject.passTime !== undefined)

const free = (subject: Subject, operation: OperationName, generation: Generation): fc.Arbitrary<Command> => {
  const none = fc.constant<Deviation>("none")
  const wrong = deviationsOf(subject, operation)
  return commandOf(subject, {
    operation: fc.constant(operation),
    given: fc.constant("things as they are"),
    looks: fc.boolean(),
    deviation: generation.deviations
      ? fc.oneof(
          { arbitrary: none, weight: 3 },
          { arbitrary: wrong.length > 0 ? fc.constantFrom(...wrong) : none, weight: 2 },
        )
      : none,
    lacks: generation.deviations
      ? fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, { arbitrary: fc.constant(true), weight: 1 })
      : fc.constant(false),
  })
}

const played = (subject: Subject, { deviation, given, lacks, operation }: Card): fc.Arbitrary<Command> =>
  commandOf(subject, {
    operation: fc.constant(operation),
    given: fc.constant(given),
    deviation: fc.constant(deviation),
    lacks: fc.constant(lacks),
    looks: fc.constant(!lacks),
  })

/** Whether a subject has both pairings and trusts, without which there is not much to do. */
const canTrust = ({ capabilities: { groups } }: Subject): boolean =>
  groups.includes("Pairings") && groups.includes("Trustees")

const isAboutCare = hasColumns({ about: "careTrust" })
const isPost = hasColumns({ method: "POST" })

/**
 * The operations that a subject has. Trusts with Customer Care are compared only where
 * there are others as well: otherwise nobody would know which trusts there can be.
 */
const operationsOf = (subject: Subject): ReadonlyArray<OperationName> =>
  operationNames.filter(
    (operation) => serves(subject.capabilities, operation) && (!isAboutCare(operation) || canTrust(subject)),
  )

/** Percentage of histories that have an operation: those that make something are in more. */
const chanceOf = (operation: OperationName): number => (isPost(operation) ? 85 : 65)

/** Which operations a history does with. */
const selections = (
  all: ReadonlyArray<OperationName>,
  { swarm }: Generation,
): fc.Arbitrary<ReadonlyArray<OperationName>> => {
  if (!swarm) return fc.constant(all)
  const chances = all.map((operation) =>
    fc.integer({ min: 0, max: 99 }).map((chance) => (chance < chanceOf(operation) ? [operation] : [])),
  )
  const some = fc.tuple(...chances).map((chosen) => chosen.flat())
  return fc.noBias(some).map((chosen) => (chosen.length > 0 ? chosen : all))
}

/** Commands that a history has at most. */
export const maxCommands = 40

/**
 * Any history of a subject; `toCommand` makes commands that can be run. Operations that
 * are due have situations that were not reached: once everything was tried they come first.
 */
export const histories = <Model extends object, Real>(
  subject: Subject,
  generation: Generation,
  toCommand: (command: Command) => fc.AsyncCommand<Model, Real>,
  isDue: (operation: OperationName) => boolean = () => false,
): fc.Arbitrary<Iterable<fc.AsyncCommand<Model, Real>>> => {
  const all = operationsOf(subject)
  const means = { canMoveTime: subject.passTime !== undefined, canTrust: canTrust(subject) }
  const deck = makeDeck(
    all.flatMap((operation) => cardsOf(operation, means)),
    ({ operation }) => isDue(operation),
  )
  return selections(all, generation).chain((selected) => {
    const chosen = new Set(selected)
    const weighted = selected.map((operation) => ({
      arbitrary: free(subject, operation, generation),
      weight: generation.steering ? (weights[operation] ?? 1) : 1,
    }))
    const weight = weighted.reduce((sum, each) => sum + each.weight, 0)
    const cards = dealt(
      deck,
      (card) => chosen.has(card.operation) && (generation.deviations || (card.deviation === "none" && !card.lacks)),
      (card) => played(subject, card),
    )
    const commands = fc.oneof(...weighted, ...(generation.steering ? [{ arbitrary: cards, weight }] : []))
    return fc.commands([commands.map(toCommand)], { maxCommands, size: "max", disableReplayLog: true })
  })
}
