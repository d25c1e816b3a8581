/**
 * An onboarding as the trustor, who makes the trust; and as both organizations.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { Trustees } from "@org-trust/core/Trustees"
import { Trustors } from "@org-trust/core/Trustors"
import { type Failure, AlreadyTrusted, Declined, NotAnswered, NotSeen, PairingExpired } from "../../Ending.ts"
import type { Parties } from "../../Parties.ts"
import { actAs, ifThere } from "../act.ts"
import { type Ledger, record } from "../Conclude.ts"
import type { Frame } from "../Frame.ts"
import { poll } from "../Poll.ts"
import { step } from "../Step.ts"
import { sightPauses } from "../sight.ts"
import { waitFor } from "../Wait.ts"
import { endEarly, type Report } from "./Endings.ts"
import type { Complete } from "./Input.ts"
import { isIn, letIn, type Member, membersOf } from "../members.ts"
import { ask, unused } from "./pairing.ts"
import { Present, present } from "./present.ts"
import { makeTrust, Outcome, undoMember, undoTrust } from "./trust.ts"

const refuseDifferences = Effect.fnUntraced(function* ({ run }: Frame, { differences }: Present) {
  if (differences.length === 0) return
  return yield* endEarly(
    (left) =>
      new AlreadyTrusted({
        run,
        differences,
        left,
        message: `There is a trust already, and it is not as asked: ${differences.join("; ")}`,
      }),
  )
})

/** The pairing that the trustee has made: by itself where its credentials are here, or handed over. */
const obtain = Effect.fnUntraced(function* (frame: Frame, input: Complete, ledger: Ledger<Parties>, number: number) {
  if (input.side === "both") {
    const pairing = yield* ask(frame, input, number)
    ledger.remains.set("pairing", unused(pairing))
    return pairing.sealed
  }
  const { run } = frame
  const answer = yield* waitFor(frame, {
    name: `pairing ${number}`,
    what: "pairing",
    party: input.trusteeOrgId,
    because: "The trustee has to make a pairing and hand it over",
    answers: ["Handed", "Declined"],
    within: input.answerWithin,
  })
  if (answer?._tag === "Handed") return answer.sealed
  if (answer?._tag === "Declined") {
    const { reason } = answer
    return yield* endEarly((left) => new Declined({ run, reason, left, message: `The trustee declines: ${reason}` }))
  }
  return yield* endEarly((left) => new NotAnswered({ run, left, message: "No pairing was handed over in time" }))
})

/** Makes the trust, with as many pairings as it takes. */
const begin = Effect.fnUntraced(function* (frame: Frame, input: Complete, ledger: Ledger<Parties>, first: Member) {
  for (let number = 1; number <= input.pairings; number++) {
    const sealed = yield* obtain(frame, input, ledger, number)
    const outcome = yield* step(frame, {
      name: `trust with pairing ${number}`,
      success: Outcome,
      onUnsure: () => record(ledger, undoTrust(input, sealed)),
      execute: (execution) => makeTrust(input, first, sealed, execution),
    })
    ledger.undos.clear()
    if (outcome === "made") record(ledger, undoTrust(input))
    if (outcome !== "found") ledger.remains.delete("pairing")
    if (outcome !== "unusable") return { isNew: outcome === "made", pairings: number }
  }
  const { run } = frame
  const { pairings } = input
  return yield* endEarly(
    (left) =>
      new PairingExpired({
        run,
        pairings,
        left,
        message: `None of ${pairings} pairings could be used: they were too old`,
      }),
  )
})

const see = Effect.fnUntraced(function* <R>(
  frame: Frame,
  input: Complete,
  by: OrganizationId,
  what: { readonly name: string; readonly keeps: boolean; readonly look: Effect.Effect<boolean, Failure, R> },
) {
  const { run } = frame
  const seen = yield* poll(frame, {
    wait: { name: what.name, what: "sight", party: by, because: `${what.name}: not seen yet`, answers: [] },
    value: Schema.Literal(true),
    look: Effect.map(what.look, (is) => (is ? true : undefined)),
    pauses: sightPauses,
    until: input.settleWithin,
  })
  if (seen._tag === "Found") return
  return yield* endEarly((left) => new NotSeen({ run, by, left, message: `${what.name}: not seen in time` }), {
    keeps: what.keeps,
  })
})

const isAsAsked = ({ differences, exists, missing }: Present): boolean =>
  exists && differences.length + missing.length === 0

/** Lets a partner in, as trustor or as both. */
export const asTrustor = Effect.fnUntraced(function* (frame: Frame, input: Complete, ledger: Ledger<Parties>) {
  const { trusteeOrgId, trustorOrgId } = input
  const look = (name: string) =>
    step(frame, { name, success: Present, execute: () => present(input, true), isLook: true })
  let seen = yield* look("look for the trust")
  if (input.side === "both") {
    // That the trustee may not look is to be known before anything is made.
    yield* step(frame, {
      name: "look as the trustee",
      success: Schema.Boolean,
      isLook: true,
      execute: () => actAs(trusteeOrgId, seenOpen(input)),
    })
  }
  const members = membersOf(input)
  const [first] = members
  // The input has at least one member.
  const begun =
    seen.exists || first === undefined ? { isNew: false, pairings: 0 } : yield* begin(frame, input, ledger, first)
  const { isNew, pairings } = begun
  if (!isNew && !seen.exists) seen = yield* look("look at the trust that was made by others")
  yield* refuseDifferences(frame, seen)
  const letInNow: Array<string> = isNew && first !== undefined ? [first.id] : []
  for (const member of members) {
    if (isNew ? member === first : !seen.missing.includes(member.id)) continue
    const isOurs = yield* step(frame, {
      name: `let in ${member.kind} ${member.id}`,
      success: Schema.Boolean,
      onUnsure: () => {
        if (!isNew) record(ledger, undoMember(input, member))
      },
      execute: ({ isFirst }) =>
        actAs(
          trustorOrgId,
          Effect.gen(function* () {
            // What an earlier execution may have done counts as done by this run.
            if (yield* isIn(input, member)) return !isFirst
            return yield* Effect.as(letIn(input, member), true).pipe(
              Effect.catchTag("Conflict", (conflict) =>
                Effect.flatMap(isIn(input, member), (is) => (is ? Effect.succeed(!isFirst) : Effect.fail(conflict))),
              ),
            )
          }),
        ),
    })
    if (!isNew) ledger.undos.delete(undoMember(input, member).name)
    if (!isOurs) continue
    letInNow.push(member.id)
    if (!isNew) record(ledger, undoMember(input, member))
  }
  if (isNew) {
    yield* see(frame, input, trustorOrgId, {
      name: "everybody is in",
      keeps: false,
      look: Effect.map(present(input, false), isAsAsked),
    })
    yield* step(frame, {
      name: "open the trust",
      success: Schema.Void,
      execute: () => actAs(trustorOrgId, open(input)),
    })
  }
  yield* see(frame, input, trustorOrgId, {
    name: "seen by the trustor",
    keeps: true,
    look: Effect.map(present(input, true), isAsAsked),
  })
  if (input.side === "both") {
    yield* see(frame, input, trusteeOrgId, {
      name: "seen by the trustee",
      keeps: true,
      look: actAs(trusteeOrgId, seenOpen(input)),
    })
  }
  const report: Report = {
    trustorOrgId,
    trusteeOrgId,
    isNew,
    pairings,
    letIn: letInNow,
    unseen: isNew ? [] : seen.unseen,
    seenBy: input.side === "both" ? [trustorOrgId, trusteeOrgId] : [trustorOrgId],
  }
  return report
})

const open = ({ dateExpired, trusteeOrgId }: Complete) =>
  Trustees.use((trustees) =>
    Effect.flatMap(trustees.get(trusteeOrgId), ({ enabled }) =>
      enabled === true
        ? Effect.void
        : Effect.asVoid(
            trustees.update(trusteeOrgId, { enabled: true, ...(dateExpired !== undefined && { dateExpired }) }),
          ),
    ),
  )

/** Whether the trustee sees the trust, and that it lets people in. */
export const seenOpen = ({ trustorOrgId }: Complete) =>
  Effect.map(
    ifThere(Trustors.use((trustors) => trustors.get(trustorOrgId))),
    (found) => found !== undefined && found.enabled !== false,
  )
