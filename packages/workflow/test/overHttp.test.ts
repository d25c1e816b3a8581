import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Hash from "effect/Hash"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { inject } from "vitest"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Emulator from "@org-trust/testkit/Emulator"
import { FaultPlan } from "@org-trust/testkit/FaultPlan"
import * as Platform from "@org-trust/testkit/Platform"
import * as Engine from "../src/Engine.ts"
import * as Offboarding from "../src/Offboarding.ts"
import * as Onboarding from "../src/Onboarding.ts"
import * as Parties from "../src/Parties.ts"
import * as RunLog from "../src/RunLog.ts"
import * as Seal from "../src/Seal.ts"
import { accessOf, hasEnded, trustee, trustor, until } from "./support/Bench.ts"

const url = "http://emulator.test"
const { tom } = trustee.users
const { supervisor } = trustor.roles

/** One request of six meets something: the client tries again what may be tried, and the workflow the rest. */
const weather = (seed: number) =>
  FaultPlan.make({
    seed,
    rules: [
      { probability: 1, fault: { type: "latency", minMillis: 5, maxMillis: 200 } },
      { probability: 0.05, fault: { type: "reset", when: "after" } },
      { probability: 0.03, fault: { type: "reset", when: "before" } },
      { probability: 0.03, fault: { type: "status", status: 503, when: "after" } },
      { probability: 0.02, fault: { type: "html", status: 502, when: "before" } },
      { probability: 0.02, fault: { type: "garbage" } },
      { probability: 0.02, fault: { type: "status", status: 429, retryAfter: 7, when: "before" } },
    ],
    settlingMillis: 2000,
  })

const layer = (seed: number) => {
  const act = ({ clients: { admin } }: typeof trustor | typeof trustee) =>
    OrgTrust.layer({ region: { api: url, login: url }, credentials: clientCredentials(admin.id, admin.secret) })
  const parties = Parties.layer([
    [trustor.id, act(trustor)],
    [trustee.id, act(trustee)],
  ])
  return Layer.merge(Onboarding.layer, Offboarding.layer).pipe(
    Layer.provideMerge(
      Layer.mergeAll(
        Engine.layerMemory,
        RunLog.layerMemory,
        Layer.orDie(Seal.layer(Redacted.make("a key that only the tests know"))),
        parties.pipe(Layer.provide(Emulator.layerClient({ faults: weather(seed) }))),
      ),
    ),
    Layer.provideMerge(Platform.layer()),
  )
}

const seeds = Array.from({ length: 5 }, (_, at) => (Hash.string(`${inject("seed")} over HTTP`) >>> 0) + at)

it.effect.each(seeds)("lets a partner in and out again, over a network that breaks (seed %i)", (seed) =>
  Effect.gen(function* () {
    const pair = { trustorOrgId: trustor.id, trusteeOrgId: trustee.id, side: "both" } as const
    const users = [{ id: tom.id, grants: [{ roleId: supervisor.id }] }]
    const run = yield* Onboarding.start({ ...pair, users, groups: [] })
    yield* until(run, hasEnded, "10 seconds")
    assert.isTrue((yield* Onboarding.result(run)).isNew)
    assert.deepStrictEqual(yield* accessOf(tom.id), supervisor.permissions.toSorted())
    const leaving = yield* Offboarding.start(pair)
    yield* until(leaving, hasEnded, "10 seconds")
    assert.isTrue((yield* Offboarding.result(leaving)).wasThere)
    assert.deepStrictEqual(yield* accessOf(tom.id), [])
  }).pipe(Effect.provide(layer(seed))),
)
