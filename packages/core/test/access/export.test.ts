import { assert, it } from "@effect/vitest"
import { resolve } from "@org-trust/core/access/Desired"
import { fromSnapshot } from "@org-trust/core/access/Export"
import * as Plan from "@org-trust/core/access/Plan"
import type { SeenMember, SeenTrustor, Snapshot } from "@org-trust/core/access/Snapshot"
import { TrustFile } from "@org-trust/core/access/TrustFile"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import * as World from "@org-trust/core/lifecycle/World"
import { groupsOf, type State, trusts, usersOf } from "@org-trust/core/lifecycle/State"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { scenarioRuns } from "../lifecycle/support/options.ts"
import { snapshotOf } from "./support/seen.ts"

const trustorsOf = (state: State, own: OrganizationId): ReadonlyMap<OrganizationId, SeenTrustor> =>
  new Map(
    trusts(state)
      .filter(({ trusteeOrgId }) => trusteeOrgId === own)
      .map((trust) => [
        trust.trustorOrgId,
        {
          users: new Set(usersOf(trust).map(({ id }) => id)),
          groups: new Set(groupsOf(trust).map(({ id }) => id)),
        },
      ]),
  )

/** The same without what a journal knows, and with names that are hard to tell apart. */
const withNames = (snapshot: Snapshot, names: ReadonlyArray<string>): Snapshot => {
  let count = 0
  const name = () => names[count++ % names.length] ?? ""
  const called = <Id>(members: ReadonlyMap<Id, SeenMember>) =>
    new Map(Array.from(members, ([id, { roles }]): [Id, SeenMember] => [id, { roles, name: name() }]))
  return {
    ...snapshot,
    trustees: new Map(
      Array.from(snapshot.trustees, ([id, seen]) => [
        id,
        { ...seen, name: name(), users: called(seen.users), groups: called(seen.groups) },
      ]),
    ),
  }
}

const planOf = (snapshot: Snapshot) => {
  const { file } = fromSnapshot(snapshot)
  // As it is when it was written down and read again.
  const read = Schema.decodeUnknownSync(TrustFile)(JSON.parse(JSON.stringify(file)))
  return Plan.make(Result.getOrThrow(resolve(read)), snapshot)
}

it.prop(
  "for what was exported there is nothing to do",
  [scenariosOf(150), Schema.Array(Schema.String)],
  ([scenario, words]) => {
    const environment = { world: World.make(scenario.organizations), profile: scenario.profile }
    const last = run(environment, scenario.plan).at(-1)
    if (last === undefined) return
    for (const { id: own } of scenario.organizations) {
      const seen = { ...snapshotOf(last.after, own, last.request.now), trustors: trustorsOf(last.after, own) }
      const withCare = { ...seen, care: new Set(careOrganizations(environment.world, own)) }
      const odd = withNames(seen, ["us", "Tom Thorne", "tom-thorne", "null", "__proto__", "東京", "!!", own, ...words])
      for (const snapshot of [seen, withCare, odd]) {
        const { obstacles, steps, strangers } = planOf(snapshot)
        assert.deepStrictEqual({ obstacles, steps, strangers }, { obstacles: [], steps: [], strangers: [] })
        assert.deepStrictEqual(fromSnapshot(snapshot), fromSnapshot(snapshot))
      }
    }
  },
  scenarioRuns,
)
