/* What serves only the API of 2018, before groups, roles within divisions, clones and Customer Care, fulfils the contract. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { operationNames, operations } from "@org-trust/core/Operation"
import { step, type Step } from "@org-trust/core/lifecycle/Step"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { complete, type OperationGroup, operationGroups } from "@org-trust/testkit/contract/Capabilities"
import { clauses } from "@org-trust/testkit/contract/Contract"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { missing, surprising } from "@org-trust/testkit/contract/Exploration"
import { overHttp } from "@org-trust/testkit/contract/overHttp"
import { run } from "@org-trust/testkit/contract/Runner"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"
import type { WorldFile } from "@org-trust/testkit/WorldFile"
import { isThorough, share } from "../support/effort.ts"

const isOld = (group: OperationGroup): boolean =>
  operationNames.every((name) => !name.startsWith(`${group}.`) || operations[name].since <= 2018)

const groups = operationGroups.filter(isOld)

/** Whoever asks for a newer operation finds out. */
const oldStep: Step = (environment, state, request) => {
  if (operations[request.operation].since > 2018) throw new Error(`${request.operation} was asked for`)
  return step(environment, state, request)
}

const careIds = new Set(world.organizations.flatMap(({ id, isCare }) => (isCare === true ? [id] : [])))

/** A world in which nobody has heard of Customer Care, or of permissions on groups and of the directory. */
const oldWorld: WorldFile = {
  organizations: world.organizations
    .filter(({ id }) => !careIds.has(id))
    .map((organization) => ({
      ...organization,
      roles: organization.roles.map((role) => ({ ...role, permissions: known(role.permissions) })),
    })),
  clients: world.clients
    .filter(({ organizationId }) => !careIds.has(organizationId))
    .map((client) => ({ ...client, permissions: known(client.permissions) })),
}

function known(permissions: ReadonlyArray<string>): ReadonlyArray<string> {
  return permissions.filter((permission) => !/orgTrusteeGroup|^directory:/.test(permission))
}

const fulfils = Effect.fnUntraced(function* (subject: Subject, runs: number) {
  const report = yield* run(subject, { clauses, runs })
  const failed = report.results.filter(({ standing }) => standing === "failed")
  assert.deepStrictEqual(
    failed.map(({ clause, verdict }) => [clause.name, verdict._tag === "Failed" ? verdict.message : ""]),
    [],
  )
  const lacking = report.results.filter(({ clause }) => clause.groups.some((group) => !isOld(group)))
  assert.isAbove(lacking.length, 20)
  assert.isAbove(lacking.filter(({ standing }) => standing === "skipped").length, 20)
  assert.isAbove(report.results.filter(({ standing }) => standing === "passed").length, 60)
  return report
})

describe("an implementation of the API of 2018", () => {
  it("has the first seven groups of operations, and the trustors of a user", () => {
    assert.deepStrictEqual(groups, [...operationGroups.slice(0, 7), "UserTrustors"])
  })

  it.live("fulfils the contract in memory, in a world of its time, and reaches all that it can", () =>
    Effect.gen(function* () {
      const subject = yield* inMemory({ step: oldStep, world: oldWorld })
      const report = yield* fulfils({ ...subject, capabilities: { ...subject.capabilities, groups } }, share(25, 5))
      // A few histories do not come everywhere.
      if (isThorough) assert.deepStrictEqual(missing(report.exploration), [])
      assert.deepStrictEqual(surprising(report.exploration), [])
    }),
  )

  it.live("fulfils the contract over HTTP", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const platform = yield* Platform.make({ step: oldStep })
        const client = Layer.provide(Emulator.layerClient(), Layer.succeed(Platform.Platform, platform))
        const httpClient = Layer.succeedContext(yield* Layer.build(client))
        const capabilities = { ...complete, groups }
        yield* fulfils(overHttp({ url: "http://emulator", world, capabilities, httpClient }), share(3))
      }),
    ),
  )
})
