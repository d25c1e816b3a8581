import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import { oneOf, upTo } from "@org-trust/testkit/arbitrary/Numbers"
import { later } from "./support/ask.ts"
import { bank, clinic, harborBank, northwindPartners, partner, roles, stage, tom, users } from "./support/stage.ts"

const trustorOrgId = harborBank.id
const trusteeOrgId = northwindPartners.id

const lifetimes = oneOf(Duration.hours(48), Duration.minutes(1), Duration.days(7), Duration.millis(1))

const usePairing = (pairingId: ReturnType<ReturnType<typeof stage>["pair"]>) => ({
  payload: { pairingId, enabled: true, users: [{ id: users.tom.id }] },
})

describe("a pairing", () => {
  it.prop("can be read and used until one millisecond before its end", [lifetimes], ([pairingLifetime]) => {
    const scene = stage({ pairingLifetime })
    const pairingId = scene.pair()
    scene.wait(Duration.toMillis(pairingLifetime) - 1)
    assert.strictEqual(scene.refusalOf(bank, "Pairings.get", { pairingId }), "done")
    assert.strictEqual(scene.refusalOf(bank, "Trustees.create", usePairing(pairingId)), "done")
  })

  it.prop(
    "can neither be read nor used from its end on",
    [lifetimes, oneOf(0, 1, 1_000)],
    ([pairingLifetime, extra]) => {
      const scene = stage({ pairingLifetime })
      const pairingId = scene.pair()
      scene.wait(Duration.toMillis(pairingLifetime) + extra)
      assert.strictEqual(scene.refusalOf(bank, "Pairings.get", { pairingId }), "pairing.expires: NotFound")
      assert.strictEqual(
        scene.refusalOf(bank, "Trustees.create", usePairing(pairingId)),
        "pairing.expires: PairingIdRequired",
      )
    },
  )

  it("is open as soon as it is made", () => {
    const scene = stage({ pairingLifetime: Duration.millis(1) })
    assert.strictEqual(scene.refusalOf(bank, "Pairings.get", { pairingId: scene.pair() }), "done")
  })

  it("that was used is not found any more, on no side", () => {
    const scene = stage()
    const pairingId = scene.pair()
    scene.does(bank, "Trustees.create", usePairing(pairingId))
    for (const who of [bank, partner, clinic]) {
      assert.strictEqual(scene.refusalOf(who, "Pairings.get", { pairingId }), "pairing.used-once: NotFound")
    }
    assert.strictEqual(
      scene.refusalOf(clinic, "Trustees.create", usePairing(pairingId)),
      "pairing.used-once: PairingIdRequired",
    )
  })

  it("stays used when its trust has ended", () => {
    const scene = stage()
    const pairingId = scene.pair()
    scene.does(bank, "Trustees.create", usePairing(pairingId))
    scene.does(bank, "Trustees.remove", { trusteeOrgId })
    assert.strictEqual(
      scene.refusalOf(bank, "Trustees.create", usePairing(pairingId)),
      "pairing.used-once: PairingIdRequired",
    )
  })
})

describe("a trust with an end", () => {
  it.prop(
    "gives access until one millisecond before the end, and none from the end on",
    [upTo(100), oneOf(-1, 0, 1, -2, 50)],
    ([length, offset]) => {
      const scene = stage()
      scene.trust({ dateExpired: later(scene.now, 100 + length) })
      scene.wait(100 + length + offset)
      const held = permissionsOf(scene.environment.world, scene.state, {
        trustorOrgId,
        trusteeOrgId,
        userId: users.tom.id,
        now: scene.now,
      })
      assert.strictEqual(held.size, offset < 0 ? roles.trustAdministrator.permissions.length : 0)
      assert.strictEqual(
        scene.refusalOf(tom, "TrustorUsers.list", { trustorOrgId }),
        offset < 0 ? "done" : "permission.in-trustor-organization: MissingTrustorPermissions",
      )
    },
  )

  it("stays readable after it, on both sides, and can be prolonged", () => {
    const scene = stage()
    scene.trust({ dateExpired: later(scene.now, 1) })
    scene.wait(2)
    assert.strictEqual(scene.does(bank, "Trustees.get", { trusteeOrgId }).enabled, true)
    assert.strictEqual(scene.does(bank, "Trustees.list", {}).total, 1)
    assert.deepStrictEqual(scene.does(tom, "Trustors.get", { trustorOrgId }).authorization?.permissions, [])
    scene.does(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: true, dateExpired: later(scene.now, 5) } })
    assert.isAbove(scene.does(tom, "Trustors.get", { trustorOrgId }).authorization?.permissions?.length ?? 0, 0)
  })

  it("still stands in the way of a second one after it", () => {
    const scene = stage()
    scene.trust({ dateExpired: later(scene.now, 1) })
    scene.wait(2)
    assert.strictEqual(
      scene.refusalOf(bank, "Trustees.create", usePairing(scene.pair())),
      "trust.one-per-direction: Conflict",
    )
  })

  it.each([
    [-1, "trust.end-in-future: InvalidRequest"],
    [0, "trust.end-in-future: InvalidRequest"],
    [1, "done"],
  ])("can be made with an end %d milliseconds from now: %s", (milliseconds, verdict) => {
    const scene = stage()
    const dateExpired = later(scene.now, milliseconds)
    const payload = { pairingId: scene.pair(), enabled: true, users: [{ id: users.lea.id }], dateExpired }
    assert.strictEqual(scene.refusalOf(bank, "Trustees.create", { payload }), verdict)
    const other = stage()
    other.trust()
    assert.strictEqual(
      other.refusalOf(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: true, dateExpired } }),
      verdict,
    )
  })

  it("shows no end to the trustee", () => {
    const scene = stage()
    scene.trust({ dateExpired: later(scene.now, 1_000), users: [{ id: users.lea.id, roleIds: [roles.visitor.id] }] })
    assert.notInclude(Object.keys(scene.does(partner, "Trustors.get", { trustorOrgId })), "dateExpired")
  })
})
