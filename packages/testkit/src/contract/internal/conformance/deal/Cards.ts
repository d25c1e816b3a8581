/**
 * What is tried by turns: each operation, in each condition that it can meet, in each
 * way in which its request can be right or wrong.
 */
import { hasColumns, isChange, type OperationName, operations } from "@org-trust/core/Operation"
import { type Deviation, deviations } from "../../../../arbitrary/Plan.ts"
import type { Arrangement, Command } from "../Command.ts"

/** What of a command is fixed. */
export type Card = Pick<Command, "operation" | "given" | "deviation" | "lacks">

const trusts: ReadonlyArray<Arrangement> = ["no trust", "an open trust", "a disabled trust", "an expired trust"]

/** The ways to be wrong that are combined with a lack of permission, which has to be refused first. */
const combined: ReadonlySet<Deviation> = new Set<Deviation>([
  "none",
  "unknownId",
  "usedPairing",
  "expiredPairing",
  "empty",
  "noPairing",
  "pastEnd",
  "pageLimits",
  "badFilter",
  "unknownMember",
])

const closed: ReadonlySet<Card["given"]> = new Set<Card["given"]>([
  "a disabled trust",
  "an expired trust",
  "a disabled trust with clones",
  "an expired trust with clones",
])

const trustsWithClones: ReadonlyArray<Arrangement> = [
  "no trust",
  "a trust with clones",
  "a disabled trust with clones",
  "an expired trust with clones",
]

const withoutTrust: ReadonlySet<Card["given"]> = new Set<Card["given"]>([
  "things as they are",
  "no trust",
  "an open pairing",
  "an expired pairing",
])

const isAboutClones = hasColumns({ about: "clonedUser" })
const isAboutMembers = hasColumns({ about: "member" })
const isMemberRemoval = hasColumns({ about: "member", replay: "removal" })
const isAboutUser = hasColumns({ member: "user" })
const isAboutSeveral = hasColumns({ about: "trust", trusts: "several" })
const isList = hasColumns({ lists: "page" })

const isMemberAddition = (operation: OperationName): boolean =>
  isAboutMembers(operation) && isChange(operation) && !isMemberRemoval(operation)

/** Operations that name trusts of theirs, or a user, are wrong in the same way whatever there is, but for the deviations that tell. */
const isSeldomOtherwise = (operation: OperationName): boolean =>
  isAboutSeveral(operation) && (isAboutUser(operation) || !isList(operation))

const tellingEverywhere: ReadonlySet<Deviation> = new Set<Deviation>([
  "none",
  "empty",
  "unknownId",
  "foreignMember",
  "pageLimits",
])

const twice = (given: Arrangement): ReadonlyArray<Arrangement> => [given, given]

const givensOf = (operation: OperationName, deviation: Deviation): ReadonlyArray<Card["given"]> => {
  if (operation === "Pairings.create") return ["things as they are"]
  if (deviation === "unknownCaller") return ["an open trust"]
  if (deviation === "expiredPairing") return ["an expired pairing"]
  if (deviation === "usedPairing") return ["a used pairing"]
  if (operation === "Pairings.get") return ["an open pairing"]
  if (deviation === "crowd") return ["no trust"]
  if (operation === "CareTrusts.list") return ["an open trust"]
  if (operation === "TrustorClonedUsers.create" && deviation === "none") {
    return [...trustsWithClones, "a trust full of clones"]
  }
  // Whose clone it is depends on who may ask, so that this takes more than one try.
  if (operation === "TrustorClonedUsers.remove" && deviation === "none") {
    return [...trustsWithClones, "a trust with clones"]
  }
  if (isAboutClones(operation)) {
    return deviation === "none" || deviation === "absentUser" ? trustsWithClones : ["a trust with clones"]
  }
  if (isSeldomOtherwise(operation) && !tellingEverywhere.has(deviation)) return ["an open trust"]
  if (deviation !== "none") return trusts
  // Who loses a clone, and who keeps it for the sake of a group, is one of several who could be taken out.
  if (isMemberRemoval(operation)) return [...trusts, ...twice("a trust with clones")]
  if (!isMemberAddition(operation)) return trusts
  // Who comes back, and who is one too many, is one of many who could be added, so that this takes more than one try.
  return isAboutUser(operation)
    ? [...trusts, ...twice("a full trust"), ...twice("a trust that a user left"), "a trust that a user left"]
    : [...trusts, "a full trust"]
}

/** What cards need of an implementation. */
export interface Means {
  readonly canMoveTime: boolean
  /** Whether there are both pairings and trusts. */
  readonly canTrust: boolean
}

/** All cards of an operation that can be played. */
export const cardsOf = (operation: OperationName, { canMoveTime, canTrust }: Means): ReadonlyArray<Card> => {
  const isTrustorSide = operations[operation].checkedIn === "trustor"
  const all: ReadonlyArray<Deviation> = ["none", "unknownCaller", ...deviations[operation]]
  return all
    .filter((deviation) => canMoveTime || deviation !== "expiredPairing")
    .flatMap((deviation) =>
      givensOf(operation, deviation)
        .filter((given) => canTrust || withoutTrust.has(given))
        // With no open trust there is nobody who could do anything right or wrong.
        .filter(
          (given) =>
            !isTrustorSide || deviation === "none" || given === "an open trust" || given === "a trust with clones",
        )
        .flatMap((given) => [
          { operation, given, deviation, lacks: false },
          ...(combined.has(deviation) && (deviation === "none" || !closed.has(given))
            ? [{ operation, given, deviation, lacks: true }]
            : []),
        ]),
    )
}
