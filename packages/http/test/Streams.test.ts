import { type Services, make } from "@org-trust/core/Services"
import type { TrustError } from "@org-trust/core/TrustError"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import { Trustors } from "@org-trust/core/Trustors"
import { TrustorUsers } from "@org-trust/core/TrustorUsers"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import { connect } from "./support/client.ts"
import { trusteeId, trustorId } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"

const options = { pageSize: 1, prefetch: 2 } as const
const streams: ReadonlyArray<readonly [name: string, stream: Stream.Stream<unknown, TrustError, Services>]> = [
  ["Trustees", Stream.unwrap(Trustees.useSync((service) => service.stream(options)))],
  ["Trustors", Stream.unwrap(Trustors.useSync((service) => service.stream(options)))],
  ["TrusteeUsers", Stream.unwrap(TrusteeUsers.useSync((service) => service.stream(trusteeId, options)))],
  ["TrustorUsers", Stream.unwrap(TrustorUsers.useSync((service) => service.stream(trustorId, options)))],
]

describe("a stream of all entities", () => {
  it.effect.each(streams)("of %s fetches as many pages ahead as it is told", ([, stream]) =>
    Effect.gen(function* () {
      const { invoke, requests } = yield* connect(({ url }) => {
        const number = url.searchParams.get("pageNumber") ?? ""
        return FakeServer.json({ entities: [{ id: `${number.padStart(8, "0")}-0000-4000-8000-000000000000` }] })
      })
      yield* stream.pipe(
        Stream.tap(() => TestClock.adjust("1 second")),
        Stream.take(1),
        Stream.runDrain,
        Effect.provide(make(invoke)),
      )
      assert.deepStrictEqual(
        requests().map(({ url }) => url.search),
        ["?pageSize=1&pageNumber=1", "?pageSize=1&pageNumber=2", "?pageSize=1&pageNumber=3"],
      )
    }),
  )
})
