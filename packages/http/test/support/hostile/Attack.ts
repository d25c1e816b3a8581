/**
 * Puts the client through a great many hostile answers.
 */
import { isErrorOf, type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import { assert } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/testing/TestClock"
import * as fc from "fast-check"
import { invokeExample } from "../client.ts"
import { examples } from "../examples.ts"
import * as FakeServer from "../FakeServer.ts"
import { type HostileAnswer, hostileAnswers, sizes } from "./Answer.ts"
import { makeClient } from "./Client.ts"
import { apiSecretsOf, loginSecrets, token } from "./Secrets.ts"
import { filler, type Reading, toResponse, unread } from "./Wire.ts"
import { seedOf, share } from "../../../../testkit/test/support/effort.ts"

/** Answers per operation, and to the login. */
const runs = share(5_000)

const textOf = ({ chunks }: HostileAnswer) => new TextDecoder().decode(Buffer.concat(chunks ?? []))

const parse = (text: string): Option.Option<unknown> => Result.getSuccess(Result.try((): unknown => JSON.parse(text)))

const isSuccess = ({ status }: HostileAnswer) => status >= 200 && status < 300

const leaves = (value: unknown): ReadonlyArray<unknown> =>
  typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value]

/** Nothing is said: there is no value in it but `null` and empty texts. */
const isEmpty = (text: string) =>
  text.trim() === "" || Option.exists(parse(text), (json) => leaves(json).every((leaf) => leaf === null || leaf === ""))

/** Whether the answer is one that the operation may take for a success, by nothing but the table. */
const answersOf = (operation: OperationName) => {
  const { output }: OperationEntry = operations[operation]
  if (output === Schema.Void) return (answer: HostileAnswer) => answer.status === 204 || isEmpty(textOf(answer))
  const decode = Schema.decodeUnknownOption(operations[operation].output)
  return (answer: HostileAnswer) => Option.isSome(Option.flatMap(parse(textOf(answer)), (json) => decode(json)))
}

const Grant = Schema.Struct({ access_token: Schema.NonEmptyString })
const isGrant = (answer: HostileAnswer) =>
  Option.isSome(Option.flatMap(parse(textOf(answer)), Schema.decodeUnknownOption(Grant)))

/** All texts within a value, with the names of fields; fails on lists without end. */
const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  if (typeof value !== "object" || value === null) return []
  const entries = Object.entries(value)
  if (entries.length > 100) assert.fail(`a list of ${entries.length}`)
  return entries.flatMap(([name, field]) => [name, ...textsIn(field)])
}

// Assertions are made only where they fail: there are millions, and each takes longer than what it asserts.
const assertHarmless = (operation: OperationName, error: TrustError, secrets: ReadonlyArray<string>) => {
  const { _tag } = error
  if (!isErrorOf(operation, error)) assert.fail(`${_tag} is no error of ${operation}`)
  if (error.operation !== operation) assert.fail(`It names ${error.operation}`)
  for (const text of [error.message, String(error), ...textsIn(error)]) {
    if (text.length > 600) assert.fail(`A text of ${text.length} characters: ${text.slice(0, 200)}`)
    for (const secret of secrets) if (text.includes(secret)) assert.fail(`${secret} is in ${text}`)
  }
}

/** Why the answer cannot be read to its end, where it cannot. */
const endOf = ({ chunks, ending, maxBodySize }: HostileAnswer): string | undefined => {
  if (chunks === undefined) return undefined
  const size = chunks.reduce((size, { length }) => size + length, 0)
  if (size > maxBodySize || ending === "repeats for ever") return "UnexpectedResponse"
  return { "breaks off": "Unavailable: Transport", stalls: "Unavailable: Timeout", ends: undefined }[ending]
}

const assertReadWithinLimits = ({ chunks = [], maxBodySize }: HostileAnswer, reading: Reading) => {
  const most = maxBodySize + Math.max(filler.length, ...chunks.map(({ length }) => length))
  if (reading.pulled > most) assert.fail(`${reading.pulled} bytes were pulled`)
  if (!reading.isOver && !reading.isCancelled) assert.fail("The source was not told to stop")
}

/** What came instead of an answer; of a change, whether it was made may be unknown because of that. */
const nameOf = (error: TrustError): string => {
  if (error._tag === "UnknownOutcome") return nameOf(error.cause)
  return error._tag === "Unavailable" ? `Unavailable: ${error.reason}` : error._tag
}

/** The exit of a call; where the answer stalls, time passes until it has ended. */
const ended = <A, E>(call: Effect.Effect<A, E>, ending: HostileAnswer["ending"]) =>
  ending !== "stalls"
    ? Effect.exit(call)
    : Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(call, { startImmediately: true })
        for (let minutes = 0; fiber.pollUnsafe() === undefined && minutes < 100; minutes++) {
          yield* TestClock.adjust("1 minute")
        }
        return fiber.pollUnsafe() ?? assert.fail("the call has not ended")
      })

/**
 * Answers the requests of an operation, or the logins that it needs, with anything, and
 * demands of each call that it ends, within the limits, with an answer or with an error of
 * the operation that tells no secret. Gives how often each came out; fails with the seed
 * and the answer.
 */
export const attack = (operation: OperationName, isLoginAttacked: boolean, seed: number) =>
  Effect.gen(function* () {
    let answer: HostileAnswer | undefined
    let readings: Array<Reading> = []
    const hostile = () => {
      const reading = unread()
      if (answer === undefined) return assert.fail("a request that nobody made")
      if (answer.chunks !== undefined) readings.push(reading)
      return toResponse(answer, reading)
    }
    const calls = { login: 0, api: 0 }
    const server = (path: string): Response => {
      const isLogin = path.endsWith("/oauth/token")
      calls[isLogin ? "login" : "api"]++
      if (isLogin === isLoginAttacked) return hostile()
      // Where the login is attacked each token is refused, so that each call needs another.
      return isLogin
        ? FakeServer.granted(token, 1e9)
        : FakeServer.json({ code: "bad.credentials", status: 401 }, { status: 401 })
    }
    const clients = {
      [sizes[0]]: yield* makeClient(server, sizes[0]),
      [sizes[1]]: yield* makeClient(server, sizes[1]),
    }
    const isAnswer = answersOf(operation)
    const secrets = isLoginAttacked ? loginSecrets : apiSecretsOf(operation)
    const seen = new Map<string, number>()

    const judge = (given: HostileAnswer) =>
      Effect.gen(function* () {
        answer = given
        readings = []
        calls.api = 0
        // A login that has failed again and again is the failure of half a minute, and there are so many in a minute.
        if (isLoginAttacked) yield* TestClock.adjust("1 minute")
        const exit = yield* ended(invokeExample(clients[given.maxBodySize], operation), given.ending)
        readings.forEach((reading) => assertReadWithinLimits(given, reading))
        const failure = Exit.isFailure(exit) ? Cause.findErrorOption(exit.cause) : Option.none()
        if (Exit.isFailure(exit)) {
          if (!exit.cause.reasons.every(Cause.isFailReason)) assert.fail(Cause.pretty(exit.cause))
          assertHarmless(operation, Option.getOrThrow(failure), secrets)
        }
        const name = Option.match(failure, { onNone: () => "success", onSome: nameOf })
        seen.set(name, (seen.get(name) ?? 0) + 1)
        const end = endOf(given)
        if (end !== undefined) {
          if (name !== end) assert.fail(`${name} instead of ${end}`)
        } else if (isLoginAttacked) {
          if (name === "success") assert.fail("The API refused every token")
          if (calls.api === 2 && !(isSuccess(given) && isGrant(given))) assert.fail("There was no token")
        } else if (name === "success" && !(isSuccess(given) && isAnswer(given))) {
          assert.fail("This is no answer")
        }
      })

    const run = Effect.runPromiseWith(yield* Effect.context<never>())
    const own = isLoginAttacked ? undefined : examples[operation].answer
    const property = fc.asyncProperty(hostileAnswers(own), (answer) => run(judge(answer)))
    yield* Effect.promise(() => fc.assert(property, { numRuns: runs, seed: seedOf(seed), timeout: 120_000 }))
    return seen
  })
