/**
 * An offboarding, step by step.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { TrusteeClonedUsers } from "@org-trust/core/TrusteeClonedUsers"
import { Trustees } from "@org-trust/core/Trustees"
import { Trustors } from "@org-trust/core/Trustors"
import { type Failure, AlreadyTrusted, NotSeen, TakenBack } from "../../Ending.ts"
import type { Parties } from "../../Parties.ts"
import type { Left } from "../../Run.ts"
import { actAs, ifThere } from "../act.ts"
import { type Ledger, record } from "../Conclude.ts"
import type { Frame } from "../Frame.ts"
import { type MemberRef, takeOut } from "../members.ts"
import { poll } from "../Poll.ts"
import { step } from "../Step.ts"
import { sightPauses } from "../sight.ts"
import { waitFor } from "../Wait.ts"
import { Ends, endsAsTrustee, endsAsTrustor } from "./ends.ts"
import { type Complete, endEarly, type Report } from "./Input.ts"

const read = ({ trusteeOrgId }: Complete) => ifThere(Trustees.use((trustees) => trustees.get(trusteeOrgId)))

const setEnabled = (input: Complete, enabled: boolean) =>
  Effect.gen(function* () {
    const trust = yield* read(input)
    const { trusteeOrgId } = input
    if (trust === undefined || (trust.enabled ?? true) === enabled) return trust !== undefined
    const { dateExpired } = trust
    yield* Trustees.use((trustees) =>
      trustees.update(trusteeOrgId, { enabled, ...(dateExpired !== undefined && { dateExpired }) }),
    )
    return true
  })

/** Lets people in again who were kept out by this run. */
const reopen = (input: Complete) => ({
  name: "open the trust again",
  what: "settings" as const,
  execute: Effect.map(actAs(input.trustorOrgId, setEnabled(input, true)), (isThere): ReadonlyArray<Left> =>
    isThere ? [] : [{ what: "trust", because: "Somebody else ended it meanwhile: it cannot be opened again" }],
  ),
})

const waitOutGrace = Effect.fnUntraced(function* (frame: Frame, { grace }: Complete) {
  if (!Duration.isGreaterThan(grace, Duration.zero)) return
  const answer = yield* waitFor(frame, {
    name: "grace",
    what: "grace",
    because: "It can still be taken back",
    answers: ["TakenBack"],
    within: grace,
  })
  if (answer?._tag !== "TakenBack") return
  const { run } = frame
  const { reason } = answer
  return yield* endEarly((left) => new TakenBack({ run, reason, left, message: `It was taken back: ${reason}` }))
})

const seeGone = Effect.fnUntraced(function* <R>(
  frame: Frame,
  { settleWithin }: Complete,
  by: OrganizationId,
  whose: "trustor" | "trustee",
  isThere: Effect.Effect<boolean, Failure, R>,
) {
  const { run } = frame
  const seen = yield* poll(frame, {
    wait: {
      name: `seen by the ${whose}`,
      what: "sight",
      party: by,
      because: `The ${whose} still sees the trust`,
      answers: [],
    },
    value: Schema.Literal(true),
    look: Effect.map(isThere, (is) => (is ? undefined : true)),
    pauses: sightPauses,
    until: settleWithin,
  })
  if (seen._tag === "Found") return
  return yield* endEarly((left) => new NotSeen({ run, by, left, message: `The ${whose} still sees the trust` }), {
    keeps: true,
  })
})

/** What a refusal of a single removal is worth nothing against: the trust goes with everybody in it. */
const unlessRefused = <A, R>(removal: Effect.Effect<A, Failure, R>) =>
  Effect.asVoid(removal).pipe(Effect.catchTags({ Conflict: () => Effect.void, InvalidRequest: () => Effect.void }))

const emptyTrust = Effect.fnUntraced(function* (frame: Frame, input: Complete, { clones, groups, users }: Ends) {
  const { trusteeOrgId, trustorOrgId } = input
  const take = <A>(name: string, removal: Effect.Effect<A, Failure, Parties>) =>
    step(frame, { name, success: Schema.Void, execute: () => unlessRefused(removal) })
  for (const id of clones) {
    yield* take(
      `take out clone ${id}`,
      actAs(trustorOrgId, ifThere(TrusteeClonedUsers.use((cloned) => cloned.remove(trusteeOrgId, id)))),
    )
  }
  const members: ReadonlyArray<MemberRef> = [
    ...users.map((id) => ({ kind: "user", id }) as const),
    ...groups.map((id) => ({ kind: "group", id }) as const),
  ]
  for (const member of members) {
    yield* take(`take out ${member.kind} ${member.id}`, actAs(trustorOrgId, takeOut(input, member)))
  }
})

/** Ends a trust, as one of its sides, or as both. */
export const leave = Effect.fnUntraced(function* (frame: Frame, input: Complete, ledger: Ledger<Parties>) {
  const { run } = frame
  const { side, trusteeOrgId, trustorOrgId } = input
  const isTrustor = side !== "trustee"
  const look = (name: string) =>
    step(frame, {
      name,
      success: Ends,
      isLook: true,
      execute: () => (isTrustor ? endsAsTrustor : endsAsTrustee)(input),
    })
  const before = yield* look("what access ends")
  if (side === "both") {
    // That the trustee may not look is to be known before anything is done.
    yield* step(frame, {
      name: "look as the trustee",
      success: Ends,
      isLook: true,
      execute: () => endsAsTrustee(input),
    })
  }
  if (before.exists) {
    if (isTrustor && before.isOpen) {
      yield* step(frame, {
        name: "close the trust",
        success: Schema.Boolean,
        onUnsure: () => record(ledger, reopen(input)),
        execute: () => actAs(trustorOrgId, setEnabled(input, false)),
      })
      record(ledger, reopen(input))
    }
    yield* waitOutGrace(frame, input)
    const after = yield* look("who is in the trust now")
    // From here on there is no way back: who is out is out.
    ledger.undos.clear()
    if (after.exists && isAnother(before, after)) {
      return yield* endEarly(
        (left) =>
          new AlreadyTrusted({
            run,
            left,
            differences: ["the trust began anew meanwhile"],
            message: "The trust was ended and made anew meanwhile: this run leaves the new one alone",
          }),
      )
    }
    ledger.remains.set("trust", {
      what: "trust",
      because: isTrustor ? "It is closed, and not ended" : "It is not ended",
    })
    if (isTrustor) yield* emptyTrust(frame, input, after)
    yield* step(frame, {
      name: "end the trust",
      success: Schema.Void,
      execute: () =>
        isTrustor
          ? Effect.asVoid(actAs(trustorOrgId, ifThere(Trustees.use((trustees) => trustees.remove(trusteeOrgId)))))
          : Effect.asVoid(actAs(trusteeOrgId, ifThere(Trustors.use((trustors) => trustors.remove(trustorOrgId))))),
    })
    ledger.remains.delete("trust")
  }
  const seenBy: Array<OrganizationId> = []
  if (isTrustor) {
    const isThere = Effect.map(actAs(trustorOrgId, read(input)), (found) => found !== undefined)
    yield* seeGone(frame, input, trustorOrgId, "trustor", isThere)
    seenBy.push(trustorOrgId)
  }
  if (side !== "trustor") {
    const isThere = Effect.map(endsAsTrustee(input), ({ exists }) => exists)
    yield* seeGone(frame, input, trusteeOrgId, "trustee", isThere)
    seenBy.push(trusteeOrgId)
  }
  const report: Report = { trustorOrgId, trusteeOrgId, wasThere: before.exists, leavers: before.leavers, seenBy }
  return report
})

const isAnother = (before: Ends, after: Ends): boolean =>
  before.since !== undefined && after.since !== undefined && !DateTime.Equivalence(before.since, after.since)
