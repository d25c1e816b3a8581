/* Proof that the plans get somewhere: everything that can happen does, within a run that is the same every time. */
import { assert, beforeAll, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { trusts } from "@org-trust/core/lifecycle/State"
import { type RuleId, rules } from "@org-trust/core/lifecycle/Rule"
import { type OperationEntry, operationNames, operations } from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import { deviations } from "@org-trust/testkit/arbitrary/Plan"
import { run, type Transition } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, type Scenario, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { isThorough } from "../../../testkit/test/support/effort.ts"

const samples = (count: number): ReadonlyArray<Scenario> =>
  Effect.runSync(Arbitrary.sampleEffect(scenariosOf(100), { count, size: 100, seed: "exploration" }))

let transitions: ReadonlyArray<Transition> = []
let scenes: ReadonlyArray<{ readonly transition: Transition; readonly scenario: Scenario }> = []

const tally = (keys: ReadonlyArray<string>): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

const outcomesOf = (some: ReadonlyArray<Transition>) =>
  tally(
    some.map(({ outcome, request: { operation } }) =>
      Result.match(outcome, {
        onSuccess: () => operation,
        onFailure: ({ error }) => `${operation} ${error._tag}`,
      }),
    ),
  )

// So many are always the same, and looked at once is enough.
describe.runIf(isThorough)("plans reach", () => {
  beforeAll(() => {
    scenes = samples(1600).flatMap((scenario) =>
      run(environmentOf(scenario), scenario.plan).map((transition) => ({ transition, scenario })),
    )
    transitions = scenes.map(({ transition }) => transition)
  })

  it("success of every operation, often", () => {
    const counts = outcomesOf(transitions)
    const rare = operationNames.filter((name) => (counts[name] ?? 0) < 80)
    assert.deepStrictEqual(rare, [])
  })

  it("every error that an operation has", () => {
    const counts = outcomesOf(transitions)
    const missing = operationNames.flatMap((name) => {
      const { errors }: OperationEntry = operations[name]
      return [...errors, "Unauthenticated"].map((tag) => `${name} ${tag}`).filter((key) => (counts[key] ?? 0) === 0)
    })
    // Who may look at the users, groups or clones of a trustor can do so only through a trust: then there is one.
    assert.deepStrictEqual(missing, [
      "TrustorUsers.list NotFound",
      "TrustorGroups.list NotFound",
      "TrustorClonedUsers.list NotFound",
    ])
  })

  it("a request out of the limits of every listing", () => {
    const counts = outcomesOf(transitions)
    const lists = operationNames.filter((name) => Object.hasOwn(operations[name].input.fields, "pageSize"))
    assert.strictEqual(lists.length, 9)
    for (const name of lists) assert.isAbove(counts[`${name} InvalidRequest`] ?? 0, 0, name)
  })

  it("every kind of event, and every way of changing nothing", () => {
    const counts = tally(
      transitions.flatMap(({ outcome, request }) => {
        if (Result.isFailure(outcome)) return []
        const { events } = outcome.success
        return events.length > 0 ? events.map(({ _tag }) => _tag) : [`${request.operation} without event`]
      }),
    )
    const kinds: Record<Event["_tag"], true> = {
      PairingCreated: true,
      TrustCreated: true,
      TrustUpdated: true,
      TrustEnded: true,
      TrustUserAdded: true,
      TrustUserRemoved: true,
      TrustUserRolesChanged: true,
      TrustGroupAdded: true,
      TrustGroupRemoved: true,
      TrustGroupRolesChanged: true,
      CareTrustCreated: true,
      UserCloned: true,
      CloneRemoved: true,
    }
    const idle = [
      "Trustees.update",
      "TrusteeUsers.add",
      "TrustorUsers.add",
      "TrusteeUserRoles.replace",
      "TrusteeUserRoles.clear",
      "TrusteeUserRoleDivisions.replace",
      "TrusteeGroups.add",
      "TrustorGroups.add",
      "TrusteeGroupRoles.replace",
      "TrusteeGroupRoles.clear",
      "TrusteeGroupRoleDivisions.replace",
      "TrustorClonedUsers.create",
      "BulkRemoval.trustees",
      "BulkRemoval.trustors",
    ]
    const due = [...Object.keys(kinds), ...idle.map((name) => `${name} without event`)]
    assert.deepStrictEqual(
      due.filter((key) => (counts[key] ?? 0) < 5),
      [],
    )
  })

  it("every rule that can refuse", () => {
    const counts = tally(
      transitions.flatMap(({ outcome }) => (Result.isFailure(outcome) ? [outcome.failure.rule] : [])),
    )
    const refusing: ReadonlyArray<RuleId> = [
      "principal.known",
      "permission.any",
      "permission.all",
      "permission.in-trustor-organization",
      "pairing.asks-for-someone",
      "pairing.own-members",
      "pairing.expires",
      "pairing.used-once",
      "pairing.needed",
      "pairing.not-with-oneself",
      "trust.needs-member",
      "trust.one-per-direction",
      "trust.absent",
      "trust.end-in-future",
      "trust.member-limit",
      "user.of-trustee",
      "user.added-once",
      "user.absent",
      "role.of-trustor",
      "page.limits",
      "audit.query",
      "group.of-trustee",
      "group.added-once",
      "group.absent",
      "clone.only-trusted",
      "clone.limit",
      "clone.absent",
      "default-trust.with-care",
      "bulk.unknown-id",
      "bulk.names-someone",
      "user-trustors.own-user",
    ]
    assert.deepStrictEqual([...refusing].sort(), Object.keys(counts).sort())
    assert.deepStrictEqual(
      refusing.filter((rule) => (counts[rule] ?? 0) < 5 || !Object.hasOwn(rules, rule)),
      [],
    )
  })

  it("every deviation of every operation", () => {
    const counts = tally(transitions.map(({ step }) => `${step.operation} ${step.deviation}`))
    const missing = operationNames.flatMap((name) =>
      ["none", "fewRights", "unknownCaller", ...deviations[name]].filter(
        (deviation) => (counts[`${name} ${deviation}`] ?? 0) === 0,
      ),
    )
    assert.deepStrictEqual(missing, [])
  })

  it("trusts that let people in, trusts that do not, and several at a time", () => {
    let open = 0
    let closed = 0
    let several = 0
    for (const { scenario, transition } of scenes) {
      const { after, before, request } = transition
      if (after === before) continue
      const { world: facts } = environmentOf(scenario)
      if (trusts(after).length > 2) several += 1
      for (const trust of trusts(after)) {
        const users = scenario.organizations.find(({ id }) => id === trust.trusteeOrgId)?.users ?? []
        const isOpen = users.some(
          ({ id: userId }) => permissionsOf(facts, after, { ...trust, userId, now: request.now }).size > 0,
        )
        if (isOpen) open += 1
        else closed += 1
      }
    }
    assert.isAbove(open, 500)
    assert.isAbove(closed, 500)
    assert.isAbove(several, 300)
  })
})

describe("plans", () => {
  it("come to the same every time", () => {
    const outcomes = () => samples(20).map((scenario) => run(environmentOf(scenario), scenario.plan))
    assert.deepStrictEqual(outcomes(), outcomes())
  })

  it("never go back in time, and never use an id twice", () => {
    for (const scenario of samples(20)) {
      const requests = run(environmentOf(scenario), scenario.plan).map(({ request }) => request)
      const ids = requests.flatMap(({ fresh }) => [fresh.auditId, fresh.pairingId])
      assert.strictEqual(new Set<string>(ids).size, ids.length)
      requests.forEach(({ now }, at) => {
        const before = requests[at - 1]?.now
        assert.isTrue(before === undefined || before.epochMilliseconds <= now.epochMilliseconds)
      })
    }
  })

  it("are called by the given principals only, and still succeed", () => {
    const principals: ReadonlyArray<Principal> = world.clients.map(principalOf)
    const made = samples(150).flatMap(({ plan, profile }) =>
      run(environmentOf({ profile, organizations: world.organizations }), plan, principals),
    )
    for (const { request } of made) assert.include(principals, request.principal)
    const counts = outcomesOf(made)
    const never = operationNames.filter((name) => counts[name] === undefined)
    assert.deepStrictEqual(never, [])
  })
})
