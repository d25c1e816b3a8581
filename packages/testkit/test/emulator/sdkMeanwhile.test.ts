import { afterAll, assert, beforeAll, it, vi } from "@effect/vitest"
import type { OrganizationAuthorizationApi } from "purecloud-platform-client-v2"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Apply from "@org-trust/core/access/Apply"
import type { Desired, DesiredTrustee } from "@org-trust/core/access/Desired"
import { recall } from "@org-trust/core/access/History"
import { Journal, layerMemory } from "@org-trust/core/access/Journal"
import * as Plan from "@org-trust/core/access/Plan"
import { read } from "@org-trust/core/access/SnapshotReader"
import type { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import type { Grant } from "@org-trust/core/lifecycle/Event"
import { Pairings } from "@org-trust/core/Pairings"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import { seeds } from "../support/effort.ts"
import { loadSdk, type Sdk } from "./sdk/loadSdk.ts"
import { type RunningEmulator, startEmulator } from "./support/emulator.ts"
import { send } from "./support/wire.ts"

const { harborBank, northwindPartners } = organizations
const people = Object.values(northwindPartners.users).filter(({ state }) => state === "active")
const teams = Object.values(northwindPartners.groups)
const roles = [harborBank.roles.supervisor, harborBank.roles.visitor, harborBank.roles.recruiter]
const partner = northwindPartners.id

let sdk: Sdk
let emulator: RunningEmulator

beforeAll(async () => {
  // The SDK would send requests to a proxy if the environment names one.
  vi.stubEnv("no_proxy", "*")
  sdk = await loadSdk()
  emulator = await startEmulator()
})

afterAll(async () => {
  await emulator.stop()
  vi.unstubAllEnvs()
})

/** Numbers that look random, the same for the same seed. */
const makeDice = (seed: number) => {
  let state = (seed * 2_654_435_761 + 97) >>> 0
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * sides)
  }
}

type Dice = ReturnType<typeof makeDice>

const some = <A>(dice: Dice, items: ReadonlyArray<A>): ReadonlyArray<A> => items.filter(() => dice(2) === 0)
const one = <A>(dice: Dice, items: ReadonlyArray<A>): A => {
  const found = items[dice(items.length)]
  if (found === undefined) throw new Error("Nothing to choose from")
  return found
}

// Divisions cannot be read, so what others change about them nobody can tell: all roles hold in all.
const grantsOf = (dice: Dice): ReadonlyArray<Grant> => some(dice, roles).map(({ id }) => ({ roleId: id }))

const wish = (dice: Dice): Desired => {
  const trustee: DesiredTrustee = {
    enabled: dice(4) > 0,
    ...(dice(2) === 0 && { dateExpired: DateTime.makeUnsafe("2099-01-01T00:00:00Z") }),
    users: new Map(
      [one(dice, people), ...some(dice, people)].map(({ id }): [UserId, ReadonlyArray<Grant>] => [id, grantsOf(dice)]),
    ),
    groups: new Map(some(dice, teams).map(({ id }): [GroupId, ReadonlyArray<Grant>] => [id, grantsOf(dice)])),
    strangers: "remove",
  }
  return { organizationId: harborBank.id, strangers: "remove", trustees: new Map([[partner, trustee]]) }
}

/** What somebody else does with the vendor's SDK meanwhile. What is refused is refused. */
const meddle = async (dice: Dice, api: OrganizationAuthorizationApi): Promise<void> => {
  const [person, team, role] = [one(dice, people).id, one(dice, teams).id, one(dice, roles).id]
  const moves = [
    () => api.deleteOrgauthorizationTrusteeUser(partner, person),
    () => api.postOrgauthorizationTrusteeUsers(partner, { id: person, roleIds: [role] }),
    () => api.putOrgauthorizationTrusteeUserRoles(partner, person, [role]),
    () => api.deleteOrgauthorizationTrusteeUserRoles(partner, person),
    () => api.deleteOrgauthorizationTrusteeGroup(partner, team),
    () => api.postOrgauthorizationTrusteeGroups(partner, { id: team, roleIds: [role] }),
    () => api.putOrgauthorizationTrusteeGroupRoles(partner, team, [role]),
    () => api.putOrgauthorizationTrustee(partner, { enabled: dice(2) === 0 }),
    ...(dice(4) === 0 ? [() => api.deleteOrgauthorizationTrustee(partner)] : []),
  ]
  await one(dice, moves)().catch(() => undefined)
}

/** What there is, as others see it with the vendor's SDK. */
const seen = async (api: OrganizationAuthorizationApi): Promise<ReadonlyArray<string>> => {
  const trust = await api.getOrgauthorizationTrustee(partner)
  const rolesOf = (found: { readonly roles?: ReadonlyArray<{ readonly id?: string }> }) =>
    (found.roles ?? []).map(({ id }) => id).toSorted()
  const users = (await api.getOrgauthorizationTrusteeUsers(partner, { pageSize: 100 })).entities ?? []
  const groups = (await api.getOrgauthorizationTrusteeGroups(partner, { pageSize: 100 })).entities ?? []
  const members = [
    ...(await Promise.all(
      users.map(
        async ({ id = "" }) => `${id} ${rolesOf(await api.getOrgauthorizationTrusteeUserRoles(partner, id)).join()}`,
      ),
    )),
    ...(await Promise.all(
      groups.map(
        async ({ id = "" }) => `${id} ${rolesOf(await api.getOrgauthorizationTrusteeGroupRoles(partner, id)).join()}`,
      ),
    )),
  ]
  return [`${trust.enabled} ${trust.dateExpired ?? ""}`, ...members.toSorted()]
}

const asked = ({ trustees }: Desired): ReadonlyArray<string> =>
  Array.from(trustees?.values() ?? []).flatMap(({ dateExpired, enabled, groups, users }) => [
    `${enabled} ${dateExpired === undefined ? "" : DateTime.formatIso(dateExpired)}`,
    ...[...users, ...groups]
      .map(
        ([id, grants]) =>
          `${id} ${grants
            .map(({ roleId }) => roleId)
            .toSorted()
            .join()}`,
      )
      .toSorted(),
  ])

const as = ({ id, secret }: WorldClient) =>
  OrgTrust.layer({
    region: { api: emulator.url, login: emulator.url },
    credentials: clientCredentials(id, secret),
    pacing: false,
  }).pipe(Layer.provide(FetchHttpClient.layer))

const counts = { failed: 0, found: 0, skipped: 0 }

const once = (desired: Desired, meanwhile: () => Promise<void>) =>
  Effect.gen(function* () {
    const { entries } = yield* Journal
    const snapshot = recall(yield* read({ organizationId: harborBank.id, trustors: false }), yield* entries)
    const plan = Plan.make(desired, snapshot)
    if (plan.steps.length === 0) return 0
    yield* Effect.promise(meanwhile)
    const pairings = yield* Effect.provide(
      Pairings.use((service) => Effect.succeed(service)),
      as(northwindPartners.clients.admin),
    )
    const partners = new Map<OrganizationId, Pairings["Service"]>([[partner, pairings]])
    const outcomes = yield* Apply.run({ desired, plan, partners, onOutcome: () => Effect.promise(meanwhile) })
    assert.strictEqual(outcomes.length, plan.steps.length)
    for (const { because, ending, error } of outcomes) {
      // Nothing is unknown where nothing goes wrong on the way; what fails says why.
      assert.notStrictEqual(ending, "unknown")
      if (ending === "failed") assert.match(error?._tag ?? "", /^(NotFound|Conflict|InvalidRequest)/)
      if (ending === "skipped") assert.match(because ?? "", /^step \d+ was not done$/)
      if (ending === "failed" || ending === "found" || ending === "skipped") counts[ending]++
    }
    return plan.steps.length
  })

it.each(seeds(60))("ends as the file says though others change things meanwhile, seed %i", async (seed) => {
  const dice = makeDice(seed)
  await send(emulator.url, { method: "POST", path: "/_emulator/reset" })
  const client = new sdk.ApiClientClass()
  client.config.live_reload_config = false
  const { hostname, port } = new URL(emulator.url)
  client.setGateway({ protocol: "http", host: hostname, port: Number(port) })
  const { admin } = harborBank.clients
  await client.loginClientCredentialsGrant(admin.id, Redacted.value(admin.secret))
  const api = new sdk.OrganizationAuthorizationApi(client)
  const others = async () => {
    for (let moves = dice(3); moves > 0; moves--) await meddle(dice, api)
  }
  const nobody = async () => undefined

  const program = Effect.gen(function* () {
    for (const desired of [wish(dice), wish(dice), wish(dice)]) {
      yield* once(desired, others)
      let runs = 0
      while ((yield* once(desired, nobody)) > 0) assert.isBelow(++runs, 4, "it never comes to an end")
      assert.deepStrictEqual(yield* Effect.promise(() => seen(api)), asked(desired))
    }
  })
  await Effect.runPromise(program.pipe(Effect.provide(Layer.merge(as(harborBank.clients.admin), layerMemory()))))
})

afterAll(() => assert.isAbove(counts.failed + counts.found + counts.skipped, 0, "nobody was in the way"))
