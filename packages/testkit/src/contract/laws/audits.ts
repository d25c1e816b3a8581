/**
 * Laws of what the audits record.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import {
  askForAccess,
  asTrustee,
  asTrustor,
  holds,
  ids,
  insidersOf,
  instant,
  need,
  outcomeOf,
  pick,
  same,
  someInsider,
  someRoles,
  someUser,
  someUsers,
  tick,
  told,
} from "../scenario.ts"
import { auditGroups, deed, sides, watch } from "./auditing.ts"

const kinds = ["switch", "add", "add by trustee", "roles", "clear", "remove", "remove by trustee"] as const

const act = fc.record({
  kind: fc.constantFrom(...kinds),
  by: fc.nat(),
  on: fc.boolean(),
  roles: fc.array(fc.nat({ max: 1000 }), { maxLength: 2 }),
})

/** Each kind of change once, which random acts seldom come to. */
const tour = (["switch", "add", "roles", "clear", "remove", "add by trustee", "remove by trustee"] as const).map(
  (kind) => ({ kind, by: 0, on: false, roles: kind === "roles" ? [0] : [] }),
)

const everyChange = law({
  name: "audit.every-change-once",
  sentence:
    "Every change of a trust is recorded once for both organizations, with what was done and by whom: the user that " +
    "called, or the organization where no user did. What changes nothing is not recorded.",
  rules: ["audit.every-change"],
  groups: auditGroups,
  given: () =>
    fc.record({
      manager: fc.nat(),
      endByTrustee: fc.boolean(),
      acts: fc.oneof(
        { weight: 1, arbitrary: fc.constant(tour) },
        { weight: 3, arbitrary: fc.array(act, { maxLength: 8 }) },
      ),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const manager = yield* someInsider(trustee, input.manager)
    const [user] = yield* someUsers(lab, input.manager, 1, [manager.id])
    const { id } = yield* need(user, "second user of the trustee")
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:add", "authorization:orgTrusteeUser:delete"),
      "role of the trustor that permits to add and to remove users",
    )
    const { pairing, recorded } = yield* watch(lab, [manager.id])
    const hosts = [trustor.admin, ...insidersOf(trustor).map(({ client }) => client)]
    // What this law knows of the trust: its switch, and the roles of the user once in it.
    let enabled = true
    let roles: string | undefined
    const expected: Array<(trustId: string) => string> = []
    const payload = { pairingId: pairing.id, enabled, users: [{ id: manager.id, roleIds: [role.id] }] }
    yield* tick(lab)
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
    expected.push((trustId) => `CREATE TRUST ${trustId} by ${trustor.organization.id}`)
    const ofTrustor = { ...asTrustor(lab), trusteeUserId: id }
    const ofTrustee = { ...asTrustee(lab), trusteeUserId: id }
    for (const act of input.acts) {
      const given = someRoles(lab, act.roles).map((each) => each.id)
      const text = [...given].sort().join()
      const host = pick(hosts, act.by) ?? trustor.admin
      const byHost = host.userId ?? trustor.organization.id
      yield* tick(lab)
      const note = (what: string, by: string) => expected.push(() => `${what} ${id} by ${by}`)
      switch (act.kind) {
        case "switch": {
          const update = { ...asTrustor(lab), payload: { enabled: act.on } }
          const outcome = outcomeOf(yield* lab.call(host, "Trustees.update", update))
          if (outcome !== "Success" || act.on === enabled) break
          enabled = act.on
          expected.push((trustId) => `UPDATE TRUST ${trustId} by ${byHost}`)
          break
        }
        case "add": {
          const add = { ...asTrustor(lab), payload: { id, roleIds: given } }
          const outcome = outcomeOf(yield* lab.call(host, "TrusteeUsers.add", add))
          if (outcome !== "Success" || roles !== undefined) break
          roles = text
          note("CREATE TRUST_USER", byHost)
          break
        }
        case "add by trustee": {
          const outcome = outcomeOf(yield* lab.call(manager.client, "TrustorUsers.add", ofTrustee))
          if (outcome !== "Success" || roles !== undefined) break
          roles = ""
          note("CREATE TRUST_USER", manager.id)
          break
        }
        case "roles": {
          const replace = { ...ofTrustor, payload: given }
          const outcome = outcomeOf(yield* lab.call(host, "TrusteeUserRoles.replace", replace))
          if (outcome !== "Success" || roles === text) break
          roles = text
          note("UPDATE TRUST_USER_ROLES", byHost)
          break
        }
        case "clear": {
          const outcome = outcomeOf(yield* lab.call(host, "TrusteeUserRoles.clear", ofTrustor))
          if (outcome !== "Success" || roles === "") break
          roles = ""
          note("UPDATE TRUST_USER_ROLES", byHost)
          break
        }
        case "remove":
        case "remove by trustee": {
          const byTrustee = act.kind === "remove by trustee"
          const outcome = outcomeOf(
            byTrustee
              ? yield* lab.call(manager.client, "TrustorUsers.remove", ofTrustee)
              : yield* lab.call(host, "TrusteeUsers.remove", ofTrustor),
          )
          if (outcome !== "Success") break
          roles = undefined
          note("DELETE TRUST_USER", byTrustee ? manager.id : byHost)
          break
        }
      }
    }
    yield* tick(lab)
    if (input.endByTrustee) yield* lab.succeed(trustee.admin, "Trustors.remove", asTrustee(lab))
    else yield* lab.succeed(trustor.admin, "Trustees.remove", asTrustor(lab))
    const ender = input.endByTrustee ? trustee : trustor
    expected.push((trustId) => `DELETE TRUST ${trustId} by ${ender.organization.id}`)
    for (const side of sides) {
      const partner = side === "trustor" ? trustee : trustor
      const deeds = (yield* recorded(side, {}, { sortOrder: "ascending" })).map(deed)
      const wanted = expected.map((entry) => entry(partner.organization.id))
      // In order where the dates differ; otherwise the order of equal dates is nobody's promise.
      const [got, want] = lab.subject.passTime === undefined ? [deeds.sort(), wanted.sort()] : [deeds, wanted]
      yield* same(got, want, `What the ${side} reads of the trust`)
    }
  }),
})

const nothingRecorded = law({
  name: "audit.refusals-leave-none",
  sentence: "A refused request and one that changes nothing leave no audit on either side.",
  rules: ["audit.every-change", "refusal.changes-nothing"],
  groups: auditGroups,
  given: () =>
    fc.record({ user: fc.nat(), roles: fc.array(fc.nat({ max: 1000 }), { maxLength: 2 }), enabled: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { id } = yield* someUser(lab, input.user)
    const roleIds = someRoles(lab, input.roles).map((role) => role.id)
    const { pairing, recorded } = yield* watch(lab, [id])
    const payload = { pairingId: pairing.id, enabled: input.enabled, users: [{ id, roleIds }] }
    yield* lab.succeed(trustor.admin, "Trustees.create", { payload })
    const before = [ids(yield* recorded("trustor")), ids(yield* recorded("trustee"))]
    const there = { ...asTrustor(lab), trusteeUserId: id }
    yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload: { enabled: input.enabled } })
    yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", { ...there, payload: [...roleIds].reverse() })
    if (roleIds.length === 0) yield* lab.succeed(trustor.admin, "TrusteeUserRoles.clear", there)
    yield* lab.call(trustor.admin, "TrusteeUsers.add", { ...asTrustor(lab), payload: { id } })
    yield* lab.refuse(trustor.admin, "Trustees.create", { payload }, "PairingIdRequired")
    yield* lab.refuse(trustee.admin, "Trustees.remove", { trusteeOrgId: trustor.organization.id }, "NotFound")
    yield* lab.refuse(
      trustee.admin,
      "TrustorUsers.add",
      { ...asTrustee(lab), trusteeUserId: id },
      "MissingTrustorPermissions",
    )
    yield* lab.refuse(third.admin, "TrusteeUsers.remove", there, "NotFound")
    const after = [ids(yield* recorded("trustor")), ids(yield* recorded("trustee"))]
    yield* same(after, before, "The audits after requests that change nothing")
  }),
})

const when = law({
  name: "audit.when",
  sentence: "An audit tells when its change was made, however late it is read.",
  rules: ["audit.every-change"],
  groups: auditGroups,
  given: () => fc.record({ user: fc.nat(), hours: fc.integer({ min: 1, max: 1000 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { id } = yield* someUser(lab, input.user)
    const { pairing, recorded, since } = yield* watch(lab, [id])
    yield* tick(lab)
    const trust = yield* lab.succeed(trustor.admin, "Trustees.create", {
      payload: { pairingId: pairing.id, enabled: true, users: [{ id }] },
    })
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", { ...asTrustor(lab), trusteeUserId: id })
    const marker = yield* askForAccess(lab, [id])
    const until = yield* told(marker.dateCreated, "when the second pairing was made")
    if (lab.subject.passTime !== undefined) yield* lab.passTime(Duration.hours(input.hours))
    for (const side of sides) {
      const messages = yield* recorded(side)
      yield* same(messages.length, 2, `The number of audits that the ${side} reads`)
      for (const message of messages) {
        const at = yield* told(message.timestamp, "when the change was made")
        yield* holds(
          DateTime.isGreaterThanOrEqualTo(at, since) && DateTime.isLessThanOrEqualTo(at, until),
          `${deed(message)} was between ${instant(since)} and ${instant(until)}, not at ${instant(at)}`,
        )
      }
      const created = messages.find(({ action }) => action === "CREATE")
      const [at, date] = [created?.timestamp, trust.dateCreated]
      yield* holds(
        at !== undefined &&
          date !== undefined &&
          Math.abs(DateTime.toEpochMillis(at) - DateTime.toEpochMillis(date)) < 1000,
        `the audit of the creation has the date of the trust, ${instant(date)}, not ${instant(at)}`,
      )
    }
  }),
})

/** Laws of what the audits record. */
export const laws = [everyChange, nothingRecorded, when]
