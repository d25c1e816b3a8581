/**
 * Laws of making, seeing and removing clones: who can be cloned, how many, and what both organizations see of it.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { allRefused } from "../Attempt.ts"
import { trustOf } from "../BoundTrust.ts"
import { pick } from "../../../arbitrary/Numbers.ts"
import { need, some, someInsider, someUsers } from "../choices.ts"
import {
  cloneGroups,
  cloneGroupsOfBoth,
  clonesAre,
  openClones,
  openClonesWithUser,
  someGroupOfOthers,
} from "../cloning.ts"
import { same, sameIfTold } from "../expectations.ts"
import { law } from "../Law.ts"
import { leavesAlone } from "../sight.ts"

const onlyTrusted = law({
  name: "clone.only-trusted",
  sentence:
    "A user whom the trust lets in by name or through a group can be cloned, with a role or without; " +
    "nobody else can: not another user of the trustee, nor one of another organization, nor one who left.",
  rules: ["clone.only-trusted"],
  chosen: "that the user has to be active, and the code not.found",
  groups: [...cloneGroups, "TrusteeUsers"],
  effort: 2,
  given: () =>
    fc.record({
      manager: fc.nat(),
      user: fc.nat(),
      other: fc.nat(),
      uuid: fc.uuid({ version: 4 }),
      who: fc.constantFrom("named", "of group", "outsider", "inactive", "foreign", "unknown", "left"),
    }),
  check: Effect.fnUntraced(function* (lab, { manager: index, other, user, uuid, who }) {
    const { third, trustee, trustor } = lab.cast
    if (who === "of group") {
      const { group, id, manager } = yield* someGroupOfOthers(lab, { manager: index, group: other })
      const clones = yield* openClones(lab, manager, { groups: [{ id: group.id }] })
      yield* clones.create(id)
      return yield* clonesAre(clones, id)
    }
    const { clones, id: member } = yield* openClonesWithUser(lab, { manager: index, user })
    if (who === "named") {
      yield* same((yield* clones.create(member)).id, member, "The clone that was made")
      return yield* clonesAre(clones, member)
    }
    const strangers = {
      outsider: trustee.activeUsers.filter(({ id }) => id !== clones.manager.id && id !== member),
      inactive: trustee.organization.users.filter(({ state }) => state !== "active"),
      foreign: [...trustor.activeUsers, ...third.activeUsers],
      unknown: [{ id: uuid }],
      left: [{ id: member }],
    }[who]
    const { id } = yield* some<{ readonly id: string }>(strangers, other, `user to try: ${who}`)
    if (who === "left") yield* clones.trust.user(id).remove
    yield* leavesAlone(clones.trust, "Cloning a stranger", clones.create(id).refused("NotFound"))
    return yield* clonesAre(clones)
  }),
})

const limit = law({
  name: "clone.limit",
  sentence:
    "A trust has as many clones as the implementation declares, and not one more: that one is refused, naming the " +
    "limit, and changes nothing; when a clone goes there is room again.",
  rules: ["clone.limit"],
  groups: cloneGroups,
  effort: 2,
  given: () => fc.record({ manager: fc.nat(), others: fc.nat(), gone: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { cloneLimit, overLimit } = lab.subject.capabilities.profile
    const manager = yield* someInsider(lab.cast.trustee, input.manager)
    const others = yield* someUsers(lab, input.others, cloneLimit, [manager.id])
    const clones = yield* openClones(lab, manager, { users: others.map(({ id }) => ({ id })) })
    const full = [manager, ...others].slice(0, cloneLimit).map(({ id }) => id)
    const { id } = yield* need(others[cloneLimit - 1], "user more than can be cloned")
    for (const each of full) yield* clones.create(each)
    const error = yield* clones.create(id).refused(overLimit)
    if (error._tag === "Conflict") {
      yield* same(error.code, "general.conflict", "The code")
      yield* sameIfTold(error.limit?.value, cloneLimit, "The limit")
    }
    yield* clonesAre(clones, ...full)
    // Cloning again is not cloning one more.
    yield* clones.create(manager.id)
    const gone = yield* some(full, input.gone, "clone")
    yield* clones.remove(gone)
    yield* clones.create(id)
    yield* clonesAre(clones, ...full.filter((each) => each !== gone), id)
  }),
})

const createdAgain = law({
  name: "clone.created-again",
  sentence: "Cloning a user who is already cloned answers the same clone, and there is still only one.",
  rules: ["clone.created-again"],
  groups: cloneGroups,
  given: () => fc.record({ manager: fc.nat(), user: fc.nat(), times: fc.integer({ min: 2, max: 3 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { clones, id } = yield* openClonesWithUser(lab, input)
    const made = yield* clones.create(id)
    for (let time = 1; time < input.times; time++) {
      yield* same(yield* clones.create(id), made, "The clone that was there already")
    }
    yield* clonesAre(clones, id)
  }),
})

const bothAgree = law({
  name: "clone.both-organizations-agree",
  sentence:
    "Both organizations see the same clones, each of its user and in the trustor; either removes one for both, and " +
    "the others stay.",
  rules: ["clone.both-organizations-agree", "clone.absent"],
  groups: cloneGroupsOfBoth,
  given: () => fc.record({ manager: fc.nat(), user: fc.nat(), gone: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { clones, id } = yield* openClonesWithUser(lab, input)
    const users = [clones.manager.id, id].slice(0, lab.subject.capabilities.profile.cloneLimit)
    const made = yield* Effect.forEach(users, clones.create)
    yield* clonesAre(clones, ...users)
    for (const clone of made) {
      yield* same(yield* clones.get(clone.id), clone, "What is read of a clone")
      yield* sameIfTold(clone.trustor?.id, clones.trust.trustor.organization.id, "Where a clone lives")
    }
    const gone = yield* some(users, input.gone, "clone")
    const { remove } = clones.trust.clone(gone)
    yield* input.byTrustee ? clones.remove(gone) : remove
    yield* clonesAre(clones, ...users.filter((user) => user !== gone))
    yield* remove.refused("NotFound")
    yield* allRefused(clones.manager.client, [clones.get(gone), clones.remove(gone)], "NotFound")
  }),
})

const absent = law({
  name: "clone.absent",
  sentence:
    "A user who was never cloned is not found among the clones, even one of the trust; and without a trust nobody is.",
  rules: ["clone.absent", "trust.absent"],
  groups: cloneGroupsOfBoth,
  given: () =>
    fc.record({
      manager: fc.nat(),
      user: fc.nat(),
      uuid: fc.uuid({ version: 4 }),
      known: fc.boolean(),
      trust: fc.boolean(),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const trust = trustOf(lab)
    const first = yield* need(pick(trust.trustee.activeUsers, 0), "active user of the trustee")
    const id = input.known ? first.id : input.uuid
    const { remove } = trust.clone(id)
    if (!input.trust) {
      yield* trust.clones.refused("NotFound")
      yield* remove.refused("NotFound")
      return
    }
    const { clones } = yield* openClonesWithUser(lab, input)
    yield* clonesAre(clones)
    yield* remove.refused("NotFound")
    yield* allRefused(clones.manager.client, [clones.get(id), clones.remove(id)], "NotFound")
  }),
})

/** Laws of making, seeing and removing clones. */
export const laws = [onlyTrusted, limit, createdAgain, bothAgree, absent]
