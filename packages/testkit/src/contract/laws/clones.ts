/**
 * Laws of making, seeing and removing clones: who can be cloned, how many, and what both organizations see of it.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { UserId } from "@org-trust/core/Identifiers"
import {
  cloneGroups,
  cloneGroupsOfBoth,
  cloneAll,
  cloneAsTrustee,
  cloneAsTrustor,
  clonesAre,
  letInManager,
} from "../cloning.ts"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import {
  allRefused,
  asTrustor,
  attempt,
  ids,
  letIn,
  need,
  pick,
  same,
  someInsider,
  someoneWhoMay,
} from "../scenario.ts"
import { leavesTrustAlone } from "../sight.ts"

const onlyTrusted = law({
  name: "clone.only-trusted",
  sentence:
    "A user whom the trust lets in by name or through a group can be cloned, with a role or without; " +
    "nobody else can: not another user of the trustee, nor one of another organization, nor one who left.",
  rules: ["clone.only-trusted"],
  groups: [...cloneGroups, "TrusteeUsers"],
  effort: 2,
  given: () =>
    fc.record({
      manager: fc.nat(),
      other: fc.nat(),
      uuid: fc.uuid({ version: 4 }),
      who: fc.constantFrom("named", "of group", "outsider", "inactive", "foreign", "unknown", "left"),
    }),
  check: Effect.fnUntraced(function* (lab, { manager: index, other, uuid, who }) {
    const { third, trustee, trustor } = lab.cast
    if (who === "of group") {
      const manager = yield* someInsider(trustee, index)
      const role = yield* need(
        roleWith(trustor, "authorization:orgTrusteeUser:add", "authorization:orgTrusteeUser:view"),
        "role of the trustor that permits to add users",
      )
      const isMember = (memberIds: ReadonlyArray<UserId>) =>
        trustee.activeUsers.find(({ id }) => id !== manager.id && memberIds.includes(id))
      const group = yield* need(
        pick(
          trustee.organization.groups.filter(({ memberIds }) => isMember(memberIds) !== undefined),
          other,
        ),
        "group of the trustee with another active member",
      )
      yield* letIn(lab, trustor, trustee, {
        users: [{ id: manager.id, roleIds: [role.id] }],
        groups: [{ id: group.id }],
      })
      const { id } = yield* need(isMember(group.memberIds), "active member of the group")
      yield* cloneAll(lab, manager.client, [id])
      return yield* clonesAre(lab, manager.client, [{ id }])
    }
    const { manager, others } = yield* letInManager(lab, index, 1)
    const member = yield* need(others[0], "second active user of the trustee")
    if (who === "named") {
      const made = yield* cloneAll(lab, manager.client, [member.id])
      yield* same(ids(made), [member.id], "The clone that was made")
      return yield* clonesAre(lab, manager.client, [member])
    }
    const strangers = {
      outsider: trustee.activeUsers.filter(({ id }) => id !== manager.id && id !== member.id),
      inactive: trustee.organization.users.filter(({ state }) => state !== "active"),
      foreign: [...trustor.activeUsers, ...third.activeUsers],
      unknown: [{ id: UserId.make(uuid) }],
      left: [member],
    }
    const { id } = yield* need(pick(strangers[who], other), `user to try: ${who}`)
    if (who === "left") yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", cloneAsTrustor(lab, id))
    const create = attempt(lab, "TrustorClonedUsers.create", cloneAsTrustee(lab, id))
    yield* leavesTrustAlone(lab, "Cloning a stranger", allRefused(manager.client, [create], "NotFound"))
    return yield* clonesAre(lab, manager.client, [])
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
  given: () => fc.record({ manager: fc.nat(), gone: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { cloneLimit, overLimit } = lab.subject.capabilities.profile
    const { manager, others } = yield* letInManager(lab, input.manager, cloneLimit)
    const full = [{ id: manager.id }, ...others].slice(0, cloneLimit)
    const { id } = yield* need(others[cloneLimit - 1], "user more than can be cloned")
    yield* cloneAll(
      lab,
      manager.client,
      full.map((user) => user.id),
    )
    const tooMany = cloneAsTrustee(lab, id)
    if (overLimit === "Conflict") {
      const error = yield* lab.refuse(manager.client, "TrustorClonedUsers.create", tooMany, "Conflict")
      yield* same([error.code, error.limit?.value], ["general.conflict", cloneLimit], "The code and the limit")
    } else {
      yield* lab.refuse(manager.client, "TrustorClonedUsers.create", tooMany, "InvalidRequest")
    }
    yield* clonesAre(lab, manager.client, full)
    // Cloning again is not cloning one more.
    yield* cloneAll(lab, manager.client, [manager.id])
    const gone = yield* need(pick(full, input.gone), "clone")
    yield* lab.succeed(manager.client, "TrustorClonedUsers.remove", cloneAsTrustee(lab, gone.id))
    yield* cloneAll(lab, manager.client, [id])
    yield* clonesAre(lab, manager.client, [...full.filter((user) => user !== gone), { id }])
  }),
})

const createdAgain = law({
  name: "clone.created-again",
  sentence: "Whoever clones a user who is cloned already is answered the same clone, of which there is still one.",
  rules: ["clone.created-again"],
  groups: cloneGroups,
  given: () => fc.record({ manager: fc.nat(), times: fc.integer({ min: 2, max: 3 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { manager, others } = yield* letInManager(lab, input.manager, 1)
    const { id } = yield* need(others[0], "second active user of the trustee")
    const made = yield* cloneAll(lab, manager.client, [id])
    for (let time = 1; time < input.times; time++) {
      yield* same(yield* cloneAll(lab, manager.client, [id]), made, "The clone that was there already")
    }
    yield* clonesAre(lab, manager.client, [{ id }])
  }),
})

const bothAgree = law({
  name: "clone.both-organizations-agree",
  sentence:
    "Both organizations see the same clones, each of its user and in the trustor; either removes one for both, and " +
    "the others stay.",
  rules: ["clone.both-organizations-agree", "clone.absent"],
  groups: cloneGroupsOfBoth,
  given: () => fc.record({ manager: fc.nat(), gone: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { manager, others } = yield* letInManager(lab, input.manager, 1)
    const users = [{ id: manager.id }, ...others].slice(0, lab.subject.capabilities.profile.cloneLimit)
    const made = yield* cloneAll(
      lab,
      manager.client,
      users.map(({ id }) => id),
    )
    yield* clonesAre(lab, manager.client, users)
    for (const clone of made) {
      const read = yield* lab.succeed(manager.client, "TrustorClonedUsers.get", cloneAsTrustee(lab, clone.id))
      yield* same(read, clone, "What is read of a clone")
      yield* same(read.trustor?.id, trustor.organization.id, "Where a clone lives")
    }
    const gone = yield* need(pick(users, input.gone), "clone")
    const remover = yield* someoneWhoMay(lab, trustor, "TrusteeClonedUsers.remove")
    if (input.byTrustee) {
      yield* lab.succeed(manager.client, "TrustorClonedUsers.remove", cloneAsTrustee(lab, gone.id))
    } else {
      yield* lab.succeed(remover, "TrusteeClonedUsers.remove", cloneAsTrustor(lab, gone.id))
    }
    yield* clonesAre(
      lab,
      manager.client,
      users.filter((user) => user !== gone),
    )
    const ofTrustor = [attempt(lab, "TrusteeClonedUsers.remove", cloneAsTrustor(lab, gone.id))]
    yield* allRefused(remover, ofTrustor, "NotFound")
    const ofTrustee = [
      attempt(lab, "TrustorClonedUsers.get", cloneAsTrustee(lab, gone.id)),
      attempt(lab, "TrustorClonedUsers.remove", cloneAsTrustee(lab, gone.id)),
    ]
    yield* allRefused(manager.client, ofTrustee, "NotFound")
  }),
})

const absent = law({
  name: "clone.absent",
  sentence:
    "A user who was never cloned is not found among the clones, even one of the trust; and without a trust nobody is.",
  rules: ["clone.absent", "trust.absent"],
  groups: cloneGroupsOfBoth,
  given: () =>
    fc.record({ manager: fc.nat(), uuid: fc.uuid({ version: 4 }), known: fc.boolean(), trust: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const remover = yield* someoneWhoMay(lab, trustor, "TrusteeClonedUsers.remove")
    const first = yield* need(trustee.activeUsers[0], "active user of the trustee")
    const id = input.known ? first.id : UserId.make(input.uuid)
    const removal = attempt(lab, "TrusteeClonedUsers.remove", cloneAsTrustor(lab, id))
    if (!input.trust) {
      const viewer = yield* someoneWhoMay(lab, trustor, "TrusteeClonedUsers.list")
      yield* allRefused(viewer, [attempt(lab, "TrusteeClonedUsers.list", asTrustor(lab))], "NotFound")
      return yield* allRefused(remover, [removal], "NotFound")
    }
    const { manager } = yield* letInManager(lab, input.manager, 1)
    yield* clonesAre(lab, manager.client, [])
    yield* allRefused(remover, [removal], "NotFound")
    const ofTrustee = [
      attempt(lab, "TrustorClonedUsers.get", cloneAsTrustee(lab, id)),
      attempt(lab, "TrustorClonedUsers.remove", cloneAsTrustee(lab, id)),
    ]
    return yield* allRefused(manager.client, ofTrustee, "NotFound")
  }),
})

/** Laws of making, seeing and removing clones. */
export const laws = [onlyTrusted, limit, createdAgain, bothAgree, absent]
