/**
 * Keeping histories apart: each begins later than the one before has ended, and
 * leaves no trust behind.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import { trust } from "@org-trust/core/lifecycle/State"
import type { Bench } from "../Bench.ts"
import { serves } from "../../Capabilities.ts"
import type { Lab } from "../Lab.ts"
import { partiesOf } from "./Sides.ts"
import type { Session } from "./Session.ts"
import { lookAt, pause, type SubjectClock } from "./perform/SubjectClock.ts"

/** Lets time pass, so that what follows can be told from what was before by its time. */
export const separate = Effect.fnUntraced(function* (lab: Lab, clock: SubjectClock) {
  if (lab.subject.passTime !== undefined) {
    yield* Effect.ignore(lab.passTime(Duration.seconds(1)))
    clock.moved(1_000)
  }
  if (clock.isStill()) return
  yield* pause
  yield* lookAt(clock, lab)
})

/**
 * Ends the trusts that a history leaves. If the implementation was wrong nobody knows
 * what it left, so all that it could have is ended. Groups at home get their members back.
 */
export const leave = Effect.fnUntraced(function* (bench: Bench, session: Session, isRight: boolean) {
  yield* endTrusts(bench, session, isRight)
  const { setGroupMembers } = bench.subject
  if (setGroupMembers !== undefined) yield* Effect.forEach(session.movedAtHome(), setGroupMembers, { discard: true })
  yield* session.lab.settled
})

const endTrusts = Effect.fnUntraced(function* (bench: Bench, { environment, lab, state }: Session, isRight: boolean) {
  if (!serves(bench.subject.capabilities, "Trustees.remove")) return
  const parties = partiesOf(lab.cast)
  for (const trustor of parties) {
    for (const trustee of parties) {
      const isThere = trust(state(), trustor.organization.id, trustee.organization.id) !== undefined
      if (trustor === trustee || (isRight && !isThere)) continue
      const invoke = yield* bench.connected(trustor.admin)
      yield* Effect.ignore(invoke("Trustees.remove", { trusteeOrgId: trustee.organization.id }))
    }
    for (const id of careOrganizations(environment.world, trustor.organization.id)) {
      if (isRight && trust(state(), trustor.organization.id, id) === undefined) continue
      const invoke = yield* bench.connected(trustor.admin)
      yield* Effect.ignore(invoke("Trustees.remove", { trusteeOrgId: id }))
    }
  }
})
