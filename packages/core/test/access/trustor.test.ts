import { afterAll, assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Desired, DesiredTrustor } from "@org-trust/core/access/Desired"
import * as Plan from "@org-trust/core/access/Plan"
import type { SeenTrustor, Snapshot } from "@org-trust/core/access/Snapshot"
import type { Step } from "@org-trust/core/access/Step"
import { type OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { groupsOf, type State, type Trust, trusts, usersOf } from "@org-trust/core/lifecycle/State"
import * as World from "@org-trust/core/lifecycle/World"
import { permissions } from "@org-trust/core/Permission"
import { plansOf } from "@org-trust/testkit/arbitrary/Plan"
import { run, startOfPlans } from "@org-trust/testkit/arbitrary/Run"
import { scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { dependsOn } from "../../src/internal/access/stepFacts.ts"
import { often, thoroughRuns } from "../lifecycle/support/options.ts"
import { all, ask, call } from "./support/carryOut.ts"

/** In each organization somebody who goes wherever its people go, and may do everything there. */
const stewardOf = (organizationId: OrganizationId): UserId =>
  UserId.make(`${organizationId.slice(0, 8)}-1111-4000-8000-00000000feed`)
const everythingIn = (organizationId: OrganizationId): RoleId =>
  RoleId.make(`${organizationId.slice(0, 8)}-3333-4000-8000-00000000feed`)

const ours = (state: State, own: OrganizationId): ReadonlyArray<Trust> =>
  trusts(state).filter(({ trusteeOrgId }) => trusteeOrgId === own)

/** Where the people of an organization go, in a state. */
const snapshotOf = (state: State, own: OrganizationId, takenAt: DateTime.Utc): Snapshot => ({
  organizationId: own,
  takenAt,
  trustees: new Map(),
  trustors: new Map(
    ours(state, own).map((trust): [OrganizationId, SeenTrustor] => [
      trust.trustorOrgId,
      {
        users: new Set(usersOf(trust).map(({ id }) => id)),
        groups: new Set(groupsOf(trust).map(({ id }) => id)),
      },
    ]),
  ),
})

const desiredOf = (state: State, own: OrganizationId, strangers: Desired["strangers"]): Desired => ({
  organizationId: own,
  strangers,
  trustors: new Map(
    ours(state, own).map((trust): [OrganizationId, DesiredTrustor] => [
      trust.trustorOrgId,
      {
        users: new Set([stewardOf(own), ...usersOf(trust).map(({ id }) => id)]),
        groups: new Set(groupsOf(trust).map(({ id }) => id)),
        strangers,
      },
    ]),
  ),
})

/** Lets the stewards in wherever there is a trust, and opens it. */
const withStewards = (environment: Environment, state: State, now: DateTime.Utc): State =>
  trusts(state).reduce((each, { trusteeOrgId, trustorOrgId }) => {
    const opened = call(environment, each, trustorOrgId, now, "Trustees.update", {
      trusteeOrgId,
      payload: { enabled: true },
    }).state
    return call(environment, opened, trustorOrgId, now, "TrusteeUsers.add", {
      trusteeOrgId,
      payload: { id: stewardOf(trusteeOrgId), roleIds: [everythingIn(trustorOrgId)] },
    }).state
  }, state)

/** Carries a step out as the steward. Where access is asked for, the other organization gives it, without roles. */
const attempt = (environment: Environment, state: State, own: OrganizationId, now: DateTime.Utc, step: Step) => {
  const steward = { ...all(own), userId: stewardOf(own) }
  if (step.operation !== "Pairings.create") {
    return Result.map(ask(environment, state, steward, now, step.operation, step.input), (done) => done.state)
  }
  return Result.map(ask(environment, state, steward, now, step.operation, step.input), (paired) => {
    const { groupIds = [], userIds = [] } = step.input.payload
    return call(environment, paired.state, step.partner, now, "Trustees.create", {
      payload: {
        pairingId: paired.reply.id,
        enabled: true,
        users: userIds.map((id) => ({ id, roleIds: [] })),
        groups: groupIds.map((id) => ({ id, roleIds: [] })),
      },
    }).state
  })
}

const carryOut = (
  environment: Environment,
  state: State,
  own: OrganizationId,
  now: DateTime.Utc,
  step: Step,
): State => {
  const outcome = attempt(environment, state, own, now, step)
  return Result.isSuccess(outcome) ? outcome.success : assert.fail(`${step.operation}: ${outcome.failure.rule}`)
}

/** Who goes where, as words that can be compared. */
const members = (state: State, own: OrganizationId): ReadonlySet<string> =>
  new Set(
    ours(state, own).flatMap((trust) =>
      [...usersOf(trust), ...groupsOf(trust)].map(({ id }) => `${trust.trustorOrgId}/${id}`),
    ),
  )

const counts = { steps: 0, taken: 0, asked: 0, reported: 0 }

it.prop(
  "a plan of where our people go leads there, by the least that has to be done, and nobody goes elsewhere in between",
  [scenariosOf(150), plansOf(150), Schema.Int],
  ([scenario, other, chosen]) => {
    const organizations = scenario.organizations.map((organization) => ({
      ...organization,
      roles: [
        ...organization.roles,
        { id: everythingIn(organization.id), name: "Everything", permissions: [...permissions] },
      ],
      users: [
        ...organization.users,
        { id: stewardOf(organization.id), name: "Steward", email: "steward@example.com", state: "active" as const },
      ],
    }))
    const environment: Environment = {
      world: World.make(organizations),
      profile: { ...defaultProfile, memberLimit: 1_000, cloneLimit: 1_000, endInPast: "Accept" },
    }
    // The histories know nothing of the stewards.
    const without = { ...environment, world: World.make(scenario.organizations) }
    const last = run(without, scenario.plan).at(-1)
    const wished = run(without, other).at(-1)
    if (last === undefined || wished === undefined) return
    const isPlain = (trust: Trust) => trust.defaults === undefined
    if (![...trusts(last.after), ...trusts(wished.after)].every(isPlain)) return
    const now = DateTime.max(DateTime.max(last.request.now, wished.request.now), startOfPlans)
    const start = withStewards(environment, last.after, now)
    for (const { id: own } of organizations) {
      const desired = desiredOf(wished.after, own, "remove")
      const snapshot = snapshotOf(start, own, now)
      const { steps } = Plan.make(desired, snapshot)
      assert.deepStrictEqual(Plan.make(desired, snapshot).steps, steps, "the same plan each time")
      assert.strictEqual(
        new Set(steps.map((step) => JSON.stringify(step))).size,
        steps.length,
        "no step is there twice",
      )
      counts.steps += steps.length
      counts.taken += steps.filter(({ effect }) => effect === "takes").length
      counts.asked += steps.filter(({ operation }) => operation === "Pairings.create").length

      const before = members(start, own)
      const wanted = new Set(
        Array.from(desired.trustors ?? []).flatMap(([id, { groups, users }]) =>
          [...users, ...groups].map((member) => `${id}/${member}`),
        ),
      )
      let state = start
      for (const step of steps) {
        state = carryOut(environment, state, own, now, step)
        const meanwhile = members(state, own)
        assert.isTrue([...meanwhile].every((each) => before.has(each) || wanted.has(each)))
        assert.isTrue([...before].every((each) => !wanted.has(each) || meanwhile.has(each)))
      }
      assert.deepStrictEqual([...members(state, own)].toSorted(), [...wanted].toSorted())
      assert.deepStrictEqual(Plan.make(desired, snapshotOf(state, own, now)).steps, [])

      // Nothing can be left out, and one that fails stops no other.
      const at = Math.abs(chosen) % Math.max(steps.length, 1)
      const failing = steps[at]
      if (failing !== undefined) {
        const rest = steps.toSpliced(at, 1)
        assert.isFalse(rest.some((step) => dependsOn(step, failing)))
        const done = rest.reduce((each, step) => carryOut(environment, each, own, now, step), start)
        assert.deepStrictEqual(Plan.make(desired, snapshotOf(done, own, now)).steps, [failing])
      }

      // What is only reported stays.
      const told = Plan.make(desiredOf(wished.after, own, "report"), snapshot)
      assert.isTrue(told.steps.every(({ effect }) => effect === "gives"))
      const asked = Array.from(desired.trustors?.keys() ?? [], String)
      const strangers = [...before].filter((each) => !wanted.has(each) && asked.some((id) => each.startsWith(id)))
      const isMember = ({ what }: Plan.Stranger) => what === "user" || what === "group"
      assert.strictEqual(told.strangers.filter(isMember).length, strangers.length)
      counts.reported += told.strangers.length
    }
  },
  thoroughRuns,
)

afterAll(() => {
  assert.isAbove(counts.steps, often(100), "hardly any steps")
  assert.isAbove(counts.taken, often(20), "hardly anything was taken away")
  assert.isAbove(counts.asked, often(5), "hardly any access was asked for")
  assert.isAbove(counts.reported, often(10), "hardly anything was reported")
})
