/**
 * An onboarding as the trustee alone, who asks, hands over, and looks for the trust.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Trustors } from "@org-trust/core/Trustors"
import { Declined, NotSeen, PairingExpired } from "../../Ending.ts"
import { actAs, ifThere } from "../act.ts"
import type { Ledger } from "../Conclude.ts"
import type { Frame } from "../Frame.ts"
import { poll } from "../Poll.ts"
import { step } from "../Step.ts"
import { seenOpen } from "./asTrustor.ts"
import { endEarly, type Report } from "./Endings.ts"
import type { Complete } from "./Input.ts"
import { ask, unused } from "./pairing.ts"

/** The other side is a person, or a run of its own: it is looked after a minute, and at least every three hours. */
const agreementPauses = { first: Duration.minutes(1), most: Duration.hours(3) }

const isThere = ({ trusteeOrgId, trustorOrgId }: Complete) =>
  actAs(
    trusteeOrgId,
    Effect.map(ifThere(Trustors.use((trustors) => trustors.get(trustorOrgId))), (found) => found !== undefined),
  )

/** Asks until the trust is there, as often as the input allows. Says how many pairings it took. */
const askUntilAgreed = Effect.fnUntraced(function* (
  frame: Frame,
  input: Complete,
  ledger: Pick<Ledger<never>, "remains">,
) {
  const { run } = frame
  for (let number = 1; number <= input.pairings; number++) {
    const pairing = yield* ask(frame, input, number)
    ledger.remains.set("pairing", unused(pairing))
    const agreed = yield* poll(frame, {
      wait: {
        name: `agreement ${number}`,
        what: "agreement",
        party: input.trustorOrgId,
        because: "The trustor has to make the trust with the pairing",
        answers: ["Agreed", "Declined"],
        sealed: pairing.sealed,
      },
      value: Schema.Literal(true),
      look: Effect.map(isThere(input), (there) => (there ? true : undefined)),
      pauses: agreementPauses,
      until: pairing.until,
    })
    if (agreed._tag === "Declined") {
      const { reason } = agreed
      return yield* endEarly((left) => new Declined({ run, reason, left, message: `The trustor declines: ${reason}` }))
    }
    ledger.remains.delete("pairing")
    if (agreed._tag === "Found") return number
  }
  const { pairings } = input
  return yield* endEarly(
    (left) => new PairingExpired({ run, pairings, left, message: `None of ${pairings} pairings was used in time` }),
  )
})

/** Has the own people let in, as trustee. */
export const asTrustee = Effect.fnUntraced(function* (
  frame: Frame,
  input: Complete,
  ledger: Pick<Ledger<never>, "remains">,
) {
  const { trusteeOrgId, trustorOrgId } = input
  const isOld = yield* step(frame, {
    name: "look for the trust",
    success: Schema.Boolean,
    isLook: true,
    execute: () => isThere(input),
  })
  const pairings = isOld ? 0 : yield* askUntilAgreed(frame, input, ledger)
  const opened = yield* poll(frame, {
    wait: {
      name: "seen by the trustee",
      what: "sight",
      party: trustorOrgId,
      because: "The trust is there, and lets nobody in yet",
      answers: [],
    },
    value: Schema.Literal(true),
    look: Effect.map(actAs(trusteeOrgId, seenOpen(input)), (is) => (is ? true : undefined)),
    pauses: agreementPauses,
    until: input.answerWithin,
  })
  if (opened._tag !== "Found") {
    const { run } = frame
    return yield* endEarly(
      (left) => new NotSeen({ run, by: trusteeOrgId, left, message: "The trust is there, and lets nobody in in time" }),
    )
  }
  const report: Report = {
    trustorOrgId,
    trusteeOrgId,
    isNew: !isOld,
    pairings,
    letIn: [],
    unseen: [],
    seenBy: [trusteeOrgId],
  }
  return report
})
