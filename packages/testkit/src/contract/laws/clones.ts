/**
 * Laws of cloned users.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { UserId } from "@org-trust/core/Identifiers"
import { isMet } from "@org-trust/core/Permission"
import { cloneAll, cloneMember, cloneAsTrustee, cloneAsTrustor, clonesAre, letInManager } from "../cloning.ts"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import {
  allRefused,
  asTrustee,
  asTrustor,
  attempt,
  holds,
  ids,
  leavesTrustAlone,
  letIn,
  makeTrust,
  need,
  outcomeOf,
  permissionsIn,
  pick,
  ruleOf,
  same,
  someInsider,
  someoneWhoMay,
  someRoles,
} from "../scenario.ts"

const groups = ["Pairings", "Trustees", "TrustorClonedUsers"] as const
const bothSides = [...groups, "TrusteeClonedUsers"] as const

const onlyTrusted = law({
  name: "clone.only-trusted",
  sentence:
    "A user whom the trust lets in by name or through a group can be cloned, with a role or without; " +
    "nobody else can: not another user of the trustee, nor one of another organization, nor one who left.",
  rules: ["clone.only-trusted"],
  groups: [...groups, "TrusteeUsers"],
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
  groups,
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
  groups,
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
  groups: bothSides,
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
  groups: bothSides,
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

/** What ends somebody's place in the trust, or only seems to. */
const endings = ["taken out by trustor", "taken out by trustee", "trust ended", "trust disabled"] as const

const goesWithTrust = law({
  name: "clone.goes-with-trust",
  sentence:
    "With its user's place in the trust, or with the trust, a clone is gone, and it is still gone when they come " +
    "back; other clones stay, and so do all while the trust is disabled.",
  rules: ["clone.goes-with-trust"],
  groups: [...groups, "TrusteeUsers", "TrustorUsers"],
  effort: 2,
  given: () => fc.record({ manager: fc.nat(), ending: fc.constantFrom(...endings) }),
  check: Effect.fnUntraced(function* (lab, { ending, manager: index }) {
    const { trustee, trustor } = lab.cast
    const { manager, others, role } = yield* letInManager(lab, index, 1)
    const { id } = yield* need(others[0], "second active user of the trustee")
    const users = [{ id }, { id: manager.id }].slice(0, lab.subject.capabilities.profile.cloneLimit)
    yield* cloneAll(
      lab,
      manager.client,
      users.map((user) => user.id),
    )
    switch (ending) {
      case "trust disabled":
        for (const enabled of [false, true]) {
          yield* lab.succeed(trustor.admin, "Trustees.update", { ...asTrustor(lab), payload: { enabled } })
        }
        return yield* clonesAre(lab, manager.client, users)
      case "trust ended":
        yield* lab.succeed(trustor.admin, "Trustees.remove", asTrustor(lab))
        yield* letIn(lab, trustor, trustee, { users: [{ id: manager.id, roleIds: [role.id] }, { id }] })
        return yield* clonesAre(lab, manager.client, [])
      case "taken out by trustor":
        yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", cloneAsTrustor(lab, id))
        break
      case "taken out by trustee":
        yield* lab.succeed(manager.client, "TrustorUsers.remove", cloneAsTrustee(lab, id))
    }
    const left = users.filter((user) => user.id !== id)
    yield* clonesAre(lab, manager.client, left)
    yield* lab.succeed(manager.client, "TrustorUsers.add", cloneAsTrustee(lab, id))
    return yield* clonesAre(lab, manager.client, left)
  }),
})

const staysInGroup = law({
  name: "clone.stays-while-trusted",
  sentence: "A clone stays when its user is taken out of the trust by name, but still let in through a group.",
  rules: ["clone.goes-with-trust", "clone.only-trusted"],
  groups: [...groups, "TrusteeUsers"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const manager = yield* someInsider(trustee, input.manager)
    const role = yield* need(
      roleWith(trustor, "authorization:orgTrusteeUser:add", "authorization:orgTrusteeUser:view"),
      "role of the trustor that permits to add users",
    )
    const candidates = trustee.organization.groups.flatMap((group) =>
      trustee.activeUsers.flatMap(({ id }) =>
        id !== manager.id && group.memberIds.includes(id) ? [{ group, id }] : [],
      ),
    )
    const { group, id } = yield* need(pick(candidates, input.group), "group of the trustee with another active member")
    yield* letIn(lab, trustor, trustee, {
      users: [{ id: manager.id, roleIds: [role.id] }, { id }],
      groups: [{ id: group.id }],
    })
    yield* cloneAll(lab, manager.client, [id])
    yield* lab.succeed(trustor.admin, "TrusteeUsers.remove", cloneAsTrustor(lab, id))
    yield* clonesAre(lab, manager.client, [{ id }])
  }),
})

const goesWithGroup = law({
  name: "clone.goes-with-group",
  sentence:
    "A clone of someone whom only a group lets in is gone when the group is taken out of the trust, and it is still " +
    "gone when the group comes back.",
  rules: ["clone.goes-with-trust"],
  groups: [...groups, "TrusteeGroups", "TrustorGroups"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat(), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, { byTrustee, ...input }) {
    const { group, manager } = yield* cloneMember(lab, input)
    const asSeenByTrustor = { ...asTrustor(lab), trusteeGroupId: group.id }
    const asSeenByTrustee = { ...asTrustee(lab), trustorGroupId: group.id }
    yield* byTrustee
      ? lab.succeed(manager.client, "TrustorGroups.remove", asSeenByTrustee)
      : lab.succeed(lab.cast.trustor.admin, "TrusteeGroups.remove", asSeenByTrustor)
    yield* clonesAre(lab, manager.client, [])
    yield* lab.succeed(manager.client, "TrustorGroups.add", asSeenByTrustee)
    yield* clonesAre(lab, manager.client, [])
  }),
})

const goesWithMembership = law({
  name: "clone.goes-with-membership",
  sentence:
    "A clone of someone whom only a group lets in is gone when that user leaves the group at home, and it is still " +
    "gone when the user is in the group again.",
  rules: ["clone.goes-with-trust"],
  groups: [...groups, "TrusteeGroups", "TrustorGroups"],
  given: () => fc.record({ manager: fc.nat(), group: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { group, id, manager } = yield* cloneMember(lab, input)
    const membership = {
      organizationId: lab.cast.trustee.organization.id,
      groupId: group.id,
      memberIds: group.memberIds.filter((memberId) => memberId !== id),
    }
    yield* lab.withMembers(membership, clonesAre(lab, manager.client, []))
    yield* clonesAre(lab, manager.client, [])
  }),
})

const apartFromUser = law({
  name: "clone.apart-from-user",
  sentence: "Neither making a clone nor removing it changes who is in the trust, with which roles and which access.",
  rules: ["clone.apart-from-user"],
  groups: [...bothSides, "Trustors", "TrusteeUsers", "TrusteeUserRoles"],
  given: () => fc.record({ manager: fc.nat(), roles: fc.array(fc.nat(), { maxLength: 2 }), byTrustee: fc.boolean() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustor } = lab.cast
    const { manager, others } = yield* letInManager(lab, input.manager, 1)
    const { id } = yield* need(others[0], "second active user of the trustee")
    yield* lab.succeed(trustor.admin, "TrusteeUserRoles.replace", {
      ...cloneAsTrustor(lab, id),
      payload: someRoles(lab, input.roles).map((role) => role.id),
    })
    yield* leavesTrustAlone(lab, "Cloning a user", cloneAll(lab, manager.client, [id]))
    const remover = yield* someoneWhoMay(lab, trustor, "TrusteeClonedUsers.remove")
    yield* leavesTrustAlone(
      lab,
      "Removing a clone",
      input.byTrustee
        ? lab.succeed(manager.client, "TrustorClonedUsers.remove", cloneAsTrustee(lab, id))
        : lab.succeed(remover, "TrusteeClonedUsers.remove", cloneAsTrustor(lab, id)),
    )
  }),
})

const ownPermissions = law({
  name: "clone.permissions",
  sentence:
    "The trustor's people need permissions of the directory to see and remove clones, those for trust users do not " +
    "do; the trustee's people need those for trust users, by the roles that the trustor has granted.",
  rules: ["permission.any", "permission.in-trustor-organization"],
  groups: bothSides,
  effort: 2,
  given: () => fc.record({ client: fc.nat(), user: fc.nat(), roles: fc.array(fc.nat(), { maxLength: 2 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { trustee, trustor } = lab.cast
    const caller = yield* someInsider(trustee, input.user)
    const roles = someRoles(lab, input.roles)
    yield* makeTrust(lab, [{ id: caller.id, roleIds: roles.map(({ id }) => id) }])
    const active = trustor.clients.filter(
      ({ userId }) => userId === undefined || trustor.activeUsers.some(({ id }) => id === userId),
    )
    const client = yield* need(pick(active, input.client), "client of the trustor")
    const there = cloneAsTrustor(lab, caller.id)
    const ofTrustor = [
      attempt(lab, "TrusteeClonedUsers.list", asTrustor(lab)),
      attempt(lab, "TrusteeClonedUsers.remove", there),
    ]
    for (const { by, operation } of ofTrustor) {
      const may = isMet(ruleOf(lab, operation), (permission) => client.permissions.includes(permission))
      const isDenied = outcomeOf(yield* by(client)) === "MissingAnyPermissions"
      yield* holds(isDenied !== may, `${operation} is ${may ? "open" : "not open"} to this client, but was otherwise`)
    }
    const held = permissionsIn(roles)
    const here = cloneAsTrustee(lab, caller.id)
    const ofTrustee = [
      attempt(lab, "TrustorClonedUsers.list", asTrustee(lab)),
      attempt(lab, "TrustorClonedUsers.create", here),
      attempt(lab, "TrustorClonedUsers.get", here),
      attempt(lab, "TrustorClonedUsers.remove", here),
    ]
    for (const { by, operation } of ofTrustee) {
      const may = isMet(ruleOf(lab, operation), (permission) => held.includes(permission))
      const isDenied = outcomeOf(yield* by(caller.client)) === "MissingTrustorPermissions"
      yield* holds(isDenied !== may, `${operation} is ${may ? "open" : "not open"} to this user, but was otherwise`)
    }
  }),
})

/** Who is the only one in a trust of the third organization, to be cloned there or not. */
const elsewhere = Effect.fnUntraced(function* (lab: Lab, index: number) {
  const { third, trustee } = lab.cast
  const caller = yield* someInsider(trustee, index)
  const role = yield* need(
    roleWith(third, "authorization:orgTrusteeUser:add", "authorization:orgTrusteeUser:view"),
    "role of the third organization that permits to add users",
  )
  yield* letIn(lab, third, trustee, { users: [{ id: caller.id, roleIds: [role.id] }] })
  return caller
})

const perTrust = law({
  name: "clone.per-trust",
  sentence: "A user who is cloned in one trustor is not cloned in another, and no other organization sees the clone.",
  rules: ["isolation.third-organization", "clone.both-organizations-agree"],
  groups: bothSides,
  given: () => fc.record({ manager: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third } = lab.cast
    const { manager } = yield* letInManager(lab, input.manager, 1)
    const caller = yield* elsewhere(lab, input.manager)
    const there = { trustorOrgId: third.organization.id }
    yield* lab.succeed(caller.client, "TrustorClonedUsers.create", { ...there, trusteeUserId: caller.id })
    yield* clonesAre(lab, manager.client, [])
    const { entities } = yield* lab.succeed(caller.client, "TrustorClonedUsers.list", there)
    yield* same(ids(entities), [caller.id], "The clones in the other trustor")
  }),
})

/** Laws of cloned users. */
export const laws = [
  onlyTrusted,
  limit,
  createdAgain,
  bothAgree,
  absent,
  goesWithTrust,
  staysInGroup,
  goesWithGroup,
  goesWithMembership,
  apartFromUser,
  ownPermissions,
  perTrust,
]
