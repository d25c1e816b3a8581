/**
 * Laws of how the groups of a trust are listed: the same on both sides, and apart from its users.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { GroupId } from "@org-trust/core/Identifiers"
import {
  groupGroups,
  groupsSeenByTrustee,
  groupsSeenByTrustor,
  makeManagedTrust,
  makeTrustWithGroups,
  someGroup,
  someGroups,
} from "../groupScenario.ts"
import { law } from "../Law.ts"
import { allRefused, asTrustee, asTrustor, attempt, holds, ids, same, tick, usersSeenByTrustor } from "../scenario.ts"

const bothSeeTheSame = law({
  name: "group.both-organizations-agree",
  sentence: "Whichever organization adds and removes groups, both list the same ones, on pages of any size.",
  rules: ["group.both-organizations-agree", "page.complete"],
  groups: groupGroups,
  given: () =>
    fc.record({
      manager: fc.nat(),
      deeds: fc.array(fc.record({ group: fc.nat(), byTrustee: fc.boolean() }), { minLength: 1, maxLength: 5 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { manager } = yield* makeManagedTrust(lab, input.manager)
    const inside = new Set<GroupId>()
    for (const deed of input.deeds) {
      const { id } = yield* someGroup(lab, deed.group)
      const ofTrustee = { ...asTrustee(lab), trustorGroupId: id }
      if (inside.delete(id)) {
        if (deed.byTrustee) yield* lab.succeed(manager.client, "TrustorGroups.remove", ofTrustee)
        else yield* lab.succeed(trustor.admin, "TrusteeGroups.remove", { ...asTrustor(lab), trusteeGroupId: id })
      } else {
        if (inside.size + 2 > lab.subject.capabilities.profile.memberLimit) continue
        inside.add(id)
        if (deed.byTrustee) yield* lab.succeed(manager.client, "TrustorGroups.add", ofTrustee)
        else yield* lab.succeed(trustor.admin, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id } })
      }
      const due = [...inside].sort()
      yield* same(ids(yield* groupsSeenByTrustor(lab)), due, "The groups that the trustor sees")
      yield* same(ids(yield* groupsSeenByTrustee(lab, manager)), due, "The groups that the trustee sees")
    }
    const found: Array<string> = []
    for (let pageNumber = 1; pageNumber <= inside.size; pageNumber++) {
      const page = { pageSize: 1, pageNumber }
      const one = yield* lab.succeed(trustor.admin, "TrusteeGroups.list", { ...asTrustor(lab), ...page })
      const other = yield* lab.succeed(manager.client, "TrustorGroups.list", { ...asTrustee(lab), ...page })
      yield* same(ids(one.entities), ids(other.entities), "The same page on both sides")
      yield* same([one.total ?? inside.size, other.total ?? inside.size], [inside.size, inside.size], "The totals")
      found.push(...ids(one.entities))
    }
    yield* same(found.sort(), [...inside].sort(), "All pages together")
  }),
})

const listedApart = law({
  name: "group.listed-apart",
  sentence: "Users and groups of a trust are listed apart, and one cannot be read as the other.",
  rules: ["group.apart-from-users"],
  groups: groupGroups,
  given: () => fc.record({ group: fc.nat(), user: fc.nat(), later: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const groups = yield* someGroups(lab, input.group)
    const room = lab.subject.capabilities.profile.memberLimit - 1
    const some = groups.slice(0, room)
    const user = yield* makeTrustWithGroups(lab, input.user, input.later ? [] : some.map(({ id }) => ({ id })))
    for (const { id } of input.later ? some : []) {
      yield* tick(lab)
      yield* lab.succeed(trustor.admin, "TrusteeGroups.add", { ...asTrustor(lab), payload: { id } })
    }
    yield* same(ids(yield* groupsSeenByTrustor(lab)), ids(some), "The groups of the trust")
    yield* same(ids(yield* usersSeenByTrustor(lab)), [user.id], "The users of the trust")
    const asGroup = { ...asTrustor(lab), trusteeGroupId: GroupId.make(user.id) }
    yield* allRefused(trustor.admin, [attempt(lab, "TrusteeGroups.get", asGroup)], "NotFound")
    const [first] = yield* groupsSeenByTrustor(lab)
    yield* holds(first?.name !== undefined, "a group that is listed tells its name")
  }),
})

/** Laws of how the groups of a trust are listed. */
export const laws = [bothSeeTheSame, listedApart]
