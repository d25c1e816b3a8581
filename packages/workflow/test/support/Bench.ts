/**
 * Two organizations on a platform in memory, with an engine that remembers nothing
 * beyond the process: days pass at once.
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/testing/TestClock"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Platform from "@org-trust/testkit/Platform"
import { principalOf } from "@org-trust/testkit/WorldFile"
import * as Engine from "../../src/Engine.ts"
import * as Parties from "../../src/Parties.ts"
import type { RunId, Standing } from "../../src/Run.ts"
import * as RunLog from "../../src/RunLog.ts"
import * as Runs from "../../src/Runs.ts"
import * as Seal from "../../src/Seal.ts"

export const { harborBank: trustor, northwindPartners: trustee } = organizations

/** What stands between the workflows and the platform. */
export type Between = (invoke: Invoke, who: "trustor" | "trustee") => Invoke

/** The parties of the bench, on the platform. */
export const layerParties = (
  between: Between = (invoke) => invoke,
): Layer.Layer<Parties.Parties, never, Platform.Platform> =>
  Layer.effect(
    Parties.Parties,
    Effect.map(Platform.Platform, (platform) => {
      const act = (organization: typeof trustor | typeof trustee, who: "trustor" | "trustee") =>
        Services.make(between(platform.invokeAs(principalOf(organization.clients.admin)), who))
      return Parties.make([
        [trustor.id, act(trustor, "trustor")],
        [trustee.id, act(trustee, "trustee")],
      ])
    }),
  )

/** Everything that workflows need. */
export const layer = (between?: Between) =>
  Layer.mergeAll(
    Engine.layerMemory,
    RunLog.layerMemory,
    Layer.orDie(Seal.layer(Redacted.make("a key that only the tests know"))),
    layerParties(between),
  ).pipe(Layer.provideMerge(Platform.layer()))

/** Lets what does not wait for time go on. */
const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Lets everything go on that does not wait for time. */
export const settle = Effect.repeat(turn, { times: 5 })

/** Lets time pass until it is so, in steps; dies where that takes longer than `most` steps. */
export const until = Effect.fnUntraced(function* (
  run: RunId,
  is: (standing: Standing) => boolean,
  every: Duration.Input = "10 minutes",
  most = 5000,
) {
  for (let count = 0; count < most; count++) {
    yield* settle
    const standing = yield* Runs.standing(run)
    if (is(standing)) return standing
    yield* TestClock.adjust(every)
  }
  return yield* Effect.die(new Error(`${JSON.stringify(yield* Runs.standing(run))} never came to it`))
}, Effect.orDie)

export const hasEnded = ({ ended }: Standing): boolean => ended !== undefined
export const waitsFor =
  (name: string) =>
  ({ wait }: Standing): boolean =>
    wait?.name === name

/** What a user of the trustee may do in the trustor. */
export const accessOf = Effect.fnUntraced(function* (userId: (typeof trustee.users)[keyof typeof trustee.users]["id"]) {
  const platform = yield* Platform.Platform
  const permissions = yield* platform.accessOf({ trustorOrgId: trustor.id, trusteeOrgId: trustee.id, userId })
  return [...permissions].toSorted()
})

/** The services of a party, whatever stands between it and the workflows. */
export const as = <A, E>(who: "trustor" | "trustee", effect: Effect.Effect<A, E, Services.Services>) =>
  Effect.flatMap(Platform.Platform, (platform) =>
    Effect.provideContext(
      effect,
      Services.make(platform.invokeAs(principalOf((who === "trustor" ? trustor : trustee).clients.admin))),
    ),
  )
