/**
 * Laws of what the audits record.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { hasGroup, tick } from "../abilities.ts"
import { actorOf, auditGroups, deed, reliesOn, sides, thisTrust, watch, wrongLevels } from "../auditing.ts"
import { trustOf } from "../BoundTrust.ts"
import { pick } from "../../../arbitrary/Numbers.ts"
import { insidersOf, picks, some, someInsider, someRoleIds, someRoleWith, someUser } from "../choices.ts"
import { holds, ids, instant, same, told } from "../expectations.ts"
import { membersOf } from "../letIn.ts"
import { allOf, type MemberKind, someMember } from "../MemberKind.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

const kinds = ["switch", "add", "add by trustee", "roles", "within", "clear", "remove", "remove by trustee"] as const

const act = fc.record({ kind: fc.constantFrom(...kinds), by: fc.nat(), on: fc.boolean(), roles: picks(0, 2) })

/** Each kind of change once, which random acts seldom come to. */
const tour = (
  ["switch", "add", "roles", "within", "clear", "remove", "add by trustee", "remove by trustee"] as const
).map((kind) => ({ kind, by: 0, on: false, roles: kind === "roles" || kind === "within" ? [0] : [] }))

const withAudits = (kind: MemberKind) => [...new Set([...auditGroups, ...allOf(kind)])]

const everyChange = (kind: MemberKind) =>
  law({
    name: { user: "audit.every-change-once", group: "group.audited" }[kind.noun],
    sentence:
      `Every change of a trust and of its ${kind.noun}s is recorded once for both organizations, with what was done and ` +
      "by whom: the user that called, or where no user did, the organization or nobody, as the implementation declares. " +
      "What changes nothing is not recorded.",
    rules: {
      user: ["audit.every-change"] as const,
      group: ["audit.every-change", "group.both-organizations-agree"] as const,
    }[kind.noun],
    groups: withAudits(kind),
    given: () =>
      fc.record({
        manager: fc.nat(),
        member: fc.nat(),
        division: fc.nat(),
        endByTrustee: fc.boolean(),
        acts: fc.oneof(
          { weight: 1, arbitrary: fc.constant(tour) },
          { weight: 3, arbitrary: fc.array(act, { maxLength: 8 }) },
        ),
      }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { trustee, trustor } = lab.cast
      yield* reliesOn(lab, "Entries")
      const manager = yield* someInsider(trustee, input.manager)
      const { id, name } = yield* someMember(lab, kind, input.member, manager.id)
      const role = yield* someRoleWith(trustor, ...kind.permissions("add", "delete"))
      const division = yield* some(trustor.organization.divisions, input.division, "division of the trustor")
      const trust = trustOf(lab)
      const member = kind.bound(trust, id)
      const { pairing, recorded } = yield* watch(trust, manager.id)
      const hosts = [trustor.admin, ...insidersOf(trustor).map(({ client }) => client)]
      // What this law knows of the trust: its switch, and the roles of the member once in it.
      let enabled = true
      let roles: string | undefined
      const expected: Array<string> = []
      yield* tick(lab)
      yield* trust.create({ pairingId: pairing.id, enabled, users: [{ id: manager.id, roleIds: [role.id] }] })
      expected.push(`CREATE TRUST ${thisTrust} by ${actorOf(lab, trustor.admin)}`)
      for (const { by, kind: what, on, roles: picked } of input.acts) {
        const given = someRoleIds(lab, picked)
        const host = pick(hosts, by) ?? trustor.admin
        const byHost = actorOf(lab, host)
        yield* tick(lab)
        if (what === "switch") {
          const outcome = yield* trust.update({ enabled: on }).as(host).outcome
          if (outcome === "Success" && on !== enabled) {
            enabled = on
            expected.push(`UPDATE TRUST ${thisTrust} by ${byHost}`)
          }
          continue
        }
        if (what === "within" && !hasGroup(lab, kind.services.roleDivisions)) continue
        const grants = given.map((roleId) => ({ roleId, divisionId: division.id }))
        const everywhere = [...given].sort().join()
        const { attempt, left } = {
          add: { attempt: member.add({ roleIds: given }), left: everywhere },
          "add by trustee": { attempt: member.ofTrustee.add, left: "" },
          roles: { attempt: member.replaceRoles(given), left: everywhere },
          within: {
            attempt: member.replaceRoleDivisions(grants),
            left: everywhere === "" ? "" : `within: ${everywhere}`,
          },
          clear: { attempt: member.clearRoles, left: "" },
          remove: { attempt: member.remove, left: undefined },
          "remove by trustee": { attempt: member.ofTrustee.remove, left: undefined },
        }[what]
        const isByTrustee = what.endsWith("by trustee")
        const outcome = yield* attempt.as(isByTrustee ? manager.client : host).outcome
        const isAddedAgain = what.startsWith("add") && roles !== undefined
        if (outcome !== "Success" || isAddedAgain || roles === left) continue
        const isOfRoles = roles !== undefined && left !== undefined
        const isClearing = left === "" && lab.subject.capabilities.profile.auditClearing === "Delete"
        const verb = isOfRoles ? (isClearing ? "DELETE" : "UPDATE") : left === undefined ? "DELETE" : "CREATE"
        const entity = `TRUST_${kind.noun.toUpperCase()}${isOfRoles ? "_ROLES" : ""}`
        roles = left
        expected.push(`${verb} ${entity} ${id} by ${isByTrustee ? manager.id : byHost}`)
      }
      yield* tick(lab)
      yield* input.endByTrustee ? trust.ofTrustee.remove : trust.remove
      expected.push(`DELETE TRUST ${thisTrust} by ${actorOf(lab, (input.endByTrustee ? trustee : trustor).admin)}`)
      for (const side of sides) {
        const messages = yield* recorded(side, {}, { sortOrder: "ascending" })
        const deeds = messages.map(deed(lab, side))
        const wanted = [...expected]
        // In order where the dates differ; otherwise the order of equal dates is nobody's promise.
        const [got, want] = lab.subject.passTime === undefined ? [deeds.sort(), wanted.sort()] : [deeds, wanted]
        yield* same(got, want, `What the ${side} reads of the trust`)
        const named = messages.flatMap(({ entity }) => (entity?.id === id ? [entity.name ?? name] : []))
        yield* same(wrongLevels(lab, messages), [], `The levels of what the ${side} reads`)
        yield* same([...new Set([...named, name])], [name], `The name of the ${kind.noun} in the audits`)
      }
    }),
  })

const nothingRecorded = (kind: MemberKind) =>
  law({
    name: { user: "audit.refusals-leave-none", group: "group.refusals-leave-no-audit" }[kind.noun],
    sentence: `A refused request about a trust and its ${kind.noun}s, and one that changes nothing, leave no audit on either side.`,
    rules: ["audit.every-change", "refusal.changes-nothing"],
    groups: withAudits(kind),
    given: () => fc.record({ user: fc.nat(), member: fc.nat(), roles: picks(0, 2), enabled: fc.boolean() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const { third, trustee, trustor } = lab.cast
      const user = yield* someUser(lab, input.user)
      const { id } = yield* someMember(lab, kind, input.member)
      const roleIds = someRoleIds(lab, input.roles)
      const trust = trustOf(lab)
      const member = kind.bound(trust, id)
      const { pairing, recorded } = yield* watch(trust, user.id)
      const start = { pairingId: pairing.id, enabled: input.enabled, ...membersOf(kind.start([{ id, roleIds }])) }
      yield* trust.create(start)
      const before = [ids(yield* recorded("trustor")), ids(yield* recorded("trustee"))]
      yield* trust.update({ enabled: input.enabled })
      yield* member.replaceRoles([...roleIds].reverse())
      if (roleIds.length === 0) yield* member.clearRoles
      yield* member.add().outcome
      yield* trust.create(start).refused("PairingIdRequired")
      yield* trustOf(lab, trustee, trustor).remove.refused("NotFound")
      yield* member.ofTrustee.add.refused("MissingTrustorPermissions")
      yield* member.remove.as(third.admin).refused("NotFound")
      const after = [ids(yield* recorded("trustor")), ids(yield* recorded("trustee"))]
      yield* same(after, before, "The audits after requests that change nothing")
    }),
  })

const readingLeavesNone = (kind: MemberKind) =>
  law({
    name: { user: "audit.reading-leaves-none", group: "group.reading-leaves-no-audit" }[kind.noun],
    sentence: `Reading a trust, its ${kind.noun}s and their roles changes nothing and leaves no audit.`,
    rules: ["audit.every-change"],
    groups: withAudits(kind),
    given: () => fc.record({ user: fc.nat(), member: fc.nat() }),
    check: Effect.fnUntraced(function* (lab, input) {
      const manager = yield* someInsider(lab.cast.trustee, input.user)
      const { id } = yield* someMember(lab, kind, input.member, manager.id)
      const role = yield* someRoleWith(lab.cast.trustor, ...kind.permissions("view"))
      const trust = trustOf(lab)
      const member = kind.bound(trust, id)
      const { pairing, recorded } = yield* watch(trust, manager.id)
      const { groups = [], users = [] } = kind.start([{ id }])
      const members = membersOf({ users: [{ id: manager.id, roleIds: [role.id] }, ...users], groups })
      yield* trust.create({ pairingId: pairing.id, enabled: true, ...members })
      const { byTrustee, byTrustor } = kind.listed(trust)
      const before = [ids(yield* recorded("trustor")), ids(yield* recorded("trustee"))]
      yield* leavesAlone(
        trust,
        `Looking at ${kind.noun}s`,
        Effect.gen(function* () {
          for (const look of [trust.get, trust.trustees(), byTrustor(), member.get, member.roles]) yield* look
          for (const look of [byTrustee(), member.ofTrustee.get]) yield* look.as(manager.client)
          for (const look of [trust.ofTrustee.get, trust.ofTrustee.trustors()]) yield* look
        }),
      )
      const after = [ids(yield* recorded("trustor")), ids(yield* recorded("trustee"))]
      yield* same(after, before, "The audits after looking")
    }),
  })

const when = law({
  name: "audit.when",
  sentence: "An audit tells when its change was made, however late it is read.",
  rules: ["audit.every-change"],
  groups: auditGroups,
  given: () => fc.record({ user: fc.nat(), hours: fc.integer({ min: 1, max: 1000 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { id } = yield* someUser(lab, input.user)
    yield* reliesOn(lab, "Entries")
    const trust = trustOf(lab)
    const { pairing, recorded, since } = yield* watch(trust, id)
    yield* tick(lab)
    const made = yield* trust.create({ pairingId: pairing.id, enabled: true, users: [{ id }] })
    yield* trust.user(id).remove
    const marker = yield* trust.ask({ userIds: [id] })
    const until = yield* told(marker.dateCreated, "when the second pairing was made")
    if (lab.subject.passTime !== undefined) yield* lab.passTime(Duration.hours(input.hours))
    for (const side of sides) {
      const messages = yield* recorded(side)
      yield* same(messages.length, 2, `The number of audits that the ${side} reads`)
      for (const message of messages) {
        const at = yield* told(message.timestamp, "when the change was made")
        yield* holds(
          DateTime.isGreaterThanOrEqualTo(at, since) && DateTime.isLessThanOrEqualTo(at, until),
          `${deed(lab, side)(message)}: expected a time from ${instant(since)} to ${instant(until)}, got ${instant(at)}`,
        )
      }
      const created = messages.find(({ action }) => action === "CREATE")
      const [at, date] = [created?.timestamp, made.dateCreated]
      yield* holds(
        at !== undefined &&
          (date === undefined || Math.abs(DateTime.toEpochMillis(at) - DateTime.toEpochMillis(date)) < 1000),
        `The audit of the creation: expected the date of the trust, ${instant(date) ?? "whichever"}, got ${instant(at) ?? "none"}`,
      )
    }
  }),
})

/** Laws of what the audits record of a kind of members, and of the trust. */
export const laws = (kind: MemberKind) => [everyChange, nothingRecorded, readingLeavesNone].map((each) => each(kind))

/** Laws of when the audits were recorded. */
export const lawsOfTime = [when]
