import { afterAll, assert, it } from "@effect/vitest"
import type * as DateTime from "effect/DateTime"
import { type Access, accessOf } from "@org-trust/core/access/Access"
import * as BlastRadius from "@org-trust/core/access/BlastRadius"
import type { Directory } from "@org-trust/core/access/Directory"
import { explain } from "@org-trust/core/access/Explain"
import { afterRemoval, type Removal } from "@org-trust/core/access/Forecast"
import type { Snapshot } from "@org-trust/core/access/Snapshot"
import type { DivisionId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import { mayDo, permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import {
  groupsOf,
  removeTrust,
  setTrust,
  type State,
  trust,
  usersOf,
  withGroups,
  withUsers,
} from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import { run, startOfPlans } from "@org-trust/testkit/arbitrary/Run"
import { type Scenario, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { often, scenarioRuns } from "../lifecycle/support/options.ts"
import { directoryOf, snapshotOf } from "./support/seen.ts"
import { textsOf } from "./support/texts.ts"

/** What the ways permit a user in a division, or in any. */
const permittedTo = (
  access: ReadonlyArray<Access>,
  partner: OrganizationId,
  userId: UserId,
  divisionId: DivisionId | undefined,
): ReadonlySet<string> =>
  new Set(
    access.flatMap((each) => {
      if (each.partner !== partner || each.subject.id !== userId || each.right.kind !== "permission") return []
      const { where } = each
      const isMeant = divisionId === undefined || where.kind !== "division" || where.divisionId === divisionId
      return isMeant ? [each.right.permission] : []
    }),
  )

interface Person {
  readonly partner: OrganizationId
  readonly userId: UserId
}

const peopleOf = (world: World.World, own: OrganizationId): ReadonlyArray<Person> =>
  [...world.values()].flatMap(({ organization }) =>
    organization.id === own ? [] : organization.users.map(({ id }) => ({ partner: organization.id, userId: id })),
  )

const sorted = (texts: Iterable<string>) => [...texts].sort()
/** What is taken away, carried out on the model. */
const remove = (state: State, own: OrganizationId, removal: Removal): State => {
  const dropFrom = (current: State, partner: OrganizationId, isKept: (grant: Grant) => boolean): State => {
    const found = trust(current, own, partner)
    if (found === undefined) return current
    const keep = <A extends { readonly grants: ReadonlyArray<Grant> }>(member: A): A => ({
      ...member,
      grants: member.grants.filter(isKept),
    })
    const users = withUsers(found, usersOf(found).map(keep))
    return setTrust(current, withGroups(users, groupsOf(found).map(keep)))
  }
  if (removal.kind === "partner") return removeTrust(state, own, removal.partner)
  if (removal.kind === "role") {
    return snapshotPartners(state, own).reduce(
      (current, partner) => dropFrom(current, partner, ({ roleId }) => roleId !== removal.roleId),
      state,
    )
  }
  const found = trust(state, own, removal.partner)
  if (found === undefined) return state
  if (removal.kind === "user") {
    return setTrust(
      state,
      withUsers(
        found,
        usersOf(found).filter(({ id }) => id !== removal.userId),
      ),
    )
  }
  if (removal.kind === "group") {
    return setTrust(
      state,
      withGroups(
        found,
        groupsOf(found).filter(({ id }) => id !== removal.groupId),
      ),
    )
  }
  return assert.fail("what-if asks for whole partners, members and roles")
}

const snapshotPartners = (state: State, own: OrganizationId) => [
  ...snapshotOf(state, own, startOfPlans).trustees.keys(),
]

let permitted = 0
let refused = 0
let cutsSeen = 0
let lost = 0

const situations = scenariosOf(120)

/** What each organization sees at the end of a scenario, and what there is. */
const viewsOf = ({ organizations, plan, profile }: Scenario) => {
  const environment = { world: World.make(organizations), profile }
  const last = run(environment, plan).at(-1)
  if (last === undefined) return []
  const { world } = environment
  const { now } = last.request
  return organizations.map(({ divisions, id: own, roles }) => ({
    own,
    divisions,
    roles,
    now,
    world,
    state: last.after,
    snapshot: snapshotOf(last.after, own, now),
    directory: directoryOf(world, own),
  }))
}

it.prop(
  "who may do what where is as the model says, for everybody in every division, and so is what taking away changes",
  [situations],
  ([scenario]) => {
    for (const { directory, divisions, now, own, snapshot, state, world } of viewsOf(scenario)) {
      const access = accessOf(snapshot, directory, now)
      const places = [undefined, ...divisions.map(({ id }) => id)]
      const questionOf = ({ partner, userId }: Person, divisionId: DivisionId | undefined) => ({
        trustorOrgId: own,
        trusteeOrgId: partner,
        userId,
        now,
        ...(divisionId !== undefined && { divisionId }),
      })
      for (const person of peopleOf(world, own)) {
        for (const divisionId of places) {
          const expected = permissionsOf(world, state, questionOf(person, divisionId))
          const seen = permittedTo(access, person.partner, person.userId, divisionId)
          assert.deepStrictEqual(sorted(seen), sorted(expected))
          permitted += expected.size
        }
      }
      const removals = [...snapshot.trustees].flatMap(([partner, { groups, users }]): ReadonlyArray<Removal> => [
        { kind: "partner", partner },
        ...Array.from(users.keys(), (userId) => ({ kind: "user" as const, partner, userId })),
        ...Array.from(groups.keys(), (groupId) => ({ kind: "group" as const, partner, groupId })),
      ])
      const ofRoles = [...directory.roles.keys()].map((roleId): Removal => ({ kind: "role", roleId }))
      for (const removal of [...removals, ...ofRoles]) {
        const after = remove(state, own, removal)
        const { gains, losses } = BlastRadius.ofRemovals(snapshot, [removal], now, directory)
        assert.deepStrictEqual(gains, [])
        for (const person of peopleOf(world, own)) {
          for (const divisionId of places) {
            const before = permissionsOf(world, state, questionOf(person, divisionId))
            const left = permissionsOf(world, after, questionOf(person, divisionId))
            for (const permission of before) {
              if (left.has(permission)) continue
              // Who loses it everywhere, or here, is told so.
              const isTold = losses.some(
                ({ right, subject, where }) =>
                  subject.id === person.userId &&
                  right.kind === "permission" &&
                  right.permission === permission &&
                  (divisionId === undefined || where.kind === "all" || JSON.stringify(where).includes(divisionId)),
              )
              assert.isTrue(isTold, `${person.userId} loses ${permission}`)
              lost++
            }
          }
        }
        const expected = BlastRadius.compare(access, accessOf(snapshotOf(after, own, now), directory, now))
        assert.deepStrictEqual(textsOf(losses), textsOf(expected.losses))
      }
    }
  },
  scenarioRuns,
)

/** All smallest sets of things without which it would end, by trying every set. */
const bruteForce = (
  snapshot: Snapshot,
  directory: Directory,
  now: DateTime.Utc,
  things: ReadonlyArray<Removal>,
  isHeld: (access: ReadonlyArray<Access>) => boolean,
): ReadonlyArray<string> => {
  const ending: Array<number> = []
  for (const set of Array.from({ length: 2 ** things.length }, (_, each) => each)) {
    if (ending.some((smaller) => (smaller & set) === smaller)) continue
    const after = things.filter((_, at) => (set & (1 << at)) !== 0).reduce(afterRemoval, snapshot)
    if (!isHeld(accessOf(after, directory, now))) ending.push(set)
  }
  const isMinimal = (set: number) => !ending.some((other) => other !== set && (other & set) === other)
  return ending
    .filter(isMinimal)
    .map((set) =>
      sorted(things.flatMap((thing, at) => ((set & (1 << at)) === 0 ? [] : [JSON.stringify(thing)]))).join(" and "),
    )
}

/** Everything that could be taken away from a user: the trust, the memberships, each grant. */
const thingsAround = (snapshot: Snapshot, directory: Directory, { partner, userId }: Person) => {
  const seen = snapshot.trustees.get(partner)
  if (seen === undefined) return []
  const of = ({ divisionId, roleId }: Grant) => ({ roleId, ...(divisionId !== undefined && { divisionId }) })
  const things: Array<Removal> = [{ kind: "partner", partner }]
  const own = seen.users.get(userId)
  if (own !== undefined) things.push({ kind: "user", partner, userId })
  for (const grant of own?.grants ?? []) things.push({ kind: "userGrant", partner, userId, ...of(grant) })
  for (const [groupId, { grants = [] }] of seen.groups) {
    if (directory.groups.get(partner)?.get(groupId)?.has(userId) !== true) continue
    things.push({ kind: "group", partner, groupId })
    for (const grant of grants) things.push({ kind: "groupGrant", partner, groupId, ...of(grant) })
  }
  return things
}

const setsOf = (cuts: ReadonlyArray<ReadonlyArray<Removal>>) =>
  sorted(cuts.map((cut) => sorted(cut.map((thing) => JSON.stringify(thing))).join(" and ")))

it.prop(
  "an explanation agrees with the model, and its sets with trying every set",
  [situations],
  ([scenario]) => {
    for (const { directory, divisions, now, own, roles, snapshot, state, world } of viewsOf(scenario)) {
      const permission = roles[0]?.permissions[0] ?? "analytics:report:view"
      for (const person of peopleOf(world, own)) {
        for (const divisionId of [undefined, divisions[0]?.id]) {
          const within = divisionId === undefined ? {} : { divisionId }
          const question = { userId: person.userId, permission, ...within }
          const answer = explain(snapshot, question, now, directory)
          const asked = { trustorOrgId: own, trusteeOrgId: person.partner, userId: person.userId, now, ...within }
          const may = mayDo(world, state, asked, permission)
          assert.strictEqual(answer.answer, may ? "yes" : "no")
          assert.strictEqual(answer.obstacles.length > 0, !may)
          if (!may) refused++
          const things = thingsAround(snapshot, directory, person)
          if (!may || things.length > 8 || !answer.hasAllCuts) continue
          const sets = bruteForce(snapshot, directory, now, things, (access) =>
            permittedTo(access, person.partner, person.userId, divisionId).has(permission),
          )
          assert.deepStrictEqual(setsOf(answer.cuts), sorted(sets))
          cutsSeen += sets.length
        }
      }
    }
  },
  scenarioRuns,
)

afterAll(() => assert.isAbove(permitted, often(1_000), "hardly anybody may do anything"))
afterAll(() => assert.isAbove(refused, often(100), "hardly anything was explained that is not so"))
afterAll(() => assert.isAbove(cutsSeen, often(100), "hardly any sets"))
afterAll(() => assert.isAbove(lost, often(300), "hardly anything was lost"))
