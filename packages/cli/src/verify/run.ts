/**
 * Puts the implementation behind a URL through the contract, and tells what came of it.
 */
import { Agent } from "@effect/platform-node/Undici"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Stdio from "effect/Stdio"
import * as TerminalCapabilities from "effect/cli/TerminalCapabilities"
import * as Undici from "@org-trust/http/node/Undici"
import { world as builtInWorld } from "@org-trust/testkit/BuiltInWorld"
import { clausesOverHttp as clauses } from "@org-trust/testkit/contract/Contract"
import { controlsOf } from "@org-trust/testkit/contract/Controls"
import { overHttp } from "@org-trust/testkit/contract/overHttp"
import { toHtml } from "@org-trust/testkit/contract/report/Html"
import { type ReportOptions, toJson } from "@org-trust/testkit/contract/report/Json"
import { toJUnit } from "@org-trust/testkit/contract/report/JUnit"
import { redactor } from "@org-trust/testkit/contract/report/Redact"
import * as Terminal from "@org-trust/testkit/contract/report/Terminal"
import { type ClauseResult, isOk, type Report } from "@org-trust/testkit/contract/Report"
import * as Runner from "@org-trust/testkit/contract/Runner"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import { cannot, NotFulfilled } from "./Failures.ts"
import { checkWritable, readCapabilities, readKnownFailures, write } from "./Files.ts"
import type { VerifyFlags } from "./flags.ts"
import * as Gate from "./Gate.ts"
import * as ProgressLine from "./ProgressLine.ts"
import { checkFree, sweep } from "./Grounds.ts"
import * as Tokens from "./Tokens.ts"
import { worldOf } from "../worldFlag.ts"

/** A base URL that requests can be made of and that can be printed. */
const baseUrl = Effect.fnUntraced(function* (text: string) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return yield* cannot(`${text} is not a URL of http or https`)
  if (url.username !== "" || url.password !== "") {
    return yield* cannot("A URL with a user or a password is not taken: the world's clients log in by themselves")
  }
  return text.replace(/\/+$/, "")
})

/** Colours for a stream that is a terminal, unless colours are not wanted. */
const paints = Effect.gen(function* () {
  const stdio = yield* Stdio.Stdio
  const { canColor } = yield* TerminalCapabilities.TerminalCapabilities
  const isTerminal = yield* stdio.stderrIsTerminal
  return {
    isTerminal,
    summary: canColor ? Terminal.colours : Terminal.plain,
    progress: canColor && isTerminal ? Terminal.colours : Terminal.plain,
  }
})

/**
 * Runs the contract and ends the trusts that it made, however it ends. Whoever stops
 * it does not have to wait for the clause that is under way.
 */
const runAndLeave = Effect.fnUntraced(function* (subject: Subject, options: Runner.RunOptions) {
  const gate = Gate.make(subject)
  const running = yield* Effect.forkChild(Runner.run(gate.subject, options))
  return yield* Fiber.join(running).pipe(
    Effect.onInterrupt(() => Effect.andThen(gate.close, Fiber.interrupt(running))),
    Effect.ensuring(sweep(subject)),
  )
})

/** What whoever stops a run may have to do. */
const cleaning =
  "Trusts that it made were ended, as far as they could be; pairings run out by themselves. " +
  "An emulator forgets everything with POST /_emulator/reset."

/** Does what the flags say. */
export const run = Effect.fnUntraced(function* (flags: VerifyFlags) {
  const url = yield* baseUrl(flags.url)
  const loginUrl = Option.isSome(flags.loginUrl) ? yield* baseUrl(flags.loginUrl.value) : url
  const given = yield* Effect.mapError(worldOf(flags.world), ({ message }) => cannot(message))
  const world = Option.getOrElse(given, () => builtInWorld)
  const { client: httpClient, tokens } = Tokens.noting(Undici.layerDispatcher(() => new Agent()))
  const capabilities = yield* readCapabilities(flags.capabilities)
  const controls = flags.controls ? yield* controlsOf({ url, world, httpClient }) : {}
  if (flags.controls && Object.keys(controls).length === 0) {
    return yield* cannot(`There are no controls at ${url}/_emulator: what needs them cannot be checked`)
  }
  const subject: Subject = { ...overHttp({ url, loginUrl, world, capabilities, httpClient }), ...controls }
  const knownFailures = yield* readKnownFailures(flags.knownFailures)
  yield* checkWritable([flags.json, flags.html, flags.junit])
  // Tokens become known as they are used.
  const redact = (text: string) => redactor(world, tokens)(text)
  yield* checkFree(subject, redact)
  const paint = yield* paints
  const line = paint.isTerminal
    ? ProgressLine.make(
        (text) => process.stderr.write(text),
        () => process.stderr.columns,
      )
    : ProgressLine.none
  const done: Array<ClauseResult> = []
  const settings: Runner.RunOptions = {
    clauses,
    seed: flags.seed,
    runs: flags.runs,
    atOnce: flags.atOnce,
    ...(Option.isSome(flags.only) && { only: flags.only.value }),
    knownFailures,
    onResult: (result) =>
      Effect.suspend(() => {
        done.push(result)
        return Effect.andThen(line.clear, Console.error(Terminal.resultLine(result, paint.progress, redact)))
      }),
    onProgress: line.tell,
  }
  const flag = (name: string, value: Option.Option<string>) => (Option.isSome(value) ? [name, value.value] : [])
  const options: ReportOptions = {
    redact: redactor(world, tokens),
    loginUrl,
    replayFlags: [
      ...flag("--login-url", flags.loginUrl),
      ...flag("--world", flags.world),
      ...flag("--capabilities", flags.capabilities),
      ...(flags.controls ? ["--controls"] : []),
    ],
  }
  const tell = Effect.fnUntraced(function* (report: Report) {
    yield* Console.log(Terminal.summary(report, world, paint.summary, options))
    yield* write(flags.json, () => `${JSON.stringify(toJson(report, world, options), undefined, 2)}\n`)
    yield* write(flags.html, () => toHtml(report, world, options))
    yield* write(flags.junit, () => toJUnit(report, world, options))
  })
  const startedAt = yield* Clock.currentTimeMillis
  /** Who stops it gets what there is. */
  const tellSoFar = Effect.gen(function* () {
    const millis = (yield* Clock.currentTimeMillis) - startedAt
    yield* line.clear
    yield* Console.error(`Stopped after ${done.length} of ${clauses.length} clauses.`)
    yield* tell(Runner.reportOf(subject, settings, done.slice(), startedAt, millis))
    yield* Console.error(cleaning)
  }).pipe(Effect.catch(({ message }) => Console.error(message)))
  const report = yield* runAndLeave(subject, settings).pipe(
    Effect.mapError(({ message }) => cannot(message)),
    Effect.onInterrupt(() => tellSoFar),
  )
  yield* tell(report)
  if (!isOk(report)) return yield* new NotFulfilled()
})
