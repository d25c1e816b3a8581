/**
 * Laws of pairings.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { law } from "../Law.ts"
import { askForAccess, holds, makeTrust, someUser } from "../scenario.ts"

const readableByBoth = law({
  name: "pairing.readable-by-both",
  sentence: "A pairing can be read by the organization that made it and by the one that it was handed to.",
  rules: ["pairing.readable-by-holder"],
  groups: ["Pairings"],
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const made = yield* askForAccess(lab, [user.id])
    yield* holds(made.trustee?.id === trustee.organization.id, "a pairing names the organization that made it")
    for (const { admin } of [trustee, trustor, third]) {
      const read = yield* lab.succeed(admin, "Pairings.get", { pairingId: made.id })
      yield* holds(read.id === made.id, "the pairing that was asked for is read")
      yield* holds(read.trustee?.id === trustee.organization.id, "whoever reads it sees who made it")
      yield* holds(
        (read.users ?? []).map((each) => each.id).join() === user.id,
        "whoever reads it sees for whom access is asked",
      )
    }
  }),
})

const usedOnce = law({
  name: "pairing.used-once",
  sentence: "A pairing makes one trust; after that it cannot be used or read, not even when the trust has ended.",
  rules: ["pairing.used-once"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat(), endFirst: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const payload = { pairingId, enabled: true, users: [{ id: user.id }] }
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
    if (input.endFirst) {
      yield* lab.succeed(trustor.admin, "Trustees.remove", { trusteeOrgId: trustee.organization.id })
      yield* lab.refuse(trustor.admin, "Trustees.create", { payload }, "PairingIdRequired")
    }
    yield* lab.refuse(third.admin, "Trustees.create", { payload }, "PairingIdRequired")
    yield* lab.refuse(trustor.admin, "Pairings.get", { pairingId }, "NotFound")
    yield* lab.refuse(trustee.admin, "Pairings.get", { pairingId }, "NotFound")
  }),
})

const expires = law({
  name: "pairing.expires",
  sentence: "A pairing can be used until the end of its lifetime, and not from then on.",
  rules: ["pairing.expires"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat(), atEnd: fc.boolean(), early: fc.integer({ min: 60_000, max: 3_600_000 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const payload = { pairingId, enabled: true, users: [{ id: user.id }] }
    const lifetime = lab.subject.capabilities.profile.pairingLifetime
    if (input.atEnd) {
      yield* lab.passTime(lifetime)
      yield* lab.refuse(trustor.admin, "Trustees.create", { payload }, "PairingIdRequired")
      yield* lab.refuse(trustee.admin, "Pairings.get", { pairingId }, "NotFound")
    } else {
      yield* lab.passTime(Duration.subtract(lifetime, Duration.millis(input.early)))
      yield* lab.succeed(trustee.admin, "Pairings.get", { pairingId })
      yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
    }
  }),
})

const worthlessToMaker = law({
  name: "pairing.worthless-to-its-maker",
  sentence: "The organization that made a pairing cannot use it, and trying does not use it up.",
  rules: ["pairing.not-with-oneself"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    const payload = { pairingId, enabled: true, users: [{ id: user.id }] }
    yield* lab.refuse(trustee.admin, "Trustees.create", { payload }, "SelfTrustNotAllowed")
    yield* lab.refuse(trustee.admin, "Trustees.get", { trusteeOrgId: trustee.organization.id }, "NotFound")
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
  }),
})

const survivesRefusals = law({
  name: "pairing.survives-refusals",
  sentence: "A creation that is refused leaves the pairing open.",
  rules: ["refusal.changes-nothing"],
  groups: ["Pairings", "Trustees"],
  given: () => fc.record({ user: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const user = yield* someUser(lab, input.user)
    const { id: pairingId } = yield* askForAccess(lab, [user.id])
    yield* lab.refuse(
      trustor.admin,
      "Trustees.create",
      { payload: { pairingId, enabled: true } },
      "TrusteeUserRequired",
    )
    yield* lab.succeed(trustee.admin, "Pairings.get", { pairingId })
    yield* makeTrust(lab, [{ id: user.id }])
    yield* lab.refuse(
      trustor.admin,
      "Trustees.create",
      { payload: { pairingId, enabled: true, users: [{ id: user.id }] } },
      "Conflict",
    )
    yield* lab.succeed(trustee.admin, "Pairings.get", { pairingId })
  }),
})

/** Laws of pairings. */
export const laws = [readableByBoth, usedOnce, expires, worthlessToMaker, survivesRefusals]
