import {
  type Change,
  isChange,
  type OperationName,
  operationNames,
  operations,
  pathOf,
} from "@org-trust/core/Operation"
import type { Replay } from "@org-trust/core/Replay"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/testing/TestClock"
import type { Options } from "@org-trust/http/OrgTrust"
import { connect, invokeExample } from "./support/client.ts"
import { examples, roleId, trusteeId, trustorId } from "./support/examples.ts"
import * as FakeServer from "./support/FakeServer.ts"
import { sample } from "../../testkit/test/support/effort.ts"

const broken = (code?: string) =>
  Effect.fail(
    new HttpClientError({
      reason: new TransportError({
        request: HttpClientRequest.get("https://api.test"),
        cause: new Error("fetch failed", { cause: Object.assign(new Error("broken"), { code }) }),
      }),
    }),
  )

const status = (status: number, code: string, headers?: Record<string, string>) =>
  FakeServer.json({ code, message: code, status }, { status, ...(headers && { headers }) })

const success = (operation: OperationName): Response => {
  const { answer } = examples[operation]
  return answer === undefined ? new Response(null, { status: 204 }) : FakeServer.json(answer)
}

/** Lets the time pass that an effect waits for. */
const unhurried = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    const start = yield* Clock.currentTimeMillis
    const fiber = yield* Effect.forkChild(
      Effect.flatMap(effect, (value) => Effect.map(Clock.currentTimeMillis, (end) => [value, end - start] as const)),
    )
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

/** Answers the first requests of a client with these, one after the other, and the rest rightly. */
const run = (operation: OperationName, first: ReadonlyArray<() => FakeServer.Answer>, options?: Partial<Options>) =>
  Effect.gen(function* () {
    let count = 0
    const { invoke, requests } = yield* connect(
      (sent) => {
        const next = first[count++]
        if (next !== undefined) return next()
        return success(operationOf(sent) ?? operation)
      },
      { retry: {}, ...options },
    )
    const [exit, millis] = yield* unhurried(Effect.exit(invokeExample(invoke, operation)))
    const error = Exit.isFailure(exit) ? yield* Effect.flip(exit) : undefined
    return { error, millis, sent: requests().map(operationOf) }
  })

/** The operation whose request it is; where two paths fit, the one with fewer parameters. */
const operationOf = ({ method, url }: FakeServer.Sent): OperationName | undefined => {
  const segments = url.pathname.replace("/gateway", "").split("/")
  const parameters = (name: OperationName) => pathOf(name).split("{").length
  return operationNames
    .filter((name) => {
      const path = pathOf(name).split("/")
      return (
        operations[name].method === method &&
        path.length === segments.length &&
        path.every((segment, index) => segment.startsWith("{") || segment === segments[index])
      )
    })
    .sort((one, other) => parameters(one) - parameters(other))[0]
}

const of = (...laws: ReadonlyArray<Replay>): ReadonlyArray<OperationName> =>
  operationNames.filter((name) => laws.includes(operations[name].replay))

const changes: ReadonlyArray<Change> = operationNames.filter(isChange)

const passing = [
  ["a lost connection", () => broken("ECONNRESET")],
  ["408", () => status(408, "client.timeout")],
  ["502", () => new Response("<html>Bad gateway", { status: 502 })],
  ["503", () => status(503, "service.unavailable")],
  ["504", () => status(504, "request.timeout")],
  ["no answer in time", () => Effect.never],
] as const satisfies ReadonlyArray<readonly [string, () => FakeServer.Answer]>

const lasting = [
  ["500", () => status(500, "internal.server.error")],
  ["a success that does not decode", () => new Response("<html>Log in", { status: 200 })],
] as const satisfies ReadonlyArray<readonly [string, () => FakeServer.Answer]>

const notFound = () => status(404, "not.found")
const conflict = () => status(409, "general.conflict")

describe.each(sample(operationNames))("%s", (operation) => {
  it.effect("is sent again after 429, when the server asks for it", () =>
    Effect.gen(function* () {
      const limited = () => status(429, "too.many.requests.retry.after", { "retry-after": "42" })
      const { error, millis, sent } = yield* run(operation, [limited, limited])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [operation, operation, operation])
      assert.isAtLeast(millis, 84_000)
      assert.isAtMost(millis, 87_000)
    }),
  )

  it.effect("is sent again where it certainly did not reach the server", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(operation, [() => broken("ECONNREFUSED"), () => broken("ENOTFOUND")])
      assert.isUndefined(error)
      assert.strictEqual(sent.length, 3)
    }),
  )

  it.effect("ends within five minutes, whatever happens, and waits for none in vain", () =>
    Effect.gen(function* () {
      for (const [, answer] of [...passing, ["429", () => status(429, "too.many.requests")] as const]) {
        const always = Array.from({ length: 1000 }, () => answer)
        const { error, millis } = yield* run(operation, always)
        assert.isDefined(error)
        // Pauses are fractions of a millisecond, whose sum may be rounded up.
        assert.isAtMost(Math.round(millis), 300_000)
      }
    }),
  )

  it.effect("is one request without retries", () =>
    Effect.gen(function* () {
      for (const [, answer] of [...passing, ...lasting]) {
        const { error, sent } = yield* run(operation, [answer], { retry: false })
        assert.strictEqual(error?._tag === "UnknownOutcome", isChange(operation))
        assert.deepStrictEqual(sent, [operation])
      }
    }),
  )
})

describe.each(of("safe", "repeatable"))("%s, which may be sent again,", (operation) => {
  it.effect.each(passing)("is, after %s", ([, answer]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(operation, [answer, answer, answer])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [operation, operation, operation, operation])
    }),
  )
})

describe.each(of("safe"))("%s, which changes nothing,", (operation) => {
  it.effect.each(lasting)("fails as it is after %s", ([, answer]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(operation, [answer])
      assert.include(["Unavailable", "UnexpectedResponse"], error?._tag)
      assert.strictEqual(sent.length, 1)
    }),
  )

  it.effect("passes on a refusal after a failure", () =>
    Effect.gen(function* () {
      const { error } = yield* run(operation, [passing[0][1], () => status(403, "not.authorized")])
      assert.strictEqual(error?._tag, "NotAuthorized")
    }),
  )
})

describe.each(changes)("%s, which changes something,", (operation) => {
  it.effect.each(lasting)("has an unknown outcome after %s, unless the state tells", ([, answer]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(operation, [answer])
      assert.strictEqual(sent.filter((each) => each === operation).length, 1)
      if (operations[operation].replay === "readBack") assert.isUndefined(error)
      else assert.strictEqual(error?._tag, "UnknownOutcome")
    }),
  )

  it.effect("keeps to itself no refusal that it may have caused itself", () =>
    Effect.gen(function* () {
      for (const refusal of [conflict, notFound]) {
        // The state shows nothing of it, or cannot be read, however often it is looked at.
        const hidden = Array.from({ length: 20 }, () => notFound)
        const { error } = yield* run(operation, [
          passing[0][1],
          ...(operations[operation].replay === "readBack" ? [notFound] : []),
          refusal,
          ...hidden,
        ])
        if (error === undefined) {
          assert.strictEqual(operations[operation].replay === "removal" && refusal === notFound, true)
          continue
        }
        assert.strictEqual(error._tag, "UnknownOutcome")
      }
    }),
  )

  it.effect("is refused where nothing was left open", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(operation, [() => broken("ECONNREFUSED"), () => status(403, "not.authorized")])
      assert.strictEqual(error?._tag, "NotAuthorized")
      assert.strictEqual(sent.length, 2)
    }),
  )
})

describe.each(of("removal"))("%s, which removes,", (operation) => {
  it.effect.each(passing)("takes what is gone for removed, after %s", ([, answer]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(operation, [answer, notFound])
      assert.isUndefined(error)
      assert.strictEqual(sent.length, 2)
    }),
  )

  it.effect("finds nothing where there was nothing", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* run(operation, [notFound])).error?._tag, "NotFound")
      assert.strictEqual((yield* run(operation, [() => broken("ECONNREFUSED"), notFound])).error?._tag, "NotFound")
    }),
  )
})

describe.each(of("once"))("%s, which makes something new each time,", (operation) => {
  it.effect.each(passing)("is never sent again after %s", ([, answer]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(operation, [answer])
      assert.deepStrictEqual(sent, [operation])
      assert.strictEqual(error?._tag === "UnknownOutcome" && error.attempts, 1)
    }),
  )
})

describe("TrusteeUsers.add, which is read back,", () => {
  const add = "TrusteeUsers.add"
  const reads: ReadonlyArray<OperationName> = ["TrusteeUsers.get", "TrusteeUserRoles.get"]

  it.effect.each(passing)("has succeeded where the user is there with the roles, after %s", ([, answer]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(add, [answer])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [add, ...reads])
    }),
  )

  it.effect("has succeeded where the server writes the ids of the roles in capitals", () =>
    Effect.gen(function* () {
      const inCapitals = () => FakeServer.json({ roles: [{ id: roleId.toUpperCase() }] })
      const { error, sent } = yield* run(add, [() => broken(), () => success("TrusteeUsers.get"), inCapitals])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [add, ...reads])
    }),
  )

  it.effect("is sent again where the user is not there", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(add, [() => broken(), notFound])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [add, "TrusteeUsers.get", add])
    }),
  )

  it.effect("has succeeded where the user appears only after the second request was refused", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(add, [() => broken(), notFound, conflict, notFound, notFound])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [add, "TrusteeUsers.get", add, "TrusteeUsers.get", "TrusteeUsers.get", ...reads])
    }),
  )

  it.effect("stays unknown where the user has other roles, and says what was found", () =>
    Effect.gen(function* () {
      const others = () => FakeServer.json({ roles: [] })
      const there = () => success("TrusteeUsers.get")
      const often = Array.from({ length: 10 }, () => [there, others]).flat()
      const { error, sent } = yield* run(add, [() => broken(), notFound, conflict, ...often])
      assert.strictEqual(error?._tag === "UnknownOutcome" && error.finding?._tag, "Conflict")
      assert.strictEqual(sent.filter((each) => each === add).length, 2)
    }),
  )

  it.effect("takes only what is newer than the call, by the server's own clock, for its own doing", () =>
    Effect.gen(function* () {
      // The user of the examples joined on 2026-01-10 at 10:00:00, by the server's clock.
      const seenAt = (date: string) => () => FakeServer.json(examples["TrusteeUsers.get"].answer, { headers: { date } })
      const roles = () => success("TrusteeUserRoles.get")
      const often = (date: string) => Array.from({ length: 10 }, () => [seenAt(date), roles]).flat()
      const newer = yield* run(add, [() => broken(), ...often("Sat, 10 Jan 2026 09:59:59 GMT")])
      assert.isUndefined(newer.error)
      const older = yield* run(add, [() => broken(), ...often("Sat, 10 Jan 2026 11:00:00 GMT")])
      assert.strictEqual(older.error?._tag, "UnknownOutcome")
      assert.strictEqual(older.sent.filter((each) => each === add).length, 1)
    }),
  )

  it.effect("stays unknown where it may not be read", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(add, [() => broken(), () => status(403, "missing.any.permissions")])
      assert.strictEqual(error?._tag === "UnknownOutcome" && error.finding?._tag, "MissingAnyPermissions")
      assert.deepStrictEqual(sent, [add, "TrusteeUsers.get"])
    }),
  )
})

describe("TrusteeGroups.add, which is read back,", () => {
  const add = "TrusteeGroups.add"
  const reads: ReadonlyArray<OperationName> = ["TrusteeGroups.get", "TrusteeGroupRoles.get"]

  it.effect("has succeeded where the group is there with the roles", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(add, [() => broken()])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [add, ...reads])
    }),
  )

  it.effect("is sent again where the group is not there", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(add, [() => broken(), notFound])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [add, "TrusteeGroups.get", add])
    }),
  )

  it.effect("stays unknown where the group has other roles", () =>
    Effect.gen(function* () {
      const there = () => success("TrusteeGroups.get")
      const often = Array.from({ length: 10 }, () => [there, () => FakeServer.json({ roles: [] })]).flat()
      const { error, sent } = yield* run(add, [() => broken(), ...often])
      assert.strictEqual(error?._tag, "UnknownOutcome")
      assert.strictEqual(sent.filter((each) => each === add).length, 1)
    }),
  )
})

describe("Trustees.create, which is read back,", () => {
  const create = "Trustees.create"

  it.effect("has succeeded where there is such a trust, though its trustee is not known", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(create, [() => broken()])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [create, "Trustees.list", "TrusteeUsers.get"])
    }),
  )

  it.effect("is sent again where there is none", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(create, [() => broken(), () => FakeServer.json({ entities: [] })])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [create, "Trustees.list", create])
    }),
  )
})

describe("DefaultTrusts.create, which is read back,", () => {
  const create = "DefaultTrusts.create"
  const otherFlags = () => FakeServer.json({ ...Object(examples["DefaultTrusts.get"].answer), usesDefaultRole: true })

  it.effect.each(passing)(
    "has succeeded where the default trust is there as it was asked for, after %s",
    ([, answer]) =>
      Effect.gen(function* () {
        const { error, sent } = yield* run(create, [answer])
        assert.isUndefined(error)
        assert.deepStrictEqual(sent, [create, "DefaultTrusts.get"])
      }),
  )

  it.effect("is sent again where there is none", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(create, [() => broken(), notFound])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [create, "DefaultTrusts.get", create])
    }),
  )

  it.effect("stays unknown where the default trust has other flags", () =>
    Effect.gen(function* () {
      const often = Array.from({ length: 10 }, () => otherFlags)
      const { error, sent } = yield* run(create, [() => broken(), ...often])
      assert.strictEqual(error?._tag, "UnknownOutcome")
      assert.strictEqual(sent.filter((each) => each === create).length, 1)
    }),
  )
})

describe("CareTrusts.create, which is read back,", () => {
  const create = "CareTrusts.create"
  const two = () => FakeServer.json({ entities: [trusteeId, trustorId].map((id) => ({ id })) })
  const there = () => success("Trustees.get")

  it.effect("has succeeded where there are trusts with all organizations, a new one of them as it was asked for", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(create, [() => broken(), two, there, there])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [create, "CareTrusts.list", "Trustees.get", "Trustees.get"])
    }),
  )

  it.effect("is sent again where there is no trust with one of them", () =>
    Effect.gen(function* () {
      const { error, sent } = yield* run(create, [() => broken(), two, there, notFound])
      assert.isUndefined(error)
      assert.deepStrictEqual(sent, [create, "CareTrusts.list", "Trustees.get", "Trustees.get", create])
    }),
  )
})

describe("a Retry-After", () => {
  const limited = (retryAfter: string) => () => status(429, "too.many.requests", { "retry-after": retryAfter })

  it.effect("beyond 180 seconds is the caller's affair", () =>
    Effect.gen(function* () {
      const { error, millis, sent } = yield* run("Trustees.list", [limited("181")])
      assert.deepStrictEqual(error?._tag === "RateLimited" && error.retryAfter, Duration.seconds(181))
      assert.strictEqual(sent.length, 1)
      assert.strictEqual(millis, 0)
    }),
  )

  it.effect("may be a date", () =>
    Effect.gen(function* () {
      const { error, millis } = yield* run("Trustees.list", [limited("Thu, 01 Jan 1970 00:01:00 GMT")])
      assert.isUndefined(error)
      assert.isAtLeast(millis, 60_000)
      assert.isAtMost(millis, 61_000)
    }),
  )

  it.effect("holds for the other calls of the client too", () =>
    Effect.gen(function* () {
      let count = 0
      const times: Array<number> = []
      const { invoke } = yield* connect(
        () =>
          Effect.map(Clock.currentTimeMillis, (now) => {
            times.push(now)
            return count++ === 0 ? limited("30")() : success("Trustees.list")
          }),
        { retry: {}, pacing: {} },
      )
      const call = invoke("Trustees.list", {})
      yield* unhurried(
        Effect.all([call, Effect.delay(call, "1 second"), Effect.delay(call, "2 seconds")], {
          concurrency: "unbounded",
        }),
      )
      assert.strictEqual(times.length, 4)
      assert.isTrue(times.slice(1).every((time) => time >= 30_000))
    }),
  )
})

describe("any story of failures", () => {
  const kinds = [
    ...passing,
    ...lasting,
    ["429", () => status(429, "x")],
    ["404", notFound],
    ["409", conflict],
    ["403", () => status(403, "not.authorized")],
  ] as const
  const Story = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: kinds.length - 1 })))

  it.effect.prop(
    "ends in time, with a success or an error of the operation, and what is sent once only is sent once",
    [Schema.Literals(operationNames), Story],
    ([operation, story]) =>
      Effect.gen(function* () {
        const { error, millis, sent } = yield* run(
          operation,
          story.flatMap((index) => kinds[index]?.[1] ?? []),
        )
        // Pauses are fractions of a millisecond, whose sum may be rounded up.
        assert.isAtMost(Math.round(millis), 300_000)
        if (error !== undefined) assert.isTrue("operation" in error)
        const unclear = story.findIndex((index) => index < passing.length + lasting.length)
        if (operations[operation].replay === "once" && unclear >= 0) assert.isAtMost(sent.length, unclear + 1)
      }),
    { arbitrary: { runs: 300 } },
  )
})

describe("a caller who is interrupted", () => {
  it.effect("leaves no request and no wait behind", () =>
    Effect.gen(function* () {
      const reached = yield* Deferred.make<void>()
      let aborted = 0
      const { invoke, requests } = yield* connect(
        () =>
          Effect.onInterrupt(Effect.andThen(Deferred.succeed(reached, undefined), Effect.never), () =>
            Effect.sync(() => void aborted++),
          ),
        { retry: {} },
      )
      const fiber = yield* Effect.forkChild(invoke("Trustees.list", {}))
      yield* Deferred.await(reached)
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(aborted, 1)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(requests().length, 1)
    }),
  )
})
